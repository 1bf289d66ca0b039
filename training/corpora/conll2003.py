"""CoNLL-2003: person, organization, location and other names in newswire."""

from collections.abc import Iterator
from pathlib import Path

from training.corpora.document import Document, Labelled, Offsets

_NO_SPACE_BEFORE = frozenset(
    [".", ",", ";", ":", "?", "!", ")", "]", "%", "'s", "n't", "'re", "'ve", "'ll", "'m", "'d", "'"]
)
_NO_SPACE_AFTER = frozenset(["(", "[", "$"])


def documents(path: Path) -> Iterator[Document]:
    """The news items of one file, their tokens put back into running text."""
    items: list[list[list[tuple[str, str]]]] = [[]]
    sentence: list[tuple[str, str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        columns = line.split("\t")
        if len(columns) < 3:
            if sentence:
                items[-1].append(sentence)
            sentence = []
        elif columns[1] == "-DOCSTART-":
            items.append([])
        else:
            sentence.append((columns[1], columns[2]))
    for number, item in enumerate(filter(None, items)):
        text, names = _text(item)
        yield Document(id=f"{path.stem}-{number}", corpus="conll2003", text=text, names=names)


def _text(item: list[list[tuple[str, str]]]) -> tuple[str, tuple[Labelled, ...]]:
    lines: list[str] = []
    names: list[Labelled] = []
    length = 0
    for sentence in item:
        line, offsets = join([form for form, _ in sentence])
        names.extend(_names([tag for _, tag in sentence], offsets, length))
        lines.append(line)
        length += len(line) + 1
    return "\n".join(lines), tuple(names)


def join(forms: list[str]) -> tuple[str, list[Offsets]]:
    """Tokens as a line of print, with the offsets of each."""
    text, offsets, length = [], [], 0
    glue = True
    for form in forms:
        if not glue and form not in _NO_SPACE_BEFORE:
            text.append(" ")
            length += 1
        offsets.append((length, length + len(form)))
        text.append(form)
        length += len(form)
        glue = form in _NO_SPACE_AFTER
    return "".join(text), offsets


def _names(tags: list[str], offsets: list[Offsets], shift: int) -> Iterator[Labelled]:
    start = None
    for index, tag in enumerate([*tags, "O"]):
        if start is not None and not tag.startswith("I-"):
            begin, end = offsets[start][0], offsets[index - 1][1]
            yield Labelled(start=begin + shift, end=end + shift, label=tags[start][2:])
            start = None
        if tag.startswith("B-") or (tag.startswith("I-") and start is None):
            start = index

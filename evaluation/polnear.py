"""PolNeAR's files: brat stand-off folders, and the passages as CofeNet cut them.

Origin of the formats: https://github.com/networkdynamics/PolNeAR and
https://github.com/cofe-ai/CofeNet.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.corpus import files_in
from evaluation.errors import CorpusInvalid
from evaluation.marked import Marked, MarkedAttribution, Ranges
from evaluation.tokens import Range

# One annotation begins where a line begins with an id; its text may go over several lines.
SPAN = re.compile(r"^(T\d+)\t(Source|Cue|Content) ([\d ;]+)\t", re.MULTILINE)
RELATION = re.compile(r"^E\d+\tAttribution\S*((?: \w+:T\d+)+)", re.MULTILINE)
PART = re.compile(r" (Source|Cue|Content)\d*:(T\d+)")
OPENING = frozenset('“‘"`«„')
CLOSING = re.compile(r"[.,!?…]*(?:[”\"»]|''|’(?!\w))+")
NOTE = re.compile(r"^Editor['’]s note:.*(?:\n.+)*", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A tokenised passage with BIO labels; `id` names the article and the annotator."""

    id: str
    tokens: tuple[str, ...]
    labels: tuple[str, ...]

    @property
    def article(self) -> str:
        """The article, whoever annotated it."""
        return self.id.rpartition("_")[0] or self.id


def articles(folder: Path) -> list[Marked]:
    """The articles of a split folder, each with its first annotator's attributions.

    Annotators are in the order of their names, as in the release's table.
    """
    first: dict[str, Path] = {}
    for file in files_in(folder / "attributions", "*.ann"):
        first.setdefault(file.stem.rpartition("_")[0], file)
    return [_article(folder, name, file) for name, file in sorted(first.items())]


def attributions(annotation: str) -> tuple[MarkedAttribution, ...]:
    """The attributions of one brat file; those without content are left out."""
    spans = {match[1]: _ranges(match[3]) for match in SPAN.finditer(annotation)}
    found = (_attribution(match[1], spans) for match in RELATION.finditer(annotation))
    return tuple(item for item in found if item.content)


def boilerplate(text: str) -> list[Range]:
    """Where the editor's note that closes many of one outlet's articles stands."""
    return [match.span() for match in NOTE.finditer(text)]


def passages(path: Path) -> list[Passage]:
    """The passages of a .jsonl file."""
    try:
        return list(_passages(path.read_text(encoding="utf-8").split("\n")))
    except (ValueError, KeyError, TypeError) as error:
        raise CorpusInvalid(f"{path} holds no passages: {error!r}.") from error


def _passages(lines: Sequence[str]) -> Iterator[Passage]:
    for line in filter(str.strip, lines):
        data = json.loads(line)
        if len(data["tokens"]) != len(data["labels"]):
            raise ValueError("a passage has not one label for each token")
        yield Passage(id=data["id"], tokens=tuple(data["tokens"]), labels=tuple(data["labels"]))


def _article(folder: Path, name: str, annotation: Path) -> Marked:
    text = _raw(folder / "text" / f"{name}.txt")
    return Marked(id=name, text=text, attributions=attributions(_raw(annotation)))


def _raw(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def _attribution(parts: str, spans: Mapping[str, Ranges]) -> MarkedAttribution:
    named: dict[str, Ranges] = {"Source": (), "Cue": (), "Content": ()}
    for kind, span in PART.findall(parts):
        named[kind] += spans.get(span, ())
    source, cue, content = (tuple(sorted(named[kind])) for kind in named)
    return MarkedAttribution(source=source, cue=cue, content=content)


def _ranges(offsets: str) -> Ranges:
    pairs = (piece.split() for piece in offsets.split(";"))
    return tuple((int(start), int(end)) for start, end in pairs)


def quoted(text: str, start: int, end: int) -> Range:
    """The range with the quotation marks around it, which PolNeAR counts as content.

    The record leaves them out, and the stop or comma before the closing one with them.
    """
    before = text[max(0, start - 2) : start]
    if before[-1:] in OPENING and not before[:-1].strip(" \n\t\r([—–-“‘"):
        start -= 1
    closing = CLOSING.match(text, end)
    return start, closing.end() if closing else end

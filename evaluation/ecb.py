"""ECB+ as it is scored: event mentions of the validated sentences, and which of them are one event.

Mentions are those whose tags begin with ACTION or NEG_ACTION, in the sentences that
`ECBplus_coreference_sentences.csv` lists (Cybulska and Vossen, 2014); where the list is not
beside the files, in all sentences. Mentions joined by a relation are one event; one across
documents has the same note everywhere; a mention without a relation stands alone.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from evaluation.corpus import files_in, require
from evaluation.errors import CorpusInvalid

LIST = "ECBplus_coreference_sentences.csv"
EVENTS = ("ACTION", "NEG_ACTION")
ROLES = {"HUMAN": "who", "NON": "who", "LOC": "where", "TIME": "when"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchored:
    """A mention: its tokens (half-open), the code points they cover, and its event's id."""

    id: str
    first: int
    last: int
    start: int
    end: int
    text: str
    event: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EcbDocument:
    """One document: its text (tokens joined by blanks, a sentence a line) and what is marked.

    `sentences` are half-open code points; `validated` says which of them are scored;
    `others` are the marked participants, places and times in them, by role.
    """

    id: str
    topic: str
    text: str
    tokens: tuple[tuple[int, int], ...]
    sentences: tuple[tuple[int, int], ...]
    validated: frozenset[int]
    mentions: tuple[Anchored, ...]
    others: Mapping[str, tuple[tuple[int, int], ...]]


def documents(path: Path) -> tuple[list[EcbDocument], list[Path]]:
    """The documents below a folder, in order of their names, and their files."""
    files = files_in(require(path), "**/*.xml") if path.is_dir() else [path]
    listed = _listed(path)
    return [document(file, listed) for file in files], files


def document(file: Path, listed: Mapping[str, frozenset[int]] | None) -> EcbDocument:
    """One document; `listed` gives the validated sentences of each, None where there is no list."""
    try:
        root = ElementTree.parse(file).getroot()
    except ElementTree.ParseError as error:
        raise CorpusInvalid(f"{file} is not XML: {error}.") from error
    words = [
        (t.get("t_id", ""), int(t.get("sentence", "0")), t.text or "") for t in root.iter("token")
    ]
    text, tokens, sentences = _joined(words)
    place = {id: index for index, (id, _, _) in enumerate(words)}
    sentence_of = [sentence for _, sentence, _ in words]
    kept = frozenset(sentences) if listed is None else listed.get(file.stem, frozenset())
    notes = _notes(root, file.stem)
    marked = []
    others: dict[str, list[tuple[int, int]]] = {}
    for mark in root.find("Markables") or ():
        at = sorted(
            place[a.get("t_id", "")] for a in mark.iter("token_anchor") if a.get("t_id") in place
        )
        if not at or sentence_of[at[0]] not in kept:
            continue
        start, end = tokens[at[0]][0], tokens[at[-1]][1]
        role = ROLES.get(mark.tag.split("_")[0])
        if role:
            others.setdefault(role, []).append((start, end))
        elif mark.tag.startswith(EVENTS):
            id = mark.get("m_id", "")
            marked.append(
                Anchored(
                    id=f"{file.stem}:{id}",
                    first=at[0],
                    last=at[-1] + 1,
                    start=start,
                    end=end,
                    text=text[start:end],
                    event=notes.get(id, f"{file.stem}:{id}"),
                )
            )
    return EcbDocument(
        id=file.stem,
        topic=file.stem.split("_")[0],
        text=text,
        tokens=tuple(tokens),
        sentences=tuple(sentences.values()),
        validated=frozenset(index for index, key in enumerate(sentences) if key in kept),
        mentions=tuple(sorted(marked, key=lambda m: (m.first, m.last, m.id))),
        others={role: tuple(sorted(spans)) for role, spans in others.items()},
    )


def clusters_of(mentions: Iterable[Anchored]) -> list[frozenset[str]]:
    """The mentions' ids by event."""
    found: dict[str, set[str]] = {}
    for mention in mentions:
        found.setdefault(mention.event, set()).add(mention.id)
    return [frozenset(ids) for _, ids in sorted(found.items())]


def _notes(root: ElementTree.Element, name: str) -> dict[str, str]:
    """The event of each mention that a relation joins; one within a document is named by it."""
    found = {}
    for relation in root.find("Relations") or ():
        across = relation.tag == "CROSS_DOC_COREF"
        note = relation.get("note", "") if across else f"{name}:r{relation.get('r_id', '')}"
        for source in relation.iter("source"):
            found[source.get("m_id", "")] = note
    return found


def _joined(
    words: Sequence[tuple[str, int, str]],
) -> tuple[str, list[tuple[int, int]], dict[int, tuple[int, int]]]:
    """The text, the offsets of its tokens and those of its sentences by their number."""
    parts: list[str] = []
    tokens: list[tuple[int, int]] = []
    sentences: dict[int, tuple[int, int]] = {}
    at, last = 0, None
    for _, sentence, word in words:
        gap = "" if last is None else " " if sentence == last else "\n"
        at += len(gap)
        tokens.append((at, at + len(word)))
        start = sentences.get(sentence, (at, at))[0]
        sentences[sentence] = (start, at + len(word))
        parts += [gap, word]
        at += len(word)
        last = sentence
    return "".join(parts), tokens, sentences


def _listed(path: Path) -> dict[str, frozenset[int]] | None:
    """The validated sentences by document, from the list in the folder or in one above it."""
    for folder in (path, *list(path.resolve().parents)[:3]):
        if (folder / LIST).is_file():
            return _rows(folder / LIST)
    return None


def _rows(file: Path) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    with file.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            name = f"{row['Topic']}_{row['File']}"
            found.setdefault(name, set()).add(int(row["Sentence Number"]))
    return {name: frozenset(numbers) for name, numbers in found.items()}

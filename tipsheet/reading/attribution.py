"""Attributions and their chains: which saying reached us through which."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from tipsheet.reading.layers import Saying
from tipsheet.record import Attribution, Entity, Span, content_id

_CAPITAL = "A-ZÀ-ÖØ-ÞČĆĐĞİŁŚŞŠŽ"
_WORD = rf"(?:(?:[{_CAPITAL}]\.)+|[{_CAPITAL}][\w&-]*(?:[’'.](?!s\b)\w+)*)"
_GAP = r"(?:[^\S\n]+(?:\n[^\S\n]*)?|\n[^\S\n]*)"
_NAME = re.compile(rf"{_WORD}(?:{_GAP}{_WORD}){{0,5}}")
"""Capitalised words in a row; a possessive or a full stop ends the row."""

_TELLING = re.compile(r"\b(?:tell|tells|told|telling)\b", re.I)
_TO_US = re.compile(rf"{_GAP}(?:us|me)\b")
_BEFORE_NAME = re.compile(rf"{_GAP}(?:the{_GAP})?")
_OPENING, _CLOSING = frozenset("\"“‘«„'"), re.compile("(?<!\\s)[\"”’»']")
_MARK = re.compile('(?<!\n)["“”«»„]')
_REACH = 2000
"""Code points within which an unmarked block still belongs to the relayed report before it."""

NEIGHBOURS = 40
"""How many sayings before and after one may hold it."""

_BLOCK = 1000
"""Code points in a block of the index of contents."""

WITHHELD = frozenset({"anonymous", "document"})
"""Kinds that an unmarked block of a relayed report takes from that report."""

RELAYING = frozenset({"person", "organization", "media"})
"""Kinds that a journalist or an outlet can be mistaken for."""

COUNTED = frozenset({"anonymous", "person"})


def attributions_of(
    text: str,
    sayings: Sequence[Saying],
    *,
    entities: Mapping[tuple[int, int], str],
    named: Mapping[str, Entity],
    count_of: Callable[[str], int | None],
) -> tuple[Attribution, ...]:
    """The attributions of a text, each with its parent and where its chain enters the report."""
    sayings = _distinct(sayings)
    ids = [_id(saying) for saying in sayings]
    sayings = [_with_kind(saying, kind_of(saying, entities, named)) for saying in sayings]
    parents = parents_of(text, sayings)
    out = []
    for index, saying in enumerate(sayings):
        parent = parents[index]
        entity = entities.get((saying.source.start, saying.source.end)) if saying.source else None
        kind = saying.kind
        out.append(
            Attribution(
                id=ids[index],
                source=saying.source,
                cue=saying.cue,
                content=saying.content,
                kind=kind,
                count=count_of(saying.source.text) if saying.source and kind in COUNTED else None,
                entity=entity,
                quote=quote_of(text, saying.content),
                parent=None if parent is None else ids[parent],
                origin=None,
                confidence=round(saying.score, 2),
            )
        )
    return _with_origins(text, sayings, parents, out, named)


def kind_of(
    saying: Saying, entities: Mapping[tuple[int, int], str], named: Mapping[str, Entity]
) -> str:
    """The kind of a saying's source: journalists and outlets are relayed, no source is nameless."""
    if saying.source is None:
        return "anonymous"
    entity = named.get(entities.get((saying.source.start, saying.source.end), ""))
    relayed = entity is not None and (entity.sector == "JRN" or entity.kind == "media")
    return "media" if relayed and saying.kind in RELAYING else saying.kind


def _with_kind(saying: Saying, kind: str) -> Saying:
    return saying if saying.kind == kind else replace(saying, kind=kind)


def _distinct(sayings: Sequence[Saying]) -> list[Saying]:
    """The sayings in their order; of those with the same cue and content only the likeliest."""
    best: dict[str, Saying] = {}
    for saying in sayings:
        known = best.setdefault(_id(saying), saying)
        if saying.score > known.score:
            best[_id(saying)] = saying
    return list(best.values())


def _id(saying: Saying) -> str:
    anchor = saying.cue or saying.source or saying.content[0]
    parts = [(span.start, span.end) for span in (anchor, *saying.content)]
    return content_id("a", parts)


def parents_of(text: str, sayings: Sequence[Saying]) -> list[int | None]:
    """For each saying the one that it reached us through, by its place or by who was told."""
    parents = _containers(sayings)
    relays = _Relays(sayings)
    block: int | None = None
    for index, saying in enumerate(sayings):
        if parents[index] is not None:
            continue
        told = _addressee(text, saying)
        if told == "us":
            block = parents[index] = relays.before(index, parents)
        elif told:
            parents[index] = relays.named(told, index, parents)
            block = block if parents[index] == block else None
        elif block is not None and saying.kind in WITHHELD:
            near = _anchor(saying) - _anchor(sayings[block]) < _REACH
            parents[index] = block if near and _root(block, parents) != index else None
        else:
            block = None
    return parents


def _anchor(saying: Saying) -> int:
    return (saying.cue or saying.source or saying.content[0]).start


def _containers(sayings: Sequence[Saying]) -> list[int | None]:
    """For each saying the one with the shortest content that holds its cue.

    That content is longer than its own, or as long and of an earlier saying.
    """
    sizes = [(_length(saying), -number) for number, saying in enumerate(sayings)]
    reaches = [_reach(saying) for saying in sayings]
    return [_container(index, sayings, sizes, reaches) for index in range(len(sayings))]


def _container(
    index: int,
    sayings: Sequence[Saying],
    sizes: Sequence[tuple[int, int]],
    reaches: Sequence[tuple[int, int]],
) -> int | None:
    anchor, own, first = _anchor(sayings[index]), sizes[index], max(0, index - NEIGHBOURS)
    holding = [
        (sizes[number][0], number)
        for number, (start, end) in enumerate(reaches[first : index + NEIGHBOURS], first)
        if start <= anchor < end
        and sizes[number] > own
        and any(span.start <= anchor < span.end for span in sayings[number].content)
    ]
    return min(holding)[1] if holding else None


def _reach(saying: Saying) -> tuple[int, int]:
    """Where the content of a saying begins and ends."""
    starts = [span.start for span in saying.content]
    return min(starts, default=0), max((span.end for span in saying.content), default=0)


def _length(saying: Saying) -> int:
    return sum(span.end - span.start for span in saying.content)


def _addressee(text: str, saying: Saying) -> str | None:
    """Who was told, when the cue is a telling: "us", or a name."""
    telling = _TELLING.search(saying.cue.text) if saying.cue else None
    if saying.cue is None or telling is None:
        return None
    after = saying.cue.start + telling.end()
    if _TO_US.match(text, after):
        return "us"
    before = _BEFORE_NAME.match(text, after)
    name = _NAME.match(text, before.end()) if before else None
    return name.group() if name else None


class _Relays:
    """The sayings of journalists and outlets that a report relays, found by place and by name."""

    def __init__(self, sayings: Sequence[Saying]) -> None:
        self._sayings = sayings
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for number, saying in enumerate(sayings):
            if saying.source and _is_relay(saying):
                for word in _last_words(saying.source.text):
                    self._by_word[word].append(number)

    def before(self, index: int, parents: Sequence[int | None]) -> int | None:
        """The relayed report that an unmarked block goes on with; none after the report's own."""
        for number in range(index - 1, -1, -1):
            saying = self._sayings[number]
            far = _anchor(self._sayings[index]) - _anchor(saying) > _REACH
            if far or saying.kind == "author":
                return None
            if _is_relay(saying) and _root(number, parents) != index:
                return number
        return None

    def named(self, name: str, index: int, parents: Sequence[int | None]) -> int | None:
        """The nearest relayed report whose source bears the name."""
        known = self._by_word.get(name.split()[-1], [])
        at = bisect_left(known, index)
        near = [
            number
            for number in known[max(0, at - NEIGHBOURS) : at + NEIGHBOURS]
            if _bears(self._sayings[number].source, name) and _root(number, parents) != index
        ]
        return min(near, key=lambda number: abs(number - index), default=None)


def _is_relay(saying: Saying) -> bool:
    return saying.kind == "media" and saying.source is not None


def _last_words(text: str) -> set[str]:
    """The last word of each name in a text: the surname of a person."""
    return {name.group().split()[-1] for name in _NAME.finditer(text)}


def _bears(source: Span | None, name: str) -> bool:
    """Whether one of the source's names is the name, or either is the end of the other."""
    asked = name.split()
    names = [found.group().split() for found in _NAME.finditer(source.text)] if source else []
    return any(
        known[-shared:] == asked[-shared:]
        for known in names
        for shared in (min(len(known), len(asked)),)
    )


def quote_of(text: str, content: Sequence[Span]) -> str:
    """Whether the content is quoted: direct, mixed or indirect."""
    quoted = [_is_quoted(text, span) for span in content]
    if all(quoted):
        return "direct"
    marks = any(mark in span.text for span in content for mark in '"“”«»„‘')
    return "mixed" if marks or any(quoted) else "indirect"


def _is_quoted(text: str, span: Span) -> bool:
    """Whether quotation marks stand at both ends, and nothing inside is left out of them."""
    before = text[max(0, span.start - 1) : span.start + 1]
    after = text[max(span.start, span.end - 2) : span.end + 2]
    return (
        not _OPENING.isdisjoint(before)
        and _CLOSING.search(after) is not None
        and not _leaves_quotes(span.text[1:-1])
    )


def _leaves_quotes(inside: str) -> bool:
    """Whether a quote ends, words follow, and another begins; a new paragraph may open anew."""
    closed: int | None = None
    for mark in _MARK.finditer(inside):
        opens, closes = mark.group() in '"“«„', mark.group() in '"”»'
        if opens and closed is not None and any(map(str.isalnum, inside[closed : mark.start()])):
            return True
        closed = mark.end() if closes else None
    return False


def _with_origins(
    text: str,
    sayings: Sequence[Saying],
    parents: Sequence[int | None],
    found: Sequence[Attribution],
    named: Mapping[str, Entity],
) -> tuple[Attribution, ...]:
    """The attributions with the publisher or work through which each chain came in."""
    outlets = set().union(*(_last_words(e.name) for e in named.values() if e.kind == "media"))
    out = []
    for index, attribution in enumerate(found):
        root = found[_root(index, parents)]
        origin = None
        if root.kind in ("media", "document"):
            origin = _name_of(root, named)
        elif (told := _addressee(text, sayings[index])) and told.split()[-1] in outlets:
            origin = told
        out.append(attribution if origin is None else replace(attribution, origin=origin))
    return tuple(out)


def _name_of(attribution: Attribution, named: Mapping[str, Entity]) -> str | None:
    """What the text calls the source; none where it has only a pronoun for it."""
    entity = named.get(attribution.entity or "")
    if entity is None:
        return attribution.source.text if attribution.source else None
    return entity.name if any(item.form != "pronoun" for item in entity.mentions) else None


def _root(index: int, parents: Sequence[int | None]) -> int:
    seen = {index}
    while (parent := parents[index]) is not None and parent not in seen:
        seen.add(parent)
        index = parent
    return index


class Innermost:
    """Finds the innermost attribution whose content holds a place in the text."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        self._blocks: dict[int, list[tuple[int, int, int, Span, str]]] = defaultdict(list)
        parents = {item.id: item.parent for item in attributions}
        for number, item in enumerate(attributions):
            depth = _depth(item.id, parents)
            for span in item.content:
                held = (span.end - span.start, -depth, number, span, item.id)
                for block in range(span.start // _BLOCK, span.end // _BLOCK + 1):
                    self._blocks[block].append(held)

    def at(self, place: Span) -> str | None:
        """The id of the attribution with the shortest content that holds the place.

        Of equal contents the one deepest in a chain has it, then the first.
        """
        near = self._blocks.get(place.start // _BLOCK, ())
        holding = [held for held in near if held[3].holds(place)]
        return min(holding, key=lambda held: held[:3])[4] if holding else None


def _depth(id: str, parents: Mapping[str, str | None]) -> int:
    seen: set[str] = set()
    parent = parents.get(id)
    while parent is not None and parent not in seen:
        seen.add(parent)
        parent = parents.get(parent)
    return len(seen)

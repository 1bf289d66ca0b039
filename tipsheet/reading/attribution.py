"""Attributions and their chains: which saying reached us through which."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from tipsheet.reading.layers import Saying
from tipsheet.record import Attribution, Entity, Span, content_id

_TO_US = re.compile(r"\s*(?:us|me)\b")
_TO_NAME = re.compile(
    r"\s*(?:to\s+)?(?:the\s+)?(?P<name>[A-Z][\w’'&.-]*(?:\s+[A-Z][\w’'&.-]*){0,3})"
)
_TELLING = re.compile(r"\b(?:tell|tells|told|telling)\b", re.I)
_OPENING, _CLOSING = "\"“‘«„'", "\"”’»'"
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
    ids = [_id(saying) for saying in sayings]
    sayings = [replace(saying, kind=kind_of(saying, entities, named)) for saying in sayings]
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


def _id(saying: Saying) -> str:
    anchor = saying.cue or saying.source or saying.content[0]
    parts = [(span.start, span.end) for span in (anchor, *saying.content)]
    return content_id("a", parts)


def parents_of(text: str, sayings: Sequence[Saying]) -> list[int | None]:
    """For each saying the one that it reached us through, by its place or by who was told."""
    parents = [_container(index, sayings) for index in range(len(sayings))]
    block: int | None = None
    for index, saying in enumerate(sayings):
        if parents[index] is not None:
            continue
        told = _addressee(text, saying)
        if told == "us":
            block = parents[index] = _relay_before(index, sayings)
        elif told:
            parents[index] = _relay_named(told, index, sayings)
        elif saying.kind == "media":
            block = None
        elif block is not None and saying.kind in WITHHELD:
            near = _anchor(saying) - _anchor(sayings[block]) < _REACH
            parents[index] = block if near else None
    return parents


def _anchor(saying: Saying) -> int:
    return (saying.cue or saying.source or saying.content[0]).start


def _container(index: int, sayings: Sequence[Saying]) -> int | None:
    """The saying with the shortest content that holds this one's cue and is longer than its own."""
    saying, anchor = sayings[index], _anchor(sayings[index])
    own = _length(saying)
    holding = [
        (_length(other), number)
        for number in range(max(0, index - NEIGHBOURS), min(len(sayings), index + NEIGHBOURS))
        if number != index
        for other in (sayings[number],)
        if any(span.start <= anchor < span.end for span in other.content)
        and (_length(other), -number) > (own, -index)
    ]
    return min(holding)[1] if holding else None


def _length(saying: Saying) -> int:
    return sum(span.end - span.start for span in saying.content)


def _addressee(text: str, saying: Saying) -> str | None:
    """Who was told, when the cue is a telling: "us", or a name."""
    if saying.cue is None or not _TELLING.search(saying.cue.text):
        return None
    if _TO_US.match(text, saying.cue.end):
        return "us"
    name = _TO_NAME.match(text, saying.cue.end)
    return name.group("name") if name else None


def _relay_before(index: int, sayings: Sequence[Saying]) -> int | None:
    """The relayed report that an unmarked block goes on with; none in the report's own voice."""
    for number in range(index - 1, -1, -1):
        if _anchor(sayings[index]) - _anchor(sayings[number]) > _REACH:
            return None
        if sayings[number].kind == "media":
            return number
    return None


def _relay_named(name: str, index: int, sayings: Sequence[Saying]) -> int | None:
    """The nearest saying whose source bears the name: who was told it, relays it."""
    last = name.split()[-1].rstrip("’'s") if name.endswith(("’s", "'s")) else name.split()[-1]
    alike = [
        number
        for number, other in enumerate(sayings)
        if number != index
        and other.kind not in WITHHELD
        and other.source
        and re.search(rf"\b{re.escape(last)}\b", other.source.text)
    ]
    return min(alike, key=lambda number: abs(number - index), default=None)


def quote_of(text: str, content: Sequence[Span]) -> str:
    """Whether the content is quoted: direct, mixed or indirect."""
    quoted = [_is_quoted(text, span) for span in content]
    if all(quoted):
        return "direct"
    marks = any(mark in span.text for span in content for mark in '"“”«»')
    return "mixed" if marks or any(quoted) else "indirect"


def _is_quoted(text: str, span: Span) -> bool:
    before = text[max(0, span.start - 1) : span.start + 1]
    after = text[max(span.start, span.end - 2) : span.end + 2]
    return any(mark in before for mark in _OPENING) and any(mark in after for mark in _CLOSING)


def _with_origins(
    text: str,
    sayings: Sequence[Saying],
    parents: Sequence[int | None],
    found: Sequence[Attribution],
    named: Mapping[str, Entity],
) -> tuple[Attribution, ...]:
    """The attributions with the publisher or work through which each chain came in."""
    out = []
    for index, attribution in enumerate(found):
        root = _root(index, parents)
        source = found[root].source
        origin = None
        if found[root].kind in ("media", "document") and source is not None:
            entity = named.get(found[root].entity or "")
            origin = entity.name if entity else source.text
        elif told := _addressee(text, sayings[index]):
            origin = told if told != "us" and _is_outlet(told, named) else None
        out.append(replace(attribution, origin=origin))
    return tuple(out)


def _root(index: int, parents: Sequence[int | None]) -> int:
    seen = {index}
    while (parent := parents[index]) is not None and parent not in seen:
        seen.add(parent)
        index = parent
    return index


def _is_outlet(name: str, named: Mapping[str, Entity]) -> bool:
    return any(
        name in entity.name or entity.name in name
        for entity in named.values()
        if entity.kind == "media"
    )


class Innermost:
    """Finds the innermost attribution whose content holds a place in the text."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        self._blocks: dict[int, list[tuple[int, Span, str]]] = defaultdict(list)
        for item in attributions:
            for span in item.content:
                for block in range(span.start // _BLOCK, span.end // _BLOCK + 1):
                    self._blocks[block].append((span.end - span.start, span, item.id))

    def at(self, place: Span) -> str | None:
        """The id of the attribution with the shortest content that holds the place."""
        holding = [
            (length, span.start, id)
            for length, span, id in self._blocks.get(place.start // _BLOCK, ())
            if span.holds(place)
        ]
        return min(holding)[2] if holding else None

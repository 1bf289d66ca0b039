"""An event in plain words: its sentence cut down to who, what, whom, where and when.

The words are the report's, in the report's order. Longer stretches between them are left out,
shown by an ellipsis; what is known from elsewhere in the report stands in square brackets.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from tipsheet.exports import days
from tipsheet.exports.index import Index, nearest
from tipsheet.exports.labels import TOWARDS
from tipsheet.exports.plain import halves, one_line, shorten, spaced
from tipsheet.exports.words import small_words
from tipsheet.record import Entity, Event, Mention, Span

REACH = 600  # characters of the sentence looked at on either side of the trigger
GAP = 8  # words between two parts that are still given in full
_BEFORE_WHAT, _BEFORE = 6, 3  # words given ahead of the first part: a trigger, another
_AFTER_WHAT, _AFTER = 12, 5  # words given behind the last part: a trigger, another
_OBJECT = 5  # words given behind a trigger when more are left out
_SUBJECT = 8  # words back in which the subject of a verb is looked for
_LONGEST = 160  # characters of one part
_PARTS = 6  # actors, or recipients, named in full

_CODE = 4  # letters of a place that may be an abbreviation

_CLOSING = ',;:—–-)”"!?]…'
_DANGLING = re.compile(r"^(… )(?:(?:of|to|and|or|by|with|for) )+|^(?:(?:of|and|or) )+", re.I)
_QUOTED = re.compile(r"[”\"]|''|[,.!?]’(?=\s)")
_POSSESSIVE = re.compile(r"[’']s?(?!\w)")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some words of a phrase; `role` is who, what, whom, where, when, plain or note."""

    text: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words of the report behind a line, and what they are to it."""

    span: Span
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """An event in words, with the spans that the words stand on."""

    pieces: tuple[Piece, ...]
    evidence: tuple[Evidence, ...]

    @property
    def text(self) -> str:
        """The words as one string."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One part of an event: `shown` instead of its words, and a `note` behind them, if given."""

    span: Span
    role: str
    shown: str | None = None
    note: str = ""


def phrase(event: Event, index: Index) -> Phrase:
    """The event in words, and the evidence for them."""
    window = _window(event)
    parts, absent = _place(event, index, window)
    given = tuple(_extract(parts, window, index.text))
    absent = [part for part in absent if not _is_told(part, given)]
    pieces = (
        *_absent_first(absent),
        *given,
        *_absent_last(absent, TOWARDS.get(event.type, "against")),
    )
    evidence = tuple(Evidence(span=_bare(part.span), role=part.role) for part in parts + absent)
    return Phrase(pieces=_tidy(pieces), evidence=evidence)


def _is_told(part: _Part, given: tuple[Piece, ...]) -> bool:
    """Whether what would stand in brackets is among the words already."""
    words = "".join(piece.text for piece in given).casefold()
    return one_line(part.shown or part.span.text).casefold() in words


# The parts of an event: those in its sentence, and those that are not.


def _window(event: Event) -> Span:
    start = max(event.sentence.start, event.trigger.start - REACH)
    end = min(event.sentence.end, event.trigger.end + REACH)
    start, end = min(start, event.trigger.start), max(end, event.trigger.end)
    offset = event.sentence.start
    return Span(start=start, end=end, text=event.sentence.text[start - offset : end - offset])


def _place(event: Event, index: Index, window: Span) -> tuple[list[_Part], list[_Part]]:
    placed = [_Part(span=event.trigger, role="what")]
    absent: list[_Part] = []
    for part in _candidates(event, index, window):
        if any(part.span.overlaps(other.span) for other in placed):
            continue
        (placed if window.holds(part.span) else absent).append(part)
    placed.sort(key=lambda part: part.span.start)
    strays = [part for at, part in enumerate(placed) if _strays(at, placed, index.text)]
    return [part for part in placed if part not in strays], absent + strays


def _strays(at: int, parts: list[_Part], text: str) -> bool:
    """Whether a part is better named in brackets: far off, or outside the quoted words."""
    part = parts[at]
    if part.role == "who" and at and parts[at - 1].role == "what":
        return bool(_QUOTED.search(text[parts[at - 1].span.end : part.span.start]))
    if part.role not in ("where", "when"):
        return False
    if at == 0:
        return len(parts) > 1 and _far(text[part.span.end : parts[1].span.start])
    return at == len(parts) - 1 and _far(text[parts[at - 1].span.end : part.span.start])


def _far(text: str) -> bool:
    return len(text.split()) > GAP


def _candidates(event: Event, index: Index, window: Span) -> Iterator[_Part]:
    for role, ids in (("who", event.actors), ("whom", event.recipients)):
        for id_ in ids[:_PARTS]:
            yield from _named(id_, role, event, index, window)
    where = index.places.get(event.place or "")
    when = index.dates.get(event.date or "")
    if where:
        yield _Part(span=where, role="where")
    if when:
        yield _Part(span=when, role="when", note=days.note(when))


def _named(id_: str, role: str, event: Event, index: Index, window: Span) -> Iterator[_Part]:
    entity = index.entities.get(id_)
    if entity is None or not entity.mentions:
        return
    name = _called(entity, index.text)
    mention = nearest(entity, event.trigger.start, window)
    if _is_stump(name if mention is None else one_line(mention.text), mention):
        return
    if mention is None:
        yield _Part(span=_outside(entity.mentions, event.trigger.start), role=role, shown=name)
    elif mention.form == "pronoun" and entity.name.casefold() != mention.text.casefold():
        yield _Part(span=mention, role=role, shown=_instead(mention, name, index.text))
    else:
        yield _Part(span=mention, role=role)


def _called(entity: Entity, text: str) -> str:
    """The name of an entity with its article; what has no name is pointed at as told of before."""
    name = one_line(entity.name)
    if any(mention.form == "name" for mention in entity.mentions):
        return f"the {name}" if _has_article(entity, text) else name
    told = {f"{article} {name.casefold()}" for article in ("the", "a", "an")}
    if not any(one.text.casefold() in told for one in entity.mentions):
        return name
    return f"the {name[0].lower() if name.istitle() else name[0]}{name[1:]}"


def _has_article(entity: Entity, text: str) -> bool:
    """Whether the report writes the name with "the" where nothing else follows that it is of."""
    return entity.kind != "person" and any(
        mention.text == entity.name
        and text[max(0, mention.start - 4) : mention.start].casefold() == "the "
        and _ends_phrase(text[mention.end : mention.end + 20])
        for mention in entity.mentions
    )


def _ends_phrase(following: str) -> bool:
    """Whether a noun phrase is over: no word follows, or a small one that opens something else."""
    words = following.split(None, 1)
    small = small_words("prepositions") | small_words("verbs") | small_words("joiners")
    return not words or not words[0][0].isalpha() or words[0].casefold() in small


def _is_stump(words: str, mention: Mention | None) -> bool:
    """Whether words that are no pronoun of this sentence say nothing of who is meant."""
    if mention and mention.form == "pronoun":
        return False
    told = sum(map(str.isalnum, words))
    return told < 2 or words.casefold() in small_words("pronouns") | small_words("openers")


def _instead(mention: Mention, name: str, text: str) -> str:
    """What stands for a pronoun: the name, with the pronoun before it where a verb agrees."""
    word = mention.text.casefold()
    if word in small_words("speakers"):
        return f"{mention.text} [{name}]"
    following = text[mention.end : mention.end + 20].split(None, 1)[:1]
    owns = (
        word == "her"
        and bool(following)
        and following[0].isalpha()
        and not ({following[0]} & (small_words("prepositions") | small_words("trailers")))
    )
    if not (owns or word in small_words("owners")):
        return f"[{name}]"
    return f"[{name}’]" if name.endswith("s") else f"[{name}’s]"


def _outside(mentions: tuple[Span, ...], point: int) -> Span:
    """The last mention before a point, else the first of all."""
    return next((each for each in reversed(mentions) if each.end <= point), mentions[0])


# The words: the sentence from the first part to the last, and a little on either side.


def _extract(parts: list[_Part], window: Span, text: str) -> Iterator[Piece]:
    first = parts[0]
    yield Piece(text=_lead(text[window.start : first.span.start], first.role), role="plain")
    for part, following in zip(parts, [*parts[1:], None], strict=True):
        end = following.span.start if following else window.end
        possessive = _POSSESSIVE.match(text, part.span.end, end)
        start = possessive.end() if possessive else part.span.end
        shown = part.shown or shorten(one_line(part.span.text), _LONGEST)
        yield Piece(text=shown + (possessive[0] if possessive else ""), role=part.role)
        if part.note:
            yield Piece(text=f" ({part.note})", role="note")
        if following:
            yield Piece(text=_between(text[start:end], part.role, following.role), role="plain")
        else:
            yield Piece(text=_tail(text[start:end], _ending(parts, text)), role="plain")


def _ending(parts: list[_Part], text: str) -> str:
    """The role that decides how far the words go on: a trigger's where its clause is the last."""
    last = parts[-1]
    before = text[parts[-2].span.end : last.span.start].split() if len(parts) > 1 else []
    opens = any(word.casefold() in small_words("breaks") for word in before)
    return "what" if opens else last.role


def _lead(text: str, role: str) -> str:
    """The words just ahead of the first part, back to the start of its clause."""
    limit = _BEFORE_WHAT if role == "what" else _BEFORE
    start = len(text)
    for word in reversed(list(_WORD.finditer(text))[-limit - 1 :]):
        if _ends_clause(word[0]) or not _leads(word[0], role):
            break
        if limit == 0:
            return "… " + spaced(text[start:])
        start, limit = word.start(), limit - 1
    begin = _subject(text, start) if role == "what" else start
    midway = (
        begin < start and _WORD.search(text[:begin]) and not _ends_clause(text[:begin].split()[-1])
    )
    return f"{'… ' if midway else ''}{spaced(text[begin:])}"


def _subject(text: str, start: int) -> int:
    """Where the words begin when a verb without its subject would: some words further back."""
    opening = _WORD.match(text[start:].lstrip())
    before = list(_WORD.finditer(text, 0, start))[-_SUBJECT:]
    relative = bool(before) and before[-1][0].casefold() in small_words("relatives")
    lacks = opening[0].casefold() in small_words("auxiliaries") if opening else relative
    if not (lacks and before):
        return start
    for at in range(len(before) - 2, -1, -1):
        word = before[at][0]
        if word[-1] in '.;:!?”"' or word.casefold() in small_words("breaks"):
            return before[at + 1].start()
    return before[0].start()


def _leads(word: str, role: str) -> bool:
    """Whether a word belongs ahead of a part: its article, number or preposition, say."""
    folded = word.casefold()
    if role == "what":
        return folded not in small_words("breaks")
    adverbial = role in ("where", "when") and folded in small_words("prepositions")
    return adverbial or folded in small_words("openers") or word[0].isdigit()


def _between(text: str, before: str, after: str) -> str:
    """The words between two parts; of many, those that belong to the one or the other."""
    if not _far(text):
        return spaced(text)
    behind = _clause(text, _OBJECT) if before == "what" else []
    head = spaced(text[: behind[-1].end()]).rstrip(_CLOSING) if behind else ""
    ahead = _verb_group(text) if after == "what" else _own(text, after)
    return f"{head} … {spaced(ahead).lstrip()}"


def _verb_group(text: str) -> str:
    """The last words before a trigger, none of them of another clause."""
    start = len(text)
    for word in reversed(list(_WORD.finditer(text))[-3:]):
        if _ends_clause(word[0]) or word[0].casefold() in small_words("breaks") | small_words(
            "joiners"
        ):
            break
        start = word.start()
    return text[start:]


def _own(text: str, role: str) -> str:
    """The article, number or preposition at the end of `text` that the next part needs."""
    return _lead(text, role).lstrip("… ") or text[len(text.rstrip()) :]


def _tail(text: str, role: str) -> str:
    """The words behind the last part, to the end of its clause."""
    objects = role in ("what", "whom")
    limit = _AFTER_WHAT if objects else _AFTER
    found = _clause(text, limit + 1)
    kept = found[:limit]
    if len(found) > limit and not objects:
        return _attached(text)
    while kept and kept[-1][0].casefold() in small_words(
        "trailers" if found[limit:] else "joiners"
    ):
        kept.pop()
    tail = _unstopped(spaced(text[: kept[-1].end()])) if kept else ""
    return f"{tail} …" if found[limit:] else tail


def _clause(text: str, limit: int) -> list[re.Match[str]]:
    """The words up to the end of the clause, at most `limit` of them."""
    found = list(islice(_WORD.finditer(text), limit + 1))
    words: list[re.Match[str]] = []
    for at, word in enumerate(found[:limit]):
        following = found[at + 1][0] if at + 1 < len(found) else ""
        if _starts_clause(word[0], following):
            break
        words.append(word)
        if _ends_clause(word[0]):
            break
    return words


def _starts_clause(word: str, following: str) -> bool:
    folded = word.casefold()
    joins = folded in small_words("joiners") and following.casefold() in small_words("verbs")
    return joins or folded in small_words("breaks") or word[0] in ",;:—–()”!?…"


def _unstopped(words: str) -> str:
    """Without the clause's closing punctuation; the full stop of "U.S." stays."""
    words = words.removesuffix("''").rstrip(_CLOSING + " ")
    return re.sub(r"(?<![A-Z])\.$", "", words).rstrip(_CLOSING + " ")


def _attached(text: str) -> str:
    """What is joined to the last part without a space, a possessive s say."""
    joined = re.match(r"[’'\-–%\w]{0,40}", text)
    return joined[0] if joined else ""


def _ends_clause(word: str) -> bool:
    return word[-1] in ',;:—–”"!?' or word.endswith("''") or not word.strip("-")


# What is not in the sentence.


def _absent_first(absent: list[_Part]) -> Iterator[Piece]:
    names = [part.shown or "" for part in absent if part.role == "who"]
    if names:
        yield Piece(text=f"[{_listed(names)}:] ", role="who")


def _absent_last(absent: list[_Part], toward: str) -> Iterator[Piece]:
    names = [part.shown or "" for part in absent if part.role == "whom"]
    if names:
        yield Piece(text=f" [{toward} {_listed(names)}]", role="whom")
    for part in absent:
        if part.role in ("where", "when"):
            words = _plain(shorten(one_line(part.span.text), _LONGEST))
            yield Piece(text=f" [{_told(words, part.note)}]", role=part.role)


def _plain(words: str) -> str:
    """Words without the capitals of a dateline."""
    return words.title() if words.isupper() and len(words) > _CODE else words


def _told(words: str, note: str) -> str:
    """Words and what they stand for, the year alone put behind them as it would be written."""
    if note.isdigit():
        return f"{words} {note}"
    return note if words in note else ", ".join(filter(None, (words, note)))


def _listed(names: list[str]) -> str:
    return shorten(", ".join(names), _LONGEST)


def _tidy(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Without quotation marks or brackets that lost their other half, and with a capital."""
    kept = list(pieces)
    lost = halves("".join(piece.text for piece in kept).replace("''", '"').replace("``", '"'))
    kept = [replace(piece, text=piece.text.translate(lost)) for piece in kept]
    return _capital(_stripped([piece for piece in kept if piece.text]))


def _stripped(pieces: list[Piece]) -> list[Piece]:
    if pieces and pieces[0].role == "plain":
        text = _DANGLING.sub(r"\1", pieces[0].text.lstrip(" ,;:-”"))
        pieces[0] = replace(pieces[0], text=text)
    return [piece for piece in pieces if piece.text]


def _capital(pieces: list[Piece]) -> tuple[Piece, ...]:
    if pieces:
        first = re.sub(r"^(\[?)(\w)", lambda m: m[1] + m[2].upper(), pieces[0].text)
        pieces[0] = replace(pieces[0], text=first)
    return tuple(pieces)


def _bare(span: Span) -> Span:
    return Span(start=span.start, end=span.end, text=span.text)

"""Which earlier entity a noun phrase or a pronoun refers to, by rule."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tipsheet.reading.entities.drafts import Draft
from tipsheet.reading.entities.phrases import Phrase
from tipsheet.reading.entities.words import is_number, small_words
from tipsheet.record import Span

_SENTENCE = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(]?[A-Z0-9])|\n+")
_QUOTED = re.compile(r"“[^”\n]{1,2000}”?|\"[^\"\n]{1,2000}\"?")
_NEAR = 5  # sentences that a pronoun may look back
_FAR = 80  # mentions that any phrase may look back


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One earlier mention: where, of which draft, and whether it acts or speaks there."""

    span: Span
    draft: Draft
    acting: bool


@dataclass(slots=True, kw_only=True)
class Memory:
    """The text so far: its sentences, quotations and the mentions seen, in order."""

    sentences: list[int]
    paragraphs: list[int]
    quotes: list[tuple[int, int]]
    speakers: list[tuple[Span, Draft]]
    seen: list[Seen] = field(default_factory=list)
    voices: dict[bool, Seen] = field(default_factory=dict)
    by_key: dict[str, Draft] = field(default_factory=dict)
    by_head: dict[str, Draft] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, speakers: list[tuple[Span, Draft]]) -> "Memory":
        """An empty memory of a text; `speakers` are its named sources, in order."""
        return cls(
            speakers=speakers,
            paragraphs=[match.end() for match in re.finditer("\n+", text)],
            sentences=[0, *(match.end() for match in _SENTENCE.finditer(text))],
            quotes=[match.span() for match in _QUOTED.finditer(text)],
        )

    def remember(self, span: Span, draft: Draft, acting: bool, phrase: Phrase | None) -> None:
        """One more mention of a draft."""
        self.seen.append(Seen(span=span, draft=draft, acting=acting))
        if phrase and phrase.pronoun and small_words().pronouns[phrase.pronoun][0] == "1":
            self.voices[phrase.plural] = self.seen[-1]
        if phrase and phrase.head and not phrase.pronoun and not phrase.coordinated:
            self.by_key[phrase.key] = draft
            if phrase.name is None:
                self.by_head[phrase.head.lower] = draft

    def paragraph_at(self, position: int) -> int:
        """The number of the paragraph at a position."""
        return bisect_right(self.paragraphs, position)

    def sentence_at(self, position: int) -> int:
        """The number of the sentence at a position."""
        return bisect_right(self.sentences, position)


def antecedent_of(phrase: Phrase, memory: Memory) -> Draft | None:
    """The draft that a phrase without a proper name as its head refers back to, if any."""
    if phrase.pronoun:
        return _pronoun(phrase, memory)
    if phrase.coordinated or phrase.head is None:
        return None
    return _nominal(phrase, memory)


def can_be(phrase: Phrase, draft: Draft) -> bool:
    """Whether number, gender and kind let a phrase refer to a draft."""
    if phrase.pronoun:
        return _agrees(phrase.pronoun, draft)
    if draft.group and draft.group[0] == "person":
        return not phrase.plural and (phrase.role is None or not phrase.role.body)
    return True


def _pronoun(phrase: Phrase, memory: Memory) -> Draft | None:
    word = phrase.pronoun or ""
    person = small_words().pronouns[word][0]
    if person == "1":
        return _speaker(phrase, memory) or _same_voice(phrase, memory)
    if person == "r":
        return _just_before(phrase, memory)
    return _nearest(phrase, memory) if person == "3" else None


def _nearest(phrase: Phrase, memory: Memory) -> Draft | None:
    """The best of the agreeing drafts nearby: same sentence or few before, acting, named often."""
    here = memory.sentence_at(phrase.span.start)
    best: tuple[float, Draft] | None = None
    counts: dict[int, int] = {}
    for seen in reversed(memory.seen[-_FAR:]):
        away = here - memory.sentence_at(seen.span.start)
        if away > _NEAR:
            break
        counts[id(seen.draft)] = counts.get(id(seen.draft), 0) + 1
        if seen.span.overlaps(phrase.span) or not can_be(phrase, seen.draft):
            continue
        first = memory.sentences[memory.sentence_at(seen.span.start) - 1]
        score = _score(phrase.pronoun or "", seen, away, seen.span.start - first)
        if best is None or score > best[0]:
            best = score, seen.draft
    return best[1] if best else None


def _score(pronoun: str, seen: Seen, away: int, offset: int) -> float:
    """How likely a mention is what a pronoun refers to; weights from GUM's news."""
    subject = 1.0 if offset < 25 else 0.4 if offset < 60 else 0.0
    _, number, what = small_words().pronouns[pronoun]
    told = what == seen.draft.gender
    named = seen.draft.group is not None
    many = number == "p" and seen.draft.plural
    return -away + 0.8 * subject + 0.7 * seen.acting + 1.0 * told + 0.3 * named + 1.0 * many


def _agrees(pronoun: str, draft: Draft) -> bool:
    _, number, what = small_words().pronouns[pronoun]
    if what in ("male", "female"):
        fits = draft.kind == "person" and draft.gender in (None, what)
        return fits and not draft.plural
    if what == "thing":
        fits = draft.kind not in ("person", "population")
        return fits and not draft.plural
    if number == "p":
        bodies = draft.kind in ("armed_group", "government", "organization", "media")
        return draft.plural or draft.kind == "population" or (bodies and draft.acting)
    return True


def _speaker(phrase: Phrase, memory: Memory) -> Draft | None:
    """Who speaks the quotation that holds a first-person pronoun."""
    at = bisect_right(memory.quotes, (phrase.span.start, phrase.span.end)) - 1
    if at < 0 or memory.quotes[at][1] < phrase.span.end:
        return None
    start, end = memory.quotes[at]
    after = memory.quotes[at + 1][0] if at + 1 < len(memory.quotes) else end + 80
    spoken = bisect_left(memory.speakers, start, key=lambda speaker: speaker[0].start)
    nearby = memory.speakers[max(0, spoken - 2) : spoken + 3]
    following = [d for span, d in nearby if end <= span.start <= min(end + 80, after)]
    earlier = [d for span, d in nearby if span.end <= start and start - span.end < 600]
    draft = following[0] if following else earlier[-1] if earlier else None
    if draft is None or (phrase.plural and draft.kind == "person"):
        return None
    return draft


def _same_voice(phrase: Phrase, memory: Memory) -> Draft | None:
    """The last first-person pronoun of the same number in the paragraph, whoever it is."""
    last = memory.voices.get(phrase.plural)
    if last and memory.paragraph_at(last.span.start) == memory.paragraph_at(phrase.span.start):
        return last.draft
    return None


def _just_before(phrase: Phrase, memory: Memory) -> Draft | None:
    """The mention that a relative pronoun follows; of several that end there the longest."""
    ending = [seen for seen in memory.seen[-8:] if 0 <= phrase.span.start - seen.span.end <= 2]
    if phrase.pronoun in ("who", "whom"):
        ending = [seen for seen in ending if seen.draft.kind != "place"]
    widest = max(ending, key=lambda seen: seen.span.end - seen.span.start, default=None)
    return widest.draft if widest else None


def _nominal(phrase: Phrase, memory: Memory) -> Draft | None:
    assert phrase.head is not None
    if phrase.definite and is_number(phrase.head.lower):
        return _so_many(phrase.head.lower, memory)
    known = memory.by_key.get(phrase.key)
    bare = phrase.determiner is None and phrase.owner is None and not phrase.counted
    if known and (phrase.definite or (bare and _is_settled(phrase))):
        return known
    if not phrase.definite or phrase.owner:
        return None
    return next(iter(_pointed_at(phrase, memory)), None)


def _so_many(number: str, memory: Memory) -> Draft | None:
    """The last group that was counted with the same number ("three officers … the three")."""
    counted = (
        seen.draft
        for seen in _recent(memory)
        if any(
            phrase.counted and number in phrase.span.text.lower().split()
            for phrase in seen.draft.phrases
        )
    )
    return next(counted, None)


def _is_settled(phrase: Phrase) -> bool:
    """Whether a bare noun names one thing throughout a report ("police", "Mexican officials")."""
    head = phrase.head.lower if phrase.head else ""
    return head in small_words().collectives or bool(phrase.before) or not phrase.plural


def _pointed_at(phrase: Phrase, memory: Memory) -> Iterator[Draft]:
    """Drafts that a definite noun phrase can point at: by title, by head noun, by what they are."""
    titled = (seen.draft for seen in _recent(memory) if _is_titled(phrase, seen.draft))
    yield from _first(titled)
    head = phrase.head.lower if phrase.head else ""
    same = memory.by_head.get(head)
    if same and _fits(phrase, same):
        yield same
    pointer = small_words().points.get(head)
    if pointer and not phrase.plural and not phrase.after:
        kinds, sectors = pointer
        yield from _first(
            seen.draft for seen in _recent(memory) if _is_what(seen.draft, kinds, sectors)
        )


def _recent(memory: Memory) -> Iterator[Seen]:
    return reversed(memory.seen[-_FAR:])


def _first(drafts: Iterator[Draft]) -> Sequence[Draft]:
    found = next(drafts, None)
    return [found] if found else []


def _is_titled(phrase: Phrase, draft: Draft) -> bool:
    """Whether a person or body was given the title that the phrase repeats."""
    if phrase.role is None or phrase.plural or draft.group is None or phrase.inner:
        return False
    if phrase.role.body:
        return draft.group[0] == "body" and phrase.role.noun in draft.roles
    noun = phrase.role.noun
    titled = any(role == noun or role.endswith(" " + noun) for role in draft.roles)
    return draft.kind == "person" and titled and _same_marks(phrase, draft)


def _same_marks(phrase: Phrase, draft: Draft) -> bool:
    """Whether the phrase says nothing that the draft's titles do not."""
    size = phrase.role.noun.count(" ") if phrase.role else 0
    marks = {word.lower for word in phrase.before[: len(phrase.before) - size]}
    told = {word.lower for other in draft.phrases for word in other.before}
    return marks <= told


def _fits(phrase: Phrase, draft: Draft) -> bool:
    """Whether an earlier phrase with the same head says all that the later one says."""
    if draft.plural != phrase.plural or phrase.after:
        return False
    marks = {word.lower for word in phrase.before}
    return any(marks <= {word.lower for word in other.before} for other in draft.phrases)


def _is_what(draft: Draft, kinds: frozenset[str], sectors: frozenset[str]) -> bool:
    if draft.group is None:
        return False
    if "country" in kinds:
        return draft.group[0] == "country"
    return draft.kind in kinds and (not sectors or draft.sector in (*sectors, None))

"""Sentences of later reports that come back to something announced, in other words or the same.

What is announced is often no event of the record ("a second shelter will open by Friday"), and what
came of it is told in passing. A sentence is held against the announcement by the share of its
stems that it has, rare ones counting more and the head (what is to be done) twice; whoever
announces it, conditions and dates do not count. `verdicts.py` reads what the sentence tells.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from math import exp, log

from tipsheet.linking.followthrough import Evidence
from tipsheet.linking.profile import rarity
from tipsheet.linking.stems import plain_words, small_words
from tipsheet.linking.verdicts import bases_of, light_stems, verdict_of
from tipsheet.record import Claim, Due, Reading, Span, TimeExpression
from tipsheet.vocabulary.loading import read_table

SHARED = 0.34  # share of an announcement's weight that a sentence has to have
REST = 0.2  # share of what is not its head, where no date agrees
MOST = 5  # sentences that tell of one announcement, the nearest ones
SOUGHT = 8  # stems by which sentences are found, the weightiest ones
LOOKED_AT = 60  # sentences that are compared in full
LONGEST = 600  # characters of a sentence
AROUND = 12  # days around the due range within which a sentence is more likely to tell
NEAREST = 0.75  # of the share of the best sentence that others need to be heard beside it
GENERAL = 100  # sentences that the general table of rarity counts for

HEAD, BESIDE, LIGHT, NAME = 2.0, 0.4, 0.3, 0.6  # weights beside 1 for the words announced
CONTEXT = 0.3  # share that the context of an announcement can add
SAME = 0.8  # share of words of two sentences by which one repeats the other
LEFT, RIGHT = 60, 100  # characters on either side of a trigger that belong to what is announced
KIN, NEIGHBOUR = 0.7, 0.5  # of a stem's weight, for a related word, and for the sentence before
HEADLESS, ON_THE_DAY = (
    0.6,
    0.8,
)  # factors of a share without the head, the second where a day agrees
IN_TIME, LINKED = 1.1, 1.3  # factors of a share
TODAY = 0.5  # of a day's weight, for a sentence of a report of that day that does not name it
NUMBER = 0.4  # weight of a number beside a word

STOPS = ".!?\n"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_BREAK = re.compile(r"[,;:]| but | and to | and will ")
_CONDITION = re.compile(r"\b(?:if|unless|once|provided)\b[^,.;]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a report: its stems and the kin that they belong to, and the dates in it."""

    report: str
    day: str
    span: Span
    stems: frozenset[str]
    dates: tuple[TimeExpression, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is announced: the weights of its stems, which of them are its head, and its context.

    `words` are those of the sentence that announces it.
    """

    head: frozenset[str]
    core: Mapping[str, float]
    context: Mapping[str, float]
    words: frozenset[str]

    def share(
        self, sentence: Sentence, around: frozenset[str], day: float, agrees: float
    ) -> tuple[float, float, bool]:
        """How much of it a sentence has: in all, without the head, and whether it has the head.

        The context adds to the first, up to CONTEXT. `day` is the weight of the day on which it
        is due, and `agrees` how far (0..1) the sentence is of that day.
        """
        found = {base: w * _match(base, sentence.stems, around) for base, w in self.core.items()}
        whole = sum(self.core.values()) + day or 1.0
        rest = sum(w for base, w in self.core.items() if base not in self.head)
        shared = sum(v for base, v in found.items() if base not in self.head)
        beside = sum(
            BESIDE * w * _match(base, sentence.stems, around) for base, w in self.context.items()
        )
        has = any(_match(base, sentence.stems, frozenset()) for base in self.head)
        near = min(beside / whole, CONTEXT)
        if not rest:
            shared, rest = (1.0 if len([v for v in found.values() if v]) > 1 else near), 1.0
        return (sum(found.values()) + day * agrees) / whole + near, shared / rest, has

    def repeats(self, text: str) -> bool:
        """Whether a sentence is the one that announces it, word for word or nearly."""
        words = frozenset(plain_words(text))
        return len(words & self.words) >= SAME * len(words | self.words)


@dataclass(slots=True)
class Echoes:
    """The sentences of all reports, found by their stems."""

    readings: Iterable[Reading]
    _sentences: list[Sentence] = field(default_factory=list)
    _by_stem: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _of_report: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _read: dict[str, Reading] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for reading in sorted(self.readings, key=lambda reading: reading.report.id):
            self._read[reading.report.id] = reading
            for sentence in sentences_of(reading):
                place = len(self._sentences)
                for base in sentence.stems:
                    self._by_stem[base].append(place)
                self._of_report[reading.report.id].append(place)
                self._sentences.append(sentence)
        self.readings = ()

    def weight(self, base: str) -> float:
        """How much a stem tells: ln of one over the share of sentences that have it."""
        seen = len(self._by_stem.get(base, ())) + max(1.0, GENERAL * exp(-rarity(base)))
        return max(0.3, log((len(self._sentences) + GENERAL) / seen))

    def subject(self, claim: Claim) -> Subject:
        """What a claim announces."""
        kept = _parts(claim, self._read.get(claim.report))
        head = heads_of(claim, kept)
        core: dict[str, float] = {}
        context = dict.fromkeys(self._before(claim), 1.0)
        for base, role, inside in _roles(claim, kept):
            side = core if inside or base in head else context
            side[base] = max(side.get(base, 0.0), role)
        return Subject(
            head=head,
            core={
                base: role * self.weight(base) * (HEAD if base in head else 1.0)
                for base, role in sorted(core.items())
            },
            context={
                base: role * self.weight(base)
                for base, role in sorted(context.items())
                if base not in core
            },
            words=frozenset(plain_words(claim.sentence.text)),
        )

    def of(
        self, claim: Claim, due: Due, linked: Sequence[Claim] = ()
    ) -> list[tuple[float, Sentence]]:
        """The sentences after a claim that share most with it, best first.

        `linked` are later claims on the same event: their sentences need less.
        """
        subject = self.subject(claim)
        spans: dict[str, list[Claim]] = defaultdict(list)
        for one in linked:
            spans[one.report].append(one)
        found = []
        for place in self._candidates(subject, spans):
            sentence = self._sentences[place]
            if not _is_later(sentence, claim) or subject.repeats(sentence.span.text):
                continue
            known = any(_holds(sentence, one.trigger) for one in spans.get(sentence.report, ()))
            share = self._share(subject, place, due, known=known)
            if share >= SHARED:
                found.append((share, sentence))
        found.sort(key=lambda item: (-item[0], item[1].day, item[1].report, item[1].span.start))
        return found

    def _share(self, subject: Subject, place: int, due: Due, *, known: bool) -> float:
        sentence = self._sentences[place]
        agrees = agreement(sentence, due)
        day = self.weight(f"={due.latest}") if due.latest and subject.core else 0.0
        share, rest, has_head = subject.share(sentence, self._around(place), day, agrees)
        if subject.head and not has_head:
            share *= ON_THE_DAY if agrees == 1 else HEADLESS
        elif rest < REST and not agrees:
            return 0.0
        return share * (LINKED if known else 1.0) * (IN_TIME if _in_time(sentence.day, due) else 1)

    def _candidates(self, subject: Subject, linked: Mapping[str, Sequence[Claim]]) -> list[int]:
        """The places of sentences that share weighty stems, and of those with linked claims."""
        weights = {**subject.context, **subject.core}
        ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
        shares: dict[int, float] = defaultdict(float)
        for base, weight in ranked[:SOUGHT]:
            for key, worth in ((base, 1.0), *((one, KIN) for one in kin_of(base))):
                places = self._by_stem.get(key, ())
                if len(places) * 3 <= len(self._sentences) + 30:
                    for place in places:
                        shares[place] += weight * worth
        best = sorted(shares, key=lambda place: (-shares[place], place))[:LOOKED_AT]
        beside = [
            place
            for report, claims in sorted(linked.items())
            for place in self._of_report.get(report, ())
            if any(_holds(self._sentences[place], one.trigger) for one in claims)
        ]
        return list(dict.fromkeys((*best, *beside[:LOOKED_AT])))

    def _around(self, place: int) -> frozenset[str]:
        """The stems of the sentence before, and of the first sentence of the report."""
        places = self._of_report[self._sentences[place].report]
        at = bisect_right(places, place) - 1
        near = {places[0], *places[max(0, at - 1) : at]} - {place}
        return frozenset().union(*(self._sentences[one].stems for one in near))

    def _before(self, claim: Claim) -> frozenset[str]:
        """The stems of the sentence before a claim's, in its paragraph."""
        places = self._of_report.get(claim.report, ())
        ends = [self._sentences[place].span.end for place in places]
        at = bisect_right(ends, claim.sentence.start + 1) - 1
        if at < 0 or self._read[claim.report].report.text[ends[at] - 1] == "\n":
            return frozenset()
        stems = self._sentences[places[at]].stems
        return frozenset(base for base in stems if base[0] not in "~=")


def echo_evidence(
    claim: Claim, due: Due, echoes: Echoes, linked: Sequence[Claim] = ()
) -> list[Evidence]:
    """What later sentences tell about something announced, in order of day.

    Only the sentences nearest to it are heard.
    """
    subject = echoes.subject(claim)
    told = []
    for share, sentence in echoes.of(claim, due, linked):
        held = [one for one in linked if one.report == sentence.report]
        held = [one for one in held if _holds(sentence, one.trigger)]
        if (one := evidence_in(sentence, due, subject, claim, held)) is not None:
            told.append((share, one))
    best = max((share for share, _ in told), default=0.0)
    kept = [one for share, one in told if share >= NEAREST * best][:MOST]
    return sorted(kept, key=lambda one: (one.day or "", one.report, one.words.start))


def evidence_in(
    sentence: Sentence, due: Due, subject: Subject, claim: Claim, held: Sequence[Claim] = ()
) -> Evidence | None:
    """What one sentence tells, by its words; None where it only announces the same again."""
    later = next((d for d in sentence.dates if _puts_off(d, due, sentence.day)), None)
    when = _day_of(sentence)
    if when is not None and claim.day and when < claim.day:
        return None
    known = {*subject.core, *subject.context}
    told = verdict_of(
        sentence.span.text,
        head={*subject.head, *_kin(subject.head)},
        shared={base for base in known if _match(base, sentence.stems, frozenset())},
        kin=kin_of,
        later=later is not None,
        statuses=tuple(one.status or "" for one in held),
    )
    if told is None or (told.outcome == "done" and (due.earliest or "") > sentence.day):
        return None
    if not told.firm and not agreement(sentence, due):
        return None
    return Evidence(
        claim=held[0].id if held else "",
        report=sentence.report,
        day=sentence.day,
        outcome=told.outcome,
        why=told.why,
        words=sentence.span,
        due=Due(earliest=later.earliest, latest=later.latest)
        if later and told.outcome == "moved"
        else None,
        when=when,
    )


def sentences_of(reading: Reading) -> Iterator[Sentence]:
    """The sentences of a report, told apart by full stops and line ends."""
    text, day = reading.report.text, (reading.report.published or "")[:10]
    holes = sorted((one.start, one.end) for one in (*reading.dates, *_speakers(reading)))
    starts = [hole[0] for hole in holes]
    for start, end in _cuts(text):
        while start < end and text[start].isspace():
            start += 1
        if start >= end:
            continue
        span = Span.of(text, start, min(end, start + LONGEST))
        own = holes[max(0, bisect_right(starts, start) - 1) : bisect_right(starts, span.end)]
        stems = frozenset(base for base, _ in _stems(text, start, span.end, own))
        if stems:
            dates = tuple(date for date in reading.dates if start <= date.start < end)
            stems |= {one for base in stems for one in kin_of(base)}
            stems |= {f"={date.latest}" for date in dates if date.earliest == date.latest}
            yield Sentence(report=reading.report.id, day=day, span=span, stems=stems, dates=dates)


def heads_of(claim: Claim, kept: Sequence[tuple[int, int]]) -> frozenset[str]:
    """The stems of what is to be done: the trigger's, or the word that "will" or "to" leads to.

    Of a bare phrase with no such word ("a second round next week", "the crane is due on Monday")
    they are the first words that say what it is about.
    """
    if claim.kind != "words":
        found = _trigger(claim)
        return frozenset(b for b in found if b not in light_stems()) or frozenset(found)
    words = [word for start, end in kept for word in _own_words(claim, start, end)]
    if not set(words) & _forms("dues"):
        for leads in (_forms("futures"), frozenset({"to"})):
            at = next((i for i, word in enumerate(words) if word in leads), None)
            if at is not None and (found := _content(words[at + 1 : at + 4])):
                return frozenset(found[:1])
    return frozenset(_content(words)[:2])


def _trigger(claim: Claim) -> list[str]:
    """The stems of a trigger, with the particle behind it where it has one ("hand over")."""
    behind = claim.sentence.text[claim.trigger.end - claim.sentence.start :]
    words = plain_words(claim.trigger.text)
    return bases_of([*words, *plain_words(behind[:12])[:1]])[: len(words)]


def kin_of(base: str) -> tuple[str, ...]:
    """The kin of a stem: the names of the groups of words that tell of one deed."""
    return _kinships().get(base, ())


def _own_words(claim: Claim, start: int, end: int) -> list[str]:
    """The words of a claim's trigger within a part of its sentence; names are left out."""
    text, first = claim.sentence.text, claim.sentence.start
    left = max(start, claim.trigger.start) - first
    right = min(end, claim.trigger.end) - first
    found = _WORD.finditer(text, left, right) if left < right else ()
    kept = (one[0] for one in found if one[0][0].islower() or not text[: one.start()].strip())
    return [plain for word in kept for plain in plain_words(word)]


def _content(words: Sequence[str]) -> list[str]:
    left_out = small_words() | _forms("futures")
    kept = (b for w, b in zip(words, bases_of(words), strict=True) if w not in left_out)
    return [b for b in kept if b not in light_stems() | _forms("dates") and not b.isdigit()]


def _parts(claim: Claim, reading: Reading | None) -> list[tuple[int, int]]:
    """The parts of a claim's sentence without dates, conditions, and whoever announces it."""
    start, end = claim.sentence.start, claim.sentence.end
    holes = [
        (start + found.start(), start + found.end())
        for found in _CONDITION.finditer(claim.sentence.text)
        if not start + found.start() <= claim.trigger.start < start + found.end()
    ]
    if reading is not None:
        spans = (*reading.dates, *_speakers(reading))
        holes += [(one.start, one.end) for one in spans if start <= one.start < end]
    found, at = [], start
    for left, right in sorted(holes):
        if left > at:
            found.append((at, left))
        at = max(at, right)
    return [*found, (at, end)] if at < end else found


def _roles(claim: Claim, kept: Iterable[tuple[int, int]]) -> Iterator[tuple[str, float, bool]]:
    """The stems of a claim's sentence, their weights, and whether they are of what is announced."""
    first, last = claim.trigger.start, claim.trigger.end
    if claim.kind != "words":
        ahead = claim.sentence.text[last - claim.sentence.start :][:RIGHT]
        first, last = first - LEFT, last + len(_BREAK.split(ahead)[0])
    for start, end in kept:
        at = claim.sentence.start
        for base, found in _stems(claim.sentence.text, start - at, end - at, ()):
            role = NAME if found[0][0].isupper() and found.start() > 0 else 1.0
            role *= LIGHT if base in light_stems() else NUMBER if base.isdigit() else 1.0
            yield base, role, first <= at + found.start() < last


def _stems(
    text: str, start: int, end: int, holes: Sequence[tuple[int, int]]
) -> Iterator[tuple[str, re.Match[str]]]:
    """The stems of a part of a text outside holes, small words and dates left out."""
    found = list(_WORD.finditer(text, start, end))
    words = [plain_words(one[0]) for one in found]
    flat = [word for one in words for word in one]
    bases = iter(bases_of(flat))
    for one, plain in zip(found, words, strict=True):
        own = [(word, next(bases)) for word in plain]
        if any(left <= one.start() < right for left, right in holes):
            continue
        for word, base in own:
            if word not in small_words() | _forms("futures") and base not in _forms("dates"):
                yield base, one


def _speakers(reading: Reading) -> Iterator[Span]:
    """Those who are said to say something, and the words that say so."""
    for link in reading.attributions:
        for span in (link.source, link.cue):
            if span is not None and span.end - span.start <= LONGEST // 5:
                yield span


def _match(base: str, stems: frozenset[str], around: frozenset[str]) -> float:
    if base in stems:
        return 1.0
    kin = kin_of(base)
    if any(one in stems for one in kin):
        return KIN
    if base in around:
        return NEIGHBOUR
    return KIN * NEIGHBOUR if any(one in around for one in kin) else 0.0


def _kin(bases: Iterable[str]) -> set[str]:
    return {one for base in bases for one in kin_of(base)}


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for at, letter in enumerate(text):
        last = letter == "\n" or (letter in STOPS and text[at + 1 : at + 2] in ("", " ", "\n", "”"))
        if last and at > start:
            yield start, at + 1
            start = at + 1
    if start < len(text):
        yield start, len(text)


def _puts_off(date: TimeExpression, due: Due, today: str) -> bool:
    """Whether a date in a sentence lies after the due one, and ahead."""
    if date.latest is None or due.latest is None or date.type not in ("DATE", "TIME"):
        return False
    return date.latest > max(due.latest, today) and _gap(date.latest, due.latest) > 1


def _holds(sentence: Sentence, span: Span) -> bool:
    return sentence.span.start <= span.start < sentence.span.end


def _is_later(sentence: Sentence, claim: Claim) -> bool:
    return sentence.report != claim.report and bool(claim.day) and sentence.day >= (claim.day or "")


def _day_of(sentence: Sentence) -> str | None:
    """The one day that a sentence speaks of, where it names a single day that is not to come."""
    days = {
        date.earliest
        for date in sentence.dates
        if date.type == "DATE"
        and date.earliest
        and date.earliest == date.latest
        and date.earliest <= sentence.day
    }
    return days.pop() if len(days) == 1 else None


def agreement(sentence: Sentence, due: Due) -> float:
    """How far a sentence is of the day on which a thing is due: 1 where it names it."""
    if due.latest is None:
        return 0.0
    first = due.earliest if due.earliest and _gap(due.earliest, due.latest) <= 2 else due.latest
    named = (d for d in sentence.dates if d.earliest and d.earliest == d.latest)
    if any(first <= (d.latest or "") <= due.latest for d in named):
        return 1.0
    return TODAY if first <= sentence.day <= due.latest else 0.0


def _in_time(day: str, due: Due) -> bool:
    edges = [edge for edge in (due.earliest, due.latest) if edge]
    return any(_gap(day, edge) <= AROUND for edge in edges)


def _gap(one: str, other: str) -> int:
    """Days between two ISO days, many where one is none."""
    try:
        return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
    except ValueError:
        return 10**6


@cache
def _kinships() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in read_table("echoes.toml", "tipsheet.linking")["kin"]["groups"]:
        for word in row:
            (base, *_) = bases_of(word.split())
            found[base].append(f"~{row[0]}")
    return {base: tuple(dict.fromkeys(groups)) for base, groups in found.items()}


@cache
def _forms(name: str) -> frozenset[str]:
    return frozenset(read_table("echoes.toml", "tipsheet.linking")[name]["words"])

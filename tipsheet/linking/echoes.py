"""Sentences of later reports that come back to something announced, in other words or the same.

What is announced is often no event of the record ("a second shelter will open by Friday"), and what
came of it is told in passing. Sentences are found by the rare stems that they share with the
announcement, and told apart by how they speak: of the past, of what is still to come, or of what
did not happen.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from tipsheet.linking.followthrough import Evidence, cues_in
from tipsheet.linking.profile import rarity
from tipsheet.linking.sameness import groups_of
from tipsheet.linking.stems import content_stems, plain_words
from tipsheet.record import Claim, Due, Reading, Span, TimeExpression
from tipsheet.vocabulary.loading import read_table

SHARED = 0.36  # share of an announcement's weight that a sentence has to have
FEWEST = 2  # stems, or a stem and its group, that it has to share
MOST = 5  # sentences that are looked at for one announcement, the nearest ones
LONGEST = 600  # characters of a sentence
AROUND = 12  # days around the due range within which a sentence is more likely to tell
WINDOW = 0.12  # what that adds to its share
STOPS = ".!?\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a report: its stems with their weights, and the dates in it."""

    report: str
    day: str
    span: Span
    stems: Mapping[str, float]
    dates: tuple[TimeExpression, ...]


class Echoes:
    """The sentences of all reports, found by their stems."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self._sentences: list[Sentence] = []
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        for reading in sorted(readings, key=lambda reading: reading.report.id):
            for sentence in sentences_of(reading):
                for base in sentence.stems:
                    self._by_stem[base].append(len(self._sentences))
                self._sentences.append(sentence)

    def of(self, claim: Claim, due: Due) -> list[tuple[float, Sentence]]:
        """The sentences after a claim that share most with it, best first."""
        asked = weights_of(claim.sentence.text)
        whole = sum(asked.values()) or 1.0
        shares: dict[int, float] = defaultdict(float)
        counts: dict[int, int] = defaultdict(int)
        for base, weight in asked.items():
            places = self._by_stem.get(base, ())
            if len(places) * 3 > len(self._sentences) + 30:
                continue
            for place in places:
                shares[place] += weight / whole
                counts[place] += 1
        found = []
        for place, share in shares.items():
            sentence = self._sentences[place]
            if counts[place] < FEWEST or not _is_later(sentence, claim):
                continue
            share += WINDOW * _in_time(sentence.day, due)
            if share >= SHARED:
                found.append((share, sentence))
        found.sort(key=lambda item: (-item[0], item[1].day, item[1].report, item[1].span.start))
        return found[:MOST]


def echo_evidence(claim: Claim, due: Due, echoes: Echoes) -> list[Evidence]:
    """What later sentences tell about something announced, in order of day."""
    told = (evidence_in(sentence, due) for _, sentence in echoes.of(claim, due))
    return sorted((one for one in told if one), key=lambda one: (one.day or "", one.report))


def evidence_in(sentence: Sentence, due: Due) -> Evidence | None:
    """What one sentence tells, by its words; None where it only announces the same again."""
    words = set(plain_words(sentence.span.text))
    cues = cues_in(sentence.span.text)
    later = next((d for d in sentence.dates if d.latest and d.latest > (due.latest or "")), None)
    coming = bool(words & _forms("coming"))
    if "moved" in cues or (coming and later is not None and bool(words & _forms("again"))):
        outcome, why = "moved", cues.get("moved", "a later date")
    elif words & _forms("negated") or "broken" in cues:
        outcome, why = "broken", cues.get("broken", "it is denied")
    elif coming or (due.earliest and sentence.day < due.earliest):
        return None
    else:
        outcome, why = "done", "told as past"
    return Evidence(
        claim="",
        report=sentence.report,
        day=sentence.day,
        outcome=outcome,
        why=why,
        words=sentence.span,
        due=None,
    )


def sentences_of(reading: Reading) -> Iterator[Sentence]:
    """The sentences of a report, told apart by full stops and line ends."""
    text, day = reading.report.text, (reading.report.published or "")[:10]
    for start, end in _cuts(text):
        span = Span.of(text, start, min(end, start + LONGEST))
        weights = weights_of(span.text)
        if weights:
            dates = tuple(date for date in reading.dates if start <= date.start < end)
            yield Sentence(report=reading.report.id, day=day, span=span, stems=weights, dates=dates)


def weights_of(text: str) -> dict[str, float]:
    """The stems of a text, and the groups of related words that they belong to, with weights."""
    stems = {base for base in content_stems(text[:LONGEST]) if base not in _forms("dates")}
    weights = {base: rarity(base) for base in stems}
    for group in groups_of(sorted(stems)):
        weights[group] = 2.0
    return weights


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for at, letter in enumerate(text):
        last = letter == "\n" or (letter in STOPS and text[at + 1 : at + 2] in ("", " ", "\n", "”"))
        if last and at > start:
            yield start, at + 1
            start = at + 1
    if start < len(text):
        yield start, len(text)


def _is_later(sentence: Sentence, claim: Claim) -> bool:
    return sentence.report != claim.report and bool(claim.day) and sentence.day >= (claim.day or "")


def _in_time(day: str, due: Due) -> bool:
    from datetime import date

    edges = [edge for edge in (due.earliest, due.latest) if edge]
    try:
        gaps = [abs((date.fromisoformat(day) - date.fromisoformat(edge)).days) for edge in edges]
    except ValueError:
        return False
    return bool(gaps) and min(gaps) <= AROUND


@cache
def _forms(name: str) -> frozenset[str]:
    return frozenset(read_table("echoes.toml", "tipsheet.linking")[name]["words"])

"""What became of what was announced: deadlines, ultimatums, promises and plans, and their outcomes.

An item on the watch list is an event that is not done yet and has a time by which it can be
checked. Later reports on the same event settle it, each with its words; where there are none, that
is said too.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from tipsheet.linking.stems import lemma, plain_words
from tipsheet.linking.timeline import OPEN, SETTLED
from tipsheet.record import Claim, Due, Span, content_id
from tipsheet.vocabulary.loading import read_table

GRACE = 3  # days after the due range in which a report that it is done does not make it late
NEAR = 60  # characters on either side of a trigger in which words of an outcome are looked for
LAST = "9999-12-31"

OUTCOMES = ("done", "moved", "broken", "nothing heard", "open")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A claim that tells an outcome, and its words; `due` is a new range that it gives."""

    claim: str
    report: str
    day: str | None
    outcome: str
    why: str
    words: Span
    due: Due | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to check, and what became of it.

    `due` is the latest range that was announced, `first_due` the first; `claims` announce it,
    the earliest first. `outcome` is done, moved, broken, nothing heard or open, as of `asked`;
    `evidence` are the later claims it rests on, the deciding one first. `by` are the ids of the
    parties that are to do it.
    """

    id: str
    claims: tuple[str, ...]
    status: str
    due: Due
    first_due: Due
    words: Span
    outcome: str
    why: str
    evidence: tuple[Evidence, ...]
    asked: str


def items_of(
    events: Iterable[Sequence[Claim]],
    asked: str,
    echoes: Callable[[Claim, Due], list[Evidence]] | None = None,
) -> tuple[Item, ...]:
    """The watch list over events, each given by its claims: what is due first comes first.

    `asked` is the ISO day on which the question is put; reports after it are left out.
    """
    found = (item_of(claims, asked, echoes) for claims in events)
    items = [item for item in found if item is not None]
    return tuple(sorted(items, key=lambda item: (_end(item.due) or LAST, item.id)))


def item_of(
    claims: Iterable[Claim],
    asked: str,
    echoes: Callable[[Claim, Due], list[Evidence]] | None = None,
) -> Item | None:
    """The watch item of one event, or None where nothing about it can be checked at a time.

    `echoes` gives what other sentences tell about the first claim; it is asked where the claims
    themselves tell nothing.
    """
    told = sorted(
        (claim for claim in claims if (claim.day or "") <= asked),
        key=lambda claim: (claim.published or "", claim.report, claim.trigger.start, claim.id),
    )
    announced = [claim for claim in told if _announces(claim)]
    if not announced:
        return None
    first = announced[0]
    dues = [claim.due for claim in announced if claim.due]
    later = [claim for claim in told if _after(claim, first)]
    evidence = [found for claim in later if (found := evidence_of(claim, first, dues[0]))]
    if not evidence and echoes is not None:
        told_so = echoes(first, dues[0])
        evidence = [one for one in told_so if (one.day or "") <= asked]
    outcome, why, deciding = _outcome(evidence, dues[-1], asked)
    return Item(
        id=content_id("i", first.id),
        claims=tuple(claim.id for claim in announced),
        status=first.status or "",
        due=dues[-1],
        first_due=dues[0],
        words=first.sentence,
        outcome=outcome,
        why=why,
        evidence=tuple(deciding),
        asked=asked,
    )


def evidence_of(claim: Claim, first: Claim, due: Due) -> Evidence | None:
    """What a later claim on the same event tells about something announced, if anything."""
    outcome, why = _told(claim, first, due)
    if outcome is None:
        return None
    return Evidence(
        claim=claim.id,
        report=claim.report,
        day=claim.day,
        outcome=outcome,
        why=why,
        words=claim.sentence,
        due=claim.due if outcome == "moved" else None,
    )


def _told(claim: Claim, first: Claim, due: Due) -> tuple[str | None, str]:
    cue = outcome_words(claim)
    if claim.status in OPEN:
        if claim.due and _moved(due, claim.due):
            return "moved", f"now due {_range(claim.due)}, not {_range(due)}"
        return ("moved", f"“{cue['moved']}”") if "moved" in cue else (None, "")
    if claim.status in SETTLED:
        if "moved" in cue:
            return "moved", f"“{cue['moved']}”"
        late = _late(claim, due)
        return "done", f"“{claim.trigger.text}”" + (f", {late}" if late else "")
    if claim.status == "denied":
        if "moved" in cue:
            return "moved", f"“{cue['moved']}”"
        over = (claim.day or "") > (_end(due) or LAST)
        return "broken", "it did not happen by then" if over else "called off, or denied"
    return None, ""


def outcome_words(claim: Claim) -> Mapping[str, str]:
    """The words near a claim's trigger that tell an outcome, by the outcome."""
    start = claim.trigger.start - claim.sentence.start
    end = claim.trigger.end - claim.sentence.start
    own = {lemma(word) for word in plain_words(claim.trigger.text)}
    return cues_in(claim.sentence.text[max(0, start - NEAR) : end + NEAR], own)


def cues_in(text: str, own: Collection[str] = ()) -> Mapping[str, str]:
    """The words of a text that tell an outcome, by the outcome; those of `own` are left out."""
    near = plain_words(text)
    phrases = {*map(lemma, near), *_windows(near, 2), *_windows(near, 3)} - set(own)
    return {
        outcome: word
        for outcome, words in _outcome_words().items()
        if (word := next((w for key, w in words.items() if key in phrases), None))
    }


def _outcome(
    evidence: Sequence[Evidence], due: Due, asked: str
) -> tuple[str, str, Sequence[Evidence]]:
    """The outcome that the evidence gives: done outweighs broken, and both outweigh moved."""
    for outcome in ("done", "broken"):
        deciding = [one for one in evidence if one.outcome == outcome]
        others = [one for one in evidence if one.outcome in ("done", "broken")]
        if deciding and others[-1].outcome == outcome:
            return outcome, deciding[-1].why, [*reversed(deciding)]
    moved = [one for one in evidence if one.outcome == "moved"]
    end = _end(due)
    if end is not None and end < asked:
        if moved and moved[-1].due is None:
            return "moved", moved[-1].why, [*reversed(moved)]
        return (
            "nothing heard",
            f"due {_range(due)}, and no later report says what came of it",
            moved,
        )
    if moved:
        return "moved", moved[-1].why, [*reversed(moved)]
    return "open", f"due {_range(due)}", []


def _announces(claim: Claim) -> bool:
    if claim.status not in OPEN and claim.kind != "words":
        return False
    return claim.due is not None and _end(claim.due) is not None


def _after(claim: Claim, first: Claim) -> bool:
    """Whether a claim is from a later report."""
    if claim.report == first.report:
        return False
    return bool(claim.day and first.day) and (claim.published or "") > (first.published or "")


def _moved(old: Due, new: Due) -> bool:
    """Whether two due ranges cannot be one."""
    before, after = _end(old), _end(new)
    if before is None or after is None:
        return False
    apart = before < (new.earliest or after) or after < (old.earliest or before)
    return before != after and (apart or _days(before, after) > GRACE)


def _late(claim: Claim, due: Due) -> str | None:
    """How much later than due a thing was done, where that is plain."""
    when = claim.date.earliest if claim.date and claim.date.earliest else None
    end = _end(due)
    if when is None or end is None or _days(end, when) <= 0 or when <= end:
        return None
    return f"{_days(end, when)} days late"


def _end(due: Due) -> str | None:
    return due.latest or due.earliest


def _range(due: Due) -> str:
    if due.earliest and due.latest and due.earliest != due.latest:
        return f"{due.earliest} to {due.latest}"
    return due.latest or due.earliest or "at no known time"


def _days(one: str, other: str) -> int:
    """Days between two ISO days, whichever comes first."""
    try:
        return abs((date.fromisoformat(other) - date.fromisoformat(one)) // timedelta(days=1))
    except ValueError:
        return 0


def _windows(words: Sequence[str], size: int) -> Iterable[str]:
    return (" ".join(words[at : at + size]) for at in range(len(words) - size + 1))


@cache
def _outcome_words() -> Mapping[str, Mapping[str, str]]:
    """The words of each outcome: single ones by their base, phrases as they stand."""
    table = read_table("outcomes.toml", "tipsheet.linking")
    return {
        outcome: {(word if " " in word else lemma(word)): word for word in row["words"]}
        for outcome, row in table.items()
    }

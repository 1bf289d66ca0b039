"""What became of what was announced: deadlines, ultimatums, promises and plans, and their outcomes.

An item on the watch list is an event that is not done yet, with a time at which it can be checked.
Later reports settle it, each with its words; where there are none, that is said too. A thing that
is announced again for another time is another item: the first was moved, and the second has an
outcome of its own.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tipsheet.linking.cues import cues_in
from tipsheet.linking.stems import lemma, plain_words
from tipsheet.linking.timeline import OPEN, SETTLED
from tipsheet.record import Claim, Due, Span, content_id

GRACE = 3  # days after the due range in which a thing that is done is not late
NEAR = 60  # characters on either side of a trigger in which words of an outcome are looked for
LAST = "9999-12-31"

OUTCOMES = ("done", "moved", "broken", "nothing heard", "open")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words that tell an outcome, and the claim that they make, empty where they make none.

    `due` is a new range that they give, `when` the ISO day on which a thing was done.
    """

    claim: str
    report: str
    day: str | None
    outcome: str
    why: str
    words: Span
    due: Due | None = None
    when: str | None = None


Echo = Callable[[Claim, Due, Sequence[Claim]], list[Evidence]]
"""What later sentences tell of what a claim announces, given the later claims on the same event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to check at one time, and what became of it.

    `first_due` is the range that was announced; `due` is the range that it was moved to, the
    same where it was not moved. `claims` announce it, the earliest first. `outcome` is done,
    moved, broken, nothing heard or open, as of `asked`; `evidence` is what it rests on, the
    deciding words first.
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
    events: Iterable[Sequence[Claim]], asked: str, echo: Echo | None = None
) -> tuple[Item, ...]:
    """The watch list over events, each given by its claims: what is due first comes first.

    An event has an item for each time that was announced for it. `asked` is the ISO day on
    which the question is put; reports after it are left out.
    """
    found = (_until(claims, asked) for claims in events)
    items = (item_of(told, asked, echo, one) for told in found for one in _announcements(told))
    return tuple(sorted(filter(None, items), key=lambda one: (_end(one.first_due) or LAST, one.id)))


def item_of(
    claims: Iterable[Claim], asked: str, echo: Echo | None = None, announced: Claim | None = None
) -> Item | None:
    """The watch item of what one claim announces, or None where no time can be checked.

    `announced` is one of the claims on the event; without it, the first with a time is taken.
    Where `echo` is given it tells what came of it; else the later claims do.
    """
    told = _until(claims, asked)
    first = announced or next((claim for claim in told if _announces(claim)), None)
    if first is None or first.due is None or _end(first.due) is None:
        return None
    due = first.due
    same = [
        claim
        for claim in told
        if claim.id != first.id and _announces(claim) and claim.due and not _moved(due, claim.due)
    ]
    later = [claim for claim in told if _after(claim, first)]
    if echo is None:
        evidence = [found for claim in later if (found := evidence_of(claim, first, due))]
    else:
        evidence = [one for one in echo(first, due, later) if (one.day or "") <= asked]
    outcome, why, deciding = _outcome(evidence, due, asked)
    moved_to = next((one.due for one in deciding if one.outcome == "moved" and one.due), None)
    return Item(
        id=content_id("i", first.id),
        claims=(first.id, *(claim.id for claim in same)),
        status=first.status or "",
        due=moved_to or due,
        first_due=due,
        words=first.sentence,
        outcome=outcome,
        why=why,
        evidence=tuple(deciding),
        asked=asked,
    )


def _until(claims: Iterable[Claim], asked: str) -> list[Claim]:
    """The claims of reports up to a day, in order."""
    told = (claim for claim in claims if (claim.day or "") <= asked)
    return sorted(
        told, key=lambda one: (one.published or "", one.report, one.trigger.start, one.id)
    )


def _announcements(claims: Iterable[Claim]) -> list[Claim]:
    """The first claim for each time that claims on one event announce."""
    firsts: list[Claim] = []
    for claim in claims:
        if not _announces(claim) or claim.due is None:
            continue
        known = (one.due for one in firsts if one.due is not None)
        if not any(not _moved(due, claim.due) for due in known):
            firsts.append(claim)
    return firsts


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
        when=claim.date.earliest if claim.date and outcome == "done" else None,
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
        return "done", f"“{claim.trigger.text}”"
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


def _outcome(
    evidence: Sequence[Evidence], due: Due, asked: str
) -> tuple[str, str, Sequence[Evidence]]:
    """The outcome that the evidence gives, why, and what decides it, the deciding words first."""
    end = _end(due) or LAST
    done = [one for one in evidence if one.outcome == "done"]
    moved = [one for one in evidence if one.outcome == "moved"]
    settled = [one for one in evidence if one.outcome in ("done", "broken")]
    in_time = [one for one in done if (one.when or one.day or LAST) <= end]
    if moved and not in_time:
        return "moved", moved[0].why, [*moved, *settled]
    if settled:
        last = settled[-1]
        deciding = [one for one in reversed(settled) if one.outcome == last.outcome]
        others = [one for one in reversed(settled) if one.outcome != last.outcome]
        late = _days_late(last, due) if last.outcome == "done" else 0
        if late > GRACE and not in_time:
            return "moved", f"{last.why}, {late} days late", [*deciding, *others]
        return last.outcome, last.why, [*deciding, *others]
    if (due.latest or LAST) < asked:
        return (
            "nothing heard",
            f"due {_range(due)}, and no later report says what came of it",
            [],
        )
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


def _days_late(one: Evidence, due: Due) -> int:
    """How many days after it was due a thing was done, where that is plain."""
    if one.when is None or due.latest is None or one.when <= due.latest:
        return 0
    return _days(due.latest, one.when)


def _end(due: Due) -> str | None:
    return due.latest or due.earliest


def _range(due: Due) -> str:
    if due.earliest and due.latest and due.earliest != due.latest:
        return f"{_day(due.earliest)} to {_day(due.latest)}"
    return _day(due.latest or due.earliest) or "at no known time"


def _day(iso: str | None) -> str:
    """An ISO day as people write it; one that cannot be read as it is."""
    try:
        return date.fromisoformat(iso or "").strftime("%d %b %Y").lstrip("0")
    except ValueError:
        return iso or ""


def _days(one: str, other: str) -> int:
    """Days between two ISO days, whichever comes first."""
    try:
        return abs((date.fromisoformat(other) - date.fromisoformat(one)) // timedelta(days=1))
    except ValueError:
        return 0

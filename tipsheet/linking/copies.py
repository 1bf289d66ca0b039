"""Whether one report is a copy, a rewrite or a borrower of another, and which of the two.

The thresholds were set on copies made from Wikinews articles (`python -m evaluation copies`),
with different articles of the same desk as strangers.
"""

from collections.abc import Iterator

from tipsheet.linking.days import apart, moment_of
from tipsheet.linking.direction import direction, names
from tipsheet.linking.document import Document
from tipsheet.linking.overlap import LONG, Shared, shared, shared_spans
from tipsheet.linking.rewrites import retold
from tipsheet.record import Link, Reason

SURELY = 0.75  # share of one report that makes a copy, whatever else
MOSTLY = 0.45  # share that does where the lead is shared too, and text all over
NEARLY = 0.25  # share that does in reports of the same days, where it lies all over
HINTED = 0.15  # share that makes a rewrite where vectors see the same sentences all along
PASSAGE = 20  # words in long runs outside quotations that make a passage
OWN_WORDS = 0.15  # share of the shared words outside quotations; with less, both heard one speaker
WHOLLY = 0.9  # share of one report from which even quotations alone are a copy
SAME_DAYS = 3
SPREAD = 0.35
LEADING = 0.5
OWN_AGAIN = 0.7  # share that makes one outlet's report a version of another of its own
PIECES = 50  # words that a rewrite in pieces has to share
BLOCKS = 0.75  # share of the shared words that lies in long runs where blocks were taken
VERBATIM = 0.5  # share of the shared words that lies in long runs, in a copy
LISTED = 48  # spans that a reason lists; the longest, in the order of the text


def compare(first: Document, second: Document, *, as_of: str | None = None) -> Link | None:
    """The link between two reports that share text; None where they do not, or are one.

    The kind is copy, rewrite or passage; a directed link says that its first report had it from
    its second. `as_of` is the ISO day after which dates are not believed. Comparing in the other
    order gives the same link.
    """
    if first.id == second.id:
        return None
    if second.id < first.id:
        first, second = second, first
    found = shared(first.words, second.words)
    kind = _kind(first, second, found, as_of)
    if kind is None:
        return None
    sign, _ = direction(first, second, found.shares, as_of=as_of)
    if sign < 0:
        first, second, found = second, first, found.turned()
    reasons = tuple(_reasons(first, second, found, as_of))
    told = [one.weight for one in reasons if one.code == "same-sentences"]
    score = round(max([found.top, *told]), 4)
    return Link.of(first.id, second.id, kind=kind, score=score, directed=sign != 0, reasons=reasons)


def _kind(first: Document, second: Document, found: Shared, as_of: str | None) -> str | None:
    verbatim = found.words > 0 and found.long / found.words >= VERBATIM
    speech = found.plain < OWN_WORDS * found.words and found.top < WHOLLY
    if found.top >= SURELY and not speech:
        return "copy" if verbatim else "rewrite"
    if not speech and _is_told_over(first, second, found, as_of):
        return "copy" if verbatim and found.top >= MOSTLY else "rewrite"
    if found.lifted >= PASSAGE or (found.long >= LONG and _names(first, second)):
        return "passage"
    return None


def _names(first: Document, second: Document) -> bool:
    """Whether one says that it has something from the other, be it a quotation alone."""
    return any(
        names(publisher, other)
        for one, other in ((first, second), (second, first))
        for publisher in (
            *(relay.publisher for relay in one.relays if not relay.own),
            *(credit.publisher for credit in one.credits if credit.publisher and not credit.own),
        )
    )


def _is_told_over(first: Document, second: Document, found: Shared, as_of: str | None) -> bool:
    """Whether one tells the other's news in its words, and not just shares its background."""
    if found.top >= HINTED and retold(first, second) is not None:
        return True
    if found.spread < SPREAD:
        return False
    if _one_house(first, second):
        return found.top >= OWN_AGAIN and found.lead >= LEADING
    if found.top >= MOSTLY and found.lead >= LEADING:
        return True
    pieces = found.words >= PIECES and found.long < BLOCKS * found.words
    return found.top >= NEARLY and pieces and _of_the_same_days(first, second, as_of)


def _one_house(first: Document, second: Document) -> bool:
    """Whether one outlet made both: it tells its own background again, report after report."""
    return bool(first.house and second.house and first.house.code == second.house.code)


def _of_the_same_days(first: Document, second: Document, as_of: str | None) -> bool:
    one, other = (moment_of(end.report.published, as_of=as_of) for end in (first, second))
    gap = apart(one, other)
    return gap is not None and gap <= SAME_DAYS


def _reasons(
    first: Document, second: Document, found: Shared, as_of: str | None
) -> Iterator[Reason]:
    if found.runs:
        yield _shared_text(first, second, found)
    if told := retold(first, second):
        yield told
    if found.words - found.plain >= LONG:
        why = f"{found.words - found.plain} of the shared words are quotations in both."
        yield Reason(code="shared-quotations", why=why)
    if first.house and second.house and first.house.house == second.house.house:
        yield Reason(code="same-house", why=f"Both are published by {_house(first, second)}.")
    if first.report.url and first.report.url == second.report.url:
        yield Reason(code="same-address", why="Both are versions of one page.")
    yield from direction(first, second, found.shares, as_of=as_of)[1]


def _shared_text(first: Document, second: Document, found: Shared) -> Reason:
    longest = sorted(found.runs, key=lambda run: (-run.count, run.first))[:LISTED]
    pairs = list(
        shared_spans(first.words, second.words, sorted(longest, key=lambda run: run.first))
    )
    more = f", of which the {LISTED} longest are listed" if len(found.runs) > LISTED else ""
    return Reason(
        code="shared-text",
        why=f"{found.shares[0]:.0%} of the first report's words and {found.shares[1]:.0%} of the "
        f"second's are the same, in {len(found.runs)} runs{more}; "
        f"the longest has {longest[0].count} words.",
        weight=round(found.top, 4),
        first=tuple(one for one, _ in pairs),
        second=tuple(other for _, other in pairs),
    )


def _house(first: Document, second: Document) -> str:
    assert first.house is not None
    assert second.house is not None
    if first.house.code == second.house.code:
        return first.house.name
    return f"houses of {first.house.house}"

"""Which of two reports with shared text had it from the other, or that it cannot be told.

Every ground votes with a weight: above zero where the second report is the original, below zero
where the first is. One ground of a day or a credit is enough; containment alone never is, since
a short report can be a cut copy as well as the flash that a longer one grew from.
"""

from collections.abc import Iterator

from tipsheet.linking.credits import PART, WHOLE, Credit
from tipsheet.linking.days import earlier, moment_of
from tipsheet.linking.document import Document
from tipsheet.record import Reason
from tipsheet.vocabulary.publishers import Publisher

ENOUGH = 1.5  # the sum of the weights from which a direction is told

CREDITED = 4.0  # the text is said to be the other's
THANKED = 2.0  # the other is said to have helped
NAMED = 2.0  # the text says that it has something from the other's house
DATED = 2.0  # published on a later day, or later by the clock
CONTAINED = 0.5  # nearly all of the shorter one is in the other
OWN = 1.0  # the report carries its own agency's credit, as originals do

_WITHIN = 0.9  # share of a report that counts as nearly all
_SHORTER = 0.8  # length against the other's from which one counts as cut


def direction(
    first: Document, second: Document, shares: tuple[float, float], *, as_of: str | None = None
) -> tuple[int, tuple[Reason, ...]]:
    """1 where `first` had it from `second`, -1 the other way, 0 unknown; with the grounds.

    `shares` are the shares of the words of each that the other has too.
    """
    grounds = tuple(_grounds(first, second, shares, as_of))
    vote = sum(ground.weight for ground in grounds)
    if abs(vote) >= ENOUGH:
        return (1 if vote > 0 else -1), grounds
    why = (
        "The grounds for a direction contradict each other."
        if len(grounds) > 1
        else ("Neither dates nor credits say which of the two came first.")
    )
    return 0, (*grounds, Reason(code="direction-unknown", why=why))


def _grounds(
    first: Document, second: Document, shares: tuple[float, float], as_of: str | None
) -> Iterator[Reason]:
    yield from _by_credit(first, second, 1)
    yield from _by_credit(second, first, -1)
    yield from _by_relay(first, second, 1)
    yield from _by_relay(second, first, -1)
    yield from _by_date(first, second, as_of)
    yield from _by_own_credit(first, second)
    yield from _by_containment(first, second, shares)


def _by_credit(copy: Document, other: Document, sign: int) -> Iterator[Reason]:
    """A credit in `copy` to the house of `other`, or to its family."""
    for credit in copy.credits:
        if credit.own or credit.publisher is None or other.house is None:
            continue
        same = credit.publisher.code == other.house.code
        kin = credit.publisher.house == other.house.house and not _same_house(copy, other)
        if same or kin:
            yield _credited(copy, credit, sign)
            return


def _credited(copy: Document, credit: Credit, sign: int) -> Reason:
    assert credit.publisher is not None
    weight = sign * (CREDITED if credit.share == WHOLE else THANKED)
    verb = "says that it had help from" if credit.share == PART else "gives its text as that of"
    return Reason(
        code="credit",
        why=f"The {_which(sign)} report {verb} {credit.publisher.name}.",
        weight=weight,
        first=(credit.span,) if sign > 0 else (),
        second=(credit.span,) if sign < 0 else (),
    )


def _by_relay(copy: Document, other: Document, sign: int) -> Iterator[Reason]:
    """A relay in `copy` of the house of `other`."""
    for relay in copy.relays:
        if relay.sure and not relay.own and names(relay.publisher, other):
            spans = (relay.span,)
            yield Reason(
                code="relay",
                why=f"The {_which(sign)} report says what it has from {relay.publisher.name}.",
                weight=sign * NAMED,
                first=spans if sign > 0 else (),
                second=spans if sign < 0 else (),
            )
            return


def names(publisher: Publisher, other: Document) -> bool:
    """Whether a publisher is the one of a report."""
    return other.house is not None and publisher.code == other.house.code


def _by_date(first: Document, second: Document, as_of: str | None) -> Iterator[Reason]:
    one = moment_of(first.report.published, as_of=as_of)
    other = moment_of(second.report.published, as_of=as_of)
    if one is None or other is None:
        return
    sign = earlier(one, other)
    if sign:
        late, soon = (first, second) if sign > 0 else (second, first)
        yield Reason(
            code="date",
            why=f"The {_which(sign)} report is dated {late.report.published}, "
            f"the other {soon.report.published}.",
            weight=sign * DATED,
        )


def _by_own_credit(first: Document, second: Document) -> Iterator[Reason]:
    owners = [any(credit.own for credit in one.credits) for one in (first, second)]
    if owners[0] != owners[1]:
        sign = 1 if owners[1] else -1
        other = "second" if sign > 0 else "first"
        why = f"The {other} report carries the credit of its own house."
        yield Reason(code="own-credit", why=why, weight=sign * OWN)


def _by_containment(
    first: Document, second: Document, shares: tuple[float, float]
) -> Iterator[Reason]:
    sizes = len(first.words), len(second.words)
    for sign, share, size, other in ((1, shares[0], *sizes), (-1, shares[1], *sizes[::-1])):
        if share >= _WITHIN and size < _SHORTER * other:
            why = f"{share:.0%} of the {_which(sign)} report is in the other, which is longer."
            yield Reason(code="contained", why=why, weight=sign * CONTAINED)


def _same_house(one: Document, other: Document) -> bool:
    return bool(one.house and other.house and one.house.house == other.house.house)


def _which(sign: int) -> str:
    return "first" if sign > 0 else "second"

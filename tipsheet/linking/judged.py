"""What people said about pairs of claims or names, held by the words and not by a reading.

A judgement names the report and the offsets on both sides, so that it finds its claims again after
a report has been read anew, even where a trigger is a word longer then.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tipsheet.linking.agglomeration import Pair, pair
from tipsheet.record import Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Words of a report: its id and half-open offsets."""

    report: str
    start: int
    end: int

    @classmethod
    def of(cls, claim: Claim) -> "Anchor":
        """Where a claim's trigger stands."""
        return cls(report=claim.report, start=claim.trigger.start, end=claim.trigger.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Whether two things are the same, as a person said: yes, no, or unsure (`same` is None)."""

    first: Anchor
    second: Anchor
    same: bool | None
    by: str = ""
    at: str = ""

    @classmethod
    def of(
        cls, first: Claim, second: Claim, same: bool | None, by: str = "", at: str = ""
    ) -> "Judged":
        """The judgement on two claims."""
        return cls(first=Anchor.of(first), second=Anchor.of(second), same=same, by=by, at=at)


def judged_pairs(judged: Iterable[Judged], claims: Iterable[Claim]) -> tuple[set[Pair], set[Pair]]:
    """The pairs of claim ids judged the same, and those judged not the same.

    Of judgements on one pair the last in time counts, of those of one time the last given;
    unsure takes back what was said before. Judgements whose words no claim has are left out.
    """
    given = sorted(enumerate(judged), key=lambda item: (item[1].at, item[0]))
    if not given:
        return set(), set()
    found: dict[Pair, bool | None] = {}
    index = _by_report(claims)
    for _, one in given:
        first, second = (_claim_at(anchor, index) for anchor in (one.first, one.second))
        if first and second and first != second:
            found[pair(first, second)] = one.same
    same = {ends for ends, said in found.items() if said is True}
    return same, {ends for ends, said in found.items() if said is False}


def _by_report(claims: Iterable[Claim]) -> Mapping[str, list[Claim]]:
    index: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        index[claim.report].append(claim)
    return index


def _claim_at(anchor: Anchor, index: Mapping[str, list[Claim]]) -> str | None:
    """The claim whose trigger shares most with the words of an anchor."""
    best: tuple[int, str] | None = None
    for claim in index.get(anchor.report, ()):
        shared = min(claim.trigger.end, anchor.end) - max(claim.trigger.start, anchor.start)
        if shared > 0 and (best is None or (-shared, claim.id) < best):
            best = (-shared, claim.id)
    return best[1] if best else None

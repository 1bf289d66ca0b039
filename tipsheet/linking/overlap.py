"""What two reports share, in numbers and spans."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tipsheet.linking.alignment import Run, aligned, covered
from tipsheet.linking.words import Words
from tipsheet.record import Span

LONG = 10  # words; a run that no two writers come upon by chance
LIFTED = 7  # words; a run that counts towards a passage
LEAD = 40  # words at the beginning of a report in which its news is told
BLOCK = 25  # words; how finely it is seen where in a report the shared text lies
TOUCHED = 0.3  # share of a block's words from which the block counts as shared


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """The shared text of two reports, the first and the second.

    `shares` are the shares of the words of each that the other has too; `words` how many words
    that is, `plain` how many of them outside quotations, `long` how many in long runs, `lifted`
    how many outside quotations in runs that count towards a passage. `lead` is the larger share
    of the two leads, `spread` the share of the blocks of the more covered report that are touched.
    """

    runs: tuple[Run, ...]
    shares: tuple[float, float]
    words: int
    plain: int
    long: int
    lifted: int
    lead: float
    spread: float

    @property
    def top(self) -> float:
        """The share of the more covered report."""
        return max(self.shares)

    def turned(self) -> "Shared":
        """The same with the two reports changed round."""
        runs = sorted((Run(run.second, run.first, run.count) for run in self.runs), key=_first)
        return replace(self, runs=tuple(runs), shares=(self.shares[1], self.shares[0]))


def shared(one: Words, other: Words) -> Shared:
    """What two texts share."""
    runs = aligned(one, other)
    left, right = covered(runs, len(one)), covered(runs, len(other), second=True)
    shares = _mean(left), _mean(right)
    long = covered([run for run in runs if run.count >= LONG], len(one))
    lifted = covered([run for run in runs if run.count >= LIFTED], len(one))
    quoted = _quoted_in_both(runs, one, other)
    return Shared(
        runs=runs,
        shares=shares,
        words=int(left.sum()),
        plain=int((left & ~quoted).sum()),
        long=int(long.sum()),
        lifted=int((lifted & ~quoted).sum()),
        lead=max(_mean(left[:LEAD]), _mean(right[:LEAD])),
        spread=_spread(left if shares[0] >= shares[1] else right),
    )


def shared_spans(one: Words, other: Words, runs: Sequence[Run]) -> Iterator[tuple[Span, Span]]:
    """The runs as pairs of spans of the two texts."""
    for run in runs:
        yield one.span(run.first, run.count), other.span(run.second, run.count)


def _quoted_in_both(runs: Sequence[Run], one: Words, other: Words) -> NDArray[np.bool_]:
    """Words that both texts quote: two reporters who heard one speaker, not a copy."""
    flags = np.zeros(len(one), dtype=np.bool_)
    for run in runs:
        here = one.quoted[run.first : run.first + run.count]
        there = other.quoted[run.second : run.second + run.count]
        flags[run.first : run.first + run.count] = here & there
    return flags


def _spread(flags: NDArray[np.bool_]) -> float:
    blocks = [flags[start : start + BLOCK].mean() for start in range(0, len(flags), BLOCK)]
    return float(np.mean([share >= TOUCHED for share in blocks])) if blocks else 0.0


def _mean(flags: NDArray[np.bool_]) -> float:
    return float(flags.mean()) if len(flags) else 0.0


def _first(run: Run) -> int:
    return run.first

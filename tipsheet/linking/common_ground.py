"""Whether two claims that are held against each other speak of one thing.

Claims of one event may still lie far apart: a meeting of June and one of September, "no one was
hurt" at a rally and sixty hurt in a blast. Claims contradict only where their sentences share what
they are about, at one time, and where both were surely read with the status that they have.
"""

from collections.abc import Callable
from datetime import date

from tipsheet.linking.profile import rarity
from tipsheet.linking.sameness import groups_of
from tipsheet.linking.stems import content_stems, plain_words, stem
from tipsheet.record import Claim
from tipsheet.vocabulary.loading import read_table

Weight = Callable[[str], float]
"""How much a stem tells, the same for all claims that are compared."""

SHARED = 0.25  # share of the weight of the shorter sentence that both have
SHORT = 0.6  # the same, where they have one stem in common
APART = 10  # days between two reports of which one can still deny the other
SAME = 0.9  # share of words of two sentences that are one, read twice
BEFORE = 5  # words before a trigger in which it is negated


def common_ground(one: Claim, other: Claim, weight: Weight = rarity) -> bool:
    """Whether two claims are of one thing at one time, in sentences that are not the same."""
    if _apart(one, other) or _repeats(one, other) or not _alike(one, other):
        return False
    first, second = (_stems(claim, weight) for claim in (one, other))
    both = first.keys() & second.keys()
    least = min(sum(first.values()), sum(second.values()))
    if not least:
        return True
    share = sum(first[base] for base in both) / least
    return share >= (SHARED if len(both) > 1 else SHORT)


def is_negated(claim: Claim) -> bool:
    """Whether the words before a claim's trigger deny it, whatever status was read."""
    before = claim.sentence.text[: max(0, claim.trigger.start - claim.sentence.start)]
    words = read_table("echoes.toml", "tipsheet.linking")["nots"]["words"]
    return bool({*plain_words(before)[-BEFORE:]} & {*words, "no"})


def _stems(claim: Claim, weight: Weight) -> dict[str, float]:
    """The stems of a claim's sentence, without its trigger and those who say it."""
    spoken = " ".join(
        span.text for step in claim.chain[:1] for span in (step.source, step.cue) if span
    )
    own = {*map(stem, plain_words(claim.trigger.text)), *content_stems(spoken)}
    return {base: weight(base) for base in content_stems(claim.sentence.text) if base not in own}


def _alike(one: Claim, other: Claim) -> bool:
    """Whether two triggers are one word, or words for one thing."""
    first, second = ([*map(stem, plain_words(c.trigger.text))] for c in (one, other))
    return bool({*first, *groups_of(first)} & {*second, *groups_of(second)})


def _apart(one: Claim, other: Claim) -> bool:
    if not one.day or not other.day:
        return False
    try:
        gap = date.fromisoformat(one.day) - date.fromisoformat(other.day)
    except ValueError:
        return False
    return abs(gap.days) > APART


def _repeats(one: Claim, other: Claim) -> bool:
    first, second = ({*plain_words(claim.sentence.text)} for claim in (one, other))
    return len(first & second) >= SAME * len(first | second)

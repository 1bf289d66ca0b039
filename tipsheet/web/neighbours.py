"""Lines that may tell of the same event as another one: those a person may want to join with it."""

import re
from collections.abc import Iterator
from datetime import date

from tipsheet.exports import days
from tipsheet.linking.stems import unaccented
from tipsheet.record import Claim
from tipsheet.web.views import Edition

MOST = 6
DAYS = 7  # between two reports whose lines are offered unasked
LEAST = 0.12  # of the words of two sentences that both have (Jaccard), to be offered unasked


def neighbours(edition: Edition, claim: Claim, asked: str = "") -> list[str]:
    """The ids of claims of other stories, the likeliest first, one a story.

    With words `asked`, the claims whose sentences have them all; else those of a like type, of
    the same days, that share words.
    """
    wanted = words_of(asked)
    found = _with_words(edition, wanted) if wanted else _alike(edition, claim)
    story = edition.group_of.get(claim.id)
    best: dict[str, tuple[float, str]] = {}
    for worth, other in found:
        theirs = edition.group_of.get(other)
        if theirs is not None and theirs != story and other != claim.id:
            best[theirs] = max(best.get(theirs, (-1.0, "")), (worth, other))
    ordered = sorted(best.values(), key=lambda one: (-one[0], one[1]))
    return [other for _, other in ordered[:MOST]]


def words_of(text: str) -> frozenset[str]:
    """The words of a text of three letters or more, without case and accents."""
    return frozenset(re.findall(r"[^\W_]{3,}", unaccented(text).casefold()))


def _with_words(edition: Edition, wanted: frozenset[str]) -> Iterator[tuple[float, str]]:
    for id in edition.events:
        held = words_of(edition.claims[id].sentence.text)
        if wanted <= held:
            yield len(wanted) / len(held), id


def _alike(edition: Edition, claim: Claim) -> Iterator[tuple[float, str]]:
    mine, day = words_of(claim.sentence.text), days.parse(claim.published)
    for id in edition.events:
        other = edition.claims[id]
        if other.type != claim.type or other.report == claim.report or not _near(other, day):
            continue
        theirs = words_of(other.sentence.text)
        shared = len(mine & theirs) / (len(mine | theirs) or 1)
        if shared >= LEAST:
            yield shared, id


def _near(claim: Claim, day: date | None) -> bool:
    theirs = days.parse(claim.published)
    return day is None or theirs is None or abs((theirs - day).days) <= DAYS

"""What people said of pairs of claims, from a store to the linking.

The store names claims by their ids, which rest on the place of a trigger. Where a report has been
read anew and its trigger is a word longer, the older readings still know where the words stood.
"""

from collections.abc import Iterable, Iterator, Mapping

from tipsheet.linking.claims import claims_of
from tipsheet.linking.judged import Anchor, Judged
from tipsheet.store import Judgement, Store, Verdict, View

KIND = "same-event"
SAID: Mapping[Verdict, bool | None] = {
    Verdict.yes: True,
    Verdict.no: False,
    Verdict.unsure: None,
}


def judged_in(store: Store) -> tuple[Judged, ...]:
    """What people said of pairs of claims, the words of each claim as they were read once."""
    told = [one for one in store.view().judgements(kind=KIND) if one.verdict in SAID]
    wanted = {end for one in told for end in (one.first, one.second)}
    return tuple(judged_of(told, _anchors(store, wanted))) if wanted else ()


def judged_of(judgements: Iterable[Judgement], anchors: Mapping[str, Anchor]) -> Iterator[Judged]:
    """The judgements whose claims are known, by where the claims' words stand."""
    for one in judgements:
        first, second = anchors.get(one.first), anchors.get(one.second)
        if first and second:
            yield Judged(
                first=first, second=second, same=SAID[one.verdict], by=one.by, at=one.added
            )


def _anchors(store: Store, wanted: set[str]) -> Mapping[str, Anchor]:
    """Where the words of claims stand: as the newest readings have it, then as older ones do."""
    found = _found_in(store.view(), wanted)
    for reader in store.stats().readers if len(found) < len(wanted) else ():
        found = _found_in(store.view(reader=reader), wanted) | found
    return found


def _found_in(view: View, wanted: set[str]) -> dict[str, Anchor]:
    claims = (
        claim for stored in view.readings(all_versions=True) for claim in claims_of(stored.reading)
    )
    return {claim.id: Anchor.of(claim) for claim in claims if claim.id in wanted}

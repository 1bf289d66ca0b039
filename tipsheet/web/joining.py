"""The links of a store that has none yet: copies, citations, and claims of one event."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from tipsheet.linking import link_copies
from tipsheet.linking.citations import Citations
from tipsheet.linking.claims import claims_of
from tipsheet.linking.document import document_of
from tipsheet.linking.graph import Joined
from tipsheet.linking.profile import Profile, context_of, likeness, profile_of, rarity
from tipsheet.linking.sameness import (
    compare,
    date_match,
    logistic,
    odds_of,
    place_match,
    trigger_match,
)
from tipsheet.record import Claim, Link, Reading, Reason
from tipsheet.store import Store
from tipsheet.vocabulary.publishers import Publishers

BY = "tipsheet-desk@1"
STATE = "desk:links"
MOST = 2_000  # reports that are joined when a desk is opened
WINDOW = 45  # days between two reports of one event
ALIKE = 0.62  # likeness from which two claims are put together
CROWD = 60  # claims with one trigger word that are held against each other, newest first
SAMPLE = 4  # claims of each group that must be alike on the whole


def join(store: Store, known: Publishers | None = None) -> int:
    """Link what the store holds, unless that was done; how many links there are then.

    Where another component made links, theirs are taken and none are added.
    """
    view = store.view()
    makers = {linked.by for linked in view.links()}
    size = store.stats().readings
    if makers - {BY} or (view.state(STATE) or {}).get("readings") == size:
        return 0
    readings = [stored.reading for stored in view.readings()][-MOST:]
    links = list(links_of(readings, known))
    kept = {link.id for link in links}
    with store.writer() as writer:
        for linked in list(view.links()):
            if linked.link.id not in kept:
                writer.link(linked.link, by=BY, withdrawn=True)
        for link in links:
            writer.link(link, by=BY)
        writer.mark(STATE, {"readings": size})
    return len(links)


def links_of(readings: Sequence[Reading], known: Publishers | None = None) -> Iterator[Link]:
    """The links between reports, then those between their claims."""
    yield from link_copies([reading.report for reading in readings], known=known)
    citations = Citations()
    for reading in readings:
        citations.add(document_of(reading.report, known=known, reading=reading))
    yield from citations.links()
    yield from same_events(readings)


def same_events(readings: Sequence[Reading]) -> Iterator[Link]:
    """The links that put claims of one event together, each only where two groups become one."""
    profiles = _profiles(readings)
    odds_for = _measure(profiles)
    pairs = {
        pair: odds
        for pair in _candidates(profiles)
        if (odds := odds_for(profiles[pair[0]], profiles[pair[1]])) > 0
    }
    joined, members = Joined(), {id: [id] for id in profiles}
    for (one, other), odds in sorted(pairs.items(), key=lambda item: (-item[1], item[0])):
        first, second = joined.find(one), joined.find(other)
        if first == second or logistic(odds) < ALIKE:
            continue
        if not _on_the_whole(members[first], members[second], pairs):
            continue
        joined.join(first, second)
        members[joined.find(one)] = [*members[first], *members[second]]
        yield _same_event(profiles[one], profiles[other], odds)


def _same_event(one: Profile, other: Profile, odds: float) -> Link:
    first, second = one.claim, other.claim
    shared = sorted(set(one.words) & set(other.words), key=lambda base: (-rarity(base), base))[:6]
    why = f"“{first.trigger.text}” and “{second.trigger.text}”"
    if shared:
        why += f", and in both sentences: {', '.join(shared)}"
    reason = Reason(
        code="same-event", why=why, weight=round(odds, 3),
        first=(first.sentence,), second=(second.sentence,),
    )  # fmt: skip
    reasons = (reason, *compare(one, other).reasons[:6])
    score = round(logistic(odds), 4)
    return Link.of(first.id, second.id, kind="same-event", score=score, reasons=reasons)


def _measure(profiles: Mapping[str, Profile]) -> Callable[[Profile, Profile], float]:
    """The fitted log-odds, or plain ones where the package has no weights for them."""
    one = next(iter(profiles.values()), None)
    return odds_of if one is not None and compare(one, one).reasons else plain_odds


_MATCH = {"same": 2.6, "root": 2.4, "part": 1.6, "related": 1.4, "other": -0.6}


def plain_odds(one: Profile, other: Profile) -> float:
    """Log-odds set by hand, for want of fitted ones: words, names, numbers, place, day, type."""
    first, second = one.claim, other.claim
    told = min(1.0, max(map(rarity, (*one.trigger, *other.trigger)), default=0.0) / 4)
    odds = -3.4 + _MATCH[trigger_match(one, other)] * told
    odds += 4.5 * likeness(one.words, other.words) + 2.5 * likeness(one.near, other.near)
    odds += 2.0 * likeness(one.names, other.names) + 0.6 * bool(one.numbers & other.numbers)
    odds += 0.5 if first.type == second.type else -1.2
    odds += 0.5 * bool(one.who & other.who)
    if first.place and second.place:
        odds += {"same": 0.7, "country": 0.0, "apart": -1.0}[place_match(one, other)]
    if first.date and second.date:
        odds += {"same": 0.8, "within": 0.3, "apart": -1.5}.get(date_match(one, other) or "", 0)
    return odds - 0.5 * (first.report == second.report) - 0.03 * _days(first, second)


def _profiles(readings: Sequence[Reading]) -> dict[str, Profile]:
    found = {}
    for reading in readings:
        context = context_of(reading)
        for claim in claims_of(reading):
            if claim.kind == "event":
                found[claim.id] = profile_of(claim, context)
    return found


def _candidates(profiles: Mapping[str, Profile]) -> Iterator[tuple[str, str]]:
    """Pairs that share a word of their triggers, or the type and a party, near in time."""
    by_sign: dict[object, list[Claim]] = defaultdict(list)
    for profile in profiles.values():
        for sign in _signs(profile):
            by_sign[sign].append(profile.claim)
    seen = set()
    for claims in by_sign.values():
        ordered = sorted(claims, key=lambda claim: (claim.published or "", claim.id))
        for at, one in enumerate(ordered):
            for other in ordered[at + 1 : at + 1 + CROWD]:
                pair = (one.id, other.id) if one.id < other.id else (other.id, one.id)
                if pair not in seen and _near(one, other):
                    seen.add(pair)
                    yield pair


def _signs(profile: Profile) -> Iterator[object]:
    yield from profile.trigger
    for word in profile.who:
        yield profile.claim.type, word


def _near(one: Claim, other: Claim) -> bool:
    return _days(one, other) <= WINDOW


def _days(one: Claim, other: Claim) -> int:
    """Days between two publications, none where one is not known."""
    try:
        days = date.fromisoformat(one.day or "") - date.fromisoformat(other.day or "")
    except ValueError:
        return 0
    return abs(days.days)


def _on_the_whole(
    ones: Sequence[str], others: Sequence[str], pairs: Mapping[tuple[str, str], float]
) -> bool:
    """Whether two groups are alike in a third of a few pairs across them, or more."""
    crossing = [(a, b) if a < b else (b, a) for a in _few(ones) for b in _few(others)]
    return sum(pair in pairs for pair in crossing) * 3 >= len(crossing)


def _few(ids: Iterable[str]) -> list[str]:
    ordered = sorted(ids)
    step = max(1, len(ordered) // SAMPLE)
    return ordered[::step][:SAMPLE]

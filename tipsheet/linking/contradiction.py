"""What cannot both be true: denials and what they deny, figures, statuses and culprits at odds.

Claims of one event are compared source by source, copies together, so that forty copies of a
denial are one denial. Each link shows the words on both sides.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tipsheet.linking.common_ground import Weight, common_ground, is_negated
from tipsheet.linking.ledger import Entry, Sources, disjoint, ledgers_of, name_of
from tipsheet.linking.profile import rarity
from tipsheet.linking.routes import Who, name_key
from tipsheet.linking.stems import plain_words
from tipsheet.linking.timeline import OPEN, SETTLED
from tipsheet.linking.unnamed import step_words
from tipsheet.record import Claim, Link, Party, Reason

AT_ODDS = 2  # days within which two figures or statuses are of one time, not one after the other
ARMED = frozenset({"ASSAULT", "COERCE"})
MOST = 50  # sources on a side that are held against each other

LAST = "9999-12-31"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What one source says of an event: its claims, the earliest first."""

    key: str
    name: str
    claims: tuple[Claim, ...] = field(default=())


def contradictions_of(
    claims: Iterable[Claim],
    sources: Sources | None = None,
    who: Who = name_key,
    weight: Weight = rarity,
) -> tuple[Link, ...]:
    """The denials and contradictions among the claims of one event, strongest first.

    `sources` gives the key of each claim's origin, so that copies are one voice; `weight` is
    how much a stem tells, by which sentences are held to speak of one thing.
    """
    given = sorted(claims, key=lambda claim: (claim.published or LAST, claim.id))
    sides = _sides(given, sources or {})
    found = {
        link.id: link
        for link in (
            *_denials(sides, weight),
            *_statuses(sides, weight),
            *_figures(given, sources or {}),
            *_culprits(sides, who),
        )
    }
    return tuple(sorted(found.values(), key=lambda link: (-link.score, link.id)))


def source_key(claim: Claim, sources: Sources) -> str:
    """The key of whoever stands behind a claim."""
    name = step_words(claim.chain[0]) if claim.chain else claim.publisher or claim.report
    return sources.get(claim.id) or " ".join(plain_words(name))


def _sides(claims: Iterable[Claim], sources: Sources) -> Mapping[str, list[Voice]]:
    """The voices that deny the event, those that say it is so, and those that say it is to come."""
    grouped: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        grouped[_side(claim), source_key(claim, sources)].append(claim)
    sides: dict[str, list[Voice]] = defaultdict(list)
    for (side, key), group in sorted(grouped.items()):
        sides[side].append(Voice(key=key, name=name_of(group[0]), claims=tuple(group)))
    return {side: voices[:MOST] for side, voices in sides.items()}


def _side(claim: Claim) -> str:
    if claim.status == "denied":
        return "denied"
    return "settled" if claim.status in SETTLED else "open" if claim.status in OPEN else "other"


def _denials(sides: Mapping[str, Sequence[Voice]], weight: Weight) -> Iterator[Link]:
    """Each denial with the last thing on the same that every other voice had said by then."""
    for denier in sides.get("denied", ()):
        for side in ("settled", "open"):
            for voice in sides.get(side, ()):
                pair = _denied(denier, voice, weight)
                if pair is None:
                    continue
                own = voice.key == denier.key
                why = f"{denier.name} denies what {voice.name} said"
                if own:
                    why = f"{denier.name} takes back what was said before"
                score = 0.9 if side == "settled" else 0.7
                yield _link("denies", *pair, "denial", why, score, directed=True)


def _denied(denier: Voice, voice: Voice, weight: Weight) -> tuple[Claim, Claim] | None:
    """The first denial of a voice that is on what another had said, and that claim.

    Of the claims made by then the last is taken; a report does not deny itself.
    """
    for denial in denier.claims[:MOST]:
        known = [claim for claim in voice.claims if (claim.day or LAST) <= (denial.day or LAST)]
        for other in [*reversed(known), *voice.claims][:MOST]:
            if denier.key == voice.key and denial.report == other.report:
                continue
            if _asked_for(other) or is_negated(other) or not common_ground(denial, other, weight):
                continue
            return denial, other
    return None


def _asked_for(claim: Claim) -> bool:
    """Whether a claim only asks for the event; to deny it is a refusal and contradicts nothing."""
    return claim.status == "requested"


def _statuses(sides: Mapping[str, Sequence[Voice]], weight: Weight) -> Iterator[Link]:
    """One voice has it done while another, at the same time or later, has it still to come."""
    for done in sides.get("settled", ()):
        for coming in sides.get("open", ()):
            if done.key == coming.key:
                continue
            pair = _same_time(done.claims, coming.claims)
            if pair is None or pair[1].status not in ("planned", "threatened"):
                continue
            if not common_ground(*pair, weight):
                continue
            why = f"{done.name} has it {pair[0].status}, {coming.name} still {pair[1].status}"
            yield _link("contradicts", *pair, "status", why, 0.6)


def _same_time(done: Iterable[Claim], coming: Sequence[Claim]) -> tuple[Claim, Claim] | None:
    """The first pair in which what is done was told no later than what is to come, and not long."""
    for one in done:
        for other in coming:
            if one.day and other.day and 0 <= _days(one.day, other.day) <= AT_ODDS:
                return one, other
    return None


def _figures(claims: Sequence[Claim], sources: Sources) -> Iterator[Link]:
    by_id = {claim.id: claim for claim in claims}
    for ledger in ledgers_of(claims, sources):
        entries = ledger.entries[: MOST * 2]
        for at, one in enumerate(entries):
            for other in entries[at + 1 :]:
                if one.source != other.source and _of_one_time(one, other) and disjoint(one, other):
                    yield _figure_link(one, other, by_id, ledger.measure.name)


def _figure_link(one: Entry, other: Entry, by_id: Mapping[str, Claim], measure: str) -> Link:
    told = (f"{entry.name} “{entry.words.text}”" for entry in (one, other))
    why = f"{measure}: {' against '.join(told)}"
    reason = Reason(code="figure", why=why, first=(one.words,), second=(other.words,))
    first, second = by_id[one.claims[0]], by_id[other.claims[0]]
    return Link.of(first.id, second.id, kind="contradicts", score=0.8, reasons=(reason,))


def _culprits(sides: Mapping[str, Sequence[Voice]], who: Who) -> Iterator[Link]:
    """Two voices that name different doers of one violent act."""
    voices = sides.get("settled", ())
    blamed = [(voice, claim) for voice in voices if (claim := _blames(voice)) is not None]
    for at, (one, first) in enumerate(blamed):
        for other, second in blamed[at + 1 :]:
            parties = first.actors[0], second.actors[0]
            if one.key == other.key or not _apart(*parties, who):
                continue
            why = f"{one.name} names {parties[0].name}, {other.name} names {parties[1].name}"
            yield _link("contradicts", first, second, "actor", why, 0.5)


def _blames(voice: Voice) -> Claim | None:
    """The first claim of a voice that names the one doer of an act of violence."""
    for claim in voice.claims:
        if claim.type in ARMED and len(claim.actors) == 1 and claim.actors[0].names:
            return claim
    return None


def _apart(one: Party, other: Party, who: Who) -> bool:
    """Whether two doers are surely not one: of one kind or of two countries, with other names."""
    if who(one) == who(other):
        return False
    words = {*plain_words(one.name)} & {*plain_words(other.name)}
    different = bool(one.country and other.country and one.country != other.country)
    return not words and (different or one.kind == other.kind)


def _of_one_time(one: Entry, other: Entry) -> bool:
    return bool(one.day and other.day) and abs(_days(one.day or "", other.day or "")) <= AT_ODDS


def _link(
    kind: str,
    first: Claim,
    second: Claim,
    code: str,
    why: str,
    score: float,
    *,
    directed: bool = False,
) -> Link:
    reason = Reason(code=code, why=why, first=(first.sentence,), second=(second.sentence,))
    return Link.of(
        first.id, second.id, kind=kind, score=score, directed=directed, reasons=(reason,)
    )


def _days(one: str, other: str) -> int:
    """Days from one ISO day to another."""
    try:
        return (date.fromisoformat(other) - date.fromisoformat(one)).days
    except ValueError:
        return 0

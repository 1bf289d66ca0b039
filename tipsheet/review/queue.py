"""What is worth a person's look, and in which order: uncertain, consequential, contradicted."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from tipsheet.record import Claim

VIOLENT, HOSTILE = 4, 3
_OPEN = ("planned", "threatened", "denied", "possible")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One line to look at; `worth` puts tasks in order and `why` says what it is made of."""

    claim: Claim
    worth: float
    why: tuple[str, ...]


def queue_of(
    claims: Iterable[Claim],
    *,
    quads: dict[str, int],
    spread: dict[str, int],
    contradicted: Collection[str] = (),
    done: Collection[str] = (),
) -> list[Task]:
    """The tasks in order of worth, the greatest first; ties in the order of ids.

    `quads` gives PLOVER's quad class of each type, `spread` how many reports tell the event of
    a claim, both by code or id; `contradicted` and `done` are ids of claims.
    """
    tasks = (
        _task(claim, quads.get(claim.type or "", 0), spread.get(claim.id, 1), contradicted)
        for claim in claims
        if claim.kind == "event" and claim.id not in done
    )
    return sorted(tasks, key=lambda task: (-task.worth, task.claim.id))


def _task(claim: Claim, quad: int, reports: int, contradicted: Collection[str]) -> Task:
    worth, why = 1.0 - claim.confidence, []
    if claim.confidence < 0.5:
        why.append("unsurely read")
    elif claim.confidence < 0.75:
        why.append("likely, not sure")
    if quad in (HOSTILE, VIOLENT):
        worth += 0.35 if quad == VIOLENT else 0.15
        why.append("violent" if quad == VIOLENT else "hostile")
    if claim.status in _OPEN:
        worth += 0.1
        why.append(f"read as {claim.status}")
    if claim.id in contradicted:
        worth += 0.4
        why.append("contradicted elsewhere")
    if reports > 1:
        worth += min(0.3, 0.04 * reports)
        why.append(f"told by {reports} reports")
    return Task(claim=claim, worth=round(worth, 4), why=tuple(why))

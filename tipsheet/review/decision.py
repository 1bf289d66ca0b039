"""What a person says of one line of the record, and which of several such words stand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tipsheet.errors import OptionInvalid
from tipsheet.vocabulary import contexts, statuses, types

WHOLE = "event"
"""The field of a decision on a whole line: that it is right, or is none at all."""

JOINED = "same-event"
"""The field of a decision on whether two claims are about one event."""

LISTS = ("modes", "contexts", "actors", "recipients")
FIELDS = ("status", "type", *LISTS, "place", "date", "source")
"""What of an event can be corrected."""

LONGEST = 400  # characters of a value or a note
MOST = 50  # values of a list


class Act(StrEnum):
    """What a decision does."""

    accept = "accept"
    """The line is right as it was read."""

    reject = "reject"
    """There is no such event in the words, or the two claims are not about one event."""

    correct = "correct"
    """One field is something else."""

    joins = "join"
    """Two claims are about one event."""

    undo = "undo"
    """An earlier decision by the same person is taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One word of one person on one line; it is never changed, only followed by another.

    `report`, `start` and `end` are the report and the place of the trigger, so that the decision
    outlives another reading of the same words. `before` and `after` are plain JSON values of
    `field`. `other` is the second claim where two are joined or parted; `undoes` is the id of
    the decision that is taken back; `settles` is true for an editor's word between two coders.
    """

    id: str
    report: str
    start: int
    end: int
    words: str
    field: str
    act: Act
    before: Any = None
    after: Any = None
    other: str | None = None
    by: str
    at: str
    note: str = ""
    undoes: str | None = None
    settles: bool = False
    seconds: float | None = None

    @property
    def place(self) -> tuple[str, int, int]:
        """The line that it is about."""
        return self.report, self.start, self.end

    @property
    def key(self) -> tuple[str, int, int, str, str | None]:
        """The line and the field; a later decision on the same replaces an earlier one."""
        return (*self.place, self.field, self.other)


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that count, one a line and field, in the order in which they were taken.

    What was undone is left out; an editor's word between coders outweighs theirs; else the
    last one counts.
    """
    last: dict[Any, Decision] = {}
    for decision in not_undone(decisions):
        earlier = last.get(decision.key)
        if earlier is None or decision.settles or not earlier.settles:
            last.pop(decision.key, None)
            last[decision.key] = decision
    return list(last.values())


def by_person(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    """What each person says, the last word on each line and field."""
    found: dict[str, dict[Any, Decision]] = {}
    for decision in not_undone(decisions):
        found.setdefault(decision.by, {})[decision.key] = decision
    return {person: list(words.values()) for person, words in found.items()}


def not_undone(decisions: Iterable[Decision]) -> Iterator[Decision]:
    """The decisions without those that were taken back, and without the taking back."""
    given = list(decisions)
    undone: set[str] = set()
    for decision in reversed(given):
        if decision.act is Act.undo and decision.undoes and decision.id not in undone:
            undone.add(decision.undoes)
    return (one for one in given if one.act is not Act.undo and one.id not in undone)


def checked_value(field: str, value: Any) -> Any:
    """A new value of a field, known to be good; OptionInvalid where it is not."""
    if field not in FIELDS:
        raise OptionInvalid(f"{field!r} cannot be corrected: choose of {', '.join(FIELDS)}.")
    if field in LISTS:
        return [_listed(field, one) for one in _values(value)]
    if field == "date":
        return _days(value)
    text = _text(value)
    return _listed(field, text) if text or field in ("status", "type") else None


def _values(value: Any) -> list[str]:
    given = value if isinstance(value, list) else str(value or "").split(",")
    found = list(dict.fromkeys(text for one in given if (text := _text(one))))
    if len(found) > MOST:
        raise OptionInvalid(f"{len(found)} values are too many: give {MOST} at most.")
    return found


def _text(value: Any) -> str:
    text = " ".join(str(value if value is not None else "").split())
    if len(text) > LONGEST:
        raise OptionInvalid(f"A value of {len(text)} characters is too long: {LONGEST} at most.")
    return text


def _listed(field: str, value: str) -> str:
    known: Iterable[str] | None = None
    if field == "status":
        known = statuses()
    elif field == "type":
        known = types()
    elif field == "contexts":
        known = contexts()
    elif field == "modes":
        known = {mode for one in types().values() for mode in one.modes}
    if known is not None and value not in known:
        raise OptionInvalid(f"{value!r} is no {field}: choose of {', '.join(sorted(known))}.")
    return value


def _days(value: Any) -> dict[str, str | None] | None:
    """`{"earliest", "latest"}` from that, from "2025-09-12" or from "2025-09-12/2025-09-14"."""
    from datetime import date

    if not value:
        return None
    if isinstance(value, str):
        first, _, last = value.partition("/")
        value = {"earliest": first.strip(), "latest": (last or first).strip()}
    if not isinstance(value, dict):
        raise OptionInvalid("A date is two days: give them such as 2025-09-12/2025-09-14.")
    found: dict[str, str | None] = {}
    for end in ("earliest", "latest"):
        text = _text(value.get(end))
        try:
            found[end] = date.fromisoformat(text).isoformat() if text else None
        except ValueError as error:
            raise OptionInvalid(f"{text!r} is no day: give one such as 2025-09-12.") from error
    if found["earliest"] and found["latest"] and found["earliest"] > found["latest"]:
        raise OptionInvalid("A date ends before it begins: give the earlier day first.")
    return found

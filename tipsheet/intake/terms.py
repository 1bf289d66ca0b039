"""On what terms sources are read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tipsheet.errors import OptionInvalid
from tipsheet.intake.given import NOTHING_GIVEN, Given
from tipsheet.intake.limits import DEFAULT_LIMITS, Limits
from tipsheet.intake.lists import load_list
from tipsheet.intake.web import Fetcher


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What holds for all sources of one run.

    `columns` says under which key or column a fact of the report stands ("text" under "body").
    Without `fetch` nothing is fetched. `workers` pages are fetched at a time. With `capture` the
    bytes of pages and files come along.
    """

    given: Given = NOTHING_GIVEN
    limits: Limits = DEFAULT_LIMITS
    columns: Mapping[str, str] = field(default_factory=dict)
    fetch: Fetcher | None = None
    workers: int = 1
    capture: bool = False

    def __post_init__(self) -> None:
        unknown = sorted(set(self.columns) - set(facts()))
        if unknown:
            raise OptionInvalid(
                f"column {unknown[0][:40]!r} is no fact of a report: "
                f"choose from {', '.join(facts())}"
            )


def facts() -> tuple[str, ...]:
    """The facts of a report that a record can hold."""
    return tuple(load_list("records")["keys"])


def columns_of(pairs: list[str]) -> dict[str, str]:
    """The mapping in arguments such as "text=body"; raises OptionInvalid."""
    columns: dict[str, str] = {}
    for pair in pairs:
        fact, equals, column = pair.partition("=")
        if not (equals and fact.strip() and column):
            raise OptionInvalid(f"column {pair[:60]!r} is no mapping: write it as text=body")
        columns[fact.strip()] = column
    return columns


DEFAULT_TERMS = Terms()

from dataclasses import fields
from pathlib import Path

import pytest

from tipsheet import errors
from tipsheet.intake import Fetch, Limits
from tipsheet.intake.kinds import SUFFIXES

PAGE = (Path(__file__).parents[2] / "docs" / "intake.md").read_text(encoding="utf-8")
KINDS = [
    *errors.InputError.__subclasses__(),
    *errors.FetchError.__subclasses__(),
    errors.OptionInvalid,
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_docs_list_the_error_with_its_exit_status(kind: type[errors.TipsheetError]) -> None:
    assert f"| `{kind.code}` | {kind.exit_status} |" in PAGE


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_docs_list_the_suffix(suffix: str) -> None:
    assert suffix in PAGE


@pytest.mark.parametrize("limit", fields(Limits), ids=lambda limit: limit.name)
def test_docs_give_the_limit_and_its_default(limit: object) -> None:
    name, default = limit.name, limit.default  # type: ignore[attr-defined]
    assert any(f"{default:,}" in line and f"Limits({name}=" in line for line in PAGE.splitlines())


def test_docs_give_the_seconds_of_a_fetch() -> None:
    assert f"| {Fetch().seconds:g} | `Fetch(seconds=…)`" in PAGE

"""The closed lists of intake, kept as data beside the code."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from tipsheet.errors import InstallationBroken


@cache
def load_list(name: str) -> dict[str, Any]:
    """The tables of `name`.toml; raises InstallationBroken when it is missing or damaged."""
    try:
        text = files("tipsheet.intake").joinpath(f"{name}.toml").read_text(encoding="utf-8")
        return tomllib.loads(text)
    except (OSError, ValueError) as error:
        raise InstallationBroken(
            f"the list {name}.toml is missing or damaged: install tipsheet again"
        ) from error


def word_list(name: str, key: str) -> tuple[str, ...]:
    """The words under `key` in `name`.toml."""
    return tuple(load_list(name)[key])

"""The small words by which sentences are cut and sources named, from `words.toml`."""

import tomllib
from collections.abc import Mapping, Set
from functools import cache
from importlib.resources import files

from tipsheet.errors import InstallationBroken


def small_words(name: str) -> Set[str]:
    """One list of words, lower case and in its order.

    Raises InstallationBroken when the data file is missing or damaged.
    """
    return _lists()[name]


@cache
def _lists() -> Mapping[str, Set[str]]:
    try:
        data = tomllib.loads((files(__package__) / "words.toml").read_text("utf-8"))
        return {name: dict.fromkeys(listed.split()).keys() for name, listed in data.items()}
    except (OSError, AttributeError, tomllib.TOMLDecodeError) as error:
        raise InstallationBroken(f"words.toml: {error}; install tipsheet again") from error

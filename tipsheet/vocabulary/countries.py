"""Countries: their ISO 3166 codes, names, people and capitals.

The data is `countries.toml`; Kosovo has PLOVER's code KOS, for which ISO has none.
"""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tipsheet.errors import InstallationBroken

_SHOUTED = 4  # letters; shorter words in capitals are too often something else


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """One country or territory; `under` is the code of the state that a territory depends on."""

    code: str
    alpha2: str
    name: str
    names: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    under: str | None = None


@cache
def countries() -> dict[str, Country]:
    """Every country by its alpha-3 code, in the order of the codes.

    Raises InstallationBroken when the data file is missing or damaged.
    """
    try:
        text = (files(__package__) / "countries.toml").read_text("utf-8")
        return {code: _country(code, row) for code, row in tomllib.loads(text).items()}
    except (OSError, TypeError, tomllib.TOMLDecodeError) as error:
        raise InstallationBroken(f"countries.toml: {error}; install tipsheet again") from error


def country_of(name: str, *, capitals: bool = False) -> str | None:
    """The alpha-3 code of the country that `name` names, or `None`.

    Takes country names, adjectives and words for people ("French", "the U.S.", "Mexico's",
    "SYRIA", "Saudi-led"); with `capitals`, also cities that stand for a government. Case
    counts: "us", "turkey" and "polish" are no countries. "Georgia" is the country.
    """
    key = _bare(name)
    index = _index()
    code = index.get(key) or (_capitals().get(key) if capitals else None)
    if code is None and "-" in key:
        head, _, tail = key.partition("-")
        code = index.get(head) if tail[:1].islower() else None
    return code


def country_name(code: str) -> str | None:
    """The short English name of the country with this alpha-3 code."""
    country = countries().get(code)
    return country.name if country else None


def alpha3(alpha2: str) -> str | None:
    """The alpha-3 code for an alpha-2 code ("FR" gives "FRA", "XK" gives "KOS")."""
    return _alpha2().get(alpha2.upper())


def state_of(code: str) -> str:
    """The state to which a territory belongs ("PRI" gives "USA"); any other code as it is."""
    country = countries().get(code)
    return country.under if country and country.under else code


def _country(code: str, row: dict[str, str | list[str]]) -> Country:
    values = {key: tuple(item) if isinstance(item, list) else item for key, item in row.items()}
    return Country(code=code, **values)  # type: ignore[arg-type]


def _bare(name: str) -> str:
    name = " ".join(name.replace("’", "'").split())
    name = name.removesuffix("'s").removesuffix("'")
    if name[:4] in ("the ", "The ", "THE "):
        name = name[4:]
    return name


@cache
def _index() -> dict[str, str]:
    pairs = [
        (_bare(word), country.code)
        for country in countries().values()
        for word in (country.name, *country.names, *country.people)
    ]
    return dict(_shouted(pairs)) | dict(pairs)


def _shouted(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    return ((word.upper(), code) for word, code in pairs if len(word) >= _SHOUTED)


@cache
def _capitals() -> dict[str, str]:
    pairs = [(_bare(city), c.code) for c in countries().values() for city in c.capitals]
    return dict(_shouted(pairs)) | dict(pairs)


@cache
def _alpha2() -> dict[str, str]:
    return {country.alpha2: country.code for country in countries().values()}

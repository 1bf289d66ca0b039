"""What role nouns and well-known bodies are: sector, country, kind."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from tipsheet.reading.entities.words import DATA, is_plural, singular, small_words
from tipsheet.vocabulary import entity_kinds, international, sectors
from tipsheet.vocabulary.countries import country_name, country_of
from tipsheet.vocabulary.loading import broken, read_table

LONGEST = 4
STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
ARMED = frozenset({"REB", "PRM", "UAF", "CRM"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role noun as found: its singular, what sector it has, and of whom it is said.

    `sector` is None for a general noun ("leader"), whose sector the words around it tell;
    `body` marks a thing with members; `unarmed` people whose sector is else that of armed ones.
    """

    noun: str
    sector: str | None
    body: bool
    plural: bool
    unarmed: bool = False

    @property
    def kind(self) -> str:
        """The kind of entity that the noun names; officials of a state are a government."""
        if not self.body and not self.plural:
            return "person"
        if self.unarmed or (self.body and self.sector == "CVL"):
            return "population"
        if self.sector in ARMED:
            return "armed_group"
        if self.sector in STATE:
            return "government"
        if not self.body:
            return "population"
        return "media" if self.sector == "JRN" else "organization"


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body that reports name without saying what it is."""

    name: str
    kind: str
    country: str | None
    sector: str | None


def role_of(words: Sequence[str]) -> Role | None:
    """The role that the last of these lower-case words name, by the longest match."""
    return _role_of(tuple(words[-LONGEST:]))


def sector_before(words: Sequence[str]) -> str | None:
    """The sector that the nearest of these lower-case words lends to the noun after them."""
    for end in range(len(words), 0, -1):
        for size in (3, 2, 1):
            if size <= end and (found := _lenders().get(" ".join(words[end - size : end]))):
                return found
        role = role_of(words[max(0, end - LONGEST) : end])
        if role and role.sector and role.sector != "CVL":
            return role.sector
    return None


@lru_cache(maxsize=4096)
def body_of(name: str) -> Body | None:
    """The well-known body that a proper name names; case counts, articles do not."""
    key = _bare(name)
    body = _bodies().get(key)
    if body is None and key.count(" ") and (country := country_of(key.split(" ", 1)[0])):
        body = _bodies().get(key.split(" ", 1)[1])
        return body if body and body.country == country else None
    return body


def sector_of_name(name: str) -> str | None:
    """The sector that the words of a body's name tell ("… University", "Ministry of …")."""
    words = _bare(name).replace(",", " ").replace(".", " ").split()
    lowered = [word.lower() for word in words]
    for noun in _heads(lowered):
        role = role_of(noun)
        if role and role.body and role.sector:
            return role.sector
    marked = (_marks().get(word) for word in (*reversed(words[1:]), *words[:1]))
    return next((sector for sector in marked if sector), None)


def kind_of_sector(sector: str | None) -> str:
    """The kind of a named body of this sector."""
    return Role(noun="", sector=sector, body=True, plural=False).kind


def is_loose(noun: str) -> bool:
    """Whether the sector of a role noun gives way to what is said around it."""
    return noun in _loose()


@lru_cache(maxsize=4096)
def country_at(name: str) -> str | None:
    """The country that a word or short name marks: a country, its people, one of its regions."""
    return country_of(name) or _regions().get(name)


@lru_cache(maxsize=4096)
def _role_of(words: tuple[str, ...]) -> Role | None:
    for size in range(len(words), 0, -1):
        *before, last = words[-size:]
        for form, plural in _forms(last):
            noun = " ".join((*before, form))
            if noun in _roles():
                sector, body = _roles()[noun]
                unarmed = noun in _unarmed()
                return Role(noun=noun, sector=sector, body=body, plural=plural, unarmed=unarmed)
    return None


def _heads(words: list[str]) -> Iterator[list[str]]:
    """The parts of a name that may hold its head: before the first "of" or "for", then all."""
    for stop in ("of", "for", "and", "de", "del"):
        if stop in words[1:]:
            yield words[: words.index(stop, 1)]
    yield words


def _forms(word: str) -> Iterable[tuple[str, bool]]:
    plural = is_plural(word)
    yield word, plural
    if plural:
        yield from ((form, True) for form in singular(word))


def _bare(name: str) -> str:
    name = " ".join(name.partition(" (")[0].replace("’", "'").split())
    name = name.removesuffix("'s").removesuffix("'")
    return name[4:] if name[:4].lower() == "the " else name


@cache
def _roles() -> dict[str, tuple[str | None, bool]]:
    roles: dict[str, tuple[str | None, bool]] = {}
    for code, row in read_table("data/agents.toml", DATA).items():
        if code in ("unarmed", "loose"):
            continue
        if code != "general" and code not in sectors():
            raise broken("agents.toml", f"{code} is no sector")
        sector = None if code == "general" else code
        for noun in row["people"]:
            roles.setdefault(noun, (sector, False))
        for noun in row["bodies"]:
            roles.setdefault(noun, (sector, True))
    for short, noun in small_words().short_titles.items():
        roles.setdefault(short, roles.get(noun, (None, False)))
    return roles


@cache
def _unarmed() -> frozenset[str]:
    return frozenset(read_table("data/agents.toml", DATA)["unarmed"]["people"])


@cache
def _loose() -> frozenset[str]:
    row = read_table("data/agents.toml", DATA)["loose"]
    return frozenset([*row["people"], *row["bodies"]])


@cache
def _lenders() -> dict[str, str]:
    table = read_table("data/agents.toml", DATA)
    return {word: code for code, row in table.items() for word in row.get("words", ())}


@cache
def _bodies() -> dict[str, Body]:
    found: dict[str, Body] = {}
    for name, others, kind, country, sector in read_table("data/bodies.toml", DATA)["bodies"]:
        _check_body(name, kind, country, sector)
        body = Body(name=name, kind=kind, country=country or None, sector=sector or None)
        for alias in (name, *others):
            found.setdefault(_bare(alias), body)
    return found


def _check_body(name: str, kind: str, country: str, sector: str) -> None:
    known = country in international() or country_name(country) or not country
    if kind not in entity_kinds() or not known or (sector and sector not in sectors()):
        raise broken("bodies.toml", f"{name} has an unknown kind, country or sector")


@cache
def _regions() -> dict[str, str]:
    table = read_table("data/bodies.toml", DATA)["regions"]
    return {name: code for code, names in table.items() for name in names}


@cache
def _marks() -> dict[str, str]:
    table = read_table("data/bodies.toml", DATA)["marks"]
    return {word: code for code, words in table.items() for word in words}

"""Agencies and outlets: their names, families and addresses, and how a text names them.

The data is `publishers.toml`; a file of the same form adds to it. A publisher that is on no list
still has a code, made from its name, so that reports of one outlet are known as such.
"""

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from tipsheet.errors import OptionInvalid
from tipsheet.vocabulary.loading import broken, build, read_table

FILE = "publishers.toml"
_LISTS = ("aliases", "short", "hosts")
_TOKEN = re.compile(r"[^\W_]+(?:[.&/’'][^\W_]+)*")
_SHORT = re.compile(r"\b[Tt]he ([A-Z][\w]+(?: [A-Z][\w]+)?)")
_ARTICLES = ("The", "the")
_LONGEST = 10  # tokens of a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """One agency or outlet; outlets of one `family` share copy. `kind` is agency, newspaper ...

    `aliases` are names that stand for themselves, `short` those that many outlets share;
    `hosts` are those of its pages, `style` is what its reports look like, in words.
    """

    code: str
    name: str
    kind: str | None = None
    family: str | None = None
    country: str | None = None
    aliases: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    style: str | None = None

    @property
    def house(self) -> str:
        """The family's name, or the code of an outlet that belongs to none."""
        return self.family or self.code


@dataclass(frozen=True, slots=True)
class Named:
    """A publisher named in a text, at half-open offsets."""

    publisher: Publisher
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Short:
    """A name that several publishers go by, at half-open offsets."""

    publishers: tuple[Publisher, ...]
    start: int
    end: int


class Publishers:
    """A list of publishers that can be asked by code, by name, by address and by text."""

    def __init__(self, listed: Mapping[str, Publisher]) -> None:
        self._listed = dict(listed)
        self._by_name = {_key(name): one for one in listed.values() for name in _names(one)}
        self._by_host = {host: one for one in listed.values() for host in one.hosts}
        self._by_token: dict[str, list[tuple[tuple[str, ...], Publisher]]] = defaultdict(list)
        self._by_short: dict[str, list[Publisher]] = defaultdict(list)
        for one in listed.values():
            for name in _names(one):
                self._note(name, one)
            for name in one.short:
                self._by_short[name].append(one)

    def __len__(self) -> int:
        return len(self._listed)

    def __iter__(self) -> Iterator[Publisher]:
        return iter(self._listed.values())

    def get(self, code: str) -> Publisher | None:
        """The publisher with this code."""
        return self._listed.get(code)

    def resolve(self, name: str | None, url: str | None = None) -> Publisher | None:
        """Who publishes under `name` or at `url`; one on no list gets a code from its name."""
        known = self.find(name) or self.at(url)
        if known is not None or not name or not _key(name):
            return known
        return Publisher(code=_slug(name), name=" ".join(name.split()))

    def find(self, name: str | None) -> Publisher | None:
        """The listed publisher of this name, whatever its case; None for one that is not there."""
        if not name:
            return None
        found = self._by_name.get(_key(name))
        return found or (self.at(name) if "." in name else None)

    def at(self, url: str | None) -> Publisher | None:
        """The listed publisher whose address this is, or is below."""
        host = _host(url or "")
        while "." in host:
            if found := self._by_host.get(host):
                return found
            host = host.partition(".")[2]
        return None

    def named_in(self, text: str) -> tuple[Named, ...]:
        """Every listed publisher that `text` names in full, from left to right, longest first."""
        return tuple(self._named(text))

    def shorts_in(self, text: str) -> tuple[Short, ...]:
        """The short names in `text` that follow "the", with all the publishers that go by them."""
        found = _SHORT.finditer(text)
        return tuple(
            Short(tuple(self._by_short[match[1]]), match.start(1), match.end(1))
            for match in found
            if match[1] in self._by_short
        )

    def with_names(self, names: Iterable[str]) -> "Publishers":
        """The list with outlets that it does not have yet, known by their name alone."""
        added = {}
        for name in sorted(set(names)):
            publisher = self.resolve(name)
            if publisher and publisher.code not in self._listed:
                added[publisher.code] = publisher
        return Publishers({**self._listed, **added}) if added else self

    def with_file(self, text: str, name: str = "publishers") -> "Publishers":
        """The list with the entries of a file of the same form, which win where both have one.

        Raises OptionInvalid when the text is not such a file.
        """
        try:
            added = _read(name, tomllib.loads(text))
        except Exception as error:
            raise OptionInvalid(f"{name} is no list of publishers: {error}") from error
        return Publishers({**self._listed, **added})

    def _note(self, name: str, publisher: Publisher) -> None:
        tokens = _tokens(name)
        article = tokens[0] in _ARTICLES if tokens else False
        if article and len(tokens) > 2:
            tokens, article = tokens[1:], False
        for first in _ARTICLES if article else tokens[:1]:
            known = self._by_token[_bare(first)]
            known.insert(0, ((first, *tokens[1:]), publisher))
            known.sort(key=lambda entry: -len(entry[0]))

    def _named(self, text: str) -> Iterator[Named]:
        matches = list(_TOKEN.finditer(text))
        tokens = _tokens(text)
        place = 0
        while place < len(tokens):
            if _bare(tokens[place]) not in self._by_token:
                place += 1
                continue
            names, publisher = self._starting(tokens[place : place + _LONGEST])
            if publisher is None:
                place += 1
                continue
            last = place + len(names) - 1
            if _runs_on(text, names, matches[last : last + 2]):
                place += 1
                continue
            owned = len(tokens[last]) - len(_bare(tokens[last])) if tokens[last] != names[-1] else 0
            yield Named(publisher, matches[place].start(), matches[last].end() - owned)
            place = last + 1

    def _starting(self, tokens: tuple[str, ...]) -> tuple[tuple[str, ...], Publisher | None]:
        for names, publisher in self._by_token.get(_bare(tokens[0]), ()):
            here = tokens[: len(names)]
            if here == names or (*here[:-1], _bare(here[-1])) == names:
                return names, publisher
        return (), None


@cache
def publishers() -> Publishers:
    """The publishers that come with the package.

    Raises InstallationBroken when the data file is missing or damaged.
    """
    return Publishers(_read(FILE, read_table(FILE)))


def _read(name: str, table: Mapping[str, Any]) -> dict[str, Publisher]:
    """The entries of a table: under their codes, or listed as `publisher` without one."""
    listed = table.get("publisher")
    if isinstance(listed, list):
        table = {_slug(row.get("name", "")): row for row in listed}
    return {code: _publisher(name, code, row) for code, row in table.items()}


def _publisher(name: str, code: str, row: Any) -> Publisher:
    if isinstance(row, dict):
        row = {key: _strings(name, code, key, value) for key, value in row.items()}
    return build(name, Publisher, code, row)


def _strings(name: str, code: str, key: str, value: Any) -> Any:
    if key not in _LISTS:
        if not isinstance(value, str):
            raise broken(name, f"[{code}] {key} should be a text")
        return value
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise broken(name, f"[{code}] {key} should be a list of texts")
    return tuple(value)


def _names(publisher: Publisher) -> tuple[str, ...]:
    return (publisher.name, *publisher.aliases)


def _key(name: str) -> str:
    parts = unicodedata.normalize("NFKD", name).replace("’", "'")
    bare = "".join(part for part in parts if not unicodedata.combining(part)).casefold()
    words = re.findall(r"[^\W_]+", bare.replace("'", "").replace(".", ""))
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _slug(name: str) -> str:
    return _key(name).replace(" ", "-")[:60]


def _host(url: str) -> str:
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def _runs_on(text: str, names: Sequence[str], tokens: Sequence[re.Match[str]]) -> bool:
    """Whether an article and one word begin a longer name: "the National Assembly"."""
    if len(names) != 2 or names[0] not in _ARTICLES or len(tokens) < 2:
        return False
    here, following = tokens
    return text[here.end() : following.start()] == " " and following[0][0].isupper()


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(token.replace("’", "'") for token in _TOKEN.findall(text))


def _bare(token: str) -> str:
    return token.removesuffix("'s")

"""A query made ready: its values checked, its words stemmed, and which events fit it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tipsheet import vocabulary
from tipsheet.errors import OptionInvalid
from tipsheet.store.query import Found, Query
from tipsheet.store.words import Stems, holds, phrases_of, stems_of
from tipsheet.vocabulary.countries import alpha3, countries, country_of

MOST = 200  # words of one part of a query; databases' own parsers give up at some hundreds


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query whose values are known to be good, with its words as a store compares them.

    All of `phrases` must stand in the title or text; of `publishers`, `actors` and `places`
    one each.
    """

    query: Query
    phrases: tuple[Stems, ...]
    publishers: tuple[Stems, ...]
    actors: tuple[Stems, ...]
    places: tuple[Stems, ...]

    @classmethod
    def of(cls, query: Query) -> "Asked":
        """The query made ready.

        Raises OptionInvalid for a value that is in none of the lists, and for too many of them.
        """
        query = _checked(query)
        quoted = (tuple(stems_of(phrase)) for phrase in query.phrases)
        phrases = tuple(dict.fromkeys((*phrases_of(query.words), *filter(None, quoted))))
        if sum(map(len, phrases)) > MOST:
            raise OptionInvalid(f"A search takes {MOST} words at most.")
        return cls(
            query=query,
            phrases=phrases,
            publishers=_stemmed(query.publisher, "publisher"),
            actors=_stemmed(query.actor, "actor"),
            places=_stemmed(query.place, "place"),
        )

    @property
    def by_words(self) -> bool:
        """Whether reports come by how well they fit the words."""
        return bool(self.phrases) and not self.query.meaning and not self.query.newest

    @property
    def by_meaning(self) -> bool:
        """Whether reports come by how near they are in meaning."""
        return bool(self.query.meaning)

    def fits(self, found: Found) -> bool:
        """Whether all that the query asks of an event holds of this one."""
        query = self.query
        return (
            _among(found.type, query.type)
            and _among(found.status, query.status)
            and _among(found.source, query.source)
            and (not query.country or not set(query.country).isdisjoint(found.countries))
            and _named(found.actors, self.actors)
            and _named((found.place,) if found.place else (), self.places)
            and _within(found, query.event_since, query.event_until)
        )


def _among(value: str, wanted: tuple[str, ...]) -> bool:
    return not wanted or value in wanted


def _named(names: Iterable[str], wanted: tuple[Stems, ...]) -> bool:
    if not wanted:
        return True
    stems = [tuple(stems_of(name)) for name in names]
    return any(holds(name, phrase) for name in stems for phrase in wanted)


def _within(found: Found, since: str | None, until: str | None) -> bool:
    if since is None and until is None:
        return True
    earliest, latest = found.earliest or found.latest, found.latest or found.earliest
    if earliest is None or latest is None:
        return False
    return (since is None or latest >= since) and (until is None or earliest <= until)


def _stemmed(values: tuple[str, ...], what: str) -> tuple[Stems, ...]:
    stemmed = tuple(tuple(stems_of(value)) for value in values)
    if sum(map(len, stemmed)) > MOST:
        raise OptionInvalid(f"A search takes {MOST} words of {what} at most.")
    if not all(stemmed):
        raise OptionInvalid(f"There is no word in {what} {values!r}: give a name.")
    return stemmed


def _checked(query: Query) -> Query:
    if query.meaning and query.newest:
        raise OptionInvalid("A search by meaning puts the nearest first, not the newest.")
    return replace(
        query,
        type=tuple(_listed(one.upper(), vocabulary.types(), "type") for one in query.type),
        status=tuple(_listed(one.lower(), vocabulary.statuses(), "status") for one in query.status),
        source=tuple(
            _listed(one.lower(), vocabulary.source_kinds(), "kind of source")
            for one in query.source
        ),
        country=tuple(map(_country, query.country)),
        since=_day(query.since),
        until=_day(query.until),
        event_since=_day(query.event_since),
        event_until=_day(query.event_until),
    )


def _listed(value: str, listed: Mapping[str, Any], what: str) -> str:
    if value not in listed:
        raise OptionInvalid(f"{value!r} is no {what}: choose of {', '.join(listed)}.")
    return value


def _country(value: str) -> str:
    """The code of a country given as a code or by name."""
    code = value.upper()
    if code in countries() or code in vocabulary.international():
        return code
    named = map(country_of, (value, value.title(), code))
    found = alpha3(code) if len(code) == 2 else None
    if found := found or next(filter(None, named), None):
        return found
    raise OptionInvalid(f"{value!r} is no country: give a code such as FRA, or a name.")


def _day(value: str | None) -> str | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise OptionInvalid(f"{value!r} is no day: give one such as 2025-08-21.") from error

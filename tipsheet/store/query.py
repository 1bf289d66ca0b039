"""What is asked of a store, and the page of reports that answers."""

import base64
import json
from dataclasses import dataclass
from typing import Any

from tipsheet.errors import OptionInvalid
from tipsheet.record import Span

MOST = 1000  # reports on a page, so that a page stays small whatever a caller asks for


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a search asks for; one type serves the command line, the API and the desk.

    All that is given must hold. `words` must each stand in the title or text, in any form
    ("strikes" finds "strike"); what stands in quotation marks is a phrase, and so is each of
    `phrases`. `meaning` is a sentence: reports are ordered by how near one of their sentences
    comes to it. Values of one filter are alternatives.

    `type`, `status`, `actor`, `country`, `place`, `source` and the days of an event must hold
    of one and the same event: `type` is PLOVER's, `source` one of vocabulary `source_kinds` or
    `author` where nobody is cited; `actor` and `place` are words of a name; `country` is an ISO
    3166 alpha-3 code, of the event's place, actors or recipients. `publisher` is words of its
    name. Days are ISO and inclusive: `since` and `until` of publication, `event_since` and
    `event_until` of the event.

    `cursor` is the `cursor` of the page before. Reports come by nearness in meaning, else by
    how well they fit the words, else newest first; with `newest`, words do not decide the order.
    `all_versions` looks at texts too that later ones at the same address have replaced.
    """

    words: str = ""
    phrases: tuple[str, ...] = ()
    meaning: str = ""
    type: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    event_since: str | None = None
    event_until: str | None = None
    newest: bool = False
    all_versions: bool = False
    limit: int = 20
    cursor: str | None = None

    @property
    def of_events(self) -> bool:
        """Whether the query asks for something of an event."""
        named = (self.type, self.status, self.actor, self.country, self.place, self.source)
        return any(named) or bool(self.event_since or self.event_until)

    @property
    def size(self) -> int:
        """How many reports the page may hold."""
        return max(1, min(self.limit, MOST))


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An event that a search found, by the names that its report gives.

    `source` is the kind of the source it is attributed to, `author` where it is the report's
    own; `countries` are those of the place, the actors and the recipients, in that order.
    """

    id: str
    type: str
    status: str
    source: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    countries: tuple[str, ...]
    earliest: str | None
    latest: str | None
    sentence: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A report that a search found.

    `score` grows with the fit, and is None where the order is by day; scores of different
    searches do not compare. `passage` is the stretch of the text that fits best; `events` are
    the events that fit, none where the query asks for none.
    """

    id: str
    version: int
    url: str | None
    publisher: str | None
    title: str | None
    published: str | None
    score: float | None
    passage: Span
    events: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some of the reports that a query asks for; `cursor` is for the next page, None at the end."""

    hits: tuple[Hit, ...]
    cursor: str | None = None


def cursor_of(*place: Any) -> str:
    """The place of a report in the order, as a word for the next query."""
    plain = json.dumps(place, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(plain).rstrip(b"=").decode()


def place_of(cursor: str, *kinds: type | tuple[type, ...]) -> tuple[Any, ...]:
    """The place that a cursor stands for; OptionInvalid where its values are not of `kinds`."""
    try:
        plain = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        place = json.loads(plain)
    except ValueError as error:
        raise _no_cursor(cursor) from error
    fits = isinstance(place, list) and len(place) == len(kinds)
    if not fits or not all(map(isinstance, place, kinds)):
        raise _no_cursor(cursor)
    return tuple(place)


def _no_cursor(cursor: str) -> OptionInvalid:
    return OptionInvalid(f"{cursor[:40]!r} is no cursor of this search: begin without one.")

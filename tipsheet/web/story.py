"""A line of print, and a story: claims on one event, and what follows from them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tipsheet.exports.phrase import Piece
from tipsheet.linking.contradiction import contradictions_of
from tipsheet.linking.ledger import Ledger, ledgers_of
from tipsheet.linking.origins import Origins
from tipsheet.linking.timeline import Moment
from tipsheet.record import Claim, Link

if TYPE_CHECKING:
    from tipsheet.web.views import Edition

LAST = "9999-12-31"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One claim as a line of print; `story` is the id of its story, `notes` say how it was read."""

    claim: str
    report: str
    publisher: str
    day: str | None
    status: str
    pieces: tuple[Piece, ...]
    word: str
    kind: str
    certainty: str
    story: str
    corrected: bool = False

    @property
    def text(self) -> str:
        """The words as one string."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(slots=True, kw_only=True)
class Story:
    """Claims on one event, and what follows from them; derived, never stored."""

    id: str
    claims: tuple[Claim, ...]
    line: Line
    moments: tuple[Moment, ...]
    reports: tuple[str, ...]
    status: str
    first: str | None
    last: str | None
    edition: "Edition" = field(repr=False)
    _origins: Mapping[str, Origins] | None = None
    _contradictions: tuple[Link, ...] | None = None

    @property
    def title(self) -> str:
        """The story in one line of words."""
        return self.line.text

    @property
    def origins(self) -> Mapping[str, Origins]:
        """The origins of those who assert it, doubt it and deny it."""
        if self._origins is None:
            self._origins = self.edition.collection.origins(self.claims)
        return self._origins

    @property
    def asserted(self) -> Origins | None:
        """The origins of those who say that it is so, else of whoever speaks of it."""
        for stance in ("asserts", "doubts", "denies"):
            if stance in self.origins:
                return self.origins[stance]
        return None

    @property
    def sources(self) -> dict[str, str]:
        """The origin of each claim; a claim with several goes under the first."""
        return {
            route.claim: route.origins[0]
            for told in self.origins.values()
            for route in told.routes
            if route.origins
        }

    @property
    def ledgers(self) -> tuple[Ledger, ...]:
        """Its figures by source and day."""
        return ledgers_of(self.claims, self.sources)

    @property
    def contradictions(self) -> tuple[Link, ...]:
        """What in it cannot both be true."""
        if self._contradictions is None:
            self._contradictions = contradictions_of(
                self.claims, self.sources, self.edition.collection.who
            )
        return self._contradictions

    @property
    def place(self) -> Any:
        """The place that most of its claims name, the closest one."""
        places = [claim.place for claim in self.claims if claim.place is not None]
        counts: dict[str, int] = defaultdict(int)
        for place in places:
            counts[place.name] += 1
        return max(places, key=lambda place: counts[place.name], default=None)

"""One source says one thing: what linking compares, joins and counts.

A claim is made from a reading and never edits it. It names everything by value, so that claims of
different reports can be held against each other without their readings at hand.
"""

from dataclasses import dataclass

from tipsheet.record.annotation import Due, Figure, Place, Span, TimeExpression


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody who acts in a claim or stands behind it, as the claim's report names them.

    `entity` is the id in the reading; `names` are all the proper names that the report gives.
    """

    entity: str
    name: str
    kind: str
    country: str | None = None
    sector: str | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One hand that a claim went through on its way into the report.

    `kind` is one of vocabulary `source_kinds`; `party` is the source's entity; `origin` is the
    publisher or work where the chain enters the report, when the text names it.
    """

    attribution: str
    kind: str
    source: Span | None = None
    cue: Span | None = None
    party: Party | None = None
    count: int | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one report says of one event or figure, on whose word, and the words it says it in.

    `kind` is event, figure or words; `item` is the id of that event or figure in the reading,
    empty for bare words. `chain` runs from the innermost source out to the report, empty where
    the report speaks in its own voice. `figures` are those that hang on the event, or the one
    that the claim is about. `published` is the report's ISO date or datetime. `reader` is the
    component that read it, `name@version`.
    """

    id: str
    report: str
    publisher: str | None = None
    published: str | None = None
    kind: str
    item: str
    trigger: Span
    sentence: Span
    type: str | None = None
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    status: str | None = None
    confidence: float = 1.0
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    place: Place | None = None
    date: TimeExpression | None = None
    figures: tuple[Figure, ...] = ()
    due: Due | None = None
    chain: tuple[Step, ...] = ()
    reader: str = ""

    @property
    def day(self) -> str | None:
        """The ISO day of publication."""
        return self.published[:10] if self.published else None

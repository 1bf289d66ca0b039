"""Readings joined: their claims, what links their reports, and the events that they tell of.

collection = Collection.of(readings)
event = collection.event_of(claim)
collection.origins(event)
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tipsheet.linking.actors import Actor, Seen, actors_of, who_of
from tipsheet.linking.arrivals import Arrivals
from tipsheet.linking.citations import OUTLET, Citations
from tipsheet.linking.claims import by_report, claim_at, claims_of, party_of
from tipsheet.linking.clusters import Event, Linker
from tipsheet.linking.contradiction import contradictions_of
from tipsheet.linking.copying import link_copies
from tipsheet.linking.document import Sentences, document_of
from tipsheet.linking.echoes import Echoes, echo_evidence
from tipsheet.linking.followthrough import Evidence, Item, items_of
from tipsheet.linking.graph import Node, ReportGraph, house
from tipsheet.linking.judged import Judged
from tipsheet.linking.ledger import Ledger, ledgers_of
from tipsheet.linking.origins import Origins, origins_by_stance
from tipsheet.linking.routes import name_key
from tipsheet.linking.stems import plain_words
from tipsheet.linking.stories import rarity_in
from tipsheet.linking.timeline import Moment, timeline_of
from tipsheet.record import Claim, Due, Link, Party, Reading
from tipsheet.run.judging import judged_in
from tipsheet.store import Store
from tipsheet.vocabulary.publishers import Publishers, publishers


@dataclass(frozen=True, kw_only=True)
class Collection:
    """Readings by the id of their report, the links between the reports, and the publishers.

    `judged` is what people said about pairs of claims, `sentences` the vectors of the reports'
    sentences, where they are known. Everything else is worked out when it is asked for, and is
    the same whatever order the readings are given in.
    """

    readings: Mapping[str, Reading]
    links: tuple[Link, ...]
    known: Publishers
    judged: tuple[Judged, ...] = ()
    sentences: Mapping[str, Sentences] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        readings: Iterable[Reading],
        *,
        known: Publishers | None = None,
        judged: Iterable[Judged] = (),
        sentences: Mapping[str, Sentences] | None = None,
    ) -> "Collection":
        """The collection of some readings; of two of one report the last is taken."""
        listed = known or publishers()
        by_report = {reading.report.id: reading for reading in readings}
        ordered = {id: by_report[id] for id in sorted(by_report)}
        listed = listed.with_names(
            reading.report.publisher for reading in ordered.values() if reading.report.publisher
        )
        return cls(
            readings=ordered,
            links=report_links(ordered.values(), listed),
            known=listed,
            judged=tuple(judged),
            sentences=sentences or {},
        )

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """All claims, by id."""
        return {
            claim.id: claim for reading in self.readings.values() for claim in claims_of(reading)
        }

    @cached_property
    def graph(self) -> ReportGraph:
        """The reports with what joins them."""
        nodes = (Node.of(reading.report) for reading in self.readings.values())
        return ReportGraph(nodes, self.links, self.family, self.title)

    @cached_property
    def arrivals(self) -> Arrivals:
        """The reports with their stories, and the claims on events put together."""
        reports = [reading.report for reading in self.readings.values()]
        rare = rarity_in(
            {report.id: report.text for report in reports},
            {report.id: (report.published or "")[:10] or None for report in reports},
        )
        arrivals = Arrivals(rare, self.judged)
        told = by_report(self.claims.values())
        for report in reports:
            arrivals.add(report, told.get(report.id, ()), self.sentences.get(report.id))
        return arrivals

    @property
    def linker(self) -> Linker:
        """The claims on events, put together."""
        return self.arrivals.linker

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events, in order of their first claims."""
        return self.linker.events()

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """The actors of all reports."""
        seen = (
            Seen(report=reading.report.id, party=party_of(entity))
            for reading in self.readings.values()
            for entity in reading.entities
        )
        return actors_of(seen)

    def family(self, name: str) -> str:
        """The house of the publisher that a name, or the id of an outlet in a link, stands for.

        Outlets of one owner are one house.
        """
        found = self.known.find(name.removeprefix(OUTLET)) or self.known.get(
            name.removeprefix(OUTLET)
        )
        return found.house if found else house(name.removeprefix(OUTLET))

    def title(self, outlet: str) -> str:
        """What an outlet is called whose id a link gives."""
        found = self.known.get(outlet.removeprefix(OUTLET))
        return found.name if found else outlet

    def who(self, party: Party) -> str:
        """The key of the actor that a party is, the same in all reports."""
        known = self._who.get(" ".join(plain_words(party.name)))
        return known or name_key(party)

    def at(self, report: str, start: int, end: int) -> Claim:
        """The claim that a report makes at half-open offsets."""
        return claim_at(self.readings[report], start, end)

    def event_of(self, claim: str) -> Event | None:
        """The event that a claim is about."""
        return self._events.get(claim)

    def claims_in(self, event: Event) -> Sequence[Claim]:
        """The claims of an event."""
        return [self.claims[id] for id in event.claims]

    def origins(self, claims: Iterable[Claim]) -> Mapping[str, Origins]:
        """Where claims that say one thing come from, apart for those who assert and deny it."""
        return origins_by_stance(claims, self.graph, self.who)

    def sources(self, claims: Iterable[Claim]) -> Mapping[str, str]:
        """The key of the first origin of each claim."""
        return {
            route.claim: route.origins[0]
            for told in self.origins(claims).values()
            for route in told.routes
            if route.origins
        }

    def ledgers(self, claims: Sequence[Claim]) -> tuple[Ledger, ...]:
        """The figures of an event by source and day."""
        return ledgers_of(claims, self.sources(claims))

    def timeline(self, claims: Iterable[Claim]) -> tuple[Moment, ...]:
        """How the status of an event changed."""
        return timeline_of(claims)

    def contradictions(self, claims: Sequence[Claim]) -> tuple[Link, ...]:
        """What in an event cannot both be true."""
        return contradictions_of(claims, self.sources(claims), self.who, self._echoes.weight)

    def watch(self, asked: str) -> tuple[Item, ...]:
        """What can be checked at a time, and what came of it as of the ISO day `asked`."""
        events = (self.claims_in(event) for event in self.events)
        return items_of(events, asked, self.echo)

    def echo(self, claim: Claim, due: Due, linked: Sequence[Claim] = ()) -> list[Evidence]:
        """What later sentences tell about something that a claim announces.

        `linked` are the later claims on the same event.
        """
        return echo_evidence(claim, due, self._echoes, linked)

    @cached_property
    def _echoes(self) -> Echoes:
        return Echoes(self.readings.values())

    @property
    def last_day(self) -> str | None:
        """The day of the last report with a date."""
        days = (r.report.published[:10] for r in self.readings.values() if r.report.published)
        return max(days, default=None)

    @cached_property
    def _who(self) -> Mapping[str, str]:
        return who_of(self.actors)

    @cached_property
    def _events(self) -> Mapping[str, Event]:
        return {id: event for event in self.events for id in event.claims}


def collection_in(store: Store, known: Publishers | None = None) -> Collection:
    """All that a store holds: the newest readings, with what people said of pairs of claims."""
    view = store.view()
    readings = [stored.reading for stored in view.readings()]
    vectors = ((reading.report.id, view.vectors(reading.report.id)) for reading in readings)
    sentences = {id: Sentences.of(kept.rows, kept.offsets) for id, kept in vectors if kept}
    return Collection.of(readings, known=known, judged=judged_in(store), sentences=sentences)


def report_links(readings: Iterable[Reading], known: Publishers) -> tuple[Link, ...]:
    """The copies, citations and credits among the reports of some readings, by id."""
    given = list(readings)
    links = {link.id: link for link in link_copies([r.report for r in given], known=known)}
    citations = Citations()
    for reading in given:
        citations.add(document_of(reading.report, known=known, reading=reading))
    links.update((link.id, link) for link in citations.links())
    return tuple(links[id] for id in sorted(links))

"""Actors, places and publishers: what each said, did and was told of."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from tipsheet.linking.stems import unaccented
from tipsheet.record import Attribution, Claim
from tipsheet.web.views import Edition

KINDS = ("person", "organization", "armed_group", "government", "media", "population")


@dataclass(slots=True, kw_only=True)
class Actor:
    """Somebody named in reports; `forms` are all the names that were read as theirs.

    `named` says whether any report calls them by a name, not only by "we" or "dozens".
    """

    slug: str
    name: str
    kind: str
    countries: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    reports: set[str] = field(default_factory=set)
    acts: list[Claim] = field(default_factory=list)
    suffers: list[Claim] = field(default_factory=list)
    statements: list[tuple[str, Attribution]] = field(default_factory=list)
    named: bool = False

    @property
    def is_listed(self) -> bool:
        """Whether they go by a name and do, suffer or say something."""
        return self.named and bool(self.acts or self.suffers or self.statements)


@dataclass(slots=True, kw_only=True)
class Spot:
    """A place that claims happen at."""

    slug: str
    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    feature: str | None
    claims: list[Claim] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class House:
    """A publisher, its reports and what joins them to others'."""

    slug: str
    name: str
    reports: list[str] = field(default_factory=list)
    gives: Counter[str] = field(default_factory=Counter)
    takes: Counter[str] = field(default_factory=Counter)


def slug_of(name: str) -> str:
    """A name as an address has it: small letters, digits and hyphens, at most 80."""
    words = re.findall(r"[^\W_]+", unaccented(name).casefold())
    words = words[1:] if words[:1] == ["the"] and len(words) > 1 else words
    return "-".join(words)[:80]


def actors(edition: Edition) -> dict[str, Actor]:
    """Everybody who is named, by the slug of the name."""
    if "actors" not in edition.kept:
        edition.kept["actors"] = _actors(edition)
    found: dict[str, Actor] = edition.kept["actors"]
    return found


def _actors(edition: Edition) -> dict[str, Actor]:
    found: dict[str, Actor] = {}
    where: dict[tuple[str, str], Actor] = {}
    named = _named(edition)
    for known in edition.collection.actors:
        slug = slug_of(known.name)
        if known.kind not in KINDS or not slug:
            continue
        actor = found.setdefault(slug, Actor(slug=slug, name=bare(known.name), kind=known.kind))
        actor.forms.update(map(bare, known.names))
        actor.named |= not named.isdisjoint(known.members)
        for member in known.members:
            actor.reports.add(member[0])
            where[member] = actor
        if known.country:
            actor.countries[known.country] += len(known.members)
    _give_words(edition, where)
    return found


def bare(name: str) -> str:
    """A name without the comma or colon that it was read with."""
    return name.strip(" \t\n,;:–—-") or name


def _named(edition: Edition) -> set[tuple[str, str]]:
    """The entities, by report and id, that their report calls by a name."""
    return {
        (id, entity.id)
        for id, reading in edition.readings.items()
        for entity in reading.entities
        if any(mention.form == "name" for mention in entity.mentions)
    }


def _give_words(edition: Edition, where: dict[tuple[str, str], Actor]) -> None:
    """Give each actor what they did, suffered and said."""
    for reading in edition.readings.values():
        for said in reading.attributions:
            speaker = where.get((reading.report.id, said.entity or ""))
            if speaker is not None and said.kind != "anonymous":
                speaker.statements.append((reading.report.id, said))
    for claim in edition.claims.values():
        for party in claim.actors:
            if one := where.get((claim.report, party.entity)):
                one.acts.append(claim)
        for party in claim.recipients:
            if one := where.get((claim.report, party.entity)):
                one.suffers.append(claim)


def places(edition: Edition) -> dict[str, Spot]:
    """The places of claims, by the slug of the name."""
    if "places" not in edition.kept:
        found: dict[str, Spot] = {}
        for claim in edition.claims.values():
            place = claim.place
            if place is None or not (slug := slug_of(place.name)):
                continue
            known = place.confidence >= 0.5
            spot = found.setdefault(slug, Spot(
                slug=slug, name=place.name, country=place.country, feature=place.feature,
                latitude=place.latitude if known else None,
                longitude=place.longitude if known else None))  # fmt: skip
            spot.claims.append(claim)
        edition.kept["places"] = found
    kept: dict[str, Spot] = edition.kept["places"]
    return kept


def houses(edition: Edition) -> dict[str, House]:
    """The publishers, by the slug of the name."""
    if "houses" not in edition.kept:
        edition.kept["houses"] = _houses(edition)
    found: dict[str, House] = edition.kept["houses"]
    return found


def _houses(edition: Edition) -> dict[str, House]:
    found: dict[str, House] = {}
    of: dict[str, House] = {}
    for id, reading in edition.readings.items():
        name = reading.report.publisher or "an unknown outlet"
        slug = slug_of(name) or "unknown"
        house = of[id] = found.setdefault(slug, House(slug=slug, name=name))
        house.reports.append(id)
    told: dict[tuple[str, str], set[str]] = defaultdict(set)
    for link in edition.links:
        one, other = of.get(link.first), of.get(link.second)
        if link.directed and one and other and one is not other:
            told[one.slug, other.slug].add(link.first)
    for (first, second), reports in told.items():
        found[first].takes[found[second].name] += len(reports)
        found[second].gives[found[first].name] += len(reports)
    return found

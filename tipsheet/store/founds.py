"""The events of a reading by name, as a search looks at them and shows them."""

from collections.abc import Iterator

from tipsheet.record import Entity, Event, Reading
from tipsheet.store.query import Found

OWN_VOICE = "author"


def founds_of(reading: Reading) -> tuple[Found, ...]:
    """Every event of the reading with its names in place of ids, in the order of the text."""
    return tuple(_founds(reading))


def _founds(reading: Reading) -> Iterator[Found]:
    entities = {entity.id: entity for entity in reading.entities}
    places = {place.id: place for place in reading.places}
    dates = {date.id: date for date in reading.dates}
    kinds = {attribution.id: attribution.kind for attribution in reading.attributions}
    for event in reading.events:
        place = places.get(event.place or "")
        date = dates.get(event.date or "")
        yield Found(
            id=event.id,
            type=event.type,
            status=event.status,
            source=kinds.get(event.attribution or "", OWN_VOICE),
            actors=tuple(entities[id].name for id in event.actors if id in entities),
            recipients=tuple(entities[id].name for id in event.recipients if id in entities),
            place=place.name if place else None,
            countries=_countries(event, entities, place.country if place else None),
            earliest=date.earliest if date else None,
            latest=date.latest if date else None,
            sentence=event.sentence,
        )


def _countries(event: Event, entities: dict[str, Entity], country: str | None) -> tuple[str, ...]:
    parties = (entities.get(id) for id in (*event.actors, *event.recipients))
    codes = [country, *(party.country for party in parties if party)]
    return tuple(dict.fromkeys(code for code in codes if code))

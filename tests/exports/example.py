"""A reading made by hand of an invented report: every status, chains, figures, dates, a watch."""

from tipsheet.record import (
    Attribution,
    Due,
    Entity,
    Event,
    Figure,
    Mention,
    Place,
    Reader,
    Reading,
    Report,
    Span,
    TimeExpression,
    Watch,
)

TITLE = "Karsova readies a strike on the Veld Front’s river camps"
SENTENCES = (
    "Karsova’s defence ministry has ordered the army to prepare strikes on the river camps of the "
    "Veld Front, three military sources told the journalist Ines Halloran.",
    "The attack plans are to be ready by mid-October, Halloran wrote in her newsletter, The Ferry.",
    "“The minister has shown that he will act alone if he has to,” one senior officer told her.",
    "On Monday the army sent more than 2,500 soldiers and 40 boats to Port Ansel, Radio Meridian "
    "reported.",
    "Police are searching houses in the harbour district, residents said, and at least 24 people "
    "have been detained since Tuesday.",
    "The operation could involve drone strikes on the camps, Halloran noted.",
    "The Veld Front’s leader, Tomas Brandt, warned that his men would burn the ferries unless the "
    "soldiers left Port Ansel by 1 October.",
    "The Union of Coastal States called on both sides to accept a ceasefire.",
    "A spokeswoman for the ministry, Lena Varga, denied that troops had crossed the Osk River.",
    "“No shots were fired,” she said.",
    "In March 2019 the two sides signed a truce, which held for four years.",
    "Between 12 and 15 fishermen may have been killed in the fighting, according to a draft "
    "report of the port authority.",
)
TEXT = (
    TITLE
    + "\n\n"
    + "\n\n".join(
        " ".join(SENTENCES[start:end]) for start, end in ((0, 3), (3, 5), (5, 8), (8, 10), (10, 12))
    )
)


def span(words: str, after: str = "") -> Span:
    """The first span of `words` behind the first place of `after`."""
    start = TEXT.index(words, TEXT.index(after) if after else len(TITLE))
    return Span.of(TEXT, start, start + len(words))


def sentence(at: int) -> Span:
    return span(SENTENCES[at])


def _entity(id_: str, name: str, kind: str, *mentions: tuple[str, str, str]) -> Entity:
    spans = (span(words, after) for words, after, _ in mentions)
    forms = [form for _, _, form in mentions]
    return Entity(
        id=id_,
        name=name,
        kind=kind,
        country=None,
        sector=None,
        mentions=tuple(
            Mention(start=s.start, end=s.end, text=s.text, form=form)
            for s, form in zip(spans, forms, strict=True)
        ),
    )


def _attribution(
    id_: str,
    source: Span | None,
    cue: Span | None,
    content: Span,
    kind: str,
    count: int | None = None,
    parent: str | None = None,
    origin: str | None = None,
    confidence: float = 0.9,
    quote: str = "indirect",
    entity: str | None = None,
) -> Attribution:
    return Attribution(
        id=id_,
        source=source,
        cue=cue,
        content=(content,),
        kind=kind,
        count=count,
        entity=entity,
        quote=quote,
        parent=parent,
        origin=origin,
        confidence=confidence,
    )


def _event(
    id_: str,
    trigger: Span,
    type_: str,
    status: str,
    at: int,
    *,
    modes: tuple[str, ...] = (),
    actors: tuple[str, ...] = (),
    recipients: tuple[str, ...] = (),
    place: str | None = None,
    date: str | None = None,
    attribution: str | None = None,
    confidence: float = 0.9,
    quad: int = 4,
) -> Event:
    return Event(
        id=id_,
        trigger=trigger,
        type=type_,
        modes=modes,
        contexts=(),
        status=status,
        confidence=confidence,
        actors=actors,
        recipients=recipients,
        place=place,
        date=date,
        attribution=attribution,
        sentence=sentence(at),
        cameo=None,
        quad=quad,
    )


def _time(
    id_: str, words: str, value: str, earliest: str | None, latest: str | None, after: str = ""
) -> TimeExpression:
    s = span(words, after)
    return TimeExpression(
        start=s.start,
        end=s.end,
        text=s.text,
        id=id_,
        type="DATE",
        value=value,
        earliest=earliest,
        latest=latest,
    )


def _place(id_: str, words: str, after: str = "") -> Place:
    s = span(words, after)
    return Place(
        start=s.start,
        end=s.end,
        text=s.text,
        id=id_,
        name=words,
        country=None,
        latitude=None,
        longitude=None,
        geonames_id=None,
        feature=None,
        confidence=0.2,
    )


def _figure(
    id_: str,
    words: str,
    value: float,
    modifier: str,
    of: str,
    *,
    upper: float | None = None,
    event: str | None = None,
    attribution: str | None = None,
) -> Figure:
    s = span(words)
    return Figure(
        start=s.start,
        end=s.end,
        text=s.text,
        id=id_,
        value=value,
        upper=upper,
        modifier=modifier,
        unit=None,
        of=of,
        event=event,
        attribution=attribution,
    )


ENTITIES = (
    _entity(
        "n-ministry",
        "Karsova’s defence ministry",
        "government",
        ("Karsova’s defence ministry", "", "name"),
        ("the ministry", "A spokesw", "nominal"),
    ),
    _entity(
        "n-army",
        "the army",
        "government",
        ("the army", "", "nominal"),
        ("the army", "On Monday", "nominal"),
        ("troops", "denied that", "nominal"),
    ),
    _entity(
        "n-front",
        "the Veld Front",
        "armed_group",
        ("the Veld Front", "", "name"),
        ("his men", "Brandt", "nominal"),
    ),
    _entity(
        "n-halloran",
        "Ines Halloran",
        "media",
        ("Ines Halloran", "", "name"),
        ("Halloran", "mid-October", "name"),
        ("her", "one senior", "pronoun"),
        ("Halloran", "The operation", "name"),
    ),
    _entity(
        "n-minister",
        "the minister",
        "person",
        ("The minister", "", "nominal"),
        ("he", "shown that", "pronoun"),
    ),
    _entity("n-police", "Police", "government", ("Police", "", "nominal")),
    _entity("n-brandt", "Tomas Brandt", "person", ("Tomas Brandt", "", "name")),
    _entity(
        "n-union",
        "the Union of Coastal States",
        "organization",
        ("The Union of Coastal States", "", "name"),
    ),
    _entity(
        "n-sides",
        "both sides",
        "other",
        ("both sides", "", "nominal"),
        ("the two sides", "", "nominal"),
    ),
    _entity(
        "n-varga",
        "Lena Varga",
        "person",
        ("Lena Varga", "", "name"),
        ("she", "No shots", "pronoun"),
    ),
    _entity("n-detained", "24 people", "population", ("24 people", "", "nominal")),
    _entity("n-fishermen", "fishermen", "population", ("12 and 15 fishermen", "", "nominal")),
    _entity(
        "n-camps",
        "the camps",
        "place",
        ("the river camps", "", "nominal"),
        ("the camps", "drone strikes", "nominal"),
    ),
)
ATTRIBUTIONS = (
    _attribution(
        "a-sources",
        span("three military sources"),
        span("told"),
        span(SENTENCES[0].split(", three")[0]),
        "anonymous",
        3,
        "a-halloran",
    ),
    _attribution(
        "a-halloran",
        span("the journalist Ines Halloran"),
        None,
        span(SENTENCES[0][:-1]),
        "media",
        None,
        None,
        "The Ferry",
        entity="n-halloran",
    ),
    _attribution(
        "a-wrote",
        span("Halloran", "mid-October"),
        span("wrote"),
        span("The attack plans are to be ready by mid-October"),
        "media",
        origin="The Ferry",
        entity="n-halloran",
    ),
    _attribution(
        "a-officer",
        span("one senior officer"),
        span("told", "one senior"),
        span("The minister has shown that he will act alone if he has to"),
        "anonymous",
        1,
        "a-halloran",
        quote="direct",
    ),
    _attribution(
        "a-meridian",
        span("Radio Meridian"),
        span("reported"),
        span("On Monday the army sent more than 2,500 soldiers and 40 boats to Port Ansel"),
        "media",
        origin="Radio Meridian",
    ),
    _attribution(
        "a-residents",
        span("residents"),
        span("said", "residents"),
        span("Police are searching houses in the harbour district"),
        "anonymous",
        confidence=0.45,
    ),
    _attribution(
        "a-noted",
        span("Halloran", "The operation"),
        span("noted"),
        span("The operation could involve drone strikes on the camps"),
        "media",
        entity="n-halloran",
    ),
    _attribution(
        "a-brandt",
        span("The Veld Front’s leader, Tomas Brandt"),
        span("warned"),
        span(
            "that his men would burn the ferries unless the soldiers left Port Ansel by 1 October"
        ),
        "person",
        entity="n-brandt",
    ),
    _attribution(
        "a-varga",
        span("A spokeswoman for the ministry, Lena Varga"),
        span("denied"),
        span("that troops had crossed the Osk River"),
        "person",
        entity="n-varga",
    ),
    _attribution(
        "a-shots",
        span("she", "No shots"),
        span("said", "No shots"),
        span("No shots were fired,"),
        "person",
        entity="n-varga",
        quote="direct",
    ),
    _attribution(
        "a-draft",
        span("a draft report of the port authority"),
        span("according to"),
        span("Between 12 and 15 fishermen may have been killed in the fighting"),
        "document",
    ),
)
DATES = (
    _time("t-october", "mid-October", "2031-10", "2031-10-11", "2031-10-20"),
    _time("t-monday", "On Monday", "2031-09-15", "2031-09-15", "2031-09-15"),
    _time("t-tuesday", "Tuesday", "2031-09-16", "2031-09-16", "2031-09-16"),
    _time("t-deadline", "1 October", "2031-10-01", "2031-10-01", "2031-10-01"),
    _time("t-truce", "March 2019", "2019-03", "2019-03-01", "2019-03-31"),
)
PLACES = (
    _place("p-ansel", "Port Ansel"),
    _place("p-left", "Port Ansel", "the ferries unless"),
    _place("p-osk", "Osk River"),
)
EVENTS = (
    _event(
        "e-order",
        span("ordered"),
        "REQUEST",
        "occurred",
        0,
        actors=("n-ministry",),
        recipients=("n-army",),
        attribution="a-sources",
        quad=3,
    ),
    _event(
        "e-strikes",
        span("strikes"),
        "ASSAULT",
        "planned",
        0,
        actors=("n-army",),
        recipients=("n-front",),
        attribution="a-sources",
    ),
    _event(
        "e-attack",
        span("attack"),
        "ASSAULT",
        "planned",
        1,
        actors=("n-army",),
        recipients=("n-front",),
        date="t-october",
        attribution="a-wrote",
        confidence=0.66,
    ),
    _event(
        "e-sent",
        span("sent"),
        "MOBILIZE",
        "occurred",
        3,
        modes=("troops",),
        actors=("n-army",),
        place="p-ansel",
        date="t-monday",
        attribution="a-meridian",
    ),
    _event(
        "e-search",
        span("searching"),
        "COERCE",
        "ongoing",
        4,
        modes=("seize",),
        actors=("n-police",),
        attribution="a-residents",
    ),
    _event(
        "e-detained",
        span("detained"),
        "COERCE",
        "occurred",
        4,
        modes=("arrest",),
        actors=("n-police",),
        recipients=("n-detained",),
        date="t-tuesday",
        confidence=0.6,
    ),
    _event(
        "e-drones",
        span("strikes", "drone"),
        "ASSAULT",
        "possible",
        5,
        modes=("drone",),
        recipients=("n-camps",),
        actors=("n-army",),
        attribution="a-noted",
    ),
    _event(
        "e-burn",
        span("burn"),
        "ASSAULT",
        "threatened",
        6,
        modes=("destroy",),
        actors=("n-front",),
        date="t-deadline",
        place="p-left",
        attribution="a-brandt",
    ),
    _event(
        "e-call",
        span("called on"),
        "REQUEST",
        "occurred",
        7,
        modes=("yield",),
        actors=("n-union",),
        recipients=("n-sides",),
        quad=3,
    ),
    _event(
        "e-ceasefire",
        span("ceasefire"),
        "RETREAT",
        "requested",
        7,
        modes=("ceasefire",),
        actors=("n-sides",),
        quad=2,
    ),
    _event(
        "e-crossed",
        span("crossed"),
        "ASSAULT",
        "denied",
        8,
        actors=("n-army",),
        place="p-osk",
        attribution="a-varga",
        confidence=0.4,
    ),
    _event(
        "e-shots", span("fired"), "ASSAULT", "denied", 9, modes=("firearms",), attribution="a-shots"
    ),
    _event(
        "e-truce",
        span("signed"),
        "SUPPORT",
        "occurred",
        10,
        actors=("n-sides",),
        date="t-truce",
        quad=1,
    ),
    _event(
        "e-killed",
        span("killed"),
        "ASSAULT",
        "possible",
        11,
        recipients=("n-fishermen",),
        attribution="a-draft",
    ),
    _event("e-fighting", span("fighting"), "ASSAULT", "occurred", 11, confidence=0.42),
)
FIGURES = (
    _figure(
        "f-soldiers",
        "more than 2,500",
        2500,
        "more_than",
        "soldiers",
        attribution="a-meridian",
        event="e-sent",
    ),
    _figure("f-boats", "40", 40, "exact", "boats", attribution="a-meridian", event="e-sent"),
    _figure("f-detained", "at least 24", 24, "at_least", "people", event="e-detained"),
    _figure(
        "f-fishermen",
        "Between 12 and 15",
        12,
        "range",
        "fishermen",
        upper=15,
        event="e-killed",
        attribution="a-draft",
    ),
)
WATCH = (
    Watch(
        id="w-plans",
        event="e-attack",
        due=Due(earliest="2031-10-11", latest="2031-10-20"),
        why="the plans are to be ready by mid-October",
        sentence=sentence(1),
    ),
    Watch(
        id="w-ferries",
        event="e-burn",
        due=Due(earliest=None, latest="2031-10-01"),
        why="the deadline that goes with the threat",
        sentence=sentence(6),
    ),
)


def report(**changes: object) -> Report:
    known: dict[str, object] = {
        "title": TITLE,
        "publisher": "The Meridian Post",
        "byline": ("Aldo Reyes",),
        "published": "2031-09-18",
        "published_from": "given",
        "language": "en",
    }
    return Report.of(TEXT, **(known | changes))  # type: ignore[arg-type]


def reading(**changes: object) -> Reading:
    """The reading, with any layer exchanged."""
    layers: dict[str, object] = {
        "reader": Reader(name="tipsheet", version="0.1.0", model="by hand"),
        "report": report(),
        "entities": ENTITIES,
        "attributions": ATTRIBUTIONS,
        "events": EVENTS,
        "dates": DATES,
        "places": PLACES,
        "figures": FIGURES,
        "watch": WATCH,
    }
    return Reading(**(layers | changes))  # type: ignore[arg-type]

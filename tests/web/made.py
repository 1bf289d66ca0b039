"""A little newsroom made by hand, and a desk over it."""

from starlette.testclient import TestClient

from tipsheet.record import (
    Attribution,
    Due,
    Entity,
    Event,
    Figure,
    Link,
    Mention,
    Place,
    Reader,
    Reading,
    Reason,
    Report,
    Span,
    TimeExpression,
    Watch,
    content_id,
)
from tipsheet.review import open_log
from tipsheet.store import open_store
from tipsheet.web import Settings, make_app

READER = Reader(name="hand", version="1", model="none")
HOSTILE = (
    '<script>alert(1)</script><img src=x onerror="alert(2)"> {{ 7717*7 }} \u202eevil\u202c '
    "javascript:alert(3) </article><style>body{display:none}</style>"
)


def span(text: str, words: str, nth: int = 0) -> Span:
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return Span(start=at, end=at + len(words), text=words)


def reading(
    id: str,
    publisher: str,
    day: str,
    text: str,
    trigger: str,
    *,
    status: str = "occurred",
    type: str = "ASSAULT",
    source: str | None = None,
    actor: str | None = None,
    place: str | None = None,
    figure: tuple[str, float, str] | None = None,
    due: str | None = None,
    url: str | None = None,
    title: str | None = None,
    confidence: float = 0.9,
) -> Reading:
    at = span(text, trigger)
    event_id = content_id("v", id, at.start)
    entities, attributions, places, figures, watch, dates = [], [], [], [], [], []
    if actor:
        said = span(text, actor)
        mention = Mention(start=said.start, end=said.end, text=said.text, form="name")
        entities.append(Entity(id=f"e-{id}", name=actor, kind="organization", country="BGR",
                               sector="GOV", mentions=(mention,)))  # fmt: skip
    if source:
        attributions.append(
            Attribution(id=f"a-{id}", source=span(text, source), cue=None,
                        content=(Span.of(text, 0, len(text)),), kind="anonymous", count=2,
                        entity=None, quote="indirect", parent=None, origin=None, confidence=0.9)
        )  # fmt: skip
    if place:
        named = span(text, place)
        places.append(Place(start=named.start, end=named.end, text=named.text, id=f"p-{id}",
                            name=place, country="BGR", latitude=43.7, longitude=23.9,
                            geonames_id=1, feature="PPL", confidence=0.9))  # fmt: skip
    if figure:
        words, value, of = figure
        told = span(text, words)
        figures.append(Figure(start=told.start, end=told.end, text=words, id=f"f-{id}", value=value,
                              upper=None, modifier="exact", unit=None, of=of, event=event_id,
                              attribution=None))  # fmt: skip
    if due:
        watch.append(Watch(id=f"w-{id}", event=event_id, due=Due(earliest=due, latest=due),
                           why="said so", sentence=Span.of(text, 0, len(text))))  # fmt: skip
        dates.append(TimeExpression(start=at.start, end=at.end, text=at.text, id=f"d-{id}",
                                    type="DATE", value=due, earliest=due, latest=due))  # fmt: skip
    event = Event(
        id=event_id, trigger=at, type=type, modes=(), contexts=(), status=status,
        confidence=confidence, actors=(f"e-{id}",) if actor else (), recipients=(),
        place=f"p-{id}" if place else None, date=f"d-{id}" if due else None,
        attribution=f"a-{id}" if source else None, sentence=Span.of(text, 0, len(text)),
        cameo=None, quad=4,
    )  # fmt: skip
    report = Report.of(text, id=id, url=url or f"https://{id}.example/", publisher=publisher,
                       title=title or text[:40], published=day, language="en")  # fmt: skip
    return Reading(
        reader=READER, report=report, entities=tuple(entities), attributions=tuple(attributions),
        events=(event,), dates=tuple(dates), places=tuple(places), figures=tuple(figures),
        watch=tuple(watch),
    )  # fmt: skip


READINGS = (
    reading("r-one", "Halyard", "2025-09-11",
            "The Board said a barge exploded at Oryahovo, killing 7 people, two officials said.",
            "exploded", source="two officials", actor="The Board", place="Oryahovo",
            figure=("7", 7, "people")),
    reading("r-two", "Evening Star", "2025-09-12",
            "A barge exploded at Oryahovo, killing 9 people, Halyard reported.", "exploded",
            place="Oryahovo", figure=("9", 9, "people")),
    reading("r-three", "The Ledger", "2025-09-12",
            "The ministry denied that a barge exploded at Oryahovo.", "exploded",
            status="denied", confidence=0.4, place="Oryahovo"),
    reading("r-plan", "Halyard", "2025-09-12",
            "Boatmen will block the channel by 20 September.", "block", status="planned",
            type="COERCE", due="2025-09-20"),
    reading("r-evil", "<b>Evil</b> & Co", "2025-09-12", HOSTILE + " A bomb exploded.", "exploded",
            url="javascript:alert(4)", title=HOSTILE),
)  # fmt: skip


def claim_of(one: Reading) -> str:
    trigger = one.events[0].trigger
    return content_id("c", one.report.id, "event", trigger.start, trigger.end)


FIRST, SECOND, DENIAL, PLAN, EVIL = map(claim_of, READINGS)


def stored(url: str = "memory:"):
    store = open_store(url, create=True)
    with store.writer() as writer:
        for one in READINGS:
            writer.add(one)
        for other in (SECOND, DENIAL):
            reason = Reason(code="same", why="the same barge")
            writer.link(Link.of(FIRST, other, kind="same-event", score=0.9, reasons=(reason,)),
                        by="hand@1")  # fmt: skip
        writer.link(
            Link.of("r-two", "r-one", kind="cites", score=0.8, directed=True,
                    reasons=(Reason(code="cites", why=HOSTILE),)), by="hand@1")  # fmt: skip
    return store


def desk(*, log=None, store=None, **settings):
    made = Settings(**settings)
    return make_app(store or stored(), settings=made, log=log or open_log("memory:"))


def client(app=None, **settings) -> TestClient:
    return TestClient(app or desk(**settings), base_url="http://localhost",
                      headers={"accept": "text/html"}, raise_server_exceptions=False,
                      follow_redirects=False)  # fmt: skip


def csrf_of(page) -> str:
    return page.text.split('name="csrf" value="')[1].split('"')[0]


def token_of(browser: TestClient, path: str = "/search") -> str:
    return csrf_of(browser.get(path))


def log_in(browser: TestClient, name: str, password: str):
    token = csrf_of(browser.get("/login"))
    return browser.post("/login", data={"csrf": token, "name": name, "password": password})


def send(browser: TestClient, path: str, **fields):
    return browser.post(path, data={"csrf": token_of(browser), **fields})

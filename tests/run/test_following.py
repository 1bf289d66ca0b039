import json
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.intake.archives import HTML
from tests.intake.test_listing import RSS
from tests.intake.test_web import answering
from tests.run.stub import reads
from tipsheet.errors import StoreBusy
from tipsheet.intake import Fetch, Manners, Polite, Terms
from tipsheet.run.alone import alone, lock_of
from tipsheet.run.feeds import Pace
from tipsheet.run.following import HEALTH, Follow, Look, last_look
from tipsheet.run.keeping import Run
from tipsheet.store import Store, open_store

FEED = "https://herald.example/rss"


class Web:
    """A made-up web that counts what it is asked for; paths to pages, or to answers."""

    def __init__(self, **pages: str) -> None:
        self.pages: dict[str, str | Callable[[httpx.Request], httpx.Response]] = {**pages}
        self.asked: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path.strip("/")
        if path != "robots.txt":
            self.asked.append(path)
        page = self.pages.get(path)
        if callable(page):
            return page(request)
        if page is None:
            return answering(status=404)
        if request.headers.get("if-none-match") == f'"{hash(page)}"':
            return answering([], status=304)
        return answering([page.encode()], etag=f'"{hash(page)}"')


class World:
    """A store, a web and a clock, and a follower between them."""

    def __init__(self, web: Web, store: Store | None = None) -> None:
        self.web = web
        self.now = 1_000_000.0
        self.store = store or open_store("memory:")
        fetch = Fetch(transport=httpx.MockTransport(web), resolve=lambda *_: ["93.184.216.34"])
        polite = Polite(fetch, Manners(delay=0, attempts=1))
        terms = Terms(fetch=polite, workers=2)
        self.run = Run(store=self.store, reads=reads(), terms=terms)
        self.follow = Follow(
            run=self.run, fetch=polite, pace=Pace(interval=100), now=self.clock, chance=lambda: 0.5
        )

    def clock(self) -> float:
        return self.now

    def look(self, *sources: object, later: float = 0) -> Look:
        self.now += later
        self.web.asked.clear()
        return self.follow.look(list(map(str, sources or [FEED])))

    def urls(self) -> list[str]:
        found = self.store.view().readings(all_versions=True)
        return [(one.reading.report.url or "")[-1] for one in found]


def page(n: int) -> str:
    return HTML.format(n=n)


@pytest.fixture
def world() -> World:
    return World(Web(**{"rss": RSS, "1": page(1), "2": page(2)}))


def test_first_look_reads_everything_and_the_next_only_asks(world: World) -> None:
    look = world.look()
    assert (world.urls(), look.feeds, look.asked) == (["1", "2"], 1, 1)
    world.look(later=101)
    assert (world.web.asked, world.run.tally.read) == (["rss"], 2)


def test_feed_is_not_asked_before_it_is_due(world: World) -> None:
    first = world.look()
    second = world.look(later=50)
    assert (world.web.asked, second.asked) == ([], 0)
    assert first.next == second.next == "1970-01-12T13:48:20Z"


def test_feed_is_asked_at_the_new_pace_and_after_a_clock_was_set_back(world: World) -> None:
    world.look()
    world.follow.pace = Pace(interval=20)
    assert world.look(later=1).asked == 1
    assert world.look(later=-1000).asked == 1


def test_new_entries_alone_are_fetched(world: World) -> None:
    world.look()
    more = RSS.replace("</channel>", "<item><title>C</title><link>/3</link></item></channel>")
    world.web.pages |= {"rss": more, "3": page(3)}
    world.look(later=101)
    assert (world.web.asked, world.urls()) == (["rss", "3"], ["1", "2", "3"])


def test_changed_entry_is_read_as_a_new_version(world: World) -> None:
    world.look()
    world.web.pages |= {"rss": RSS.replace("10:00:00", "11:00:00"), "1": page(7)}
    world.look(later=101)
    assert (world.web.asked, world.run.tally.versions) == (["rss", "1"], 1)
    assert len(world.store.view().versions("https://herald.example/1")) == 2


def test_dead_feed_is_left_for_longer_and_longer(world: World) -> None:
    world.web.pages["rss"] = lambda request: answering(status=500)
    waits = []
    for _ in range(4):
        look = world.look(later=100_000)
        waits.append(world.store.view().state(f"feed {FEED}")["due"] - world.now)  # type: ignore[index]
        assert look.failing == (FEED,)
    assert waits == [200, 400, 800, 1600]
    world.web.pages["rss"] = RSS
    assert world.look(later=100_000).failing == ()


@pytest.mark.parametrize(
    ("status", "headers", "wait"), [(410, {}, 86_400), (429, {"retry_after": "5000"}, 5000)]
)
def test_feed_that_says_how_long_is_left_for_so_long(
    world: World, status: int, headers: dict[str, str], wait: float
) -> None:
    world.web.pages["rss"] = lambda request: answering(status=status, **headers)
    world.look()
    assert world.store.view().state(f"feed {FEED}")["due"] - world.now == wait  # type: ignore[index]


def test_list_of_feeds_is_followed_and_dead_ones_do_not_hold_it_up(
    world: World, tmp_path: Path
) -> None:
    lists = "".join(
        f'<outline xmlUrl="https://herald.example/{path}"/>' for path in ("gone", "rss", "1")
    )
    (tmp_path / "f.opml").write_text(f"<opml><body>{lists}</body></opml>")
    look = world.look(tmp_path / "f.opml", tmp_path / "gone.opml")
    assert (look.feeds, len(look.failing), world.urls()) == (3, 2, ["1", "2"])
    assert world.run.tally.rejected == {"missing": 1, "fetch-failed": 1, "record": 1}


def test_list_behind_an_address_is_followed_when_it_has_not_changed(world: World) -> None:
    world.web.pages["opml"] = f'<opml><body><outline xmlUrl="{FEED}"/></body></opml>'
    world.look("https://herald.example/opml")
    look = world.look("https://herald.example/opml", later=101)
    assert (world.web.asked, look.feeds) == (["opml", "rss"], 2)


def test_follower_that_breaks_down_misses_nothing(world: World) -> None:
    def step(run: Run) -> None:
        if run.pending:
            raise KeyboardInterrupt

    world.run.step = step
    with pytest.raises(KeyboardInterrupt):
        world.look()
    again = World(world.web, world.store)
    again.look()
    assert sorted(again.urls()) == ["1", "2"]


def test_follower_that_is_stopped_misses_nothing(world: World) -> None:
    looks = iter(range(1000))
    world.run.stopped = lambda: next(looks) > 1
    world.look()
    again = World(world.web, world.store)
    again.look()
    assert sorted(again.urls()) == ["1", "2"]


def test_page_that_cannot_be_had_is_a_rejection_and_is_not_asked_again(world: World) -> None:
    del world.web.pages["2"]
    world.look()
    assert world.run.tally.rejected == {"fetch-failed": 1}
    world.look(later=101)
    assert world.web.asked == ["rss"]


def test_last_look_is_remembered(world: World) -> None:
    look = world.look()
    assert last_look(json.loads(json.dumps(world.store.view().state(HEALTH)))) == look
    assert str(look) == "1 feed, 1 asked, none failing, next look at 1970-01-12T13:48:20Z"
    assert last_look(None) is None


def test_one_follower_at_a_time(tmp_path: Path) -> None:
    lock = tmp_path / "x.lock"
    with alone(lock, "x is followed"), pytest.raises(StoreBusy, match="x is followed already"):
        alone(lock, "x is followed").__enter__()
    with alone(lock, "x is followed"):
        assert lock.exists()


def test_lock_lies_beside_a_file_and_else_among_the_users_state(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert lock_of("news.db") == lock_of("sqlite:///news.db") == Path("news.db-follow.lock")
    assert lock_of("postgresql://a/b").parent == tmp_path / "tipsheet"

"""A store in a file finds what the plain model in memory finds, whatever is in it and asked."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.readings import NEWER, READER, entity, event, meant, place, reading, vectors
from tipsheet.record import Reading
from tipsheet.store import Query, Store, open_store

WORDS = ("strike", "strikes", "the", "flood", "harvest", "Norwick", "Zoë", "air-raid", "U.S.")
TYPES, STATUSES = ("ASSAULT", "PROTEST"), ("planned", "occurred")
PUBLISHERS = (None, "Norwick Herald", "Lorne Times")
DAYS = (None, "2025-08-19", "2025-08-20T09:00:00Z", "2025-08-21")

texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(lambda w: " ".join(w) + ".")


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    text = f"Raid in Lorne: {draw(texts)}"
    events = [
        event(
            text,
            "Raid",
            draw(st.sampled_from(TYPES)),
            draw(st.sampled_from(STATUSES)),
            actors=["a"] if draw(st.booleans()) else [],
            place="p" if draw(st.booleans()) else None,
        )
        for _ in range(draw(st.integers(0, 2)))
    ]
    return reading(
        text,
        *events,
        reader=draw(st.sampled_from((READER, NEWER))),
        entities=[entity("a", "Air Force of Norwick", "FRA")],
        places=[place(text, "Lorne", "p", "IRL")],
        title=draw(texts),
        publisher=draw(st.sampled_from(PUBLISHERS)),
        published=draw(st.sampled_from(DAYS)),
        id=draw(st.sampled_from(("1", "2", "3", "4"))),
    )


def some(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=1).map(tuple)


queries = st.builds(
    Query,
    words=st.one_of(st.just(""), texts, texts.map(lambda words: f'"{words}"')),
    type=some(*TYPES),
    status=some(*STATUSES),
    actor=some("air force", "norwick"),
    country=some("FRA", "IRL", "DEU"),
    place=some("lorne"),
    publisher=some("herald", "times"),
    since=st.sampled_from((None, "2025-08-20")),
    until=st.sampled_from((None, "2025-08-20")),
    newest=st.booleans(),
    all_versions=st.booleans(),
    limit=st.integers(1, 3),
)


@pytest.fixture(scope="module")
def opened(made: Path) -> Callable[[str], Store]:
    def copy(folder: str) -> Store:
        path = Path(folder) / "news.db"
        path.write_bytes(made.read_bytes())
        return open_store(str(path), encode=meant)

    return copy


def found(store: Store, query: Query) -> list[tuple]:
    """Every report that the pages of a query show, with its events."""
    shown, cursor = [], None
    while True:
        page = store.view().search(Query(**{**_plain(query), "cursor": cursor}))
        shown += [(hit.id, hit.version, hit.title, hit.passage, hit.events) for hit in page.hits]
        cursor = page.cursor
        if cursor is None:
            return shown


def _plain(query: Query) -> dict:
    return {name: getattr(query, name) for name in Query.__slots__}


@settings(max_examples=60)
@given(batches=st.lists(st.lists(readings(), max_size=4), max_size=4), query=queries)
def test_file_and_memory_find_the_same(
    opened: Callable[[str], Store], batches: list[list[Reading]], query: Query
) -> None:
    with TemporaryDirectory() as folder, opened(folder) as file, open_store("memory:") as memory:
        for batch in batches:
            with file.writer() as one, memory.writer() as other:
                for each in batch:
                    assert one.add(each) == other.add(each)
        mine, plain = found(file, query), found(memory, query)
        assert sorted(mine, key=repr) == sorted(plain, key=repr)
        if not query.words or query.newest:
            assert mine == plain


@settings(max_examples=30)
@given(batch=st.lists(readings(), max_size=6), limit=st.integers(1, 3), narrow=st.booleans())
def test_file_and_memory_agree_in_meaning(
    opened: Callable[[str], Store], batch: list[Reading], limit: int, narrow: bool
) -> None:
    query = Query(meaning="flood harvest", limit=limit, words="raid" if narrow else "")
    with (
        TemporaryDirectory() as folder,
        opened(folder) as file,
        open_store("memory:", encode=meant) as memory,
    ):
        for store in (file, memory):
            with store.writer() as writer:
                for each in batch:
                    writer.add(each, vectors=vectors(each.report.text))
        assert found(file, query) == found(memory, query)

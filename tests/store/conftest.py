import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.store import server
from tests.store.readings import meant
from tipsheet.store import Store, open_store

KINDS = ("memory", "sqlite", "postgresql")


def clock() -> datetime:
    return datetime(2025, 9, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def socket() -> Iterator[str]:
    yield from server.socket()


@pytest.fixture(scope="session")
def emptied(socket: str) -> Iterator[Callable[[], str]]:
    """Gives a store on the server with nothing in it: the same one each time, emptied."""
    with server.database(socket) as url:
        with open_store(url, create=True):
            pass

        def empty() -> str:
            server.empty(url)
            return url

        yield empty


@pytest.fixture
def postgres(socket: str) -> Iterator[str]:
    """The address of a database without any table."""
    with server.database(socket) as url:
        yield url


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with an empty store in it, to be copied."""
    path = tmp_path_factory.mktemp("made") / "news.db"
    with open_store(str(path), create=True):
        pass
    return path


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "memory":
        return "memory:"
    if request.param == "postgresql":
        return request.getfixturevalue("emptied")()
    return str(shutil.copy(request.getfixturevalue("made"), tmp_path / "news.db"))


@pytest.fixture
def store(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """Each kind of store in turn, empty."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with open_store(
        url, create=True, encode=meant, captures=tmp_path / "captures", clock=clock
    ) as store:
        yield store


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    """A file with an empty store in it."""
    return Path(shutil.copy(made, tmp_path / "news.db"))

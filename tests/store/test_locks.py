"""Locks on files."""

import runpy
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tipsheet.store import locks


def test_lock_is_for_one_until_its_file_is_closed(tmp_path: Path) -> None:
    with (tmp_path / "lock").open("w") as first, (tmp_path / "lock").open("w") as second:
        assert (locks.locked(first), locks.locked(second)) == (True, False)
        first.close()
        assert locks.locked(second)


def test_lock_on_windows_is_on_a_byte_behind_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, int, int]] = []
    windows = SimpleNamespace(LK_NBLCK=2, locking=lambda *given: asked.append(given))
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "msvcrt", windows)
    locked = runpy.run_path(str(locks.__file__))["locked"]
    with (tmp_path / "lock").open("w") as file:
        assert locked(file)
        assert asked == [(file.fileno(), 2, 1)]
        windows.locking = _refused
        assert not locked(file)


def _refused(*_: object) -> None:
    raise PermissionError("locked by another")

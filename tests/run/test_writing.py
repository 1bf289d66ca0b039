import errno
import io
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tipsheet.errors import OptionInvalid, OutputFailed
from tipsheet.run.writing import output


def test_output_takes_its_name_when_all_is_written(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    with output(path) as stream:
        stream.write("é\n")
        assert not path.exists()
    assert path.read_bytes() == "é\n".encode()
    assert os.listdir(tmp_path) == ["out.txt"]


def _fail(path: Path, error: type[BaseException]) -> None:
    with output(path) as stream:
        stream.write("half")
        raise error


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_older_output_is_kept_when_writing_fails(
    tmp_path: Path, error: type[BaseException]
) -> None:
    path = tmp_path / "out.txt"
    path.write_text("older", encoding="utf-8")
    with pytest.raises(error):
        _fail(path, error)
    assert path.read_text(encoding="utf-8") == "older"
    assert os.listdir(tmp_path) == ["out.txt"]


def test_output_has_the_rights_that_any_new_file_has(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    with output(tmp_path / "out.txt"):
        pass
    mode = stat.S_IMODE((tmp_path / "out.txt").stat().st_mode)
    assert mode == stat.S_IMODE((tmp_path / "other").stat().st_mode)


def test_output_through_a_link_keeps_the_link(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("older", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to("real.txt")
    with output(tmp_path / "link.txt") as stream:
        stream.write("newer")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text(encoding="utf-8") == "newer"


def test_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    with output(pipe) as stream:
        stream.write("through")
    reader.join(10)
    assert got == ["through"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize("name", ["gone/out.txt", "."])
def test_output_that_cannot_be_made_says_what_to_do(tmp_path: Path, name: str) -> None:
    with pytest.raises(OptionInvalid, match="name a file in a folder that exists"):
        _fail(tmp_path / name, ValueError)


@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EFBIG])
def test_full_disk_is_said_and_older_output_kept(tmp_path: Path, reason: int) -> None:
    path = tmp_path / "out.txt"
    path.write_text("older", encoding="utf-8")
    with (
        pytest.raises(OutputFailed, match=r"out\.txt cannot be written .*: make room"),
        output(path),
    ):
        raise OSError(reason, os.strerror(reason))
    assert path.read_text(encoding="utf-8") == "older"
    assert os.listdir(tmp_path) == ["out.txt"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("options", ["", "-o /dev/full"])
def test_full_output_ends_in_one_line_and_its_status(options: str) -> None:
    program = (
        "import sys; from pathlib import Path; from tipsheet.errors import TipsheetError\n"
        "from tipsheet.run.writing import output\n"
        "try:\n"
        "    with output(Path(sys.argv[2]) if sys.argv[1:] else None) as stream:\n"
        "        stream.write('report')\n"
        "except TipsheetError as error:\n"
        "    print(error.message, file=sys.stderr); sys.exit(error.exit_status)\n"
    )
    command = [sys.executable, "-c", program, *options.split()]
    with open("/dev/full", "w", encoding="utf-8") as full:
        run = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert run.returncode == OutputFailed.exit_status
    assert run.stderr.count("\n") == 1


def test_other_failures_pass_through(tmp_path: Path) -> None:
    with pytest.raises(ConnectionError), output(tmp_path / "out.txt"):
        raise ConnectionError(errno.ECONNRESET, "reset")


def test_standard_output_is_utf8_whatever_the_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    with output(None) as stream:
        stream.write("“é”\n")
    assert raw.getvalue() == "“é”\n".encode()

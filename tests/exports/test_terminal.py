import io
import re
from dataclasses import replace
from types import ModuleType
from xml.etree import ElementTree

import pytest
from rich.cells import cell_len
from rich.console import Console

from tipsheet.exports.terminal import render, svg
from tipsheet.record import Reading


def _print(reading: Reading, width: int = 100, **options: object) -> str:
    out = io.StringIO()
    render(reading, Console(file=out, width=width, _environ={}, **options))  # type: ignore[arg-type]
    return out.getvalue()


@pytest.mark.parametrize("width", [20, 40, 60, 100, 200])
def test_no_line_is_wider_than_the_console_or_ends_in_blanks(reading: Reading, width: int) -> None:
    lines = _print(reading, width).splitlines()
    assert max(map(cell_len, lines)) <= width
    assert all(line == line.rstrip() for line in lines)


def test_a_pipe_gets_no_escape_sequences(reading: Reading) -> None:
    assert "\x1b" not in _print(reading)
    assert "\x1b[" in _print(reading, force_terminal=True, color_system="standard")


def test_status_is_told_by_word_and_shape(reading: Reading) -> None:
    page = _print(reading)
    for told in ("● happened", "◐ under way", "◇ planned", "▲ threatened", "▷ requested"):
        assert told in page
    assert "○ possible" in page
    assert "✕ denied?" in page


def test_long_chains_hang_under_their_line(reading: Reading) -> None:
    lines = _print(reading, 60).splitlines()
    at = next(n for n, line in enumerate(lines) if "on the word of three" in line)
    indents = {len(line) - len(line.lstrip()) for line in lines[at : at + 3]}
    assert indents == {18}


def test_a_wide_console_sets_the_sources_beside_the_words(reading: Reading) -> None:
    line = next(each for each in _print(reading, 200).splitlines() if "No shots" in each)
    assert "on the word of Lena Varga" in line


def test_a_narrow_console_sets_the_margin_above(reading: Reading) -> None:
    lines = _print(reading, 40).splitlines()
    assert "● happened" in lines
    assert any(line.startswith("  Karsova’s") for line in lines)


def test_an_old_encoding_gets_plain_marks(reading: Reading) -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    render(reading, Console(file=out, width=100, _environ={}))
    out.flush()
    page = out.buffer.getvalue().decode("ascii")  # type: ignore[attr-defined]
    assert "* happened" in page
    assert "x denied?" in page


HOSTILE = "\x1b]0;owned\x07 \x1b[2J[bold red]x[/] \u202eevil\u2066 :boom: \x9b5m"


def _hostile(example: ModuleType) -> Reading:
    """The example with hostile words for every text that is shown."""
    entities = tuple(replace(each, name=HOSTILE) for each in example.ENTITIES)
    watch = tuple(replace(each, why=HOSTILE) for each in example.WATCH)
    figures = tuple(replace(each, of=HOSTILE, unit=HOSTILE) for each in example.FIGURES)
    links = tuple(replace(each, origin=HOSTILE) for each in example.ATTRIBUTIONS)
    report = example.report(title=HOSTILE, publisher=HOSTILE, byline=(HOSTILE,))
    changes = {"entities": entities, "watch": watch, "figures": figures, "attributions": links}
    made: Reading = example.reading(report=report, **changes)
    return made


def test_hostile_words_do_nothing_to_the_terminal(example: ModuleType) -> None:
    page = _print(_hostile(example), 100)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page)
    assert "[bold red]x[/]" in page
    assert ":boom:" in page


def test_hostile_words_style_nothing_in_colour(example: ModuleType) -> None:
    page = _print(_hostile(example), 100, force_terminal=True, color_system="standard")
    sequences = set(re.findall("\x1b[^m]*m?", page))
    assert all(re.fullmatch(r"\x1b\[[\d;]+m", each) for each in sequences)


def test_a_reading_of_nothing_says_so(example: ModuleType) -> None:
    empty = dict.fromkeys(("entities", "attributions", "events", "dates", "figures", "watch"), ())
    assert "No events were found in this report." in _print(example.reading(**empty))


def test_svg_is_well_formed_and_fetches_nothing(reading: Reading) -> None:
    picture = svg(reading, width=90)
    ElementTree.fromstring(picture)
    assert "url(" not in picture.replace("url(#", "")
    assert "http" not in picture.replace("http://www.w3.org/2000/svg", "")
    assert picture == svg(reading, width=90)


def test_svg_of_hostile_words_is_well_formed(example: ModuleType) -> None:
    assert "[bold" in "".join(ElementTree.fromstring(svg(_hostile(example))).itertext())

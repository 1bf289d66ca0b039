"""The tip sheet on a terminal, in a pipe, and as a picture of a terminal."""

import io
from collections.abc import Iterator

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.segment import Segment
from rich.table import Table
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from tipsheet.exports import labels
from tipsheet.exports.plain import one_line, visible
from tipsheet.exports.sheet import Line, Section, Sheet, sheet
from tipsheet.record import Reading

MEASURE = 100  # columns of a sheet in one column of text; more do not read better
SIDE_BY_SIDE = 124  # columns from which the sources stand beside the words
WIDEST = 160
NARROW = 48  # columns below which the margin goes above the words
MARGIN = 16  # columns of the margin: the longest amount that needs no second line, and a gap

_STATUS = {
    "occurred": "bold",
    "ongoing": "bold green",
    "planned": "bold cyan",
    "threatened": "bold red",
    "requested": "bold magenta",
    "possible": "italic",
    "denied": "dim",
}
_ROLES = {"what": "bold", "note": "dim", "plain": "", "who": "", "whom": ""}


def render(reading: Reading, console: Console) -> None:
    """Print the tip sheet of a reading, fitted to the console's width and colours."""
    console.print(_Trimmed(_page(sheet(reading), console)), end="")


def svg(reading: Reading, width: int = 100) -> str:
    """The printed sheet as an SVG picture, `width` columns wide, that needs no font of its own."""
    console = Console(
        record=True,
        width=width,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
        _environ={},
    )
    render(reading, console)
    return console.export_svg(title="", theme=_PAPER, code_format=_PICTURE, unique_id="sheet")


def _page(page: Sheet, console: Console) -> RenderableType:
    setting = _Setting(console)
    return Group(
        *setting.head(page),
        *(part for section in page.sections for part in setting.section(section)),
        *setting.foot(page),
    )


class _Trimmed:
    """Something to print, without the blanks at the ends of its lines."""

    def __init__(self, page: RenderableType) -> None:
        self.page = page

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in console.render_lines(self.page, options, pad=False):
            while line and not line[-1].text.strip():
                line.pop()
            if line:
                yield from line[:-1]
                yield Segment(line[-1].text.rstrip(), line[-1].style)
            yield Segment.line()


class _Setting:
    """How a sheet is set on one console: its columns, and which signs it can print."""

    def __init__(self, console: Console) -> None:
        self.encoding = console.encoding
        self.width = min(console.width, WIDEST)
        self.wide = console.width >= SIDE_BY_SIDE
        self.narrow = console.width < NARROW
        if not self.wide:
            self.width = min(self.width, MEASURE)

    def text(self, words: str, style: str = "") -> Text:
        """`words` made safe for this console."""
        safe = visible(words).encode(self.encoding, "replace").decode(self.encoding)
        return Text(safe, style=style)

    def head(self, page: Sheet) -> Iterator[RenderableType]:
        yield self._block(self.text(page.title, "bold"))
        yield self._block(self.text(self._joined(page.credits), "dim"))

    def foot(self, page: Sheet) -> Iterator[RenderableType]:
        if not any(line.status for line in page.lines):
            yield self._block(self.text("\nNo events were found in this report."))
        yield self._block(self.text(f"\n{page.key}", "dim italic"))
        yield self._block(self.text(page.reader, "dim italic"))

    def section(self, section: Section) -> Iterator[RenderableType]:
        yield self._block(self.text(f"\n{section.title.upper()}", "bold underline"))
        for line in section.lines:
            yield self._stacked(line) if self.narrow else self._row(line)

    def _block(self, text: Text) -> RenderableType:
        grid = Table.grid()
        grid.width = self.width
        grid.add_column()
        grid.add_row(text)
        return grid

    def _row(self, line: Line) -> RenderableType:
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.width = self.width
        grid.add_column(width=MARGIN - 2)
        grid.add_column(ratio=3, overflow="fold")
        if self.wide:
            grid.add_column(ratio=2, overflow="fold")
            grid.add_row(self._margin(line), self._words(line), self._under(line))
        else:
            grid.add_row(self._margin(line), self._body(line))
        return grid

    def _stacked(self, line: Line) -> RenderableType:
        return Group(self._margin(line), Padding(self._body(line), (0, 0, 0, 2)))

    def _body(self, line: Line) -> RenderableType:
        words, under = self._words(line), self._under(line)
        if line.is_event:
            return Group(words, Padding(under, (0, 0, 0, 2)))
        return Text.assemble(words, self.text(self._sign(" — ", " - ")), under)

    def _margin(self, line: Line) -> Text:
        doubt = "?" if line.certainty == "unsure" else ""
        if line.is_event:
            mark = self._mark(line.status)
            return self.text(f"{mark} {line.margin}{doubt}", _STATUS.get(line.status, ""))
        return self.text(f"{one_line(line.margin)}{doubt}", "bold")

    def _mark(self, status: str) -> str:
        sign, plain, _ = labels.STATUSES.get(status, ("", "", ""))
        return self._sign(sign, plain)

    def _sign(self, sign: str, plain: str) -> str:
        """A sign, or a plainer one where the console's encoding lacks it."""
        printed = sign.encode(self.encoding, "replace").decode(self.encoding)
        return sign if printed == sign else plain

    def _words(self, line: Line) -> Text:
        words = Text(style="italic dim" if line.certainty == "unsure" else "")
        for piece in line.pieces:
            style = _ROLES.get(piece.role, "") if line.is_event or piece.role == "note" else ""
            words.append_text(self.text(piece.text, style))
        return words

    def _under(self, line: Line) -> Text:
        under = self.text(line.word)
        if line.notes:
            under.append_text(self.text("  " + self._joined(line.notes), "dim"))
        return under

    def _joined(self, words: tuple[str, ...]) -> str:
        return self._sign(" · ", " - ").join(words)


# The picture: paper and ink for Rich's export, and a frame without anything fetched.

_INK = (31, 28, 24)
_RED, _GREEN, _OCHRE = (150, 32, 28), (30, 100, 62), (128, 88, 10)
_BLUE, _PLUM, _TEAL, _GREY = (28, 78, 140), (112, 48, 120), (20, 96, 104), (92, 86, 78)
_PAPER = TerminalTheme(
    (251, 248, 241), _INK, [_INK, _RED, _GREEN, _OCHRE, _BLUE, _PLUM, _TEAL, _GREY]
)
_PICTURE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono",
 "Liberation Mono", monospace; font-size: {char_height}px; line-height: {line_height}px; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>{lines}</defs>
<rect width="{width}" height="{height}" rx="6" fill="#fbf8f1"/>
<g transform="translate({terminal_x}, {terminal_y})">{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g></g>
</svg>
"""

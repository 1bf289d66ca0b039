"""Write the pages that are made from the code: `python docs/generate.py [--check] [--sheet]`.

RECORD.md comes from the types of the record and `docs/record.toml`, COMMANDS.md from the command
line, the errors and the Makefile. `--check` writes nothing and fails where a page is stale;
`--sheet` reads a sample and draws the picture in the README.
"""

import argparse
import inspect
import re
import sys
import tomllib
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import typer

from tipsheet import record, vocabulary
from tipsheet.cli import app
from tipsheet.commands.console import SOME_REJECTED
from tipsheet.commands.keeping import FLAWED
from tipsheet.errors import TipsheetError
from tipsheet.vocabulary import EventType, Status, Term

DOCS = Path(__file__).parent
PROJECT = DOCS.parent
SAMPLE, SAMPLE_DAY = "relay", "2025-09-11"

TYPES = (
    record.Reading, record.Reader, record.Report, record.Span, record.Entity, record.Mention,
    record.Attribution, record.Event, record.TimeExpression, record.Place, record.Figure,
    record.Watch, record.Due, record.Claim, record.Party, record.Step, record.Link, record.Reason,
)  # fmt: skip
"""The types in the order of the page."""

LISTS: Mapping[str, Callable[[], Mapping[str, Term]]] = {
    "Statuses": vocabulary.statuses,
    "Source kinds": vocabulary.source_kinds,
    "Quote kinds": vocabulary.quote_kinds,
    "Entity kinds": vocabulary.entity_kinds,
    "Mention forms": vocabulary.mention_forms,
    "Hedges": vocabulary.figure_modifiers,
    "Event types": vocabulary.types,
    "Contexts": vocabulary.contexts,
    "Sectors": vocabulary.sectors,
    "International codes": vocabulary.international,
}
"""The closed lists in the order of the page."""

NAMES = {str: "string", bool: "true or false", int: "integer", float: "number", dict: "object"}

RECORD_HEAD = """\
# The record

<!-- Made by `python docs/generate.py` from tipsheet/record and docs/record.toml. -->

This is what Tipsheet says about one report, key by key, and the contract with whatever comes after
it. `tipsheet read SOURCE -f json` prints it as one JSON object (several reports as an array),
`-f jsonl` as one object a line; in Python it is a `tipsheet.Reading`, and `tipsheet.record` has
`to_dict` and `from_dict`.

- Keys may be added. None is renamed, and none changes its meaning, without a new `record_version`.
- Every span's `text` is the slice of `report.text` that its offsets name.
- A value that the text does not give is null, never a guess.
- Ids are made from what a thing is: the same input and the same version give the same bytes.
"""

COMMANDS_HEAD = """\
# Commands

<!-- Made by `python docs/generate.py` from the command line, the errors and the Makefile. -->
"""

EXIT_HEAD = f"""\
## Exit statuses

Where nothing could be read, the status is that of the first error. Where some sources were read
and others not, it is {SOME_REJECTED}. Each source that was not read is one line on standard error.
"""


def record_page() -> str:
    """The reference of the record: every key with its type and meaning, and the closed lists."""
    notes = tomllib.loads((DOCS / "record.toml").read_text(encoding="utf-8"))
    parts = [RECORD_HEAD]
    parts += [_type_section(kind, notes[kind.__name__]) for kind in TYPES]
    parts += [_list_section(title, load()) for title, load in LISTS.items()]
    return "\n".join(parts)


def own_keys(kind: Any) -> tuple[str, ...]:
    """The keys of a type of the record, without those that every span has."""
    spans = issubclass(kind, record.Span) and kind is not record.Span
    shared = {field.name for field in fields(record.Span)} if spans else set()
    return tuple(field.name for field in fields(kind) if field.name not in shared)


def _type_section(kind: Any, notes: Mapping[str, str]) -> str:
    hints = get_type_hints(kind)
    lines = [f"## {kind.__name__}", "", inspect.getdoc(kind) or "", ""]
    if len(own_keys(kind)) < len(fields(kind)):
        lines += ["Has `start`, `end` and `text` as a [Span](#span) has, and:", ""]
    lines += ["| key | type | meaning |", "|---|---|---|"]
    lines += [f"| `{key}` | {_named(hints[key])} | {notes[key]} |" for key in own_keys(kind)]
    return "\n".join([*lines, ""])


def _named(hint: Any) -> str:
    """A type as the page calls it."""
    if get_origin(hint) in (Union, types.UnionType):
        return " or ".join(
            "null" if option is type(None) else _named(option) for option in get_args(hint)
        )
    if get_origin(hint) is tuple:
        return f"list of {_named(get_args(hint)[0])}"
    if is_dataclass(hint) and isinstance(hint, type):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    return NAMES[get_origin(hint) or hint]


def _list_section(title: str, terms: Mapping[str, Term]) -> str:
    lines = [f"## {title}", "", *_term_table(terms.values()), ""]
    for code, term in terms.items():
        if isinstance(term, EventType) and term.modes:
            lines += [f"### Modes of {code}", "", *_term_table(term.modes.values()), ""]
    return "\n".join(lines)


def _term_table(terms: Iterable[Term]) -> Iterator[str]:
    rows = [
        {"code": f"`{term.code}`", "meaning": term.definition, **_beside(term)} for term in terms
    ]
    columns = list(rows[0])
    yield f"| {' | '.join(columns)} |"
    yield "|" + "---|" * len(columns)
    for row in rows:
        yield f"| {' | '.join(row.values())} |"


def _beside(term: Term) -> dict[str, str]:
    """What some lists say beside the definition."""
    if isinstance(term, Status):
        return {"IPTC": f"`{term.iptc}`", "FactBank": f"`{term.factbank}`"}
    if isinstance(term, EventType):
        return {"quad": str(term.quad), "needs a recipient": "yes" if term.recipient else "no"}
    return {}


def commands_page() -> str:
    """The reference of the commands: arguments, options, exit statuses, the command list."""
    parts = [COMMANDS_HEAD]
    parts += [_command_section(name, function) for name, function in commands(app, "tipsheet")]
    return "\n".join([*parts, _statuses_section(), _make_section()])


def commands(group: typer.Typer, name: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    """The commands of a group and of the groups in it, each by all the words that call it."""
    for info in group.registered_commands:
        if info.callback:
            yield f"{name} {info.name or info.callback.__name__}", info.callback
    for inner in group.registered_groups:
        if inner.typer_instance:
            yield from commands(inner.typer_instance, f"{name} {inner.name}")


def _command_section(name: str, function: Callable[..., Any]) -> str:
    hints = get_type_hints(function, include_extras=True)
    given = inspect.signature(function).parameters.values()
    rows = [_parameter(one, *get_args(hints[one.name])) for one in given]
    lines = [f"## {name}", "", inspect.getdoc(function) or "", ""]
    if rows:
        lines += ["| argument or option | takes | default | what it does |", "|---|---|---|---|"]
        lines += [*rows, "| `--help`, `-h` | – | – | Show the help and exit. |", ""]
    return "\n".join(lines)


def _parameter(one: inspect.Parameter, hint: Any, info: Any) -> str:
    if isinstance(info, typer.models.ArgumentInfo):
        return f"| `{info.metavar}` | {_how_many(hint)} | – | {info.help} |"
    # Typer keeps the first of the names that are given where a default would stand.
    names = [name for name in (info.default, *(info.param_decls or ())) if isinstance(name, str)]
    if not names:
        names = [f"--{one.name.replace('_', '-')}"]
        names += [names[0].replace("--", "--no-")] if hint is bool else []
    called = ", ".join(f"`{name}`" for name in names)
    return f"| {called} | {_taken(hint)} | {_default(one.default)} | {info.help} |"


def _how_many(hint: Any) -> str:
    """How many values an argument takes."""
    many = any(get_origin(one) is list for one in (hint, *get_args(hint)))
    optional = type(None) in get_args(hint)
    return ("any number" if optional else "one or more") if many else "one"


def _taken(hint: Any) -> str:
    if hint is bool:
        return "–"
    if isinstance(hint, type) and issubclass(hint, Enum):
        return ", ".join(f"`{member.value}`" for member in hint)
    options = [option for option in get_args(hint) or (hint,) if option is not type(None)]
    if get_origin(options[0]) is list:
        return f"{_taken(get_args(options[0])[0])}, more than once"
    return {str: "words", Path: "a file", int: "a number", float: "a number"}[options[0]]


def _default(value: Any) -> str:
    if value is None or value is False or value == "":
        return "–"
    return f"`{value.value if isinstance(value, Enum) else value}`"


def _statuses_section() -> str:
    rows = [
        (0, "–", "Everything was read."),
        (SOME_REJECTED, "–", "Some sources were read, others rejected."),
        (FLAWED, "–", "The store that was checked has flaws."),
        *((one.exit_status, f"`{one.code}`", inspect.getdoc(one)) for one in _kinds(TipsheetError)),
        (141, "–", "Whoever was to read the output went away."),
    ]
    lines = [EXIT_HEAD, "| status | code | meaning |", "|---:|---|---|"]
    lines += [f"| {status} | {code} | {what} |" for status, code, what in sorted(rows)]
    return "\n".join([*lines, ""])


def _kinds(root: type[TipsheetError]) -> Iterator[type[TipsheetError]]:
    """The errors of the package itself that have no narrower ones below them."""
    own = [one for one in root.__subclasses__() if one.__module__ == TipsheetError.__module__]
    if not own:
        yield root
    for one in own:
        yield from _kinds(one)


def make_targets() -> dict[str, str]:
    """The targets of the Makefile with what they do."""
    text = (PROJECT / "Makefile").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z-]+):.*?## (.+)$", text, re.MULTILINE))


def _make_section() -> str:
    lines = ["## The command list", "", "| command | what it does |", "|---|---|"]
    lines += [f"| `make {name}` | {what} |" for name, what in make_targets().items()]
    return "\n".join([*lines, ""])


PAGES: Mapping[str, Callable[[], str]] = {
    "RECORD.md": record_page,
    "COMMANDS.md": commands_page,
}


def draw_sheet() -> None:
    """Draw the tip sheet of a sample as `docs/sheet.svg`."""
    import tipsheet
    from tipsheet.exports.terminal import svg

    text = (PROJECT / "samples" / f"{SAMPLE}.txt").read_text(encoding="utf-8")
    picture = svg(tipsheet.read(text, published=SAMPLE_DAY))
    (DOCS / "sheet.svg").write_text(picture, encoding="utf-8")


def main() -> None:
    """Write the pages, or check them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail where stale")
    parser.add_argument("--sheet", action="store_true", help="draw docs/sheet.svg too")
    options = parser.parse_args()
    pages = {DOCS / name: make() for name, make in PAGES.items()}
    if options.check:
        stale = [path.name for path, page in pages.items() if path.read_text("utf-8") != page]
        sys.exit(f"Stale: {', '.join(stale)}: run `python docs/generate.py`." if stale else 0)
    for path, page in pages.items():
        path.write_text(page, encoding="utf-8")
    if options.sheet:
        draw_sheet()


if __name__ == "__main__":
    main()

"""The commands of `python -m evaluation`."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from evaluation import agreement, floors, mistakes, plan, table, tasks
from evaluation.corpus import SHARED, SPLITS, Options
from evaluation.errors import CorpusInvalid, EvaluationError, TableStale
from evaluation.plan import Row
from evaluation.reader import InstalledReader, ReaderUnderTest
from tipsheet.errors import TipsheetError

SCORES = Path("runs/evaluation.json")


def main(arguments: Sequence[str] | None = None, reader: ReaderUnderTest | None = None) -> int:
    """Run one command; the exit status is 0, or that of the error."""
    given = parser().parse_args(arguments)
    command: Callable[[argparse.Namespace, ReaderUnderTest], None] = given.command
    try:
        command(given, reader or InstalledReader())
    except TipsheetError as error:
        print(error.message, file=sys.stderr)
        return error.exit_status
    except OSError as error:
        print(f"{error.filename}: {error.strerror}.", file=sys.stderr)
        return CorpusInvalid.exit_status
    return 0


def run_task(given: argparse.Namespace, reader: ReaderUnderTest) -> None:
    """Score one task on one corpus and print the result as JSON."""
    request = tasks.Request(
        task=given.task,
        path=given.path,
        options=Options(split=given.split, limit=given.limit),
        errors=given.errors,
        system=given.system,
    )
    print(json.dumps(tasks.run(request, reader), indent=1, ensure_ascii=False))


def run_agreement(given: argparse.Namespace, reader: ReaderUnderTest) -> None:
    """Compare two annotators' markup of the same reports and print the result as JSON."""
    found = agreement.agree(given.first, given.second, given.shared, reader.locate)
    if given.errors is not None:
        mistakes.write(given.errors, "agreement", found.score.mistakes)
    print(json.dumps(found.to_dict(), indent=1, ensure_ascii=False))


def run_all(given: argparse.Namespace, reader: ReaderUnderTest) -> None:
    """Score everything in the list, print the table, and keep it."""
    rows, failures = _measure(given, reader)
    table.save(given.out, rows)
    print(table.markdown(rows))
    for failure in failures[:-1]:
        print(failure.message, file=sys.stderr)
    if failures:
        raise failures[-1]


def run_floors(given: argparse.Namespace, reader: ReaderUnderTest) -> None:
    """Hold the scores against their floors; raise or lower these where asked to."""
    rows = table.read(given.scores) if given.scores else _all_rows(given, reader)
    if given.rise:
        floors.save(floors.risen(rows, floors.load(given.floors)), given.floors)
    if given.lower:
        _lower(rows, given)
    known = floors.load(given.floors)
    floors.require(rows, known)
    print(f"{len(rows)} scores, none below its floor ({len(known)} in {given.floors.name}).")


def run_publish(given: argparse.Namespace, reader: ReaderUnderTest) -> None:
    """Renew the table in documents, or check that it is what it should be."""
    rows = table.read(given.scores)
    for path in given.files:
        text = path.read_text(encoding="utf-8")
        renewed = table.published(text, rows)
        if given.check and renewed != text:
            raise TableStale(f"{path} shows other numbers: run `python -m evaluation publish`.")
        if not given.check:
            path.write_text(renewed, encoding="utf-8")


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    top = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    for task in tasks.NAMES:
        _task_parser(commands.add_parser(task, help=f"score {task} on the files at PATH"), task)
    _agreement_parser(commands.add_parser("agreement", help=run_agreement.__doc__))
    _all_parser(commands.add_parser("all", help=run_all.__doc__))
    _floors_parser(commands.add_parser("floors", help=run_floors.__doc__))
    _publish_parser(commands.add_parser("publish", help=run_publish.__doc__))
    return top


def _task_parser(command: argparse.ArgumentParser, task: str) -> None:
    command.add_argument("path", type=Path, metavar="PATH")
    command.add_argument("--errors", type=Path, metavar="HTML", help="write the mistakes here")
    command.add_argument("--limit", type=int, metavar="N", help="score the first N documents")
    command.add_argument(
        "--split", choices=SPLITS, help="default: dev for the training data, all for other files"
    )
    system = "score these readings (tipsheet read --format jsonl) instead of reading"
    if task in tasks.SYSTEM:
        command.add_argument("--system", type=Path, metavar="FILE", help=system)
    command.set_defaults(command=run_task, task=task, system=None)


def _agreement_parser(command: argparse.ArgumentParser) -> None:
    command.add_argument("first", type=Path, metavar="FIRST")
    command.add_argument("second", type=Path, metavar="SECOND")
    shared = Path(os.environ.get(SHARED, "shared"))
    command.add_argument("--shared", type=Path, default=shared, metavar="PATH")
    command.add_argument("--errors", type=Path, metavar="HTML", help="write where they differ")
    command.set_defaults(command=run_agreement)


def _all_parser(command: argparse.ArgumentParser) -> None:
    _selection(command)
    command.add_argument("--out", type=Path, default=SCORES, metavar="FILE")
    command.set_defaults(command=run_all)


def _floors_parser(command: argparse.ArgumentParser) -> None:
    _selection(command)
    command.add_argument("--from", dest="scores", type=Path, metavar="FILE", help="kept scores")
    command.add_argument("--raise", dest="rise", action="store_true", help="raise what can rise")
    command.add_argument("--lower", metavar="REASON", help="lower what is broken; say why")
    command.add_argument("--floors", type=Path, default=floors.FILE, metavar="FILE")
    command.add_argument("--changelog", type=Path, default=floors.CHANGELOG, metavar="FILE")
    command.set_defaults(command=run_floors, limit=None)


def _publish_parser(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command.add_argument("--from", dest="scores", type=Path, default=SCORES, metavar="FILE")
    command.add_argument("--check", action="store_true", help="change nothing, fail where stale")
    command.set_defaults(command=run_publish)


def _selection(command: argparse.ArgumentParser) -> None:
    shared = Path(os.environ.get(SHARED, "shared"))
    command.add_argument("--shared", type=Path, default=shared, metavar="PATH")
    command.add_argument("--fast", action="store_true", help="only what needs no corpora")
    command.add_argument("--only", nargs="*", default=(), choices=tasks.NAMES, metavar="TASK")
    if command.prog.endswith("all"):
        command.add_argument("--limit", type=int, metavar="N")


def _measure(
    given: argparse.Namespace, reader: ReaderUnderTest
) -> tuple[list[Row], list[EvaluationError]]:
    entries = plan.select(plan.entries(), fast=given.fast, only=given.only)
    return plan.measure(entries, given.shared, reader, given.limit)


def _all_rows(given: argparse.Namespace, reader: ReaderUnderTest) -> list[Row]:
    rows, failures = _measure(given, reader)
    if failures:
        raise failures[0]
    return rows


def _lower(rows: Sequence[Row], given: argparse.Namespace) -> None:
    kept, lines = floors.lowered(rows, floors.load(given.floors))
    if lines:
        changelog = floors.note(given.changelog.read_text(encoding="utf-8"), lines, given.lower)
        given.changelog.write_text(changelog, encoding="utf-8")
        floors.save(kept, given.floors)

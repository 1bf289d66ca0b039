"""The tasks by name, and how one is run on the files at a path."""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import Any, cast

from evaluation import (
    attribution,
    contradictions,
    coreference,
    event_coreference,
    followthrough,
    mentions,
    mistakes,
    origin_counts,
    plover,
    record,
    status,
)
from evaluation.corpus import Options, require
from evaluation.errors import ReaderMissing
from evaluation.reader import ReaderUnderTest
from evaluation.score import Score

Result = dict[str, Any]
"""What a task prints: see `Score.to_dict`."""

READ: dict[str, Callable[[Path, ReaderUnderTest, Options], Score]] = {
    "attribution": attribution.score,
    "plover": plover.score,
    "status": status.score,
    "mentions": mentions.score,
    "coreference": coreference.score,
    "record": record.score,
    "events": event_coreference.score,
    "origins": origin_counts.score,
    "followthrough": followthrough.score,
    "contradictions": contradictions.score,
}

SYSTEM: dict[str, Callable[[Path, ReaderUnderTest, Options, Path | None], Score]] = {
    "record": record.score,
    "origins": origin_counts.score,
    "followthrough": followthrough.score,
    "contradictions": contradictions.score,
}
"""The tasks that can score readings from a file."""

# Rules over spans, which score themselves: evaluate(path, errors) -> Result, some with options.
RULES = ("dates", "places", "figures", "copies", "citations")

NAMES = (*READ, *RULES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One task to run; `errors` is where the page of mistakes goes, `system` what to score."""

    task: str
    path: Path
    options: Options = field(default_factory=Options)
    errors: Path | None = None
    system: Path | None = None


def run(request: Request, reader: ReaderUnderTest) -> Result:
    """Run one task and write its page of mistakes where one is asked for."""
    require(request.path)
    if request.task in RULES:
        return _evaluate(request)
    score = _score(request, reader)
    if request.errors is not None:
        title = f"{request.task}: {score.corpus.name}"
        mistakes.write(request.errors, title, score.mistakes)
    return score.to_dict()


def _score(request: Request, reader: ReaderUnderTest) -> Score:
    if request.task in SYSTEM:
        return SYSTEM[request.task](request.path, reader, request.options, request.system)
    return READ[request.task](request.path, reader, request.options)


def _evaluate(request: Request) -> Result:
    try:
        module = import_module(f"evaluation.{request.task}")
    except ImportError as error:
        raise ReaderMissing(f"The task `{request.task}` cannot be loaded: {error}.") from error
    given: dict[str, Any] = {"errors": request.errors}
    if "options" in signature(module.evaluate).parameters:
        given["options"] = request.options
    return cast(Result, module.evaluate(request.path, **given))

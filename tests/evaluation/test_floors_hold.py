"""The fast part of the evaluation: own samples, read by the shipped reader."""

import pytest

from evaluation import floors
from evaluation.cli import main
from evaluation.plan import entries, select

pytest.importorskip("tipsheet.reading.reader")


def test_every_fast_metric_has_a_floor() -> None:
    known = {(floor.task, floor.metric) for floor in floors.load()}
    wanted = {(e.task, m.name) for e in select(entries(), fast=True) for m in e.metrics}

    assert wanted <= known


def test_fast_scores_hold_their_floors() -> None:
    assert main(["floors", "--fast"]) == 0

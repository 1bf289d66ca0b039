import numpy as np
import pytest

from tests.reading.stub import at, encoded, name, saying
from tipsheet.errors import InstallationBroken
from tipsheet.reading.coreference.chains import weights
from tipsheet.reading.coreference.looks import KINDS
from tipsheet.reading.coreference.phrases import Referring
from tipsheet.reading.coreference.signs import SIGNS, Features, Pairs
from tipsheet.reading.layers import Layers

TEXT = "Ana Ruiz , the mayor , saw the North Sea Board . Ruiz said I know the NSB and Paul Orr ."
PHRASES = ("Ana Ruiz", "the mayor", "the North Sea Board", "Ruiz", "I", "the NSB", "Paul Orr")
HEADS = ("Ana", "mayor", "Board", "Ruiz", "I", "NSB", "Paul")


@pytest.fixture(scope="module")
def pairs():
    people = [name(TEXT, words) for words in ("Ana Ruiz", "Paul Orr")]
    ruiz = at(TEXT, "Ruiz", after=". Ruiz")
    boards = [name(TEXT, "North Sea Board", "ORG"), name(TEXT, "NSB", "ORG")]
    again = name(TEXT[ruiz.start :], "Ruiz")
    people.append(type(again)(start=ruiz.start, end=ruiz.end, text="Ruiz", kind="PER", score=0.9))
    said = saying(TEXT, "Ruiz", "said", "I know the NSB and Paul Orr", after=". Ruiz")
    layers = Layers(names=(*people, *boards), sayings=(said,))
    rows = np.arange(len(PHRASES))
    return Pairs(Features.of(list(phrases()), encoded(TEXT, layers)), rows, rows)


def phrases():
    for words, head in zip(PHRASES, HEADS, strict=True):
        span = at(TEXT, words, after=". Ruiz" if words in {"Ruiz", "I"} else "")
        lead = TEXT[max(0, span.start - 14) : span.start]
        start = span.start + words.index(head)
        yield Referring(start=span.start, end=span.end, text=words, head=start, lead=lead)


def holds(pairs, sign, later, earlier):
    values = np.broadcast_to(SIGNS[sign](pairs), (len(PHRASES), len(PHRASES)))
    return bool(values[PHRASES.index(later), PHRASES.index(earlier)])


@pytest.mark.parametrize(
    ("sign", "later", "earlier"),
    [
        ("apposed", "the mayor", "Ana Ruiz"),
        ("part_of_name", "Ruiz", "Ana Ruiz"),
        ("same_head", "Ruiz", "Ana Ruiz"),
        ("acronym", "the NSB", "the North Sea Board"),
        ("source", "I", "Ruiz"),
        ("other_name", "Paul Orr", "Ana Ruiz"),
        ("definite", "the NSB", "I"),
    ],
)
def test_signs_are_seen(pairs, sign, later, earlier):
    assert holds(pairs, sign, later, earlier)


@pytest.mark.parametrize(
    ("sign", "later", "earlier"),
    [
        ("apposed", "the North Sea Board", "the mayor"),
        ("acronym", "the NSB", "Ana Ruiz"),
        ("other_name", "Ruiz", "Ana Ruiz"),
        ("source", "Ruiz", "Ana Ruiz"),
    ],
)
def test_signs_are_not_seen_elsewhere(pairs, sign, later, earlier):
    assert not holds(pairs, sign, later, earlier)


def test_what_lies_later_is_barred(pairs):
    assert pairs.barred[np.triu_indices(len(PHRASES))].all()


def test_an_unknown_sign_is_a_broken_installation(monkeypatch):
    table = {kind: {"bias": 0.0, "unheard_of": 1.0} for kind in KINDS}
    monkeypatch.setattr("tipsheet.reading.coreference.chains.read_table", lambda *_: table)
    with pytest.raises(InstallationBroken, match=r"weights\.toml"):
        weights.__wrapped__()

"""The reader: a report in, its reading out. One pass of the model, then the rules over it."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from os import environ
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tipsheet.reading import labels
from tipsheet.reading.attribution import Innermost, attributions_of
from tipsheet.reading.coreference import LINK, chains_of, referring_phrases
from tipsheet.reading.dates import find_dates
from tipsheet.reading.decoding import layers_of, names_of_text
from tipsheet.reading.encoder import Encoded, Encoder, OnnxEncoder
from tipsheet.reading.entities import build_entities, settle_sources
from tipsheet.reading.figures import count_of, find_figures
from tipsheet.reading.joining import Sentences, events_of, figures_joined
from tipsheet.reading.layers import Layers, Name
from tipsheet.reading.mending import regrown
from tipsheet.reading.places import find_toponyms, resolve_places
from tipsheet.reading.status import settled
from tipsheet.reading.tagging import softmax
from tipsheet.reading.vectors import SentenceVectors, vector_of, vectors_of
from tipsheet.reading.watch import watch_of
from tipsheet.record import Reader, Reading, Report, Span


@cache
def encoder() -> Encoder:
    """The shipped model, loaded once, or the one in the folder that `TIPSHEET_MODEL` names."""
    folder = environ.get("TIPSHEET_MODEL")
    return OnnxEncoder(Path(folder) if folder else None)


@cache
def package_version() -> str:
    """The version of the installed package."""
    try:
        return version("tipsheet")
    except PackageNotFoundError:  # read from a checkout that was never installed
        return "0"


def read_report(report: Report, *, model: Encoder | None = None) -> Reading:
    """The reading of a report; with the same model the same report gives the same reading."""
    model = model or encoder()
    return assemble(report, layers_of(report.text, model.encode(report.text)), model.name)


def read_with_vectors(
    report: Report, *, model: Encoder | None = None
) -> tuple[Reading, SentenceVectors]:
    """The reading of a report with a vector for each of its sentences, from one pass."""
    model = model or encoder()
    encoded = model.encode(report.text)
    layers = layers_of(report.text, encoded)
    return assemble(report, layers, model.name), vectors_of(layers.sentences, encoded)


def question_vector(text: str, *, model: Encoder | None = None) -> npt.NDArray[np.float16]:
    """The vector of a question, to compare with those of sentences; shape (384,)."""
    return vector_of((model or encoder()).encode(text))


def assemble(report: Report, layers: Layers, model: str) -> Reading:
    """The reading that the rules make of the model's layers."""
    text = report.text
    dates = find_dates(text, published=report.published, sentences=layers.sentences)
    toponyms = find_toponyms(text, (*layers.names, *layers.toponyms))
    places = resolve_places(text, toponyms, publisher=report.publisher, url=report.url)
    whole = regrown(text, layers.happenings)
    entities, ids = build_entities(
        text,
        names=layers.names,
        roles=[span for item in whole for span in (*item.actors, *item.recipients)],
        sources=[(item.source, item.kind) for item in layers.sayings if item.source],
        toponyms=toponyms,
        antecedents=layers.antecedents,
    )
    attributions = attributions_of(
        text,
        settle_sources(text, layers.sayings, names=layers.names, entities=entities, ids=ids),
        entities=ids,
        named={entity.id: entity for entity in entities},
        count_of=count_of,
    )
    contents, sentences = Innermost(attributions), Sentences(layers.sentences)
    happenings = settled(whole, dates, report.published)
    events = events_of(
        happenings,
        entities=ids,
        places=places,
        dates=dates,
        contents=contents,
        sentences=sentences,
    )
    figures = figures_joined(
        find_figures(text, sentences=layers.sentences, dates=dates),
        happenings=happenings,
        events=events,
        contents=contents,
        sentences=sentences,
    )
    return Reading(
        reader=Reader(name="tipsheet", version=package_version(), model=model),
        report=report,
        entities=entities,
        attributions=attributions,
        events=events,
        dates=dates,
        places=places,
        figures=figures,
        watch=watch_of(text, events, dates, report.published, sentences),
    )


def names(text: str) -> Sequence[Name]:
    """The proper names in a raw text."""
    return names_of_text(text, encoder().encode(text))


def chains(text: str) -> list[list[Span]]:
    """All phrases in a raw text that refer to something, those that refer to one thing together."""
    encoded = encoder().encode(text)
    phrases = referring_phrases(text, encoded)
    return [[phrases[index] for index in chain] for chain in chains_of(phrases, encoded)]


def statuses_at(text: str, triggers: Sequence[Span]) -> list[Mapping[str, float]]:
    """For each trigger, the probability of each of the seven statuses."""
    encoded = encoder().encode(text, every=True)
    chances = softmax(encoded.heads["statuses"])
    return [
        dict(zip(labels.STATUSES, chances[_word(encoded, trigger)].tolist(), strict=True))
        for trigger in triggers
    ]


def pair_type(text: str, source: Span, target: Span) -> str:
    """The PLOVER root of what the source does to the target (CONCEDE and RETREAT are YIELD).

    The word that carries it is weighed by how it fits both; see training/losses.py.
    """
    encoded = encoder().encode(text, every=True)
    key, from_source, from_target = np.split(encoded.heads["pairs"], 3, axis=1)
    asked = from_source[_word(encoded, source)] + from_target[_word(encoded, target)]
    mixed = softmax(key @ asked / np.sqrt(LINK)) @ softmax(encoded.heads["types"])
    chances = dict.fromkeys(labels.ROOTS, 0.0)
    for name, chance in zip(labels.TYPES, mixed.tolist(), strict=True):
        chances[labels.root_of(name)] += chance
    return max(labels.ROOTS, key=lambda root: chances[root])


def _word(encoded: Encoded, span: Span) -> int:
    word = int(np.searchsorted(encoded.ends, span.start, side="right"))
    return min(word, len(encoded.ends) - 1)

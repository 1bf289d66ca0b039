"""Places on LGL, TR-News, GeoVirus and what is in their format: found and resolved.

A predicted span is right when it has the offsets of a gold one. Gold toponyms without
coordinates (streets, buildings) and predictions on them count in the spans' F1 only; a place
named but not resolved is no prediction of a location. `literal` leaves out adjectives and
names of people ("French", "Scots") on both sides, which corpora treat differently.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation import mistakes
from evaluation.corpus import Options, chosen, corpus_of, require, split_of
from evaluation.errors import ReaderMissing
from evaluation.geo import Article, GoldPlace, load
from evaluation.mistakes import Mistake
from evaluation.score import Measured, Row, Score, f1_measures, mean_measure
from evaluation.values import NEAR, kilometres
from tipsheet.reading.places import resolve_places
from tipsheet.reading.places.naming import is_demonym
from tipsheet.record import Place, Reading, Report, Span
from tipsheet.vocabulary.countries import country_of

Finder = Callable[[str], Sequence[Span]]

F1 = ("span", "161km", "id", "literal_span", "literal_161km", "literal_id")
ACCURACY = ("gold_span_161km", "gold_span_id", "gold_span_country", "gold_span_resolved")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was found in an article, and what its gold toponyms were resolved to."""

    found: tuple[Place, ...]
    given: tuple[Place, ...]


def evaluate(
    path: Path,
    errors: Path | None = None,
    finder: Finder | None = None,
    options: Options | None = None,
) -> dict[str, Any]:
    """Score the reader, or a finder of toponyms with the resolver behind it, on one XML file."""
    score = score_file(path, finder, options or Options())
    if errors is not None:
        mistakes.write(errors, f"places: {score.corpus.name}", score.mistakes)
    return score.to_dict()


def score_file(path: Path, finder: Finder | None, options: Options) -> Score:
    """The score with its mistakes; corpora under the training data are cut to their dev part."""
    split = split_of(require(path), options)
    articles = [article for _, article in chosen(_by_id(path), split, options)]
    answers = [answer(article, finder) for article in articles]
    rows = [counts(article, a) for article, a in zip(articles, answers, strict=True)]
    return Score(
        task="places",
        corpus=corpus_of(path, [path], split),
        documents=len(articles),
        n=sum(len(article.places) for article in articles),
        measures=tuple(measure for measure in _measures(rows) if measure.n),
        mistakes=tuple(
            mistake
            for article, a in zip(articles, answers, strict=True)
            for mistake in _mistakes(article, a)
        ),
    )


def _measures(rows: Sequence[Row]) -> Iterator[Measured]:
    """All metrics; those without a gold value in the file are left out by the caller."""
    yield from f1_measures(rows, F1)
    yield from (mean_measure(name, rows) for name in ACCURACY)


def _by_id(path: Path) -> list[tuple[str, Article]]:
    return [(article.id, article) for article in load(path)]


def answer(article: Article, finder: Finder | None) -> Answer:
    """The places of an article, found by the reader or the finder, and on the gold spans."""
    given = resolve_places(article.text, [gold.span for gold in article.places], url=article.url)
    if finder is None:
        found = _read(article)
    else:
        found = resolve_places(article.text, finder(article.text), url=article.url)
    return Answer(found=found, given=given)


def _read(article: Article) -> tuple[Place, ...]:
    """The places of the whole reader, which is told the address as `tipsheet read --url` is."""
    try:
        from tipsheet.reading.reader import read_report
    except ImportError as error:
        raise ReaderMissing(f"There is no reader to find places with: {error}.") from error
    reading: Reading = read_report(Report.of(article.text, url=article.url, language="en"))
    return reading.places


def counts(article: Article, a: Answer) -> Row:
    """(tp, fp, fn) of the F1 metrics and (sum, number) of the accuracies."""
    literal = [gold for gold in article.places if not is_demonym(gold.span.text)]
    found = [place for place in a.found if not is_demonym(place.text)]
    return {
        **_f1_counts("", article.places, a.found),
        **_f1_counts("literal_", literal, found),
        **_accuracies(article.places, a.given),
    }


def _f1_counts(prefix: str, golds: Sequence[GoldPlace], found: Sequence[Place]) -> Row:
    by_span = {(place.start, place.end): place for place in found}
    pairs = [(gold, by_span.get((gold.span.start, gold.span.end))) for gold in golds]
    located = sum(place.latitude is not None for place in by_span.values())
    blind_located = sum(
        place is not None and place.latitude is not None and gold.latitude is None
        for gold, place in pairs
    )
    spans = sum(place is not None for _, place in pairs)
    near = sum(_near(gold, place) for gold, place in pairs)
    same = sum(_same_id(gold, place) for gold, place in pairs)
    with_point = sum(gold.latitude is not None for gold in golds)
    with_id = sum(gold.geonames_id is not None for gold in golds)
    shown = located - blind_located
    return {
        f"{prefix}span": (spans, len(by_span) - spans, len(golds) - spans),
        f"{prefix}161km": (near, shown - near, with_point - near),
        f"{prefix}id": (same, shown - same if with_id else 0, with_id - same),
    }


def _accuracies(golds: Sequence[GoldPlace], given: Sequence[Place]) -> Row:
    by_span = {(place.start, place.end): place for place in given}
    pairs = [(g, by_span.get((g.span.start, g.span.end))) for g in golds if g.latitude is not None]
    ids = [(gold, place) for gold, place in pairs if gold.geonames_id is not None]
    nations = [(g, p, code) for g, p in pairs if g.country and (code := country_of(g.country))]
    return {
        "gold_span_161km": (sum(_near(gold, place) for gold, place in pairs), len(pairs)),
        "gold_span_id": (sum(_same_id(gold, place) for gold, place in ids), len(ids)),
        "gold_span_country": (
            sum(place is not None and place.country == code for _, place, code in nations),
            len(nations),
        ),
        "gold_span_resolved": (
            sum(place is not None and place.latitude is not None for _, place in pairs),
            len(pairs),
        ),
    }


def _near(gold: GoldPlace, place: Place | None) -> bool:
    if place is None or place.latitude is None or place.longitude is None:
        return False
    if gold.latitude is None or gold.longitude is None:
        return False
    there = gold.latitude, gold.longitude
    return kilometres((place.latitude, place.longitude), there) <= NEAR


def _same_id(gold: GoldPlace, place: Place | None) -> bool:
    return (
        place is not None
        and place.geonames_id is not None
        and (place.geonames_id == gold.geonames_id)
    )


def _mistakes(article: Article, a: Answer) -> list[Mistake]:
    by_span = {(place.start, place.end): place for place in a.found}
    golds = {(gold.span.start, gold.span.end): gold for gold in article.places}
    made = [_mistake(article, *key, "toponym missed") for key in golds.keys() - by_span.keys()]
    made += [
        _mistake(article, *key, "no toponym", by_span[key].name)
        for key in by_span.keys() - golds.keys()
    ]
    for place in a.given:
        gold = golds[place.start, place.end]
        if gold.latitude is not None and not _near(gold, place):
            kind = "not resolved" if place.latitude is None else "resolved elsewhere"
            note = f"{gold.geonames_id} at {gold.latitude}, {gold.longitude}, not {_shown(place)}"
            made.append(_mistake(article, place.start, place.end, kind, note))
    return sorted(made, key=lambda mistake: mistake.start)


def _shown(place: Place) -> str:
    where = f"{place.latitude}, {place.longitude}"
    return f"{place.name} ({place.feature}, {place.country}) at {where}, {place.confidence}"


def _mistake(article: Article, start: int, end: int, kind: str, note: str = "") -> Mistake:
    return Mistake(
        kind=kind, document=article.id, text=article.text, start=start, end=end, note=note
    )

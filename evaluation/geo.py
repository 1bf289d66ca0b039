"""Articles with gold toponyms: LGL, TR-News and what is in their format, and GeoVirus."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tipsheet.record import Span

LOOK_BACK = 40  # characters before a wrong offset in which its phrase is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPlace:
    """A toponym that an annotator marked; without coordinates it could not be resolved.

    `country` is the English name that the file gives, where it gives one.
    """

    span: Span
    latitude: float | None = None
    longitude: float | None = None
    geonames_id: int | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article; `group` is its outlet in LGL and the article itself elsewhere."""

    id: str
    group: str
    url: str | None
    text: str
    places: tuple[GoldPlace, ...]


def load(path: Path) -> list[Article]:
    """The articles of one XML file, whichever of the two formats it has.

    GeoVirus counts from 1; an offset that does not fit its phrase is put right from the text.
    """
    return [_article(path.stem, number, node) for number, node in enumerate(_root(path))]


def _root(path: Path) -> ElementTree.Element:
    return ElementTree.parse(path).getroot()


def _article(stem: str, number: int, node: ElementTree.Element) -> Article:
    key = f"{stem}-{node.get('docid') or number}"
    feed = node.findtext("feedid")
    text = node.findtext("text") or ""
    unique = {(gold.span.start, gold.span.end): gold for gold in _gold(node, text)}
    return Article(
        id=key,
        group=f"{stem}-feed-{feed.strip()}" if feed else key,
        url=_url(node),
        text=text,
        places=tuple(unique[span] for span in sorted(unique)),
    )


def _url(node: ElementTree.Element) -> str | None:
    for tag in ("url", "domain", "source"):
        value = (node.findtext(tag) or "").strip()
        if value:
            return value
    return None


def _gold(node: ElementTree.Element, text: str) -> Iterator[GoldPlace]:
    for mark in node.iter("toponym"):
        span = _span(text, mark.findtext("phrase") or "", _whole(mark.findtext("start")))
        if span:
            yield _resolved(mark, span)
    for mark in node.iter("location"):
        span = _span(text, mark.findtext("name") or "", _whole(mark.findtext("start")) - 1)
        if span:
            yield GoldPlace(span=span, latitude=_real(mark, "lat"), longitude=_real(mark, "lon"))


def _resolved(mark: ElementTree.Element, span: Span) -> GoldPlace:
    tag = mark.find("gaztag")
    source = mark if tag is None else tag
    number = source.get("geonameid") or mark.findtext("geonamesID") or ""
    return GoldPlace(
        span=span,
        latitude=_real(source, "lat"),
        longitude=_real(source, "lon"),
        geonames_id=int(number) if number.strip().isdigit() else None,
        country=(source.findtext("country") or "").strip() or None,
    )


def _span(text: str, phrase: str, start: int) -> Span | None:
    if not phrase:
        return None
    if text[max(start, 0) : start + len(phrase)] != phrase:
        start = text.rfind(phrase, max(0, start - LOOK_BACK), start + len(phrase) + 2)
    return Span.of(text, start, start + len(phrase)) if start >= 0 else None


def _whole(value: str | None) -> int:
    return int(float(value)) if value and value.strip() else 0


def _real(node: ElementTree.Element, tag: str) -> float | None:
    value = node.findtext(tag)
    return float(value) if value and value.strip() else None

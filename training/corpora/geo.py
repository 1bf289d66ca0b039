"""Toponyms: LGL and TR-News with GeoNames ids, GeoVirus with coordinates."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from training.corpora.document import Document, Offsets


def documents(path: Path) -> Iterator[Document]:
    """The articles of one XML file with the spans of their toponyms."""
    shift = 1 if path.stem == "GeoVirus" else 0
    for number, article in enumerate(ElementTree.parse(path).getroot()):
        text = article.findtext("text") or ""
        spans = {
            found
            for mark in article.iter()
            if mark.tag in ("toponym", "location")
            if (found := _span(mark, text, shift))
        }
        yield Document(
            id=f"{path.stem}-{article.get('docid') or number}",
            corpus="geo",
            text=text,
            toponyms=tuple(sorted(spans)),
        )


def _span(mark: ElementTree.Element, text: str, shift: int) -> Offsets | None:
    """The span of one toponym; an offset that is too high is looked for just before it."""
    phrase = mark.findtext("phrase") or mark.findtext("name") or ""
    start = int(mark.findtext("start") or 0) - shift
    if text[start : start + len(phrase)] != phrase:
        start = text.rfind(phrase, max(0, start - 40), start + len(phrase) + 2)
    return (start, start + len(phrase)) if phrase and start >= 0 else None

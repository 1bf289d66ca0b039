import re
from dataclasses import dataclass

import pytest

from tipsheet.reading.entities import build_entities
from tipsheet.reading.layers import Name
from tipsheet.record import Span

MARK = re.compile(
    r"\[(?P<name>PER|ORG|LOC|MISC|TOP) |\{(?P<source>\w+): |(?P<role>\{)|(?P<close>[\]}])"
)


@dataclass
class Built:
    """A text with its entities, and ways to ask for them."""

    text: str
    entities: tuple
    ids: dict

    def at(self, words, nth=0):
        """The entity that the nth span with these words belongs to."""
        spans = sorted(span for span in self.ids if self.text[slice(*span)] == words)
        return next(entity for entity in self.entities if entity.id == self.ids[spans[nth]])

    def same(self, *several):
        """Whether all of these words belong to one entity."""
        return len({self.at(words).id for words in several}) == 1


def unmark(marked):
    """The text of a marked one, and its spans: [PER x] names, {x} roles, {person: x} sources."""
    text, stack, spans, position = "", [], [], 0
    for match in MARK.finditer(marked):
        text += marked[position : match.start()]
        position = match.end()
        if match["close"]:
            spans.append((*stack.pop(), len(text)))
        else:
            stack.append((match["name"] or match["source"] or "role", len(text)))
    return text + marked[position:], spans


def build(marked, antecedents=None):
    """The entities of a marked text."""
    text, spans = unmark(marked)
    names, roles, sources, toponyms = [], [], [], []
    for label, start, end in spans:
        span = Span.of(text, start, end)
        if label in ("PER", "ORG", "LOC", "MISC"):
            names.append(Name(start=start, end=end, text=span.text, kind=label, score=1.0))
        elif label == "TOP":
            toponyms.append(span)
        elif label == "role":
            roles.append(span)
        else:
            sources.append((span, label))
    entities, ids = build_entities(
        text, names=names, roles=roles, sources=sources, toponyms=toponyms, antecedents=antecedents
    )
    return Built(text, entities, ids)


@pytest.fixture
def read():
    """Reads a marked text into entities."""
    return build

import itertools
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from tipsheet.reading.entities import build_entities
from tipsheet.reading.layers import Name
from tipsheet.record import Span

PIECES = (
    "President Ada Moro the rebels of Kenya , (KLM) she who and two police U.S. said a group "
    '’s . — их their army as 1,000 Mr. "I left" \n'
)
WORDS = PIECES.split(" ")


@st.composite
def marked_texts(draw):
    text = " ".join(draw(st.lists(st.sampled_from(WORDS), max_size=40)))
    ends = st.integers(0, len(text))
    pairs = [tuple(sorted(pair)) for pair in draw(st.lists(st.tuples(ends, ends), max_size=12))]
    spans = [Span.of(text, start, end) for start, end in pairs if start < end]
    return text, spans[::3], spans[1::3], spans[2::3]


@settings(max_examples=300, deadline=None)
@given(marked_texts(), st.sampled_from(["PER", "ORG", "LOC", "MISC"]))
def test_every_span_has_an_entity_and_mentions_are_slices(marked, kind):
    text, named, roles, sources = marked
    names = [Name(start=s.start, end=s.end, text=s.text, kind=kind, score=1.0) for s in named]
    entities, ids = build_entities(
        text, names=names, roles=roles, sources=[(s, "person") for s in sources], toponyms=named[:1]
    )
    known = {entity.id for entity in entities}
    assert all(ids[span.start, span.end] in known for span in (*named, *roles, *sources))
    for entity in entities:
        ends = [0, *(mention.end for mention in entity.mentions)]
        assert all(end <= m.start for end, m in zip(ends, entity.mentions, strict=False))
        assert all(text[m.start : m.end] == m.text for m in entity.mentions)


@settings(max_examples=50, deadline=None)
@given(marked_texts())
def test_the_same_input_gives_the_same_entities(marked):
    text, named, roles, sources = marked
    given_spans = {"names": [], "roles": roles, "sources": [(s, "media") for s in sources]}
    once = build_entities(text, toponyms=named, **given_spans)
    again = build_entities(text, toponyms=named[::-1], **given_spans)
    assert once == again


def test_entities_come_in_order_of_first_mention():
    text = "Ost met Krell and Brell."
    names = [
        Name(start=at, end=at + len(word), text=word, kind="PER", score=1.0)
        for word in ("Brell", "Ost", "Krell")
        for at in [text.index(word)]
    ]
    entities, _ = build_entities(text, names=names, roles=[], sources=[], toponyms=[])
    assert [entity.name for entity in entities] == ["Ost", "Krell", "Brell"]


def test_work_grows_with_the_text_and_not_with_its_square():
    def calls(repeats):
        text = "Ada Moro met Otto Krell. She left. " * repeats
        spans = [Span.of(text, at, at + 3) for at in range(25, len(text), 35)]
        names = [
            Name(start=at, end=at + 8, text=text[at : at + 8], kind="PER", score=1.0)
            for at in range(0, len(text), 35)
        ]
        count = itertools.count()
        sys.setprofile(lambda *_: next(count))
        build_entities(text, names=names, roles=spans, sources=[], toponyms=[])
        sys.setprofile(None)
        return next(count)

    calls(50)
    assert calls(2000) < 15 * calls(200)

"""Claims made from readings."""

from dataclasses import replace

from tipsheet.linking.claims import claim_id, claims_of, line_around
from tipsheet.record import (
    Attribution,
    Claim,
    Entity,
    Event,
    Figure,
    Mention,
    Reader,
    Reading,
    Report,
    Span,
    from_dict,
    to_dict,
)

TEXT = "Three officers told Ana Ruiz that guards shot two men. Some 40 boats left."


def _span(words: str) -> Span:
    return Span.of(TEXT, TEXT.index(words), TEXT.index(words) + len(words))


def _figure(id: str, words: str, event: str | None) -> Figure:
    span = _span(words)
    return Figure(
        start=span.start, end=span.end, text=span.text, id=id, value=2, upper=None,
        modifier="exact", unit=None, of=None, event=event, attribution=None,
    )  # fmt: skip


def _attribution(id: str, kind: str, parent: str | None, entity: str | None) -> Attribution:
    return Attribution(
        id=id, source=None, cue=None, content=(_span("guards shot two men"),), kind=kind,
        count=None, entity=entity, quote="indirect", parent=parent, origin=None, confidence=1.0,
    )  # fmt: skip


def _reading() -> Reading:
    name = _span("Ana Ruiz")
    ruiz = Entity(
        id="e1", name="Ana Ruiz", kind="person", country=None, sector=None,
        mentions=(Mention(start=name.start, end=name.end, text=name.text, form="name"),),
    )  # fmt: skip
    event = Event(
        id="v1", trigger=_span("shot"), type="ASSAULT", modes=(), contexts=(), status="occurred",
        confidence=0.9, actors=("e1", "gone"), recipients=(), place=None, date=None,
        attribution="a1", sentence=Span.of(TEXT, 0, 54), cameo=None, quad=4,
    )  # fmt: skip
    return Reading(
        reader=Reader(name="tipsheet", version="9", model="m"),
        report=Report.of(TEXT, id="r1", publisher="Gazette", published="2031-02-03"),
        entities=(ruiz,),
        attributions=(
            _attribution("a1", "anonymous", "a2", None),
            _attribution("a2", "media", "a1", "e1"),
        ),
        events=(event,),
        figures=(_figure("f1", "two", "v1"), _figure("f2", "Some 40", None)),
    )


def test_claims_of_makes_one_of_each_event_and_loose_figure() -> None:
    claims = claims_of(_reading())
    assert [(claim.kind, claim.trigger.text) for claim in claims] == [
        ("event", "shot"),
        ("figure", "Some 40"),
    ]
    assert [figure.id for figure in claims[0].figures] == ["f1"]


def test_claim_carries_its_chain_innermost_first_and_cuts_circles() -> None:
    claim = claims_of(_reading())[0]
    assert [step.kind for step in claim.chain] == ["anonymous", "media"]
    assert claim.chain[1].party is not None
    assert claim.chain[1].party.names == ("Ana Ruiz",)


def test_claim_leaves_out_entities_that_are_not_there() -> None:
    claim = claims_of(_reading())[0]
    assert [party.name for party in claim.actors] == ["Ana Ruiz"]
    assert claim.reader == "tipsheet@9"


def test_figure_claim_has_the_words_around_it() -> None:
    claim = claims_of(_reading())[1]
    assert claim.sentence.text == "Some 40 boats left."
    assert TEXT[claim.sentence.start : claim.sentence.end] == claim.sentence.text


def test_claim_id_rests_on_the_place_alone() -> None:
    claim = claims_of(_reading())[0]
    assert claim.id == claim_id("r1", "event", _span("shot"))
    assert claim.id != claim_id("r2", "event", _span("shot"))


def test_claim_survives_plain_data() -> None:
    claim = claims_of(_reading())[0]
    assert from_dict(Claim, to_dict(claim)) == claim


def test_line_around_is_cut_in_endless_lines() -> None:
    text = "x" * 5000
    span = line_around(text, Span.of(text, 2000, 2010))
    assert span.end - span.start == 410


def test_byline_is_no_source() -> None:
    reading = _reading()
    words = Span(start=0, end=9, text="By A. Doe")
    byline = replace(reading.attributions[0], source=words, parent=None)
    told = replace(reading, attributions=(byline, *reading.attributions[1:]))
    steps = {step.attribution for made in claims_of(told) for step in made.chain}
    assert byline.id not in steps
    assert steps

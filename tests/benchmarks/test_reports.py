"""Reports made up for measuring, and the drawing of what was measured."""

from xml.etree import ElementTree

from benchmarks.plot import nice, plot
from benchmarks.reports import generated


def test_made_reports_are_the_same_each_time_and_their_spans_are_theirs() -> None:
    first, second = list(generated(20)), list(generated(20))
    assert [made.report.text for made in first] == [made.report.text for made in second]
    for made in first:
        text = made.report.text
        for claim in made.claims:
            assert text[claim.trigger.start : claim.trigger.end] == claim.trigger.text
            assert claim.sentence.holds(claim.trigger)


def test_copies_repeat_sentences_of_their_originals() -> None:
    made = {one.report.id: one for one in generated(40)}
    copies = [one for one in made.values() if one.original]
    assert copies
    for copy in copies:
        original = made[copy.original or ""]
        assert [c.sentence.text for c in copy.claims] == [c.sentence.text for c in original.claims]
        assert copy.events == original.events


def test_plot_is_svg_with_a_line_for_each_series() -> None:
    drawn = ElementTree.fromstring(plot("Times", [1, 2], {"a": [1.0, 3.0], "b": [2.0, 2.0]}))
    lines = [element for element in drawn if element.tag.endswith("polyline")]
    assert [line.get("points") for line in lines][1] == "380.0,170.0 700.0,170.0"
    assert len(lines) == 2


def test_scale_ends_at_a_round_number() -> None:
    assert [nice(value) for value in (0.03, 0.9, 1.0, 2.3, 7.0, 41.0)] == [
        0.04, 1.0, 1.0, 4.0, 8.0, 60.0,
    ]  # fmt: skip

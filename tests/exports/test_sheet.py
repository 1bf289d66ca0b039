from dataclasses import replace
from types import ModuleType

import pytest

from tipsheet.exports.sheet import Line, Section, Sheet, sheet
from tipsheet.record import Reading


def _section(page: Sheet, key: str) -> Section:
    return next(section for section in page.sections if section.key == key)


def _line(page: Sheet, words: str) -> Line:
    return next(line for line in page.lines if words in line.text)


def test_sections_come_in_the_order_of_the_desk(reading: Reading) -> None:
    assert [section.title for section in sheet(reading).sections] == [
        "What happened",
        "Under way",
        "Planned or threatened",
        "Only possible",
        "Denied",
        "Background",
        "Figures",
        "Who speaks",
        "What to watch, and when",
    ]


def test_planned_lines_each_say_which_they_are(reading: Reading) -> None:
    planned = _section(sheet(reading), "planned")
    assert {line.margin for line in planned.lines} == {"planned", "threatened", "requested"}


def test_what_is_planned_is_not_among_what_happened(reading: Reading) -> None:
    happened = _section(sheet(reading), "happened")
    assert {line.status for line in happened.lines} == {"occurred"}
    assert not any(
        "strikes" in piece.text
        for line in happened.lines
        for piece in line.pieces
        if piece.role == "what"
    )


def test_old_events_are_background(reading: Reading, example: ModuleType) -> None:
    (line,) = _section(sheet(reading), "background").lines
    assert "truce" in line.text
    undated = sheet(example.reading(report=example.report(published=None)))
    assert not any(section.key == "background" for section in undated.sections)


def test_a_line_gives_chain_kind_and_certainty(reading: Reading) -> None:
    line = _line(sheet(reading), "to prepare strikes on")
    planned = _line(sheet(reading), "The attack plans")
    assert "three unnamed military sources" in line.word
    assert planned.notes == ("assault", "likely")


def test_repeated_mentions_are_counted(example: ModuleType) -> None:
    again = replace(example.EVENTS[1], id="e-again")
    page = sheet(example.reading(events=(*example.EVENTS, again)))
    line = next(each for each in page.lines if each.mentions == 2)
    assert line.notes[-1] == "said twice"


def test_figures_say_how_real_their_event_is(reading: Reading) -> None:
    lines = _section(sheet(reading), "figures").lines
    assert [line.margin for line in lines] == ["over 2,500", "40", "at least 24", "12–15"]
    assert lines[-1].text == "Between 12 and 15 fishermen (possible)"


def test_speakers_are_grouped_and_counted(reading: Reading) -> None:
    lines = {line.text: line for line in _section(sheet(reading), "speakers").lines}
    sources = lines["three unnamed military sources"]
    assert sources.margin == "unnamed"
    assert sources.word.startswith("3 people, 1 statement, through the journalist Ines Halloran")
    assert lines["a spokeswoman for the ministry, Lena Varga"].word == "2 statements"


def test_the_watch_is_in_the_order_of_the_days(reading: Reading) -> None:
    lines = _section(sheet(reading), "watch").lines
    assert [line.margin for line in lines] == ["by 1 Oct 2031", "11–20 Oct 2031"]
    assert lines[0].word.startswith("threatened on the word of the Veld Front’s leader")


def test_every_line_stands_on_words_of_the_report(reading: Reading) -> None:
    text = reading.report.text
    spans = [each.span for line in sheet(reading).lines for each in line.evidence]
    assert all(line.evidence for line in sheet(reading).lines)
    assert all(text[span.start : span.end] == span.text for span in spans)


def test_credits_say_how_the_date_is_known(example: ModuleType) -> None:
    assert sheet(example.reading()).credits[-1] == "18 Sep 2031 (as given)"
    unknown = sheet(example.reading(report=example.report(published=None)))
    assert unknown.credits[-1].startswith("publication date not known")


def test_a_report_without_title_goes_by_its_first_line(example: ModuleType) -> None:
    assert sheet(example.reading(report=example.report(title=None))).title == example.TITLE


@pytest.mark.parametrize("layer", ["entities", "attributions", "dates", "places"])
def test_ids_that_lead_nowhere_are_left_out(example: ModuleType, layer: str) -> None:
    page = sheet(example.reading(**{layer: ()}))
    assert len(_section(page, "denied").lines) == 2


def test_lines_of_the_same_words_are_one_of_several_kinds(example: ModuleType) -> None:
    first = example.EVENTS[0]
    others = (replace(first, id="e-two", type="COERCE", modes=()), replace(first, id="e-three"))
    page = sheet(example.reading(events=(first, *others), watch=()))
    (line,) = [line for line in page.lines if line.is_event]
    assert line.kind.endswith("; coerce")


def test_speaker_within_the_own_words_speaks_once(example: ModuleType) -> None:
    outer, inner = example.ATTRIBUTIONS[:2]
    again = replace(inner, parent=outer.id, source=outer.source, entity=outer.entity)
    page = sheet(example.reading(attributions=(replace(outer, parent=None), again)))
    (line,) = _section(page, "speakers").lines
    assert line.word.endswith("2 statements")


def test_named_speakers_who_read_alike_are_one(example: ModuleType) -> None:
    link = replace(
        example.ATTRIBUTIONS[0], kind="organization", parent=None, origin=None, count=None
    )
    first, other = replace(link, entity="n-one"), replace(link, id="a-again", entity="n-two")
    page = sheet(example.reading(attributions=(first, other)))
    assert len(_section(page, "speakers").lines) == 1

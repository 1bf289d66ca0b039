"""Every sample's annotation is sound: offsets, indices, closed lists, values."""

import re
from datetime import date
from typing import Any

from tipsheet.vocabulary import figure_modifiers, modes, source_kinds, statuses, types
from tipsheet.vocabulary.countries import countries

VALUE = {
    "DATE": r"[\dX]{4}(-(\d\d|XX)(-(\d\d|XX))?|-W(\d\d|XX)(-\d)?|-(SP|SU|FA|WI))?|[A-Z]+_REF",
    "TIME": r"([\dX]{4}-[\dX]{2}-[\dX]{2})T(\d\d:\d\d|MO|AF|EV|NI)",
    "DURATION": r"P\d+[YMWD]|PT\d+[HM]",
    "SET": r"P\d+[YMWD]|PT\d+[HM]",
}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def every_span(sample: dict[str, Any]) -> list[list[int]]:
    found = [entry["span"] for layer in ("dates", "places", "figures") for entry in sample[layer]]
    for entry in sample["attributions"]:
        found += [entry["source"], entry["cue"], *entry["content"]]
    for entry in sample["events"]:
        found += [entry["trigger"], *entry["actors"], *entry["recipients"]]
        found += [entry["place"], entry["date"]]
    return [span for span in found if span is not None]


def test_spans_hold_words_of_the_text(sample):
    pieces = [sample["text"][start:end] for start, end in every_span(sample)]
    assert all(pieces)
    assert [piece for piece in pieces if piece != piece.strip()] == []


def test_spans_begin_and_end_at_words(sample):
    text = f" {sample['text']} "
    cut = [
        (start, end)
        for start, end in every_span(sample)
        if (text[start] + text[start + 1]).isalnum() or (text[end] + text[end + 1]).isalnum()
    ]
    assert cut == []


def test_content_has_no_quotation_marks_at_its_edges(sample):
    for entry in sample["attributions"]:
        for start, end in entry["content"]:
            content = sample["text"][start:end]
            assert content[0] not in "“\"'", content
            assert content[-1] not in '”"', content


def test_attributions_use_the_closed_list_of_kinds(sample):
    for entry in sample["attributions"]:
        assert entry["kind"] in source_kinds()
        assert entry["count"] is None or entry["count"] >= 1
        assert entry["content"]


def test_a_cue_serves_one_content(sample):
    contents = {}
    for entry in sample["attributions"]:
        if entry["cue"] is not None:
            assert contents.setdefault(tuple(entry["cue"]), entry["content"]) == entry["content"]


def test_parents_lead_to_the_report(sample, build):
    said = sample["attributions"]
    for index in range(len(said)):
        chain = build.chain(said, index)
        assert said[chain[-1]]["parent"] is None
        assert len(chain) == len(set(chain))


def test_events_use_the_closed_lists(sample):
    for entry in sample["events"]:
        assert entry["type"] in types()
        assert entry["status"] in statuses()
        assert set(entry["modes"]) <= set(modes().get(entry["type"], ()))
        assert isinstance(entry["sure"], bool)


def test_events_hang_on_the_innermost_attribution_that_holds_them(sample, build):
    said = sample["attributions"]
    for entry in sample["events"]:
        holding = build.innermost(said, entry["trigger"])
        assert holding is None or holding == entry["attribution"]


def test_triggers_are_short_and_named_once(sample):
    triggers = [tuple(entry["trigger"]) for entry in sample["events"]]
    words = [sample["text"][start:end].split() for start, end in triggers]
    assert len(set(triggers)) == len(triggers)
    assert max(map(len, words)) <= 2


def test_events_have_dates_and_places_of_their_layers(sample):
    dated = {tuple(entry["span"]) for entry in sample["dates"]}
    placed = {tuple(entry["span"]) for entry in sample["places"]}
    assert {tuple(entry["date"]) for entry in sample["events"] if entry["date"]} <= dated
    assert {tuple(entry["place"]) for entry in sample["events"] if entry["place"]} <= placed


def test_dates_have_timex3_values(sample):
    for entry in sample["dates"]:
        assert re.fullmatch(VALUE[entry["type"]], entry["value"]), entry


def test_named_weekdays_fall_on_their_day(sample):
    for entry in sample["dates"]:
        said = [day for day in DAYS if day in sample["text"][slice(*entry["span"])]]
        if said:
            day = date.fromisoformat(entry["value"][:10])
            assert [DAYS[day.weekday()]] == said


def test_places_have_known_countries(sample):
    assert sample["places"]
    assert {entry["country"] for entry in sample["places"]} - {None} <= set(countries())
    assert all(entry["name"] for entry in sample["places"])


def test_figures_use_the_closed_list_of_hedges(sample):
    for entry in sample["figures"]:
        assert entry["modifier"] in figure_modifiers()
        assert (entry["modifier"] == "range") == (entry.get("upper") is not None)
        assert entry.get("upper", entry["value"] + 1) > entry["value"] > 0


def test_layers_are_in_the_order_of_the_text(sample):
    for layer, key in (("events", "trigger"), ("dates", "span"), ("figures", "span")):
        starts = [entry[key][0] for entry in sample[layer]]
        assert starts == sorted(starts)

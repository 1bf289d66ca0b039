"""The newsroom: what its reports are, what its gold says, and that the two agree."""

import importlib.util
import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from difflib import SequenceMatcher
from itertools import combinations, pairwise
from types import ModuleType
from typing import Any

import pytest

from tipsheet.intake import read_source
from tipsheet.vocabulary import figure_modifiers, statuses, types

from .conftest import FOLDER

NEWSROOM = FOLDER / "newsroom"
Row = dict[str, Any]


@pytest.fixture(scope="module")
def newsroom() -> ModuleType:
    spec = importlib.util.spec_from_file_location("newsroom_build", NEWSROOM / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def files(newsroom: ModuleType) -> dict[str, list[Row]]:
    return newsroom.built()


@pytest.fixture(scope="module")
def reports(newsroom: ModuleType) -> dict[str, Row]:
    return newsroom.reports()


@pytest.fixture(scope="module")
def gold(files: dict[str, list[Row]]) -> dict[str, list[Row]]:
    return {name[5:-6]: rows for name, rows in files.items() if name.startswith("gold/")}


def day(report: Row) -> date:
    return date.fromisoformat(report["published"][:10])


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def shingles(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return set(zip(found, found[1:], found[2:], strict=False))


def shared(one: str, other: str) -> float:
    """The share of three-word shingles of the shorter text that the other has as well."""
    left, right = shingles(one), shingles(other)
    return len(left & right) / min(len(left), len(right))


# The reports


def test_newsroom_is_what_the_builder_writes(newsroom, files):
    stale = [
        name
        for name, rows in files.items()
        if (NEWSROOM / name).read_text("utf-8") != newsroom.written(rows)
    ]
    assert stale == []


def test_newsroom_is_read_with_one_call(reports):
    read = list(read_source(str(NEWSROOM / "newsroom.jsonl")))
    assert [report.id for report in read] == list(reports)
    for report in read:
        given = reports[report.id]
        assert (report.text, report.url) == (given["text"], given["url"])
        assert report.published[:10] == given["published"][:10]


def test_newsroom_has_many_reports_of_fifteen_publishers(newsroom, reports):
    counts = Counter(report["publisher"] for report in reports.values())
    assert len(reports) >= 84
    assert set(counts) == set(newsroom.publishers())
    assert len(counts) == 15
    assert min(counts.values()) >= 3


def test_newsroom_says_that_it_is_invented(newsroom, reports):
    assert all(report["note"].startswith("Invented for Tipsheet: ") for report in reports.values())
    assert "invented" in (NEWSROOM / "publishers.toml").read_text("utf-8")[:200]
    assert "invented" in (NEWSROOM / "README.md").read_text("utf-8")[:300]


def test_newsroom_runs_over_six_weeks(reports):
    days = [day(report) for report in reports.values()]
    weeks = Counter((found - min(days)).days // 7 for found in days)
    assert max(days) - min(days) == timedelta(days=41)
    assert sorted(weeks) == [0, 1, 2, 3, 4, 5]
    assert min(weeks.values()) >= 9


def test_reports_are_named_by_their_day(reports):
    assert [r["id"] for r in reports.values() if f"{day(r):%m%d}" != r["id"][:4]] == []
    assert list(reports.values()) == sorted(reports.values(), key=lambda r: r["published"][:10])


def test_reports_have_the_length_of_reports(reports):
    lengths = sorted(len(report["text"].split()) for report in reports.values())
    assert lengths[0] >= 120
    assert lengths[-1] <= 700
    assert lengths[-5] - lengths[5] >= 150


def test_reports_open_with_their_title_and_byline(reports):
    for report in reports.values():
        title, _, body = report["text"].partition("\n\n")
        assert title.split("\n")[0] == report["title"]
        assert [name for name in report["byline"] if name.lower() not in body[:130].lower()] == []


def test_addresses_are_those_of_the_publishers_and_lead_nowhere(newsroom, reports):
    for report in reports.values():
        host = report["url"].split("/")[2]
        assert host in newsroom.publishers()[report["publisher"]]["hosts"]
        assert host.endswith(".example")


def test_one_address_was_edited_in_silence(reports):
    versions = defaultdict(list)
    for report in reports.values():
        versions[report["url"]].append(report)
    (changed,) = [found for found in versions.values() if len(found) > 1]
    before, after = changed
    assert before["text"] != after["text"]
    assert shared(before["text"], after["text"]) > 0.8
    assert not re.search("correct|amended|updated", after["text"], re.IGNORECASE)


def test_vague_numbers_stand_beside_exact_ones(reports):
    text = " ".join(report["text"].lower() for report in reports.values())
    for word in ("dozens", "scores", "at least", "more than", "some 200", "between nine and 12"):
        assert word in text, word


def test_names_are_written_in_more_than_one_way(reports):
    text = " ".join(report["text"] for report in reports.values())
    pairs = ("Tsaneva Tzaneva", "Zhablyanski Jablianski", "Oprișan Oprisan", "Vircheva Virtcheva")
    for pair in pairs:
        assert all(name in text for name in pair.split()), pair


# Spans


def test_spans_hold_their_words(newsroom, gold, reports):
    found = [span for rows in gold.values() for row in rows for span in newsroom.spans(row)]
    assert len(found) > 1000
    for span in found:
        assert reports[span["report"]]["text"][span["start"] : span["end"]] == span["text"]
        assert span["text"] == span["text"].strip() != ""


def test_spans_begin_and_end_at_words(newsroom, gold, reports):
    for rows in gold.values():
        for span in (span for row in rows for span in newsroom.spans(row)):
            text = f" {reports[span['report']]['text']} "
            start, end = span["start"], span["end"]
            assert not text[start : start + 2].isalnum(), span
            assert not text[end : end + 2].isalnum(), span


def test_words_that_are_not_there_stop_the_build(newsroom):
    with pytest.raises(newsroom.GoldError, match="not in the text"):
        newsroom.span("0902-hal-barges: an armada of swans")
    with pytest.raises(newsroom.GoldError, match="no such report"):
        newsroom.span("0902-hal-swans: barges")


# Copies and citations


def test_copies_share_the_words_they_say(gold):
    for row in gold["copies"]:
        for passage in row["shared"]:
            one, other = (words(passage[side]["text"]) for side in ("first", "second"))
            ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
            assert ratio >= 0.6, (passage, ratio)


def test_kinds_of_copies_differ_in_how_much_they_share(gold, reports):
    bounds = {"whole": (0.55, 1), "rewrite": (0.18, 0.45), "passage": (0.02, 0.45)}
    for row in gold["copies"]:
        low, high = bounds[row["kind"]]
        assert low <= shared(*(reports[row[side]]["text"] for side in ("first", "second"))) <= high


def test_copies_come_after_what_they_copy(gold, reports):
    for row in gold["copies"]:
        assert row["direction"] in {"first", "siblings"}
        assert (row["direction"] == "siblings") == (row["via"] is not None)
        if row["direction"] == "first":
            assert reports[row["first"]]["published"] < reports[row["second"]]["published"]


def test_every_kind_of_copy_is_there(gold):
    kinds = Counter(row["kind"] for row in gold["copies"])
    assert min(kinds[kind] for kind in ("whole", "rewrite", "passage")) >= 5
    assert sum(row["credited"] for row in gold["copies"]) >= 10
    assert sum(not row["credited"] for row in gold["copies"]) >= 10


def test_no_copy_is_left_out(gold, reports):
    listed = {frozenset((row["first"], row["second"])) for row in gold["copies"]}
    for one, other in combinations(reports.values(), 2):
        if one["publisher"] != other["publisher"] and {one["id"], other["id"]} not in listed:
            left, right = words(one["text"]), words(other["text"])
            assert shared(one["text"], other["text"]) < 0.15, (one["id"], other["id"])
            if shared(one["text"], other["text"]) >= 0.02:
                run = SequenceMatcher(None, left, right, autojunk=False).find_longest_match()
                assert run.size < 15, (one["id"], other["id"])


def test_citations_lead_to_reports_of_their_publisher(gold, reports):
    kinds = {"credit", "republication", "byline", "relay", "statement", "reference"}
    assert {row["kind"] for row in gold["citations"]} == kinds
    for row in gold["citations"]:
        assert row["report"] != row["cited"]
        assert row["cited"] is None or reports[row["cited"]]["publisher"] == row["publisher"]


def test_only_the_circle_cites_what_came_later(gold, reports):
    cites = {(row["report"], row["cited"]) for row in gold["citations"] if row["cited"]}
    circles = {frozenset(edge) for edge in cites if edge[::-1] in cites}
    later = {
        frozenset(edge)
        for edge in cites
        if reports[edge[1]]["published"] > reports[edge[0]]["published"]
    }
    assert circles == later == {frozenset({"0913-lbt-barge2", "0913-eve-barge2"})}


def test_credited_copies_have_a_citation(gold):
    cites = {(row["report"], row["cited"]) for row in gold["citations"]}
    credited = {(row["second"], row["first"]) for row in gold["copies"] if row["credited"]}
    assert credited <= cites


# Events


def test_events_use_the_closed_lists(gold):
    for event in gold["events"]:
        assert event["type"] is None or event["type"] in types()
        assert {mention["status"] for mention in event["mentions"]} <= set(statuses())
        assert event["earliest"] is None or event["earliest"] <= event["latest"]


def test_events_are_mentioned_by_more_than_one_report(gold):
    assert len(gold["events"]) >= 40
    assert sum(len({m["report"] for m in event["mentions"]}) >= 2 for event in gold["events"]) >= 45
    assert sum(len(event["mentions"]) for event in gold["events"]) >= 250


def test_triggers_are_short_and_belong_to_one_event(gold):
    found = [mention for event in gold["events"] for mention in event["mentions"]]
    places = Counter((m["report"], m["start"], m["end"]) for m in found)
    assert max(len(mention["text"].split()) for mention in found) <= 2
    assert [place for place, count in places.items() if count > 1] == []


def test_what_did_not_happen_dies(gold, reports):
    dead = [event for event in gold["events"] if not event["happened"]]
    assert len(dead) >= 7
    for event in dead:
        last = max(event["mentions"], key=lambda m: reports[m["report"]]["published"])
        assert last["status"] not in {"occurred", "ongoing"}, event["id"]


def test_what_happened_is_told_as_having_happened(gold):
    for event in gold["events"]:
        told = {mention["status"] for mention in event["mentions"]}
        assert not event["happened"] or told & {"occurred", "ongoing"}, event["id"]


# Origins


def test_origins_are_counted_as_ranges(gold):
    assert len(gold["origins"]) >= 40
    for claim in gold["origins"]:
        assert 0 <= claim["count"]["low"] <= claim["count"]["high"] == len(claim["origins"])
        assert claim["mentions"]
        assert claim["why"]
    assert sum(claim["count"]["low"] < claim["count"]["high"] for claim in gold["origins"]) >= 8


def test_origins_use_the_closed_list_of_kinds(gold):
    kinds = {"person", "organization", "document", "first-hand", "anonymous", "author"}
    found = Counter(o["kind"] for claim in gold["origins"] for o in claim["origins"])
    assert set(found) == kinds
    assert min(found.values()) >= 2


def test_origins_reach_the_outlets_that_make_the_claim(gold, reports):
    for claim in gold["origins"]:
        outlets = {reports[mention["report"]]["publisher"] for mention in claim["mentions"]}
        through = {name for origin in claim["origins"] for name in origin["through"]}
        assert through == (set() if claim["shape"] == "cycle" else outlets), claim["id"]


def test_claims_are_made_in_time(gold, reports):
    for claim in gold["origins"]:
        days = [day(reports[mention["report"]]).isoformat() for mention in claim["mentions"]]
        assert claim["until"] is None or max(days) <= claim["until"], claim["id"]


def test_one_tree_has_many_outlets_and_one_root(gold):
    (owner,) = [claim for claim in gold["origins"] if claim["id"] == "owner"]
    assert (owner["shape"], owner["count"]["high"]) == ("tree", 1)
    assert len(owner["origins"][0]["through"]) == 6
    assert len({mention["report"] for mention in owner["mentions"]}) == 7


def test_circle_has_no_origin(gold):
    (circle,) = [claim for claim in gold["origins"] if claim["shape"] == "cycle"]
    assert circle["count"] == {"low": 0, "high": 0}
    assert len({mention["report"] for mention in circle["mentions"]}) == 3


def test_unnamed_sources_of_one_outlet_are_one_and_of_two_are_one_or_two(gold):
    claims = {claim["id"]: claim["count"] for claim in gold["origins"]}
    assert claims["crews-want-to-go"] == {"low": 1, "high": 1}
    assert claims["hose-failed-september"] == claims["copy-offered"] == {"low": 1, "high": 2}


# Figures


def test_ledger_rises_and_falls(gold):
    ministry = [
        (row["day"], row["value"])
        for row in gold["figures"]
        if row["of"] == "dead" and row["by"] == "Bulgarian interior ministry" and not row["copy_of"]
    ]
    assert [value for _, value in ministry] == [7, 9, 9, 11, 13, 15, 15, 16, 15, 15]
    assert [found for found, _ in ministry] == sorted(found for found, _ in ministry)


def test_ledger_keeps_its_hedges(gold):
    for row in gold["figures"]:
        assert row["modifier"] in figure_modifiers()
        assert (row["upper"] is not None) == (row["modifier"] == "range")
    by_words = {row["span"]["text"]: row["value"] for row in gold["figures"]}
    assert (by_words["DOZENS"], by_words["Scores"]) == (24, 40)


def test_ledger_names_events_and_copies_of_the_gold(gold):
    events = {event["id"] for event in gold["events"]}
    copies = {(row["first"], row["second"]) for row in gold["copies"]}
    for row in gold["figures"]:
        assert row["event"] in events
        assert row["copy_of"] is None or (row["copy_of"], row["span"]["report"]) in copies


# Contradictions and follow-through


def test_contradictions_have_two_sides(gold):
    kinds = Counter(row["kind"] for row in gold["contradictions"])
    assert set(kinds) == {"denial", "figure", "status"}
    assert min(kinds.values()) >= 7
    for row in gold["contradictions"]:
        assert row["first"] != row["second"]
        assert row["settled"] in {None, "first", "second", "neither"}


def test_every_outcome_is_there(gold):
    outcomes = Counter(row["outcome"] for row in gold["followthrough"])
    assert set(outcomes) == {"kept", "moved", "broken", "nothing heard"}
    assert min(outcomes.values()) >= 5
    kinds = {"ultimatum", "deadline", "promise", "plan", "threat", "forecast"}
    assert {row["kind"] for row in gold["followthrough"]} == kinds


def test_one_deadline_is_kept_one_moved_one_forgotten(gold):
    outcomes = {row["id"]: row["outcome"] for row in gold["followthrough"]}
    assert outcomes["clear-the-fairway"] == "kept"
    assert outcomes["findings-30-september"] == "moved"
    assert outcomes["soundings"] == "nothing heard"


def test_outcomes_are_shown_by_words_of_the_same_or_a_later_report(gold, reports):
    for row in gold["followthrough"]:
        assert (row["shown"] is None) == (row["outcome"] == "nothing heard")
        assert (row["when"] is None) == (row["outcome"] == "nothing heard")
        if row["shown"]:
            told, done = (reports[row[side]["report"]] for side in ("words", "shown"))
            assert told["published"] <= done["published"], row["id"]


def test_what_was_kept_was_kept_in_time(gold):
    for row in gold["followthrough"]:
        earliest, latest = row["due"]["earliest"], row["due"]["latest"]
        assert earliest is None or latest is None or earliest <= latest
        if row["outcome"] == "kept":
            assert (earliest or "") <= row["when"] <= latest, row["id"]
        if row["moved_to"]:
            assert row["outcome"] == "moved"
            assert row["moved_to"] > latest


def test_forgotten_soundings_are_not_spoken_of_after_their_day(reports):
    later = [report for report in reports.values() if report["published"] >= "2025-09-24"]
    assert later
    assert [report["id"] for report in later if "soundings" in report["text"].lower()] == []


# Actors


def test_actors_have_many_names(gold):
    actors = {actor["id"]: actor for actor in gold["actors"]}
    used = Counter(m["text"] for m in actors["zhablyanski"]["mentions"] if m["form"] == "name")
    assert len(actors) >= 30
    assert len(used) >= 10
    for actor in actors.values():
        found = {mention["text"] for mention in actor["mentions"] if mention["form"] == "name"}
        assert found, actor["id"]


def test_names_belong_to_one_actor(gold):
    taken: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for actor in gold["actors"]:
        for mention in actor["mentions"]:
            if mention["form"] == "name":
                taken[mention["report"]].append((mention["start"], mention["end"]))
    for spans in taken.values():
        ordered = sorted(spans)
        assert [one for one, two in pairwise(ordered) if one[1] > two[0]] == []

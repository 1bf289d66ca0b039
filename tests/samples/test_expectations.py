"""What the samples expect of a reading agrees with their annotation."""

from datetime import date

HAPPENED = {"occurred", "ongoing"}
WATCHED = {"planned", "threatened", "requested", "possible"}


def event_at(sample, trigger):
    found = [entry for entry in sample["events"] if entry["trigger"] == trigger]
    assert len(found) == 1, sample["text"][slice(*trigger)]
    return found[0]


def test_every_sample_names_what_must_not_be_shown_as_occurred(sample):
    assert sample["expect"]["must_not_occur"]


def test_what_must_not_occur_has_another_status(sample):
    for entry in sample["expect"]["must_not_occur"]:
        assert event_at(sample, entry["trigger"])["status"] not in HAPPENED


def test_chains_name_the_sources_from_the_inside_out(sample, build):
    said, text = sample["attributions"], sample["text"]
    for entry in sample["expect"]["chain"]:
        links = build.chain(said, event_at(sample, entry["trigger"])["attribution"])
        sources = [text[slice(*said[link]["source"])] for link in links]
        assert sources == entry["sources"]


def test_due_events_are_watched_and_not_yet_due(sample):
    published = date.fromisoformat(sample["published"])
    for entry in sample["expect"]["due"]:
        assert event_at(sample, entry["trigger"])["status"] in WATCHED
        bounds = [entry[side] for side in ("earliest", "latest") if entry[side]]
        assert bounds == sorted(bounds)
        assert date.fromisoformat(bounds[-1]) >= published


def test_past_events_are_older_than_the_report(sample):
    for entry in sample["expect"]["past"]:
        assert event_at(sample, entry["trigger"])["status"] == "occurred"
        assert entry["latest"] < sample["published"]


def test_relay_rests_on_three_unnamed_officers_through_a_named_journalist(samples, build):
    relay = samples["relay"]
    said, text = relay["attributions"], relay["text"]
    boarding = next(e for e in relay["events"] if text[slice(*e["trigger"])] == "boarding")
    officers, journalist = (said[link] for link in build.chain(said, boarding["attribution"]))
    assert (officers["kind"], officers["count"]) == ("anonymous", 3)
    assert journalist["kind"] == "media"
    assert "Larraín" in text[slice(*journalist["source"])]

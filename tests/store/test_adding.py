"""One run over every kind of store: what is added, and what is there afterwards."""

import numpy as np
import pytest

from tests.store.readings import (
    NEWER,
    OLDER,
    READER,
    entity,
    event,
    reading,
    report,
    vectors,
)
from tipsheet.errors import RecordInvalid
from tipsheet.record import Reading
from tipsheet.store import Standing, Store, Vectors

STRIKE = "Officials plan a strike. The council met."


def add(store: Store, *given, **more) -> list[Standing]:
    with store.writer() as writer:
        return [writer.add(one, **more) for one in given]


def _broken(store: Store, given: Reading) -> None:
    with store.writer() as writer:
        writer.add(given)
        writer.mark("feed", {"at": 1})
        writer.count("run", read=1)
        raise KeyError


def test_reading_comes_back_as_it_was(store: Store) -> None:
    given = reading(STRIKE, event(STRIKE, "strike"), entities=[entity("n", "Zoë", "FRA")])
    assert add(store, given) == [Standing.new]
    kept = store.view().get(given.report.id)
    assert (kept.reading, kept.version, kept.versions) == (given, 1, 1)
    assert kept.added == "2025-09-01T12:00:00Z"


def test_same_report_twice_is_one_report(store: Store) -> None:
    assert add(store, reading(), reading()) == [Standing.new, Standing.known]
    assert add(store, reading()) == [Standing.known]
    assert (store.stats().reports, store.stats().readings) == (1, 1)


def test_same_address_with_another_text_is_a_new_version(store: Store) -> None:
    url = "https://herald.example/a"
    first, second = reading("It is so.", url=url), reading("It is not so.", url=url)
    assert add(store, first, second, first) == ["new", "version", "known"]
    view = store.view()
    assert [one.version for one in view.versions(url)] == [1, 2]
    assert view.get(url).reading == second
    assert view.get(url, 1).reading == first
    assert view.get(first.report.id).reading == first


def test_versions_of_one_address_are_told_across_batches(store: Store) -> None:
    url = "https://herald.example/a"
    for text in ("One.", "Two.", "One.", "Three."):
        add(store, reading(text, url=url))
    assert [one.version for one in store.view().versions(url)] == [1, 2, 3]
    assert (store.stats().reports, store.stats().versions) == (1, 3)


def test_fragment_is_no_part_of_an_address(store: Store) -> None:
    add(store, reading(url="https://herald.example/a"))
    assert add(store, reading(url="https://herald.example/a#top")) == [Standing.known]


def test_same_id_with_another_text_is_a_new_version(store: Store) -> None:
    assert add(store, reading("One.", id="7"), reading("Two.", id="7")) == ["new", "version"]
    assert store.view().get("7").reading.report.text == "Two."
    assert store.view().get("7", 1).reading.report.text == "One."


@pytest.mark.parametrize(
    ("given", "standing"),
    [({"title": "B"}, "version"), ({"published": "2025-08-22"}, "version"),
     ({"published": "2025-08-21T10:00:00Z"}, "known"), ({"publisher": "C"}, "known")],
)  # fmt: skip
def test_title_and_day_make_a_version_but_hour_and_publisher_do_not(
    store: Store, given: dict[str, str], standing: str
) -> None:
    url = "https://herald.example/a"
    add(store, reading(url=url, title="A"))
    assert add(store, reading(**{"url": url, "title": "A", **given})) == [standing]


def test_newer_reading_stands_beside_the_older(store: Store) -> None:
    readers = [reading(reader=one) for one in (READER, NEWER, OLDER)]
    assert add(store, *readers, readers[1]) == ["new", "reread", "reread", "known"]
    view = store.view()
    assert view.get(readers[0].report.id).reading.reader == NEWER
    assert store.view(reader=OLDER).get(readers[0].report.id).reading.reader == OLDER
    assert view.versions(readers[0].report.id)[0].readers == (READER, NEWER, OLDER)


def test_standing_is_known_before_a_report_is_read(store: Store) -> None:
    url = "https://herald.example/a"
    add(store, reading(url=url))
    view = store.view()
    assert view.standing(report(url=url), READER) == Standing.known
    assert view.standing(report(url=url), NEWER) == Standing.reread
    assert view.standing(report("Other.", url=url), READER) == Standing.version
    assert view.standing(report("Other."), READER) == Standing.new


def test_batch_left_by_an_error_leaves_nothing(store: Store) -> None:
    add(store, reading("Before."))
    with pytest.raises(KeyError):
        _broken(store, reading("Lost.", reader=NEWER))
    view = store.view()
    assert [one.reading.report.text for one in view.readings()] == ["Before."]
    assert (view.state("feed"), view.counts("run")) == (None, {})
    assert add(store, reading("Lost.", reader=NEWER)) == [Standing.new]


def test_batch_is_not_seen_before_it_ends(store: Store) -> None:
    with store.writer() as writer:
        writer.add(reading())
        assert list(store.view().readings()) == []
    assert len(list(store.view().readings())) == 1


def test_readings_come_in_the_order_in_which_they_were_added(store: Store) -> None:
    given = [reading(f"Report {number}.") for number in range(5)]
    add(store, *given)
    add(store, reading("Report 0.", reader=NEWER))
    texts = [one.reading.report.text for one in store.view().readings()]
    assert texts == ["Report 1.", "Report 2.", "Report 3.", "Report 4.", "Report 0."]


def test_readings_are_of_newest_versions_unless_all_are_asked_for(store: Store) -> None:
    add(store, *(reading(text, id="7") for text in ("One.", "Two.")))
    view = store.view()
    assert [one.reading.report.text for one in view.readings()] == ["Two."]
    assert [one.version for one in view.readings(all_versions=True)] == [1, 2]
    assert [one.versions for one in view.readings(all_versions=True)] == [2, 2]


@pytest.mark.parametrize("text", ["Nul \0 in it.", "Half \ud800 a pair.", "é 東京 🎈\r\n\u2028x"])
def test_every_character_of_a_text_comes_back(store: Store, text: str) -> None:
    add(store, reading(text, title=text, url="https://a.example/" + text))
    assert next(store.view().readings()).reading.report.text == text


def test_longest_names_are_taken(store: Store) -> None:
    long = "x" * 20_000
    add(store, reading(url=f"https://a.example/{long}", title=long, publisher=long, id=long))
    assert store.view().get(f"https://a.example/{long}").reading.report.id == long


def test_vectors_come_back_as_half_floats_of_length_one(store: Store) -> None:
    given = reading(STRIKE)
    add(store, given, vectors=vectors(STRIKE))
    kept = store.view().vectors(given.report.id)
    assert kept.offsets.tolist() == [[0, 24], [25, 41]]
    assert kept.rows.dtype == np.float16
    assert np.linalg.norm(kept.rows.astype(float), axis=1) == pytest.approx([1, 1], abs=1e-2)


@pytest.mark.parametrize(
    ("offsets", "rows"),
    [([[0, 99]], np.ones((1, 384))), ([[-1, 3]], np.ones((1, 384))),
     ([[4, 3]], np.ones((1, 384))), ([[0, 3]], np.ones((2, 384))),
     ([[0, 3]], np.ones((1, 3))), ([[0, 3]], np.full((1, 384), np.nan))],
)  # fmt: skip
def test_vectors_that_do_not_fit_the_text_are_refused(store: Store, offsets, rows) -> None:
    with pytest.raises(RecordInvalid):
        add(store, reading(STRIKE), vectors=Vectors(offsets=np.array(offsets), rows=rows))
    assert store.stats().reports == 0


def test_unknown_reports_are_nothing(store: Store) -> None:
    add(store, reading())
    view = store.view()
    assert (view.get("r-none"), view.versions("r-none"), view.vectors("r-none")) == (None, (), None)
    assert view.get(report().id, 2) is None
    assert store.view(reader=NEWER).get(report().id) is None

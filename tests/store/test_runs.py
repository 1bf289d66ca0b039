"""One run over every kind of store: marks, counts, rejections, captures, links and judgements."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.store.readings import reading
from tipsheet.record import Link, Reason
from tipsheet.store import Capture, Judgement, Store, Verdict

LINK = Link.of("r-2", "r-1", kind="copy", score=0.9, directed=True)
YES = Judgement(first="c-1", second="c-2", kind="same-event", verdict=Verdict.yes, by="ann")


def test_last_mark_of_a_source_counts(store: Store) -> None:
    for offset in (1, 2):
        with store.writer() as writer:
            writer.mark("a\nb.warc", {"offset": offset, "etag": "é\0"})
    assert store.view().state("a\nb.warc") == {"offset": 2, "etag": "é\0"}
    assert store.view().state("a") is None


def test_counts_of_a_run_grow(store: Store) -> None:
    for _ in range(2):
        with store.writer() as writer:
            writer.count("monday", read=2, known=1)
            writer.count("monday", read=1)
    assert store.view().counts("monday") == {"read": 6, "known": 2}
    assert store.view().counts("tuesday") == {}


def test_rejection_is_kept_once_with_its_reason(store: Store) -> None:
    for _ in range(2):
        with store.writer() as writer:
            writer.reject("a.zip", "undecodable", "is an archive")
            writer.reject("b.txt", "empty", "holds nothing")
    found = [(one.source, one.code, one.message) for one in store.view().rejected()]
    assert found == [("a.zip", "undecodable", "is an archive"), ("b.txt", "empty", "holds nothing")]
    assert store.stats().rejected == 2


@pytest.mark.parametrize("body", [b"", b"<p>caf\xe9</p>\r\n\r\n\0", bytes(range(256)) * 500])
def test_capture_comes_back_byte_by_byte(store: Store, body: bytes) -> None:
    fetched = datetime(2025, 8, 21, 9, 30, tzinfo=UTC)
    given = Capture(url="https://a.example/x", body=body, media_type="text/html", fetched=fetched)
    with store.writer() as writer:
        writer.add(reading(id="7"), capture=given)
    assert store.view().capture("7") == given
    assert store.view().capture("8") is None
    assert store.stats().captures == 1


def test_link_stands_as_its_maker_last_gave_it(store: Store) -> None:
    better = replace(LINK, score=0.95, reasons=(Reason(code="same", why="same words"),))
    for link in (LINK, better, better):
        with store.writer() as writer:
            writer.link(link, by="linker@1")
    (found,) = store.view().links("r-1")
    assert (found.link, found.by) == (better, "linker@1")
    assert store.stats().links == 2


def test_link_can_be_undone_and_given_again(store: Store) -> None:
    with store.writer() as writer:
        writer.link(LINK, by="linker@1")
        writer.link(LINK, by="linker@2")
    with store.writer() as writer:
        writer.link(LINK, by="linker@1", withdrawn=True)
    assert [one.by for one in store.view().links()] == ["linker@2"]
    with store.writer() as writer:
        writer.link(LINK, by="linker@1")
    assert sorted(one.by for one in store.view().links("r-2", kind="copy")) == [
        "linker@1", "linker@2",
    ]  # fmt: skip
    assert list(store.view().links(kind="cites")) == []


def test_judgement_stands_until_the_same_person_says_otherwise(store: Store) -> None:
    no = replace(YES, verdict=Verdict.no, by="bob", reasons=("another town",))
    with store.writer() as writer:
        for one in (YES, YES, no, replace(YES, verdict=Verdict.unsure)):
            writer.judge(one)
    found = {one.by: one.verdict for one in store.view().judgements("c-2")}
    assert found == {"ann": Verdict.unsure, "bob": Verdict.no}
    assert store.stats().judgements == 3


def test_judgement_can_be_undone(store: Store) -> None:
    with store.writer() as writer:
        writer.judge(YES)
        writer.judge(replace(YES, verdict=Verdict.withdrawn))
    assert list(store.view().judgements(kind="same-event")) == []


def test_store_that_is_whole_has_no_flaws(store: Store) -> None:
    with store.writer() as writer:
        writer.add(reading("One.", id="7"))
        writer.add(reading("Two.", id="7"))
    assert list(store.check()) == []

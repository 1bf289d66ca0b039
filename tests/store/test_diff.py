"""What changed from one version to the next."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.readings import report
from tipsheet.store.diff import changes

OLD = "Two died. The mayor spoke at noon. Rain fell."


def told(old: str, new: str) -> list[tuple[str | None, str | None]]:
    found = changes(report(old), report(new))
    return [(c.before and c.before.text, c.after and c.after.text) for c in found]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (OLD, []),
        ("Three died. The mayor spoke at noon. Rain fell.", [("Two died.", "Three died.")]),
        ("Two died. Rain fell.", [("The mayor spoke at noon.", None)]),
        ("Two died. The mayor spoke at noon. Rain fell. It stopped.", [(None, "It stopped.")]),
        ("Two died.\n\nThe mayor spoke at noon.  Rain fell.", []),
        ("", [(OLD, None)]),
    ],
)
def test_sentences_that_changed_are_told(new: str, expected: list) -> None:
    assert told(OLD, new) == expected


def test_fields_that_changed_come_first() -> None:
    old = report("Same.", title="Two die", publisher="A")
    new = report("Other.", title="Three die", published=None)
    found = changes(old, new)
    assert [one.part for one in found] == ["title", "publisher", "published", "text"]
    assert (found[2].before.text, found[2].after) == ("2025-08-21", None)


@given(st.text(alphabet="ab.\n !", max_size=60), st.text(alphabet="ab.\n !", max_size=60))
def test_changes_point_into_both_texts(old: str, new: str) -> None:
    for one in changes(report(old), report(new)):
        assert one.before is None or old[one.before.start : one.before.end] == one.before.text
        assert one.after is None or new[one.after.start : one.after.end] == one.after.text
        assert (one.before and one.before.text) != (one.after and one.after.text)


def test_very_long_texts_that_share_nothing_are_one_change() -> None:
    old, new = ("".join(f"{word}{n}. " for n in range(20_000)) for word in "ab")
    assert len(changes(report(old), report(new))) == 1
    assert len(changes(report(f"Begin. {old}End."), report(f"Begin. {new}End."))) == 1

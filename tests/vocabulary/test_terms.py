import pytest

from tipsheet.vocabulary import (
    entity_kinds,
    figure_modifiers,
    mention_forms,
    quote_kinds,
    source_kinds,
    statuses,
)


def test_statuses_go_from_the_most_settled_to_denied():
    assert list(statuses()) == [
        "occurred", "ongoing", "planned", "threatened", "requested", "possible", "denied",
    ]  # fmt: skip
    assert [status.order for status in statuses().values()] == [1, 2, 3, 4, 5, 6, 7]


def test_statuses_carry_their_codes_elsewhere():
    assert statuses()["denied"].factbank == "CT-"
    assert statuses()["denied"].iptc == "eocstat:eos6"
    assert statuses()["possible"].iptc == "eocstat:eos3"


@pytest.mark.parametrize(
    ("listed", "count"),
    [
        (source_kinds, 6),
        (entity_kinds, 8),
        (quote_kinds, 3),
        (figure_modifiers, 7),
        (mention_forms, 3),
    ],
)
def test_each_list_has_the_terms_of_the_record(listed, count):
    assert len(listed()) == count
    assert all(term.code == code and term.label for code, term in listed().items())

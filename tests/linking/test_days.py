from datetime import date

import pytest

from tipsheet.linking.days import apart, earlier, moment_of
from tipsheet.linking.spoken_days import spoken_days


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2025-03-04", date(2025, 3, 4)),
        ("2025-03-04T23:30:00Z", date(2025, 3, 4)),
        ("2025-03-11", date(2025, 3, 11)),
    ],
)
def test_moment_of_knows_days_and_moments(published, day):
    assert moment_of(published, as_of="2025-03-10").day == day


@pytest.mark.parametrize("published", [None, "", "soon", "2025-03-12", "1066-10-14", "2025-02-30"])
def test_moment_of_believes_no_nonsense_and_no_future(published):
    assert moment_of(published, as_of="2025-03-10") is None


def test_earlier_is_unknown_within_a_day_without_a_clock():
    one, other = moment_of("2025-03-04"), moment_of("2025-03-04T10:00:00+00:00")
    assert earlier(one, other) == 0
    assert apart(one, other) == 0
    assert apart(one, None) is None


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("the Post reported on Wednesday", {date(2025, 9, 17)}),
        ("the Post reported yesterday", {date(2025, 9, 17)}),
        ("as it wrote on 3 September", {date(2025, 9, 3)}),
        ("as it wrote on Dec. 24", {date(2024, 12, 24)}),
        ("it came out overnight", {date(2025, 9, 17), date(2025, 9, 18)}),
        ("it may have been so on 30 February", set()),
    ],
)
def test_spoken_days_count_from_the_day_of_publication(sentence, days):
    assert spoken_days(sentence, date(2025, 9, 18)) == days

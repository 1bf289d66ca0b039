"""How statuses change over time."""

import random

from tests.linking.made import claim
from tipsheet.linking.timeline import status_now, timeline_of


def _turns(*told: tuple[str, str | None]) -> list[str | None]:
    claims = [claim(f"r{n}", status=status, day=day) for n, (status, day) in enumerate(told)]
    return [moment.turn for moment in timeline_of(claims)]


def test_plan_that_comes_about_is_a_turn() -> None:
    told = (("possible", "2031-01-01"), ("planned", "2031-01-02"), ("occurred", "2031-01-05"))
    assert _turns(*told) == ["first heard of as possible", "now planned", "has come about"]


def test_same_status_again_is_no_turn() -> None:
    assert _turns(("planned", "2031-01-02"), ("planned", "2031-01-03"))[1] is None


def test_plan_that_is_denied_is_called_off_and_news_that_is_denied_is_denied() -> None:
    assert _turns(("planned", "2031-01-02"), ("denied", "2031-01-03"))[1] == "called off, or denied"
    assert _turns(("occurred", "2031-01-02"), ("denied", "2031-01-03"))[1] == "denied"


def test_one_day_is_told_by_status_and_undated_claims_last() -> None:
    claims = [
        claim("a", status="planned", day=None),
        claim("b", status="planned", day="2031-01-02"),
        claim("c", status="occurred", day="2031-01-02"),
    ]
    moments = timeline_of(claims)
    assert [(m.day, m.status) for m in moments] == [
        ("2031-01-02", "occurred"),
        ("2031-01-02", "planned"),
        (None, "planned"),
    ]
    assert status_now(moments) == "occurred"


def test_timeline_does_not_depend_on_the_order_given() -> None:
    statuses = ("planned", "possible", "occurred", "denied")
    claims = [
        claim(f"r{n}", status=statuses[n % 4], day=f"2031-01-{1 + n % 5:02}") for n in range(20)
    ]
    assert timeline_of(random.Random(1).sample(claims, 20)) == timeline_of(claims)


def test_nothing_has_no_status() -> None:
    assert timeline_of([]) == ()
    assert status_now(()) is None

import pytest

from evaluation.marked import Marked, MarkedDate, MarkedFigure, MarkedPlace
from evaluation.values import count_values, kilometres, same_place, same_value


def nowhere(name: str, country: str | None) -> None:
    return None


def figure(value: float, **changes: object) -> MarkedFigure:
    given = {"span": (0, 2), "upper": None, "modifier": "exact", "unit": None, **changes}
    return MarkedFigure(value=value, **given)


def test_kilometres_of_a_quarter_of_the_globe() -> None:
    assert kilometres((0, 0), (0, 90)) == pytest.approx(6371 * 3.14159265 / 2)
    assert kilometres((90, 0), (-90, 0)) == pytest.approx(6371 * 3.14159265)
    assert kilometres((12.5, 40), (12.5, 40)) == 0.0


def test_places_are_the_same_within_a_hundred_miles() -> None:
    one = MarkedPlace(span=(0, 1), name="A", country="X", latitude=0.0, longitude=0.0)
    near = MarkedPlace(span=(0, 1), name="B", country="Y", latitude=1.44, longitude=0.0)
    far = MarkedPlace(span=(0, 1), name="A", country="X", latitude=1.46, longitude=0.0)

    assert same_place(one, near, nowhere)
    assert not same_place(one, far, nowhere)


def test_places_that_cannot_be_located_need_country_and_name() -> None:
    one = MarkedPlace(span=(0, 1), name="Aldane", country="CHL")

    assert same_place(one, MarkedPlace(span=(0, 1), name="ALDANE", country="CHL"), nowhere)
    assert not same_place(one, MarkedPlace(span=(0, 1), name="Aldane", country="PER"), nowhere)


def test_places_are_located_by_the_gazetteer() -> None:
    one = MarkedPlace(span=(0, 1), name="Aldane", country="CHL")
    other = MarkedPlace(span=(0, 1), name="Port of Aldane", country="CHL")

    assert same_place(one, other, lambda name, country: (1.0, 2.0))


def test_values_need_both_ends_of_a_range() -> None:
    assert same_value(figure(0.1 + 0.2), figure(0.3))
    assert same_value(figure(5, upper=7), figure(5, upper=7))
    assert not same_value(figure(5, upper=7), figure(5))


def test_count_values_judges_overlapping_spans_once() -> None:
    gold = Marked(
        id="g",
        text="",
        dates=(MarkedDate(span=(0, 6), value="2025-08"),),
        figures=(figure(3, unit="USD"), figure(4, span=(9, 12))),
    )
    found = Marked(
        id="g",
        text="",
        dates=tuple(MarkedDate(span=span, value="2025-08") for span in ((0, 2), (1, 6))),
        figures=(figure(3, span=(0, 5)),),
    )
    counts = count_values(gold, found, nowhere)

    assert counts["date_value"] == (1, 1, 0)
    assert counts["figure_value"] == (1, 0, 1)
    assert counts["figure_value_unit"] == (0, 1, 2)

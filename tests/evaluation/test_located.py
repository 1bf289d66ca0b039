import pytest

from evaluation.located import locate


def test_locate_takes_the_place_in_the_country() -> None:
    france, texas = locate("Paris", "FRA"), locate("paris", "USA")

    assert france == pytest.approx((48.85, 2.35), abs=0.1)
    assert texas is not None
    assert texas[1] < -60


def test_locate_knows_countries_and_regions() -> None:
    assert locate("Texas", "USA") == pytest.approx((31.2, -99.3), abs=1)
    assert locate("Kenya", "KEN") == pytest.approx((1, 38), abs=2)


def test_locate_of_an_invented_place_is_null() -> None:
    assert locate("Port Aldane-under-Nowhere", "CHL") is None
    assert locate("Paris", "TUV") is None

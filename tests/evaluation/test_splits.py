from hypothesis import given
from hypothesis import strategies as st

from evaluation.splits import is_dev


def test_is_dev_follows_the_digest_of_the_id() -> None:
    # The last decimal digits of the SHA-256 of a, b, d, j, l are 9, 5, 0, 1, 0.
    assert [name for name in "abdjl" if is_dev(name)] == ["d", "l"]
    assert [name for name in "abdjl" if is_dev(name, tenths=2)] == ["d", "j", "l"]


def test_is_dev_keeps_about_one_in_ten() -> None:
    kept = sum(is_dev(f"report-{number}") for number in range(5000))

    assert 440 <= kept <= 560


@given(st.text(), st.integers(1, 9))
def test_is_dev_grows_with_the_tenths(name: str, tenths: int) -> None:
    assert is_dev(name, tenths=tenths) <= is_dev(name, tenths=tenths + 1)
    assert is_dev(name, tenths=10)

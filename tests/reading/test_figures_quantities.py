"""Units and currencies, and the quantities that are no figures of the record."""

import pytest

from tipsheet.reading.figures import find_quantities


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("$3.4 million", 3_400_000, "USD"),
        ("US$1.2bn", 1_200_000_000, "USD"),
        ("C$9.625", 9.625, "CAD"),
        ("£5m", 5_000_000, "GBP"),
        ("Rs 500 crore", 5_000_000_000, "INR"),
        ("EUR 20", 20, "EUR"),
        ("2 million U.S. dollars", 2_000_000, "USD"),
        ("50,000 Kenyan shillings", 50_000, "KES"),
        ("37.5 Canadian cents", 0.375, "CAD"),
        ("60 pence", 0.6, "GBP"),
        ("2 million pounds", 2_000_000, "GBP"),
        ("1.1 trillion won", 1_100_000_000_000, "KRW"),
        ("12 pounds", 12, "pounds"),
        ("3.2%", 3.2, "percent"),
        ("8 per cent", 8, "percent"),
        ("25 basis points", 25, "basis points"),
        ("-3%", -3, "percent"),
        ("minus 18 degrees Celsius", -18, "degC"),
        ("15 kilograms", 15, "kg"),
        ("3.5kg", 3.5, "kg"),
        ("20 square kilometres", 20, "km2"),
        ("120 mph", 120, "mph"),
        ("300 megawatts", 300, "MW"),
        ("8GB", 8, "GB"),
        ("a 40-foot pole", 40, "feet"),
        ("half a mile", 0.5, "miles"),
    ],
)
def test_find_quantities_reads_units(text: str, value: float, unit: str) -> None:
    (quantity,) = find_quantities(f"It was {text}.")
    assert quantity.value == pytest.approx(value)
    assert quantity.unit == unit


def test_find_quantities_tells_millions_from_metres() -> None:
    people, rope = find_quantities("Some 5m people shared 5m of rope.")
    assert (people.value, people.unit, people.noun) == (5_000_000, None, "people")
    assert (rope.value, rope.unit, rope.noun) == (5, "m", "rope")


def test_find_quantities_finds_ages_and_durations() -> None:
    kinds = [q.kind for q in find_quantities("Roe, 54, met a 9-year-old boy for 3 hours.")]
    assert kinds == ["age", "age", "duration"]


def test_find_quantities_reads_shares_and_ratios() -> None:
    text = "One in five voters, half of the members and three-quarters of all towns."
    quantities = find_quantities(text)
    assert [q.value for q in quantities] == [0.2, 0.5, 0.75]
    assert [q.noun for q in quantities] == ["voters", "members", "towns"]


def test_find_quantities_lends_a_list_its_last_noun() -> None:
    text = "They saw 28, 22 and 17 cases, up 10, 20 and 30 percent."
    quantities = find_quantities(text)
    assert [q.noun for q in quantities[:3]] == ["cases"] * 3
    assert [q.unit for q in quantities[3:]] == ["percent"] * 3


def test_find_quantities_keeps_what_a_price_is_for() -> None:
    (price,) = find_quantities("They paid $52 a share.")
    assert (price.value, price.unit, price.per) == (52, "USD", "share")


def test_find_quantities_counts_cents_in_the_currency_named() -> None:
    _, cents = find_quantities("It closed at C$35, up 12.5 cents.")
    assert (cents.value, cents.unit) == (0.125, "CAD")

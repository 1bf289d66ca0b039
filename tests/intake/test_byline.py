import pytest

from tipsheet.intake.byline import Byline, byline_of, is_name


@pytest.mark.parametrize(
    ("line", "names", "publisher"),
    [
        ("By Jane Roe", ("Jane Roe",), None),
        ("BY JANE ROE AND JOHN DOE", ("JANE ROE", "JOHN DOE"), None),
        (
            "By Jane Roe and John Doe, The Associated Press",
            ("Jane Roe", "John Doe"),
            "The Associated Press",
        ),
        ("By Ahmed al-Rashid in Osten | 3 March 2025", ("Ahmed al-Rashid",), None),
        ("By Jane van der Roe, Reuters", ("Jane van der Roe",), "Reuters"),
        ("By The Associated Press", (), "The Associated Press"),
        ("By Jane Roe / Norwick Herald", ("Jane Roe",), "Norwick Herald"),
        ("By Jane Roe | The Osten Evening Post", ("Jane Roe",), "The Osten Evening Post"),
        ("By Jane Roe, Norwick Herald", ("Jane Roe",), "Norwick Herald"),
        ("By Jane Roe / Photographs by John Doe", ("Jane Roe",), None),
        ("BYLINE: J.R. O’Roe", ("J.R. O’Roe",), None),
    ],
)
def test_byline_of_reads_names(line: str, names: tuple[str, ...], publisher: str | None) -> None:
    assert byline_of(line) == Byline(names=names, publisher=publisher)


@pytest.mark.parametrize(
    "line",
    [
        "By Friday the army had left.",
        "By dawn they were gone",
        "By 2020, Norland had left",
        "Bystanders saw it",
        "By " + "Jane Roe " * 30,
        "By ",
        "",
    ],
)
def test_byline_of_leaves_other_lines_alone(line: str) -> None:
    assert byline_of(line) is None


def test_is_name_wants_capitals_or_particles() -> None:
    assert is_name("Jean-Luc de la Tour")
    assert not is_name("the army")
    assert not is_name("Jane")

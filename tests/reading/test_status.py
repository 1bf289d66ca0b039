from dataclasses import replace

from tipsheet.reading.layers import Happening
from tipsheet.reading.status import settled
from tipsheet.record import Span, TimeExpression

TEXT = "Crews seize the ferry on 12 May"
DATE = TimeExpression(
    start=25,
    end=31,
    text="12 May",
    id="d",
    type="DATE",
    value="2031-05-12",
    earliest="2031-05-12",
    latest="2031-05-12",
)
SEIZE = Happening(
    trigger=Span.of(TEXT, 6, 11),
    type="COERCE",
    status="occurred",
    modes=("seize",),
    actors=(),
    recipients=(),
    place=None,
    date=Span.of(TEXT, 22, 31),
    score=0.9,
    status_score=0.9,
)


def status(happening: Happening, published: str | None) -> str:
    return settled([happening], [DATE], published)[0].status


def test_doubtful_plan_in_the_past_has_occurred() -> None:
    doubtful = replace(SEIZE, status="possible", status_score=0.4)
    assert status(doubtful, "2031-06-01") == "occurred"
    assert status(replace(doubtful, status_score=0.9), "2031-06-01") == "possible"


def test_denial_and_unknown_publication_are_left_alone() -> None:
    assert status(replace(SEIZE, status="denied", status_score=0.2), "2031-06-01") == "denied"
    assert status(replace(SEIZE, status="planned", status_score=0.2), None) == "planned"

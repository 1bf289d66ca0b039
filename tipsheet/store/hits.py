"""What fits a query, and what is shown of it."""

from dataclasses import dataclass

from tipsheet.errors import OptionInvalid
from tipsheet.record import Report, Span
from tipsheet.store.asked import Asked
from tipsheet.store.base import Encode
from tipsheet.store.query import Found, Hit
from tipsheet.store.vectors import Floats, unit
from tipsheet.store.words import passage_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A version of a report that fits; `sentence` is the one nearest in meaning, if asked for."""

    number: int
    version: int
    report: Report
    score: float | None
    events: tuple[Found, ...] = ()
    sentence: tuple[int, int] | None = None

    @property
    def place(self) -> tuple[float | str, int]:
        """Its place in the order: the greatest comes first."""
        if self.score is not None:
            return self.score, self.number
        return (self.report.published or "")[:10], self.number


def hit_of(fit: Fit, asked: Asked) -> Hit:
    """What is shown of a report that fits."""
    report = fit.report
    return Hit(
        id=report.id,
        version=fit.version,
        url=report.url,
        publisher=report.publisher,
        title=report.title,
        published=report.published,
        score=fit.score,
        passage=_passage(fit, asked),
        events=fit.events,
    )


def _passage(fit: Fit, asked: Asked) -> Span:
    if fit.sentence is not None:
        return Span.of(fit.report.text, *fit.sentence)
    if fit.events and not asked.phrases:
        return fit.events[0].sentence
    return passage_of(fit.report.text, asked.phrases)


def meaning_of(asked: Asked, encode: Encode | None) -> Floats | None:
    """The vector of what is asked for, of length one.

    Raises OptionInvalid where meaning is asked for and there is no encoder.
    """
    if not asked.query.meaning:
        return None
    if encode is None:
        raise OptionInvalid("This store was opened without an encoder: search by words.")
    return unit(encode(asked.query.meaning))

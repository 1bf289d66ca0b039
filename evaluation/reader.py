"""The one door to the reader: what the tasks ask of it, and the installed one."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, cast

from evaluation.errors import ReaderMissing
from tipsheet.reading.layers import Name
from tipsheet.record import Reading, Report, Span

Degrees = tuple[float, float]
"""Latitude and longitude, WGS 84."""


class ReaderUnderTest(Protocol):
    """What a reader must answer to be scored."""

    def read(self, text: str, published: str | None = None) -> Reading:
        """The whole reading of a raw text; `published` is an ISO date."""

    def pair_type(self, text: str, source: Span, target: Span) -> str:
        """The PLOVER type of what the marked source does to the marked target."""

    def statuses_at(self, text: str, triggers: Sequence[Span]) -> Sequence[Mapping[str, float]]:
        """For each trigger, the probability of each of the seven statuses."""

    def names(self, text: str) -> Sequence[Name]:
        """The proper names in a raw text."""

    def chains(self, text: str) -> Sequence[Sequence[Span]]:
        """The phrases in a raw text that refer, those that refer to one thing together."""

    def locate(self, name: str, country: str | None) -> Degrees | None:
        """Where the gazetteer has a place of this canonical name, if it does."""


class InstalledReader:
    """The reader of the installed package; its weights are loaded at the first question."""

    def read(self, text: str, published: str | None = None) -> Reading:
        """The whole reading of a raw text, as `tipsheet read` gives it."""
        given = "given" if published else None
        report = Report.of(text, published=published, published_from=given, language="en")
        return cast(Reading, _hook("read_report")(report))

    def pair_type(self, text: str, source: Span, target: Span) -> str:
        """The PLOVER type between two marked spans."""
        return cast(str, _hook("pair_type")(text, source, target))

    def statuses_at(self, text: str, triggers: Sequence[Span]) -> Sequence[Mapping[str, float]]:
        """The probabilities of the seven statuses at given triggers."""
        return cast(Sequence[Mapping[str, float]], _hook("statuses_at")(text, triggers))

    def names(self, text: str) -> Sequence[Name]:
        """The proper names in a raw text."""
        return cast(Sequence[Name], _hook("names")(text))

    def chains(self, text: str) -> Sequence[Sequence[Span]]:
        """The phrases that refer, those that refer to one thing together."""
        return cast(Sequence[Sequence[Span]], _hook("chains")(text))

    def locate(self, name: str, country: str | None) -> Degrees | None:
        """Where the package's gazetteer has the place."""
        from evaluation.located import locate

        return locate(name, country)


def _hook(name: str) -> Any:
    try:
        from tipsheet.reading import reader  # type: ignore[attr-defined, unused-ignore]

        return getattr(reader, name)
    except (ImportError, AttributeError) as error:
        raise ReaderMissing(f"The installed reader cannot answer `{name}`: {error}.") from error

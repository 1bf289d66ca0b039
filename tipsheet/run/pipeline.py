"""Sources to readings, one by one."""

from collections.abc import Callable, Iterable, Iterator

from tipsheet.intake import Fetch, Given, Limits, Rejection, read_source
from tipsheet.reading.reader import read_report
from tipsheet.record import Reading, Report
from tipsheet.run.tally import Tally

__all__ = ["Tally", "readings"]


def readings(
    sources: Iterable[str],
    *,
    given: Given,
    limits: Limits,
    fetch: Fetch | None = None,
    read: Callable[[Report], Reading] = read_report,
) -> Iterator[Reading | Rejection]:
    """The reading of every report in the sources, and rejections in their places."""
    for source in sources:
        for item in read_source(source, given=given, limits=limits, fetch=fetch):
            yield item if isinstance(item, Rejection) else read(item)

"""How much is taken in at most, so that one bad source cannot stop a run."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The sizes above which a source is refused.

    `text` counts the characters of one report: 5 million is more than three times the length
    of War and Peace. `file` counts the bytes of one page, PDF or JSON document, or of one
    answer from the web; JSON Lines, tables and archives are streamed, so there it holds for a
    single line, row or page. `entries` counts what one feed or site map may list: a news site map
    holds 1,000 at most (Google's rules for them).
    """

    text: int = 5_000_000
    file: int = 50_000_000
    entries: int = 1_000


DEFAULT_LIMITS = Limits()

"""Whether a text reports the day's news or tells a history."""

from dataclasses import dataclass
from datetime import date

from tipsheet.reading.dates.lexicon import lexicon
from tipsheet.reading.dates.tokens import Tokens

OLD = 2  # years before publication from which on a year is of the past
FEWEST = 6  # old years that make a history at all
OUTWEIGH = 3  # how many times they outweigh days of the week, yesterdays and recent years


@dataclass(slots=True)
class Genre:
    """Old years against recent ones, days of the week and yesterdays, counted as they come.

    In a history "12 August" is of the year last spoken of, not of the year of publication.
    """

    published: date | None
    old: int = 0
    recent: int = 0

    @property
    def is_narrative(self) -> bool:
        """Whether the dates of this text lean on each other."""
        return self.old >= FEWEST and self.old > OUTWEIGH * self.recent

    def count(self, tokens: Tokens) -> None:
        """Take the words of one more block into account."""
        if self.published is None:
            return
        edge = self.published.year - OLD
        words = tokens.words
        years = [int(word) for word in words if len(word) == 4 and word.isdecimal()]
        self.old += sum(1000 <= year < edge for year in years)
        self.recent += sum(edge <= year <= self.published.year + OLD for year in years)
        tables, distinct = lexicon().values, set(words)
        for name in ("weekday", "deicticday"):
            self.recent += sum(map(words.count, distinct & tables[name].keys()))

"""Reports that come one by one, with the stories that they make and the events they tell of.

    arrivals = Arrivals(rare)
    arrivals.add(report, claims)
    arrivals.event_of(claims[0].id)

What comes out depends on the reports and on `rare` alone, not on the order in which they came.
"""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from tipsheet.linking.clusters import Event, Linker
from tipsheet.linking.document import Sentences
from tipsheet.linking.judged import Judged
from tipsheet.linking.profile import Context, Rarity, Vector, context_of_text, profile_of
from tipsheet.linking.stories import Stories
from tipsheet.record import Claim, Report


class Arrivals:
    """All reports so far; `rare` is how rare words are among them, None for the general table.

    Where the reports have become many more than `rare` knows, the terms of new stories are taken
    to be rare: begin anew with the rarity of all, at every doubling at the latest.
    """

    def __init__(self, rare: Rarity | None = None, judged: Iterable[Judged] = ()) -> None:
        self._rare = rare
        self._stories = Stories()
        self._linker = Linker(judged)
        self._waiting: dict[str, tuple[Context, list[Claim], Sentences | None]] = {}

    def add(
        self, report: Report, claims: Iterable[Claim], sentences: Sentences | None = None
    ) -> None:
        """Take a report in, with its claims on events and the vectors of its sentences.

        A report that is there already is left as it is.
        """
        if report.id in self._stories:
            return
        context = context_of_text(report.id, report.text, self._rare)
        self._stories.add(context, (report.published or "")[:10] or None)
        told = [claim for claim in claims if claim.kind == "event"]
        self._waiting[report.id] = context, told, sentences

    @property
    def linker(self) -> Linker:
        """The claims, up to date."""
        self._settle()
        return self._linker

    def events(self) -> tuple[Event, ...]:
        """All events, in order of their first claims."""
        return self.linker.events()

    def event_of(self, claim: str) -> Event:
        """The event that a claim is about."""
        return self.linker.event_of(claim)

    def story_of(self, report: str) -> str:
        """The name of the story of a report."""
        self._settle()
        return self._stories.story_of(report)

    def _settle(self) -> None:
        for report in sorted(self._stories.settle()):
            story = self._stories.story_of(report)
            if report in self._waiting:
                context, claims, sentences = self._waiting.pop(report)
                self._linker.add(
                    profile_of(claim, context, story, vector_at(sentences, claim.trigger.start))
                    for claim in claims
                )
            else:
                known = self._linker.profiles_of(report)
                self._linker.drop(report)
                self._linker.add(replace(profile, story=story) for profile in known)


def vector_at(sentences: Sentences | None, start: int) -> Vector | None:
    """The vector of the sentence that holds a character."""
    if sentences is None or not len(sentences.offsets):
        return None
    row = int(np.searchsorted(sentences.offsets[:, 0], start, side="right")) - 1
    vector = sentences.vectors[row] if row >= 0 else None
    return vector if vector is not None and vector.any() else None

"""Reports put into stories: those that are about one thing by the words they have in common.

Reports are compared where they share one of their weightiest terms, those nearest in time where
many do, and put together by the average of their likeness. A new report costs as little in a
large collection as in a small one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from tipsheet.linking.agglomeration import Limits
from tipsheet.linking.pairs import Pairs
from tipsheet.linking.profile import Context, Rarity, closeness, context_of_text
from tipsheet.linking.regrouping import Group, Groups

WINDOW = 24  # reports with a term, on either side in time, that one is compared with
NEIGHBOUR = 0.03  # likeness below which a pair is not kept
LIKE = 0.13  # likeness, on average, from which reports are one story
UNSEEN = 2.0  # pairs never compared that count for each one compared, in two groups
MOST = 600  # reports in one story
THEME = 1 / 3  # share of a collection that one story may be for words to be weighed by it


class Stories:
    """The stories of reports that come one by one.

    The name of a story stays with most of its reports when it changes; which reports are
    together depends on the reports alone, not on the order they came in.
    """

    def __init__(self) -> None:
        self._contexts: dict[str, Context] = {}
        self._pairs = Pairs(self._closeness, NEIGHBOUR, WINDOW)
        limits = Limits(threshold=LIKE, missing=0.0, most=MOST, unseen=UNSEEN)
        self._groups = Groups(self._pairs.near, limits)
        self._name: dict[str, str] = {}
        self._size: Counter[str] = Counter()
        self._named = 0

    def __contains__(self, report: str) -> bool:
        return report in self._contexts

    def add(self, context: Context, day: str | None = None) -> None:
        """Take a report in; one that is there already is left as it is."""
        report = context.report
        if report not in self._contexts:
            self._contexts[report] = context
            lost = self._pairs.add(report, day, context.keys)
            self._groups.add(report)
            self._groups.touch(lost)

    def settle(self) -> set[str]:
        """Bring the stories up to date: the reports whose story has another name than before."""
        moved: set[str] = set()
        for group in sorted(self._groups.settle(), key=lambda group: (-len(group), group)):
            moved |= self._called(group)
        return moved

    def story_of(self, report: str) -> str:
        """The name of the story of a report, when the stories are settled."""
        return self._name[report]

    def groups(self) -> list[Group]:
        """The reports by story, in order."""
        return self._groups.groups()

    def _closeness(self, one: str, other: str) -> float:
        return closeness(self._contexts[one], self._contexts[other]) or 0.0

    def _called(self, group: Group) -> set[str]:
        """Name a group as most of its reports were named; those that were named otherwise."""
        held = Counter(self._name[id] for id in group if id in self._name)
        name = min(held, key=lambda known: (-held[known], known), default="")
        if 2 * held[name] <= self._size[name]:
            self._named += 1
            name = f"story {self._named}"
        changed = {id for id in group if self._name.get(id) != name}
        self._size.subtract(self._name[id] for id in changed if id in self._name)
        self._size[name] += len(changed)
        self._name.update(dict.fromkeys(changed, name))
        return changed


def stories_of(
    contexts: Iterable[Context], days: Mapping[str, str | None] | None = None
) -> Mapping[str, str]:
    """The story of every report, named by the first of its reports; `days` are ISO days."""
    stories = Stories()
    for context in contexts:
        stories.add(context, (days or {}).get(context.report))
    return {report: group[0] for group in stories.groups() for report in group}


def together(
    texts: Mapping[str, str], days: Mapping[str, str | None] | None = None
) -> tuple[Mapping[str, Context], Mapping[str, str]]:
    """What each text of a collection is about, and its story, by the text's id.

    Words that are common in the collection count for little, which tells its stories apart. A
    collection on one theme would fall to pieces that way: there the general table decides.
    """
    rare = rarity_in(texts, days)
    contexts = {id: context_of_text(id, text, rare) for id, text in texts.items()}
    return contexts, stories_of(contexts.values(), days)


def rarity_in(
    texts: Mapping[str, str], days: Mapping[str, str | None] | None = None
) -> Rarity | None:
    """How rare words are in a collection; None, for the general table, where it has one theme."""
    plain = (context_of_text(id, text) for id, text in texts.items())
    sizes = Counter(stories_of(plain, days).values())
    if max(sizes.values(), default=0) > THEME * len(texts):
        return None
    return Rarity.of(texts.values())

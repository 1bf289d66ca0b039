"""Reports put into stories: those that are about one thing by the words they have in common.

Reports are compared where they share one of their weightiest terms, and put together by the
average of their likeness.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from tipsheet.linking.agglomeration import Limits, Pair, agglomerate, pair
from tipsheet.linking.profile import Context, Rarity, closeness, context_of_text

TERMS = 30  # weightiest terms of a report by which others are looked for
COMMON = 200  # reports with a term above which it is no longer looked up
LIKE = 0.13  # likeness, on average, from which reports are one story
MOST = 5000  # reports in one story
THEME = 1 / 3  # share of a collection that one story may be for words to be weighed by it


def stories_of(contexts: Iterable[Context]) -> Mapping[str, str]:
    """The story of every report, named by the first of its reports."""
    by_id = {context.report: context for context in contexts}
    scores: dict[Pair, float] = {}
    for ends in _candidates(by_id):
        scores[ends] = closeness(by_id[ends[0]], by_id[ends[1]]) or 0.0
    limits = Limits(threshold=LIKE, missing=0.0, most=MOST)
    groups = agglomerate(by_id, scores, limits)
    return {report: group[0] for group in groups for report in group}


def together(texts: Mapping[str, str]) -> tuple[Mapping[str, Context], Mapping[str, str]]:
    """What each text of a collection is about, and its story, by the text's id.

    Words that are common in the collection count for little, which tells its stories apart. A
    collection on one theme would fall to pieces that way: there the general table decides.
    """
    plain = {id: context_of_text(id, text) for id, text in texts.items()}
    stories = stories_of(plain.values())
    if max(Counter(stories.values()).values(), default=0) > THEME * len(texts):
        return plain, stories
    rare = Rarity.of(texts.values())
    contexts = {id: context_of_text(id, text, rare) for id, text in texts.items()}
    return contexts, stories_of(contexts.values())


def _candidates(contexts: Mapping[str, Context]) -> set[Pair]:
    places: dict[str, list[str]] = {}
    for id in sorted(contexts):
        terms = contexts[id].terms
        for term in sorted(terms, key=lambda term: (-terms[term], term))[:TERMS]:
            places.setdefault(term, []).append(id)
    return {
        pair(one, other)
        for ids in places.values()
        if len(ids) <= COMMON
        for at, one in enumerate(ids)
        for other in ids[at + 1 :]
    }

"""What an event is about beside its type: PLOVER's contexts, from the words around it."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache, lru_cache

from tipsheet.vocabulary import contexts as known_contexts
from tipsheet.vocabulary.loading import broken, read_table

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\w+(?:[-'’]\w+)*")
_LONGEST = 4
_DRUGS_AND_TRADE = frozenset({"illegal_drugs", "corruption", "trafficking"})
_WINDOW = 2_000  # characters; a longer sentence is read so far


def contexts_of(type: str, modes: Collection[str], window: str) -> tuple[str, ...]:
    """The contexts of an event of this type and modes, in the order of PLOVER's list.

    `window` is the text that tells them, best the sentence of the trigger. Ordinary crime is
    left out where drugs, corruption or trafficking say it more exactly, as PLOVER advises.
    """
    found = set(_by_event().get(type, ()))
    for mode in modes:
        found.update(_by_event().get(f"{type}/{mode}", ()))
    found |= _in_text(window[:_WINDOW])
    if found & _DRUGS_AND_TRADE:
        found.discard("crime")
    return tuple(code for code in known_contexts() if code in found)


@lru_cache(maxsize=64)  # the events of one sentence share it
def _in_text(text: str) -> frozenset[str]:
    """The contexts that the words of a text show."""
    return frozenset(_shown([_form(word) for word in _WORD.findall(text.replace("’", "'"))]))


def _shown(words: list[str]) -> Iterator[str]:
    """The contexts of the expressions in some words; a longer one hides what lies in it."""
    reach, position = _reach(), 0
    for at, word in enumerate(words):
        if at >= position and (most := reach.get(word)):
            size, shown = _longest_at(words, at, most)
            yield from shown
            position = at + size


def _longest_at(words: list[str], position: int, most: int) -> tuple[int, tuple[str, ...]]:
    for size in range(min(most, len(words) - position), 0, -1):
        shown = _by_words().get(" ".join(words[position : position + size]))
        if shown is not None:
            return size, shown
    return 1, ()


@lru_cache(maxsize=4096)
def _form(word: str) -> str:
    return _singular(word.lower())


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and len(word) > 3 and word[-2] not in "sui" else word


@cache
def _by_words() -> Mapping[str, tuple[str, ...]]:
    """The contexts of each expression, its words in the singular; none for a misleading one."""
    table = read_table("data/contexts.toml", "tipsheet.reading")
    shown: dict[str, tuple[str, ...]] = {}
    for code, expressions in table["words"].items():
        if code not in known_contexts():
            raise broken("contexts.toml", f"{code} is no context")
        for expression in expressions:
            key = _key(expression)
            shown[key] = tuple(dict.fromkeys((*shown.get(key, ()), code)))
    shown.update((_key(item), ()) for items in table["except"].values() for item in items)
    return _with_parts(shown)


@cache
def _reach() -> Mapping[str, int]:
    """The words of the longest expression that begins with each word, `_LONGEST` at most."""
    reach: dict[str, int] = {}
    for expression in _by_words():
        first, *rest = expression.split()
        reach[first] = min(_LONGEST, max(reach.get(first, 0), 1 + len(rest)))
    return reach


def _with_parts(shown: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """Each expression with the contexts of its own words, unless it is a misleading one."""
    whole = {}
    for key, codes in shown.items():
        parts = [code for word in key.split() for code in shown.get(word, ())] if codes else []
        whole[key] = tuple(dict.fromkeys((*codes, *parts)))
    return whole


def _key(expression: str) -> str:
    return " ".join(_singular(word) for word in expression.split())


@cache
def _by_event() -> Mapping[str, tuple[str, ...]]:
    table = read_table("data/contexts.toml", "tipsheet.reading")["events"]
    by_event: dict[str, tuple[str, ...]] = {}
    for code, events in table.items():
        for event in events:
            by_event[event] = (*by_event.get(event, ()), code)
    return by_event

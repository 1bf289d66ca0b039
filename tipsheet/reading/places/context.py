"""What the words around toponyms, and the outlet, tell about where places lie."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from tipsheet.reading.gazetteer import fold
from tipsheet.reading.places.naming import cue_kind
from tipsheet.record import Span
from tipsheet.vocabulary.countries import alpha3, country_of

# "Paris, Texas", "Springfield (Ill.)": the words after a name that may hold it.
_WITHIN = re.compile(
    r"(?:,\s{0,2}|\s\(|,?\s+in\s+(?:the\s+)?)((?:[A-Z][\w’'-]{0,20}\.?(?:[A-Z]\.?){0,3})"
    r"(?:\s(?:and|of|the|[A-Z][\w’'-]{0,20}\.?)){0,4})"
)
_CAPITALISED = re.compile(r"\b[A-Z][\w’'.-]{1,30}(?:\s[A-Z][\w’'.-]{1,30})?")
_WORD_BEFORE = re.compile(r"(\w{3,12})(?:\s+of)?(?:\s+the)?\s+$")
_WORD_AFTER = re.compile(r"^(?:['’]s)?\s+(\w{3,12})")
_LOOK = 48  # characters looked at on either side of a toponym

_COUNTRY_DOMAINS = {"uk": "GBR", "eu": None}
_SECOND_LEVEL = frozenset({"com", "co", "org", "net", "gov", "edu", "ac", "news"})
_OUTLET_WORDS = re.compile(
    r"^(?:the|my|daily|news|local|city|visit|hello|this is|thisis|go|in)|"
    r"(?:news|online|daily|times|press|herald|tribune|gazette|post|review|journal|today|"
    r"chronicle|leader|observer|register|record|sun|star|telegram|dispatch|courier|citizen|"
    r"sentinel|mercury|advocate|beacon|weekly|local|paper|newspaper|newspapers|media|live|"
    r"mail|echo|bulletin|reporter|examiner|independent|standard|globe|inquirer|tv|radio)$"
)
_SHORTEST = 5  # letters of a place's name in an outlet's domain


def containers_after(text: str, span: Span) -> tuple[str, ...]:
    """Keys, longest first, of what a comma, a bracket or "in" after a toponym may name."""
    match = _WITHIN.match(text, span.end, min(len(text), span.end + _LOOK))
    return keys_within(match.group(1)) if match else ()


def keys_within(words: str) -> tuple[str, ...]:
    """Keys of the beginnings of some words, longest first, at most four words long."""
    parts = words.split()[:4]
    return tuple(fold(" ".join(parts[:size])) for size in range(len(parts), 0, -1))


def kind_beside(text: str, span: Span) -> str | None:
    """The kind of place that the word before or after a toponym tells."""
    after = _WORD_AFTER.match(text[span.end : span.end + _LOOK])
    kind = cue_kind(after.group(1)) if after else None
    if kind is None:
        before = _WORD_BEFORE.search(text[max(0, span.start - _LOOK) : span.start])
        kind = cue_kind(before.group(1)) if before else None
    return kind


def areas_named(
    text: str, toponyms: Sequence[Span], states: Mapping[str, int]
) -> tuple[Counter[str], frozenset[int]]:
    """Countries (how often) and states (their rows) that a text names outside its toponyms.

    Countries count by their name, people or adjective; `states` has rows by name.
    """
    taken = {span.start for span in toponyms}
    named: Counter[str] = Counter()
    rows = set()
    for match in _CAPITALISED.finditer(text):
        if match.start() in taken:
            continue
        for name, code in _areas(match.group()):
            if code is not None:
                named[code] += 1
                break
            if (row := states.get(name)) is not None:
                rows.add(row)
                break
    return named, frozenset(rows)


@lru_cache(maxsize=8192)
def _areas(words: str) -> tuple[tuple[str, str | None], ...]:
    """One or two words together, then the first and the last, each with the country it names."""
    names = dict.fromkeys((words, words.partition(" ")[0], words.rpartition(" ")[2]))
    bare = [(name.rstrip(".,"), name) for name in names]
    return tuple((short, country_of(short) or country_of(name)) for short, name in bare)


def outlet_country(url: str | None) -> str | None:
    """The country of an address, by its top-level domain."""
    last = _host(url).rpartition(".")[2]
    if last in _COUNTRY_DOMAINS:
        return _COUNTRY_DOMAINS[last]
    return alpha3(last) if len(last) == 2 else None


def outlet_keys(publisher: str | None, url: str | None) -> tuple[str, ...]:
    """Keys of place names that may be in the name or the domain of an outlet, longest first."""
    keys = set()
    if publisher:
        words = fold(publisher).split()
        keys |= {
            " ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)
        }
    for label in _labels(url):
        keys |= _within_label(label)
    return tuple(sorted((k for k in keys if len(k) >= _SHORTEST), key=lambda k: (-len(k), k)))


def _within_label(label: str) -> set[str]:
    """Names that a label may hold: itself without usual words, also with one space put in."""
    bare = label
    for _ in range(3):
        bare = _OUTLET_WORDS.sub("", bare)
    stems = {label, bare, *label.split("-"), *(part for part in re.split(r"[-_]", bare))}
    beginnings = {label[:size] for size in range(_SHORTEST + 1, len(label))}
    spaced = {
        f"{stem[:at]} {stem[at:]}"
        for stem in {label, bare}
        for at in range(2, len(stem) - 1)
        if len(stem) <= 24
    }
    return stems | beginnings | spaced


def _labels(url: str | None) -> list[str]:
    labels = _host(url).split(".")[:-1]
    if labels and labels[-1] in _SECOND_LEVEL and len(labels) > 1:
        labels = labels[:-1]
    return [label for label in labels if label not in ("www", "news", "m", "en", "")][:3]


def _host(url: str | None) -> str:
    if not url:
        return ""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:
        return ""
    return (host or "").lower()[:80]

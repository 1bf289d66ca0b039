"""Which proper names of a text name the same person, body or country."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from tipsheet.reading.entities.agents import body_of, role_of
from tipsheet.reading.entities.words import small_words
from tipsheet.reading.layers import Name
from tipsheet.vocabulary.countries import country_of

_INTRODUCED = re.compile(
    r"['’]?s?[ ]?"
    r"(?:\(\s*(?:or |the |formerly |known as )?|, (?:or|known as|also known as|alias) (?:the )?)"
    r"[\"“'‘]?([A-Z][A-Za-z&.\-]{1,14})[\"”'’,]*(?=[\s),;.])"
)
_SPELLED = re.compile(r"[A-Z][A-Z&.\-]{1,9}$")
_WORDS = re.compile(r"\w+(?:[-'’]\w+)*")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_SMALL = frozenset("of the and for de del la los las du des to in on".split())  # noqa: SIM905

_NAMESAKES = 50  # full names that share a first or last word and are compared

Group = tuple[str, str]
"""What a name is the name of: a kind of grouping and a key within it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """The words of a person's name, lower case, without titles, initials and suffixes."""

    words: tuple[str, ...]
    suffix: str | None

    @property
    def key(self) -> str:
        """The name as a string; two people who differ in their suffix have two."""
        return " ".join(self.words) + (f"#{self.suffix}" if self.suffix else "")

    @property
    def full(self) -> bool:
        """Whether there is more than one word."""
        return len(self.words) > 1


def group_names(text: str, names: Sequence[Name], acting: frozenset[int]) -> list[Group]:
    """For each name (in text order), what it names; equal groups are one entity.

    `acting` holds the indices of names that act or speak as such: only those can be a capital
    that stands for its government.
    """
    people = _group_people([name for name in names if name.kind == "PER"])
    bodies = _group_bodies(text, [name for name in names if name.kind in ("ORG", "MISC")])
    groups: list[Group] = []
    for index, name in enumerate(names):
        if name.kind == "PER":
            groups.append(("person", people[name.start]))
        elif name.kind == "LOC":
            groups.append(_group_place(name, index in acting))
        else:
            groups.append(bodies[name.start])
    return _settle(names, groups)


def person_name(text: str) -> PersonName:
    """The words by which a person's name is compared."""
    known = small_words()
    words = [word.lower() for word in _WORDS.findall(text.removesuffix("'s").removesuffix("’s"))]
    while len(words) > 1 and (words[0] in known.titles or words[0] in known.short_titles):
        del words[0]
    suffix = words.pop() if len(words) > 1 and words[-1] in _SUFFIXES else None
    inner = [word for word in words if len(word) > 1] or words or [text.casefold()]
    return PersonName(words=tuple(inner), suffix=suffix)


def same_person(one: PersonName, other: PersonName) -> bool:
    """Whether two full names can be one person's: the words of one run through the other."""
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return False
    short, long = sorted((one.words, other.words), key=len)
    return _runs_through(short, long) and (short[0] == long[0] or short[-1] == long[-1])


def introduced(text: str, name: Name) -> str | None:
    """The short form that the text introduces right after a name ("… (TWL)", "…, or TWL")."""
    start = name.start + name.text.find(" (") if " (" in name.text else name.end
    match = _INTRODUCED.match(text, start, min(len(text), start + 60))
    if not match:
        return None
    short = match.group(1).strip(".")
    letters = [char for char in short if char.isupper()]
    return short if len(letters) >= 2 and len(short) < len(name.text) else None


def initials(name: str) -> str:
    """The initials of the words of a name, small words left out."""
    words = [word for word in re.split(r"[\s\-/]+", name) if word and word.lower() not in _SMALL]
    return "".join(word[0].upper() for word in words)


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """A name as it is compared: no article, possessive, dots in initials; case folded."""
    name = " ".join(name.partition(" (")[0].replace("’", "'").split())
    name = name.removesuffix("'s").removesuffix("'")
    name = name[4:] if name[:4].lower() == "the " else name
    return (name.replace(".", "") if _SPELLED.match(name) else name).casefold()


def _group_people(names: Sequence[Name]) -> dict[int, str]:
    parsed = {name.start: person_name(name.text) for name in names}
    full = [name for name in names if parsed[name.start].full]
    leaders: dict[str, list[PersonName]] = {}
    groups: dict[int, str] = {}
    for name in sorted(full, key=lambda name: -len(parsed[name.start].words)):
        person = parsed[name.start]
        ends = (person.words[0], person.words[-1])
        known = (one for end in ends for one in leaders.get(end, ())[:_NAMESAKES])
        leader = next((one for one in known if same_person(person, one)), None)
        groups[name.start] = (leader or person).key
        if leader is None:
            for end in set(ends):
                leaders.setdefault(end, []).append(person)
    by_word = _by_word(groups)
    for name in names:
        if name.start not in groups:
            groups[name.start] = _short_person(parsed[name.start].words[0], name.start, by_word)
    return groups


def _by_word(groups: Mapping[int, str]) -> Mapping[tuple[str, str], list[tuple[int, str]]]:
    """Where each word of the full names stands, by its part in the name, in text order."""
    places: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for start, key in sorted(groups.items()):
        given, *inner, surname = key.partition("#")[0].split(" ")
        places.setdefault(("surname", surname), []).append((start, key))
        for part in surname.split("-")[1:]:
            places.setdefault(("surname", part), []).append((start, key))
        for word in inner:
            places.setdefault(("inner", word), []).append((start, key))
        places.setdefault(("given", given), []).append((start, key))
    return places


def _short_person(
    word: str, start: int, by_word: Mapping[tuple[str, str], list[tuple[int, str]]]
) -> str:
    """The full name that a single name stands for: by surname, then by any other of its words."""
    for part in ("surname", "inner", "given"):
        fitting = by_word.get((part, word))
        if fitting and (part != "given" or len({key for _, key in fitting}) == 1):
            return fitting[max(0, bisect_left(fitting, (start, "")) - 1)][1]
    return word


def _runs_through(short: Sequence[str], long: Sequence[str]) -> bool:
    rest = iter(long)
    return all(word in rest for word in short)


def _group_place(name: Name, acting: bool) -> Group:
    code = country_of(name.text, capitals=acting)
    return ("country", code) if code else ("place", plain(name.text))


def _group_bodies(text: str, names: Sequence[Name]) -> dict[int, Group]:
    shorts = dict(_short_forms(text, names))
    keys = {name.start: shorts.get(plain(name.text), plain(name.text)) for name in names}
    counts = Counter(keys[name.start] for name in names)
    longer = dict(_longer(counts))
    groups: dict[int, Group] = {}
    for name in names:
        key = longer[keys[name.start]]
        body = body_of(name.text) or body_of(key)
        code = country_of(name.text) if name.kind == "ORG" else None
        if body:
            groups[name.start] = ("body", plain(body.name))
        elif code:
            groups[name.start] = ("country", code)
        else:
            groups[name.start] = ("people" if name.kind == "MISC" else "body", key)
    return groups


def _short_forms(text: str, names: Sequence[Name]) -> Iterator[tuple[str, str]]:
    """Each short form of the text with the longer name that it stands for."""
    full = [name for name in names if " " in name.text]
    for name in full:
        if short := introduced(text, name):
            yield plain(short), plain(name.text)
    by_initials: dict[str, set[str]] = {}
    for name in full:
        by_initials.setdefault(initials(name.text), set()).add(plain(name.text))
    for name in names:
        bare = name.text.replace(".", "").replace("&", "")
        found = by_initials.get(bare, set())
        if len(bare) >= 3 and len(found) == 1:
            yield plain(name.text), next(iter(found))


def _longer(keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """For each name the one longer name that begins with its words, if they are telling ones."""
    ordered = sorted(keys)
    for key, following, beyond in zip_longest(ordered, ordered[1:], ordered[2:], fillvalue=""):
        fits = following.startswith(key + " ") and not beyond.startswith(key + " ")
        common = (
            key in small_words().common_names
            or len(key) < 4
            or country_of(key.title())
            or role_of([key])
        )
        yield key, following if fits and not common else key


def _settle(names: Sequence[Name], groups: list[Group]) -> list[Group]:
    """One group for one string, where the kinds of its mentions disagree."""
    surnames = {
        group[1].partition("#")[0].split(" ")[-1]: group for group in groups if group[0] == "person"
    }
    people: dict[str, Group] = {}
    bodies: dict[str, Group] = {}
    for name, group in zip(names, groups, strict=True):
        chosen = people if group[0] == "person" else bodies
        chosen.setdefault(plain(name.text), group)
    counts = Counter(
        (plain(name.text), group[0] == "person") for name, group in zip(names, groups, strict=True)
    )
    settled = []
    for name, group in zip(names, groups, strict=True):
        key = plain(name.text)
        if key in people and key in bodies and bodies[key][0] not in ("country", "place"):
            winner = people if counts[key, True] >= counts[key, False] else bodies
            settled.append(winner[key])
        elif key in surnames and group[0] in ("body", "people") and not body_of(name.text):
            settled.append(surnames[key])
        elif key in bodies and group[0] == "people" and bodies[key][0] == "body":
            settled.append(bodies[key])
        else:
            settled.append(group)
    return settled

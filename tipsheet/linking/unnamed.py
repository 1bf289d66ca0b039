"""What reports call their sources, and which of those words stand for people without names."""

from collections.abc import Mapping
from functools import cache

from tipsheet.linking.stems import plain_words
from tipsheet.record import Step
from tipsheet.vocabulary.loading import read_table

LONGEST = 90  # characters of a source's words

_SPEAKERS = frozenset({"spokesman", "spokeswoman", "spokesperson", "spokespeople"})
_PREPOSITIONS = frozenset({"of", "at", "for", "from", "in", "to", "by", "on", "with", "who"})
_PAPERS = frozenset({"report", "reports"})
_INDEFINITE = frozenset(
    ["a", "an", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
     "some", "several", "many", "few", "other", "another", "dozens", "both"]
)  # fmt: skip


def step_words(step: Step) -> str:
    """The words for a source: its name where it has one, else what the report calls it."""
    said = " ".join(step.source.text.split()) if step.source else ""
    if step.kind == "anonymous":
        return shortened(said) or "a source not given"
    name = step.party.name if step.party else ""
    if step.kind == "document" and step.party and step.party.kind in ("place", "government"):
        name = said
    return shortened(name or said or step.origin or "a source not given")


def shortened(text: str) -> str:
    """The text up to the first comma or bracket where it is long, and never longer than LONGEST."""
    if len(text) > LONGEST:
        text = text.split(",")[0].split(" (")[0]
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def groups_of(words: str) -> frozenset[str]:
    """The groups of unnamed people that a description fits; empty for one that fits any."""
    found = (_groups().get(word) for word in plain_words(words)[:12])
    return frozenset(group for group in found if group and group != "any")


def is_somebody(step: Step) -> bool:
    """Whether an unnamed source is people at all: "bombshell claims" are not."""
    said = plain_words(step_words(step))
    return any(word in _groups() for word in said) or bool(step.count)


def is_unnamed(step: Step) -> bool:
    """Whether a source read as named is people without names: "two officials of the ministry".

    Told by how the phrase begins and by its head, the first noun that is a group of people; the
    holder of an office ("the minister") has a name that everybody knows, and who speaks for a body
    ("a ministry spokesman") is that body.
    """
    if step.source is None or _is_named(step) or speaks_for_body(step):
        return False
    if is_one_of_a_group(step):
        return True
    words = plain_words(step.source.text)[:8]
    head = next((n for n, word in enumerate(words) if _groups().get(word, "any") != "any"), None)
    if head is None or any(word in ("of", "at", "for", "in", "to") for word in words[:head]):
        return False
    last = next((n for n in range(len(words) - 1, head, -1) if words[n] in _groups()), head)
    named = step.source.text[:1].isupper() and words[0] not in _INDEFINITE and words[0] != "the"
    if words[0] in _INDEFINITE or words[0].isdigit():
        return True
    return not named and last == head and words[head].endswith(("s", "men")) and words[0] != "the"


def is_one_of_a_group(step: Step) -> bool:
    """Whether a source is "a person at the bank", "two clerks" or a bare "one", and no paper."""
    words = plain_words(step.source.text)[:6] if step.source else ()
    if not words or not (words[0] in _INDEFINITE or words[0].isdigit()) or _is_named(step):
        return False
    ends = (n for n, word in enumerate(words) if n and word in _PREPOSITIONS)
    head = words[1 : next(ends, len(words))][-1:]
    return not head or (head[0] not in _PAPERS and _groups().get(head[0], "hearsay") != "hearsay")


def is_hearsay(step: Step) -> bool:
    """Whether a document is messages, posts or rumours, which nobody answers for."""
    words = plain_words(step.source.text)[:4] if step.source else ()
    return any(_groups().get(word) == "hearsay" for word in words)


def speaks_for_body(step: Step) -> bool:
    """Whether somebody without a name speaks for a body that the words name."""
    words = plain_words(step.source.text)[:8] if step.source else ()
    at = next((n for n, word in enumerate(words) if word in _SPEAKERS), None)
    if at is None:
        return False
    before = [word for word in words[:at] if word not in _INDEFINITE and word != "the"]
    return bool(before) or "for" in words[at + 1 : at + 2]


def _is_named(step: Step) -> bool:
    """Whether a person's name is known and stands in, or is stood for by, the words."""
    if step.party is None or step.party.kind != "person" or not step.party.names:
        return False
    said = step.source.text if step.source else ""
    indefinite = plain_words(said)[:1] and plain_words(said)[0] in _INDEFINITE
    return not indefinite or any(name in said for name in step.party.names)


@cache
def _groups() -> Mapping[str, str]:
    table = read_table("unnamed.toml", "tipsheet.linking")
    return {word: group for group, row in table.items() for word in row["words"]}

"""What a sentence tells of something announced: that it is done, that it moved, or that it is off.

It is read off the words near the head (what was to be done): a modal before it leaves it to come,
a negation before it denies it, a past form tells it as done. Where the head is not in the
sentence, the words near what it shares with the announcement speak for it.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from tipsheet.linking.cues import cues_in
from tipsheet.linking.stems import lemma, plain_words, stem
from tipsheet.linking.timeline import OPEN, SETTLED
from tipsheet.vocabulary.loading import read_table

AHEAD, BEHIND = 4, 5  # words after and before the head that can deny it
MODAL = 6  # words before the head among which a modal leaves it to come
DOUBT = 12  # words before the head among which "if" leaves it open
NEAR = 8  # words on either side of what is shared in which an outcome is told

CLOSE = 6  # words on either side of the head in which something called off, or kept, is told


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """An outcome (done, moved or broken), why, and whether the words say it of the thing itself."""

    outcome: str
    why: str
    firm: bool = True


def verdict_of(
    text: str,
    *,
    head: Collection[str],
    shared: Collection[str],
    kin: Callable[[str], Sequence[str]],
    later: bool = False,
    statuses: Sequence[str] = (),
) -> Verdict | None:
    """What a sentence tells of a thing with these stems; None where it tells nothing.

    `head` may have kin in it, as `kin` names them. `later` says that the sentence has a time
    after the due one; `statuses` are those of the claims on the thing in the sentence.
    """
    words = plain_words(text)
    stems = bases_of(words)
    heads = [at for at, base in enumerate(stems) if base in head or set(kin(base)) & set(head)]
    seen = heads + [at for at, base in enumerate(stems) if _is_shared(base, shared, kin)]
    if not seen:
        return None
    own = {lemma(words[at]) for at in seen}
    near = words[max(0, min(seen) - NEAR) : max(seen) + NEAR + 1]
    moved = cues_in(" ".join(near), own).get("moved")
    if moved:
        return Verdict(outcome="moved", why=f"“{moved}”")
    close = words[max(0, min(heads or seen) - CLOSE) : max(heads or seen) + CLOSE + 1]
    cues = cues_in(" ".join(close), own)
    told, firm = _told(words, heads, cues) if heads else _told_beside(near, cues)
    if told == "coming":
        doubted = any(set(words[max(0, at - DOUBT) : at]) & _forms("doubts") for at in heads)
        if later and heads and not doubted:
            return Verdict(outcome="moved", why="a later time is given")
        return None
    told, firm = _by_status(told, statuses, firm=firm)
    if told is None:
        return None
    reason = cues.get(told) or (words[heads[0]] if heads else "")
    return Verdict(outcome=told, why=f"“{reason}”" if reason else "told as past", firm=firm)


def _by_status(
    told: str | None, statuses: Collection[str], *, firm: bool
) -> tuple[str | None, bool]:
    """What a sentence tells, with the statuses that were read of the thing in it."""
    if told == "done" and set(statuses) & OPEN and not set(statuses) & SETTLED:
        return None, False
    if told in (None, "done") and "denied" in statuses:
        return "broken", True
    if told is None and set(statuses) & SETTLED:
        return "done", False
    return told, firm or bool(set(statuses) & SETTLED)


def bases_of(words: Sequence[str]) -> list[str]:
    """The stems of words; a verb and its particle are one ("hand over" is not "hand in")."""
    found = []
    for at, word in enumerate(words):
        base, after = stem(word), words[at + 1] if at + 1 < len(words) else ""
        phrasal = after in _forms("particles") and base in _phrasal()
        found.append(f"{base} {after}" if phrasal else base)
    return found


def light_stems() -> frozenset[str]:
    """The stems of verbs that announce or begin a thing and do not say what it is."""
    return _light()


def is_past(word: str) -> bool:
    """Whether a lower-case word is the past form of a verb."""
    return word in _past_forms() or (len(word) > 4 and word.endswith("ed"))


def _told(
    words: Sequence[str], heads: Iterable[int], cues: Collection[str]
) -> tuple[str | None, bool]:
    """What the words around the heads tell, the first that tells anything, and how firmly."""
    told = [_at(words, at) for at in heads]
    if "broken" in told or "broken" in cues or _trails_off(words):
        return "broken", True
    if "done" in cues and "coming" not in told:
        return "done", True
    if "done" in told:
        return "done", True
    if "coming" in told:
        return "coming", True
    return ("done" if "past" in told else None), False


def _at(words: Sequence[str], at: int) -> str | None:
    """What the words around one head tell of it."""
    before, after = words[max(0, at - BEHIND) : at], words[at + 1 : at + 1 + AHEAD]
    if _negated(before, "nots") or _negated(before[-2:], "negated"):
        return "broken"
    if set(words[max(0, at - MODAL) : at]) & _forms("coming") or "tomorrow" in after:
        return "coming"
    if _negated(after, "nots"):
        return "broken"
    word = words[at]
    if is_past(word) or _is_present(words, at):
        return "done"
    if word.endswith("ing") and before:
        if before[-1] in _forms("being"):
            return "done"
        if before[-1] == "been":
            return None
    near = words[max(0, at - NEAR) : at + NEAR + 1]
    return "past" if any(_tells_past(one) for one in near) else None


def _trails_off(words: Sequence[str]) -> bool:
    """Whether a sentence ends by denying what it told ("was to open in May, and has not")."""
    return len(words) > 2 and words[-1] == "not" and words[-2] in _forms("auxiliaries")


def _is_present(words: Sequence[str], at: int) -> bool:
    """Whether a word is a verb of the present, as headlines have it ("search resumes")."""
    if not words[at].endswith("s") or words[at].endswith("ss"):
        return False
    before = words[at - 1] if at else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    return bool(before) and before not in _forms("articles") and after not in _forms("articles")


def _told_beside(near: Sequence[str], cues: Collection[str]) -> tuple[str | None, bool]:
    """What a sentence tells that has not the head itself, and how firmly."""
    if "broken" in cues:
        return "broken", True
    if _negated(near, "nots"):
        return "broken", False
    if set(near) & (_forms("futures") | _forms("dues")):
        return "coming", False
    told = "done" in cues or any(_tells_past(word) for word in near)
    return ("done" if told else None), "done" in cues


def _tells_past(word: str) -> bool:
    return word in _forms("past") or (is_past(word) and stem(word) not in _says())


def _negated(words: Iterable[str], forms: str) -> bool:
    return any(word in _forms(forms) for word in words)


def _is_shared(base: str, shared: Collection[str], kin: Callable[[str], Sequence[str]]) -> bool:
    return base in shared or any(set(kin(base)) & set(kin(one)) for one in shared)


@cache
def _light() -> frozenset[str]:
    return frozenset(stem(word) for word in _forms("light"))


@cache
def _says() -> frozenset[str]:
    return frozenset(stem(word) for word in _forms("says"))


@cache
def _phrasal() -> frozenset[str]:
    return frozenset(stem(word) for word in _forms("phrasal"))


@cache
def _past_forms() -> frozenset[str]:
    table = read_table("forms.toml", "tipsheet.linking")["irregular"]
    forms = (form for forms in table.values() for form in forms)
    return frozenset(form for form in forms if not form.endswith(("s", "ing"))) - _forms("not_past")


@cache
def _forms(name: str) -> frozenset[str]:
    return frozenset(read_table("echoes.toml", "tipsheet.linking")[name]["words"])

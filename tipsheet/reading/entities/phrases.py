"""The parts of a noun phrase: its head, what stands before it and after it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tipsheet.reading.entities.agents import Role, role_of
from tipsheet.reading.entities.words import (
    Word,
    is_number,
    is_plural,
    singular,
    small_words,
    words_of,
)
from tipsheet.reading.layers import Name
from tipsheet.record import Span
from tipsheet.vocabulary.countries import country_of

_BREAKS = frozenset(',;:()"“”—–/')
_OPENING = frozenset('"“(')


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A noun phrase taken apart.

    `before` are the words up to the head, without determiner and numbers; `after` those that
    follow the head; `owner` is a possessive pronoun in front; `inner` is the noun that a
    quantity or a grouping stands for ("dozens of villagers", "a group of thieves").
    """

    span: Span
    determiner: str | None = None
    owner: str | None = None
    counted: bool = False
    before: tuple[Word, ...] = ()
    head: Word | None = None
    after: tuple[Word, ...] = ()
    role: Role | None = None
    inner: "Phrase | None" = None
    plural: bool = False
    coordinated: bool = False
    pronoun: str | None = None

    @property
    def name(self) -> Name | None:
        """The proper name that is the head."""
        return self.head.name if self.head else None

    @property
    def definite(self) -> bool:
        """Whether the phrase points at something known."""
        return self.determiner in small_words().definite or self.owner is not None

    @property
    def key(self) -> str:
        """The phrase without its determiner, to compare phrases by."""
        return " ".join(word.lower for word in (*self.before, *self.head_words))

    @property
    def head_words(self) -> tuple[Word, ...]:
        """The head, as a tuple that may be empty."""
        return (self.head,) if self.head else ()


def parse_phrase(text: str, span: Span, names: Sequence[Name] = ()) -> Phrase:
    """The parts of the noun phrase at `span`; `names` are the proper names within it, in order."""
    if not names and (word := span.text.lower()) in small_words().pronouns:
        return _pronoun(span, word)
    words = tuple(words_of(text, span.start, span.end, names))
    while words and words[0].text in _OPENING:
        words = words[1:]
    while len(words) > 1 and words[-1].text in _BREAKS:
        words = words[:-1]
    if len(words) == 1 and words[0].lower in small_words().pronouns and not words[0].name:
        return _pronoun(span, words[0].lower)
    phrase = _parse(span, words)
    return replace(phrase, plural=True) if _opens_with_plural(text, phrase) else phrase


def _opens_with_plural(text: str, phrase: Phrase) -> bool:
    """Whether a noun alone at the head of a sentence has its capital from there: "Settlers"."""
    head = phrase.head
    if head is None or head.name or phrase.before or phrase.role or phrase.plural:
        return False
    lead = text[max(0, head.start - 3) : head.start].rstrip(' "“')
    opens = not lead or lead[-1] in ".!?\n"
    return opens and head.text.istitle() and is_plural(head.lower) and not country_of(head.text)


def _pronoun(span: Span, word: str) -> Phrase:
    number = small_words().pronouns[word][1]
    return Phrase(span=span, pronoun=word, plural=number == "p")


def _parse(span: Span, words: tuple[Word, ...]) -> Phrase:
    determiner, owner, counted, many, start = _opening(words)
    end = _head_end(words, start)
    before, head = words[start : max(end - 1, start)], words[end - 1] if end > start else None
    after = words[end:]
    coordinated = _coordinated(head, after)
    role = _role(before, head, after)
    inner = _inner(span, head, words[end:], many)
    if head is None:
        many = many or counted
    plural = many or coordinated or _is_plural_head(head, role)
    return Phrase(
        span=span,
        determiner=determiner,
        owner=owner,
        counted=counted,
        before=before,
        head=head,
        after=after,
        role=role,
        inner=inner,
        plural=plural,
        coordinated=coordinated,
    )


def _opening(words: tuple[Word, ...]) -> tuple[str | None, str | None, bool, bool, int]:
    """Determiner, possessive pronoun, counted or not, plural or not, where the rest starts."""
    known = small_words()
    determiner = owner = None
    counted = many = False
    position = 0
    while position < len(words) and not words[position].name:
        word = words[position].lower
        if word in known.determiners:
            determiner = determiner or word
            many = many or word in known.plural_determiners
            if known.pronouns.get(word, ("", "", ""))[0] in "123" and word not in known.definite:
                owner = owner or (word if word in known.pronouns else None)
        elif is_number(word):
            counted = True
            many = many or word not in ("1", "one")
        elif word == "one":
            counted = True
        elif not (word in known.hedges and _number_follows(words, position)):
            break
        position += 1
    if position and (position == len(words) or _never_heads(words[position])):
        position -= 1
    return determiner, owner, counted, many, position


def _never_heads(word: Word) -> bool:
    known = small_words()
    lower = word.lower
    if word.name or (lower not in known.relatives and word.text[0].isupper()):
        return False
    small = (known.prepositions, known.relatives, known.conjunctions, known.openers, _BREAKS)
    return any(lower in words for words in small)


def _number_follows(words: tuple[Word, ...], position: int) -> bool:
    following = words[position + 1 : position + 4]
    return any(is_number(word.lower) for word in following) or words[position].lower == "dozen"


def _head_end(words: tuple[Word, ...], start: int) -> int:
    """Where the words up to and with the head end: the first word that can only come after it."""
    for position in range(start + 1, len(words)):
        if _closes(words, start, position):
            return position
    return len(words)


def _closes(words: tuple[Word, ...], start: int, position: int) -> bool:
    known = small_words()
    word = words[position]
    if word.name:
        return False
    if word.text == ",":
        return not _joins_modifiers(words, start, position)
    if word.text in _BREAKS:
        return True
    if word.lower in known.conjunctions:
        return not _joins_modifiers(words, start, position)
    if word.text[0].isupper() and word.lower not in known.prepositions:
        return False
    if word.lower in known.prepositions or word.lower in known.relatives:
        return True
    return word.lower in known.openers or _is_participle_after(words, start, position)


def _is_participle_after(words: tuple[Word, ...], start: int, position: int) -> bool:
    """Whether a verb form opens what is said of a noun that is already complete."""
    word = words[position].lower
    if not word.endswith(("ed", "ing")) or len(word) < 5 or position + 1 >= len(words):
        return False
    following = words[position + 1]
    if role_of([word]) and following.lower not in small_words().prepositions:
        return False
    previous = words[position - 1]
    role = role_of([w.lower for w in words[max(start, position - 4) : position]])
    complete = bool(role) or is_plural(previous.lower) or previous.name is not None
    noun_next = role_of([following.lower]) is not None or following.name is not None
    return complete and not previous.possessive and not (noun_next and not role)


def _joins_modifiers(words: tuple[Word, ...], start: int, position: int) -> bool:
    """Whether a comma or conjunction joins words before one common head, not two phrases."""
    known = small_words()
    left, right = words[position - 1], words[position + 1 : position + 4]
    if right and right[0].lower in known.conjunctions:
        right = right[1:]
    if not right or left.possessive:
        return False
    first = right[0]
    if first.lower == "other" and country_of(left.text):
        return True
    if first.lower in known.determiners or is_number(first.lower) or first.text in _BREAKS:
        return False
    if first.lower in known.relatives or first.lower in known.pronouns:
        return False
    tail = words[position + 1 :]
    if not any(is_plural(word.lower) and not word.name for word in tail):
        return False
    if role_of([left.lower]) is not None and left.name is None:
        return not is_plural(left.lower)
    if country_of(left.text):
        return country_of(first.text) is not None and len(tail) > 1
    if is_plural(left.lower):
        return False
    return left.name is None or (first.name is not None and len(right) > 1 and not right[1].name)


def _coordinated(head: Word | None, after: tuple[Word, ...]) -> bool:
    if head is None or not after:
        return False
    known = small_words()
    if after[0].lower in known.conjunctions:
        return len(after) > 1
    if after[0].text != "," or len(after) < 2:
        return False
    listed = after[1].name is not None or is_plural(head.lower)
    apposed = after[1].lower in known.determiners or after[1].lower in known.relatives
    return listed and not apposed and any(w.lower in known.conjunctions for w in after[2:])


def _role(before: Sequence[Word], head: Word | None, after: Sequence[Word]) -> Role | None:
    if head is None or head.name is not None:
        return None
    words = [word.lower for word in (*before[-3:], head)]
    if len(after) >= 2 and after[0].lower == "of":
        for form in (head.lower, *singular(head.lower)):
            longer = role_of([*words[:-1], form, "of", after[1].lower])
            if longer and " of " in longer.noun:
                return replace(longer, plural=form != head.lower)
    return role_of(words)


def _inner(span: Span, head: Word | None, after: tuple[Word, ...], many: bool) -> Phrase | None:
    if head is None or len(after) < 2 or after[0].lower != "of":
        return None
    known = small_words()
    if head.lower not in known.quantities and head.lower not in known.groupings:
        return None
    return _parse(span, after[1:])


def _is_plural_head(head: Word | None, role: Role | None) -> bool:
    if head is None:
        return False
    if head.name is not None:
        return head.name.kind == "MISC" and is_plural(head.lower)
    if role is not None:
        return role.plural
    if head.text[0].isupper() and not country_of(head.text):
        return False
    return is_plural(head.lower) or head.lower in small_words().quantities

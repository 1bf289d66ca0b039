"""Who stands behind a line, from the innermost source out to the report itself."""

import re
from dataclasses import dataclass

from tipsheet.exports.index import Index
from tipsheet.exports.labels import certainty
from tipsheet.exports.plain import balanced, one_line, shorten
from tipsheet.exports.words import small_words
from tipsheet.record import Attribution, Entity

OWN_WORD = "on the report’s own word"
_LONGEST = 80  # characters of a source's words
_NOUN = 6  # words before a relative pronoun in which its noun is looked for
_STOPS = ("", ".", "!", "?", ":", "\n")
_UNNAMED = re.compile(r"\b(unnamed|anonymous|unidentified|unknown|undisclosed)\b", re.I)
_LOWERED = frozenset({"he", "she", "they", "it", "we", "you"})
_STUMPS = frozenset({"the", "a", "an"})
_SELF = frozenset({"i", "we"})
_NOBODY = frozenset({"no", "neither", "nobody", "none"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_CLAUSE = re.compile(r",? (?:who|whom|which|whose|none of|neither of|all of|both of|speaking) ")
_RELATED = re.compile(r",? (?:who|whom|which|whose) ")
_CROWD = re.compile(
    r"(?:\w+ )?(?:dozens|scores|hundreds|thousands) of (?:the )?"
    r"|(?:at least|more than|up to|about) \w+ ",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One link of a chain in words; `people` is how many the text says there are."""

    id: str
    words: str
    kind: str
    people: int | None
    certainty: str

    @property
    def key(self) -> tuple[str, str]:
        """What makes two links the same source."""
        return self.kind, self.words.casefold()


def chain(attribution: str | None, index: Index) -> tuple[Source, ...]:
    """The sources behind an attribution, innermost first, each once.

    The report's own voice is left out, and so is a speaker's "we" behind the speaker.
    """
    return tuple(source(link, index) for link in _voices(attribution, index).values())


def through(link: Attribution, index: Index) -> tuple[Source, ...]:
    """The sources that an attribution came through, its own left out."""
    outer = _voices(link.parent, index)
    outer.pop(identity(link, index), None)
    return tuple(source(each, index) for each in outer.values())


def _voices(attribution: str | None, index: Index) -> dict[str, Attribution]:
    """Who speaks in a chain, innermost first, by what makes them one source."""
    found: dict[str, Attribution] = {}
    for link in index.chain(attribution):
        if link.kind != "author":
            speaker = voice(link, index)
            found.setdefault(identity(speaker, index), speaker)
    return found


def voice(link: Attribution, index: Index) -> Attribution:
    """The attribution itself, or the one around it where an "I" or "we" is its source."""
    outer = index.attributions.get(link.parent or "")
    said = link.source.text.casefold() if link.source else ""
    return outer if outer and outer.source and said in _SELF else link


def identity(link: Attribution, index: Index) -> str:
    """What makes the sources of two attributions one: the entity, else the words."""
    return link.entity or (_said(link, index) or _nobody(link)).casefold()


def source(link: Attribution, index: Index) -> Source:
    """One attribution's source in words."""
    return Source(
        id=link.id,
        words=_words(link, index),
        kind=link.kind,
        people=link.count,
        certainty=certainty(link.confidence),
    )


def spoken(sources: tuple[Source, ...]) -> str:
    """A chain as a phrase: "three unnamed military sources, through Ken Klippenstein"."""
    if not sources:
        return OWN_WORD
    lead = "according to" if sources[0].kind == "document" else "on the word of"
    return f"{lead} {named(sources)}"


def named(sources: tuple[Source, ...]) -> str:
    """The sources of a chain alone, each unsure one with a question mark."""
    return ", through ".join(
        f"{each.words} (?)" if each.certainty == "unsure" else each.words for each in sources
    )


def _words(link: Attribution, index: Index) -> str:
    if link.kind == "author":
        return "the report itself"
    said = _said(link, index)
    if not said or said.casefold() in _STUMPS:
        return _nobody(link)
    if said.casefold() in _SELF:
        return "a speaker not named"
    if said.split()[0].casefold() in small_words("determiners") | _LOWERED | _NOBODY:
        said = said[0].lower() + said[1:]
    if link.kind == "anonymous" and not _has_name(link, index):
        said = unnamed(_uncapped(said, link, index.text), link.count)
    outermost = link.parent is None  # further in, the chain itself names where it came from
    if outermost and link.origin and not _shares_name(said, link.origin):
        said = f"{said} ({shorten(one_line(link.origin), _LONGEST)})"
    return said


def _shares_name(said: str, origin: str) -> bool:
    """Whether one of the origin's words that are long enough to tell is said already."""
    told = set(said.casefold().split())
    return any(len(word) > 3 and word in told for word in origin.casefold().split()) or (
        origin.casefold() in said.casefold()
    )


def _nobody(link: Attribution) -> str:
    if link.origin and link.parent is None:
        return shorten(one_line(link.origin), _LONGEST)
    return "a source not given"


def _said(link: Attribution, index: Index) -> str:
    said = one_line(link.source.text).strip(" ,;:") if link.source else ""
    entity = index.entities.get(link.entity or "")
    if said.casefold() in small_words("pronouns") or _is_bare(said):
        said = (_called(entity) if entity else "") or _noun_before(link, index.text) or said
    elif entity and link.kind != "anonymous" and said in one_line(entity.name):
        said = one_line(entity.name)
    return _brief(balanced(said))


def _is_bare(said: str) -> bool:
    """Whether words only point and count ("the three")."""
    words = said.casefold().split()
    return len(words) > 1 and all(word in small_words("determiners") | _STUMPS for word in words)


def _called(entity: Entity) -> str:
    """What the report calls an entity: its name, or the first noun phrase; empty without any."""
    forms = {mention.form for mention in entity.mentions}
    if "name" in forms:
        return one_line(entity.name)
    nouns = (one_line(item.text) for item in entity.mentions if item.form == "nominal")
    return next((noun for noun in nouns if noun.casefold() not in small_words("pronouns")), "")


def _noun_before(link: Attribution, text: str) -> str:
    """The noun phrase that a relative pronoun stands for; empty where none stands before it."""
    span = link.source
    if span is None or span.text.casefold() not in _RELATIVE:
        return ""
    before = text[max(0, span.start - _LONGEST) : span.start].rstrip(" ,")
    words = re.split(r"[.!?;:,–—()\n]", before)[-1].split()[-_NOUN:]
    start = len(words)
    for at in range(len(words) - 1, -1, -1):
        if _opens_noun(words[at]):
            start = at
        elif start < len(words):
            break
    plain = sum(word.islower() for word in words[start:])
    return " ".join(words[start:]) if plain < _NOUN - 2 else ""


def _opens_noun(word: str) -> bool:
    folded = word.casefold()
    if folded in small_words("pronouns") and folded != "one":
        return False
    return folded in small_words("determiners") | _STUMPS or word[0].isupper()


def _has_name(link: Attribution, index: Index) -> bool:
    """Whether the source is somebody whom the report names after all."""
    entity = index.entities.get(link.entity or "")
    span = link.source
    if entity is None or span is None or span.text.casefold() not in small_words("pronouns"):
        return False
    return any(item.form == "name" for item in entity.mentions)


def _uncapped(said: str, link: Attribution, text: str) -> str:
    """The words without a capital that only the sentence gave them."""
    first, _, rest = said.partition(" ")
    opens = link.source is not None and text[: link.source.start].rstrip(" “\"'‘")[-1:] in _STOPS
    plain = first[:1].isupper() and first[1:].islower() and rest[:1].islower()
    return said[0].lower() + said[1:] if opens and plain and first.lower() in text else said


def _brief(said: str) -> str:
    """A noun phrase without its relative clause; of a long one the head, up to its first comma."""
    said = _RELATED.split(said, maxsplit=1)[0] or said
    if len(said) <= _LONGEST:
        return said
    head = re.split(r",| – | — ", said, maxsplit=1)[0]
    return shorten(head, _LONGEST)


def unnamed(said: str, count: int | None) -> str:
    """The words for people without names, saying so and how many where the text does."""
    said = _CLAUSE.split(said, maxsplit=1)[0]
    tokens = said.split()
    many = count if count and count > 1 and not _counted(tokens, count) else None
    if len(tokens) > 1 and tokens[0].casefold() in small_words("pronouns"):
        many = None
    if said.casefold() in small_words("pronouns"):
        return f"{said} ({many} unnamed people)" if many else f"{said} (unnamed)"
    if tokens[0].casefold() not in _NOBODY and not _UNNAMED.search(said):
        said = _without_names(tokens[0], said[len(tokens[0]) :].lstrip())
    return f"{said} ({many} of them)" if many else said


def _without_names(first: str, rest: str) -> str:
    folded, following = first.casefold(), rest.partition(" ")[0]
    attached = following.casefold() in small_words("attachments")
    pointed = folded in small_words("determiners") or first.isdigit()
    if crowd := _CROWD.match(f"{first} {rest}"):
        return f"{crowd[0]}unnamed {f'{first} {rest}'[crowd.end() :]}"
    if rest and not attached and pointed:
        return f"{'an' if folded == 'a' else first} unnamed {rest}"
    if folded in small_words("pronouns") or (attached and pointed):
        return f"{first} {rest} (unnamed)".replace("  ", " ")
    noun = first[0].lower() + first[1:] if _is_plain(first) else first
    return f"unnamed {noun} {rest}".rstrip()


def _counted(tokens: list[str], count: int) -> bool:
    numbers = [*small_words("numbers")]
    spelt = numbers[count - 1] if count <= len(numbers) else ""
    return any(token.casefold() in (spelt, str(count), f"{count:,}") for token in tokens)


def _is_plain(word: str) -> bool:
    """Whether a capital is there only because a sentence starts with it."""
    common = word.endswith(("s", "ed")) or "-" in word
    return common and word[:1].isupper() and word[1:].islower()

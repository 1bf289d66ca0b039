"""Words brought to what their forms share, for comparing events and names."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from tipsheet.vocabulary.loading import read_table

DATA = "tipsheet.linking"
LONGEST = 40  # letters of a word that can be an English one

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_DOUBLED = re.compile(r"([bdglmnprstz])\1$")
_VOWEL = re.compile(r"[aeiouy]")


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, without accents and possessive endings."""
    return tuple(_bare(match[0]) for match in _WORD.finditer(unaccented(text).casefold()))


@lru_cache(maxsize=4096)
def unaccented(text: str) -> str:
    """The text with accents taken off its letters."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    return "".join(c for c in parts if not unicodedata.combining(c))


def content_stems(text: str) -> tuple[str, ...]:
    """The stems of a text's words, small words left out."""
    return tuple(stem(word) for word in plain_words(text) if word not in small_words())


@lru_cache(maxsize=65536)
def lemma(word: str) -> str:
    """What the forms of one lower-case verb or noun share; not always a word: "announc", "kil"."""
    base = _irregular().get(word, word)
    if not 3 < len(base) <= LONGEST:
        return base
    if base == word:
        base = _uninflected(word)
        base = _irregular().get(base, base)
    return _DOUBLED.sub(r"\1", base.removesuffix("e")) if len(base) > 3 else base


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """What a verb shares with the nouns made of it: "explosion", "explode" and "exploded"."""
    base = lemma(word)
    if base in _derived():
        return _derived()[base]
    if len(base) > LONGEST:
        return base
    for ending, least in _SUFFIXES:
        if base.endswith(ending) and len(base) - len(ending) >= least:
            return _DOUBLED.sub(r"\1", base[: -len(ending)].removesuffix("e"))
    return base


@cache
def small_words() -> frozenset[str]:
    """Words that say nothing of what a sentence is about."""
    return frozenset(read_table("forms.toml", DATA)["small"]["words"])


@cache
def _irregular() -> Mapping[str, str]:
    table = read_table("forms.toml", DATA)["irregular"]
    return {form: base for base, forms in table.items() for form in forms}


@cache
def _derived() -> Mapping[str, str]:
    table = read_table("forms.toml", DATA)["derived"]
    pairs = ((lemma(form), lemma(base)) for base, forms in table.items() for form in forms)
    return dict(pairs) | {lemma(base): lemma(base) for base in table}


def _bare(word: str) -> str:
    return word.replace("’", "'").removesuffix("'s")


def _uninflected(word: str) -> str:
    """The word without its plural or verbal ending."""
    if word.endswith(("ies", "ied")):
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    if word.endswith("ings"):
        word = word[:-1]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    for ending in ("ing", "ed"):
        left = word.removesuffix(ending)
        if left != word and len(left) > 2 and not word.endswith("eed") and _VOWEL.search(left):
            return left
    return word


# Endings that make nouns of verbs, with the letters that must be left.
_SUFFIXES = (
    ("ification", 3), ("ation", 4), ("ition", 4), ("ment", 4), ("anc", 4), ("enc", 4),
    ("sion", 4), ("tion", 4), ("ion", 4), ("ur", 5), ("al", 5), ("er", 4), ("or", 5),
    ("iz", 4), ("is", 5), ("ify", 4), ("ly", 4), ("at", 5),
)  # fmt: skip

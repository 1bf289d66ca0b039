"""Which language a text is in; English is told cheaply, the rest by py3langid."""

import re
from functools import cache
from typing import Any

from tipsheet.errors import LanguageUnsupported
from tipsheet.intake.lists import load_list, word_list

READABLE = frozenset({"en"})
_SAMPLE = 4000
_ENGLISH_SHARE = 0.12
"""Function words of the list are a quarter to a third of English news, under 5 % elsewhere."""
_ENOUGH_WORDS = 5
_SURE = 0.9
"""Names and figures in a row score up to 0.4 for some language; sentences of it above 0.95."""
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str, declared: str | None = None) -> str:
    """The ISO 639-1 code of the language of `text`.

    Where the text is too short or too odd to tell, what the source declares, else English.
    """
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample.lower())
    if not words:
        return declared or "en"
    if _english_share(words) >= _ENGLISH_SHARE:
        return "en"
    latin = _latin_share(sample) > 0.5
    if latin and len(words) < _ENOUGH_WORDS:
        return declared or "en"
    code, sure = _identify(sample)
    if code == "en" and not latin:
        return declared if declared not in (None, "en") else "und"
    return code if sure >= _SURE or not latin else declared or "en"


def refuse_unreadable(language: str) -> None:
    """Raise LanguageUnsupported unless the reader knows `language`."""
    if language not in READABLE:
        raise LanguageUnsupported(
            f"is in {language_name(language)}, and the reader knows English only: "
            "translate it first, or say --language en if it is English"
        )


def language_name(code: str) -> str:
    """The English name of a language with its code, or the code alone."""
    name = load_list("languages")["names"].get(code)
    return f"{name} ({code})" if name else f"the language {code!r}"


def _english_share(words: list[str]) -> float:
    known = _english()
    return sum(word in known for word in words) / len(words)


def _latin_share(sample: str) -> float:
    letters = [char for char in sample if char.isalpha()]
    return sum(char < "\u0250" for char in letters) / len(letters) if letters else 1.0


@cache
def _english() -> frozenset[str]:
    return frozenset(word_list("languages", "english"))


def _identify(sample: str) -> tuple[str, float]:
    code, sure = _identifier().classify(sample)
    return str(code), float(sure)


@cache
def _identifier() -> Any:
    from py3langid.langid import (  # type: ignore[import-untyped]
        MODEL_FILE,
        LanguageIdentifier,
    )

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

"""Copies with known truth: what papers do to a report that they take over, done at random.

A copy is cut from the end, gets a new headline and a house style, has paragraphs swapped, its
quotations trimmed and a paragraph of local interest added. Everything follows from the seed.
"""

import random
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from tipsheet.record import Report

LIST = Path(__file__).with_name("mutations.toml")
_PARAGRAPH = re.compile(r"\n\s*\n|\n")
_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])")
_QUOTE = re.compile(r"“[^“”]{30,}”|\"[^\"\n]{30,}\"")
SLACK = 0.02  # how much more than asked for a copy may keep before it is edited


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A copy, the id of its original, the share of the original's words that it kept."""

    report: Report
    original: str
    kept: float


def mutant(original: Report, keep: float, seed: int, *, publisher: str = "The Mutant") -> Mutant:
    """A copy of `original` that keeps at least `keep` of its words, as far as sentences allow."""
    chance = random.Random(f"{seed}:{keep}:{original.id}")
    paragraphs = _paragraphs(original.text)
    words = _count(paragraphs)
    spare = chance.uniform(SLACK, SLACK + 0.05)
    kept = cut(paragraphs, (keep + spare) * words)
    kept = trim_quotes(kept, chance, least=keep * words)
    share = _count(kept) / max(1, words)
    swapped = swap(kept, chance)
    styled = [house_style(paragraph, chance) for paragraph in swapped]
    text = "\n\n".join(_with_local(styled, chance))
    copy = Report.of(
        chance.choice(lists()["credits"]).format(place=chance.choice(lists()["places"])) + text,
        id=f"{original.id}-copy-{round(100 * keep)}-{seed}",
        title=headline(original, chance),
        publisher=publisher,
        published=_later(original.published, chance),
        language=original.language,
    )
    return Mutant(report=copy, original=original.id, kept=share)


def borrower(host: Report, donor: Report, seed: int, *, words: int = 50) -> Report:
    """The report `host` with a passage of about so many words from `donor` put in."""
    chance = random.Random(f"{seed}:{host.id}:{donor.id}")
    sentences = [one for part in _paragraphs(donor.text) for one in _SENTENCE.split(part)]
    start = chance.randrange(max(1, len(sentences) - 2))
    lifted: list[str] = []
    while _count(lifted) < words and start + len(lifted) < len(sentences):
        lifted.append(sentences[start + len(lifted)])
    paragraphs = _paragraphs(host.text)
    place = chance.randint(min(1, len(paragraphs)), len(paragraphs))
    text = "\n\n".join([*paragraphs[:place], " ".join(lifted), *paragraphs[place:]])
    published = _later(donor.published, chance)
    return replace(host, id=f"{host.id}-with-{donor.id}", text=text, published=published)


def cut(paragraphs: Sequence[str], words: float) -> list[str]:
    """The first paragraphs, the last one cut after a sentence, that hold at least `words`."""
    kept: list[str] = []
    for paragraph in paragraphs:
        sentences = _SENTENCE.split(paragraph)
        taken: list[str] = []
        for sentence in sentences:
            if _count([*kept, *taken]) >= words:
                break
            taken.append(sentence)
        if taken:
            kept.append(" ".join(taken))
    return kept


def trim_quotes(paragraphs: Sequence[str], chance: random.Random, *, least: float) -> list[str]:
    """The paragraphs with some long quotations cut, as long as `least` words stay."""
    trimmed = list(paragraphs)
    for index, paragraph in enumerate(trimmed):
        shorter = _QUOTE.sub(lambda match: _trimmed(match[0], chance), paragraph)
        changed = [*trimmed[:index], shorter, *trimmed[index + 1 :]]
        if _count(changed) >= least:
            trimmed = changed
    return trimmed


def swap(paragraphs: Sequence[str], chance: random.Random) -> list[str]:
    """The paragraphs with one or two pairs changed round, the first one staying where it is."""
    swapped = list(paragraphs)
    for _ in range(min(2, max(0, len(swapped) - 2))):
        one, other = chance.sample(range(1, len(swapped)), 2)
        swapped[one], swapped[other] = swapped[other], swapped[one]
    return swapped


def house_style(text: str, chance: random.Random) -> str:
    """The text with about three house rules in four applied."""
    for pattern, replacement in lists()["styles"]:
        if chance.random() < 0.75:
            text = re.sub(pattern, replacement, text)
    return text


def local_paragraph(chance: random.Random) -> str:
    """A paragraph of local interest that the original does not have."""
    place = chance.choice(lists()["places"])
    sentences = [chance.choice(lists()["openings"])]
    sentences += chance.sample(lists()["remarks"], chance.choice([1, 2]))
    sentences += [chance.choice(lists()["closings"])]
    return " ".join(_filled(sentence, place, chance) for sentence in sentences)


def headline(original: Report, chance: random.Random) -> str:
    """A headline of other words than the original's."""
    words = re.findall(r"[^\W\d_]{5,}", original.text) or ["News"]
    first, second = chance.choice(words), chance.choice(words)
    title: str = chance.choice(lists()["headlines"]).format(a=first.capitalize(), b=second)
    return title


@cache
def lists() -> dict[str, Any]:
    """The word lists."""
    return tomllib.loads(LIST.read_text(encoding="utf-8"))


def _with_local(paragraphs: Sequence[str], chance: random.Random) -> list[str]:
    place = chance.randint(min(1, len(paragraphs)), len(paragraphs))
    return [*paragraphs[:place], local_paragraph(chance), *paragraphs[place:]]


def _filled(sentence: str, place: str, chance: random.Random) -> str:
    return sentence.format(
        place=place,
        name=chance.choice(lists()["names"]),
        role=chance.choice(lists()["roles"]),
        number=chance.randint(3, 90),
    )


def _trimmed(quote: str, chance: random.Random) -> str:
    if chance.random() < 0.4:
        return quote
    words = quote.split()
    half = words[: max(4, len(words) // 2)]
    return " ".join(half).rstrip(",.;") + quote[-1]


def _later(published: str | None, chance: random.Random) -> str | None:
    if published is None:
        return None
    day = date.fromisoformat(published[:10]) + timedelta(days=chance.choice([0, 0, 1, 1, 2]))
    return day.isoformat()


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in _PARAGRAPH.split(text) if part.strip()]


def _count(paragraphs: Sequence[str]) -> int:
    return sum(len(paragraph.split()) for paragraph in paragraphs)


def undated(report: Report) -> Report:
    """The report as it is when nobody knows its day."""
    return replace(report, published=None, published_from=None)

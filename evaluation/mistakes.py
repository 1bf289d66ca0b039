"""Misses and false alarms as one page, the most frequent kinds first."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

CONTEXT = 140  # characters of text shown on either side
SHOWN = 200  # mistakes of one kind on the page; the heading counts them all

STYLE = """
body{font:16px/1.5 Georgia,serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#222}
summary{cursor:pointer;font:600 1rem system-ui,sans-serif;padding:.3rem 0}
p{margin:.4rem 0 .9rem}mark{background:#ffe08a}
small{display:block;font:.8rem system-ui,sans-serif;color:#666}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One miss or false alarm at `text[start:end]`; `note` says what was expected or found."""

    kind: str
    document: str
    text: str
    start: int
    end: int
    note: str = ""


def write(path: Path, title: str, mistakes: Sequence[Mistake]) -> None:
    """Write the page of all mistakes; it needs nothing beside itself."""
    path.write_text(page(title, mistakes), encoding="utf-8", errors="backslashreplace")


def page(title: str, mistakes: Sequence[Mistake]) -> str:
    """The mistakes as an HTML document, grouped by kind."""
    groups = by_kind(mistakes)
    body = "".join(_group(kind, group) for kind, group in groups)
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{STYLE}</style>"
        f"<h1>{escape(title)}</h1><p>{len(mistakes)} mistakes of {len(groups)} kinds.</p>"
        f"{body}</html>\n"
    )


def by_kind(mistakes: Iterable[Mistake]) -> list[tuple[str, list[Mistake]]]:
    """Mistakes grouped by kind, the most frequent kind first, then by its name."""
    groups: dict[str, list[Mistake]] = defaultdict(list)
    for mistake in mistakes:
        groups[mistake.kind].append(mistake)
    return sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))


def _group(kind: str, group: Sequence[Mistake]) -> str:
    items = "".join(_item(mistake) for mistake in group[:SHOWN])
    return f"<details><summary>{escape(kind)}: {len(group)}</summary>{items}</details>"


def _item(mistake: Mistake) -> str:
    text, start, end = mistake.text, mistake.start, mistake.end
    before = text[max(0, start - CONTEXT) : start]
    after = text[end : end + CONTEXT]
    note = f"{mistake.note} — {mistake.document}" if mistake.note else mistake.document
    return (
        f"<p>{escape(before)}<mark>{escape(text[start:end])}</mark>{escape(after)}"
        f"<small>{escape(note)}</small></p>"
    )

"""What changed between two versions of a text, word by word within the paragraphs that changed."""

import re
from difflib import SequenceMatcher

MOST = 4_000  # words of a paragraph compared one by one; longer ones are shown whole

Change = tuple[str, str]
"""What became of some words (same, gone, new), and the words."""


def changed(old: str, new: str) -> list[list[Change]]:
    """Paragraph by paragraph, what is the same, what is gone and what is new."""
    ones, others = old.split("\n"), new.split("\n")
    found: list[list[Change]] = []
    for kind, a, b, c, d in SequenceMatcher(None, ones, others, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [[("same", line)] for line in others[c:d] if line.strip()]
            continue
        before, after = ones[a:b], others[c:d]
        for at in range(max(len(before), len(after))):
            one = before[at] if at < len(before) else ""
            other = after[at] if at < len(after) else ""
            if one.strip() or other.strip():
                found.append(_words(one, other))
    return found


def _words(old: str, new: str) -> list[Change]:
    ones, others = re.findall(r"\s*\S+", old), re.findall(r"\s*\S+", new)
    if max(len(ones), len(others)) > MOST or not ones or not others:
        return [(kind, text) for kind, text in (("gone", old), ("new", new)) if text]
    found: list[Change] = []
    for kind, a, b, c, d in SequenceMatcher(None, ones, others, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(("same", "".join(others[c:d])))
            continue
        found += [(k, t) for k, t in (("gone", "".join(ones[a:b])), ("new", "".join(others[c:d])))
                  if t]  # fmt: skip
    return found

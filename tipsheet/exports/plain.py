"""Text from the world made safe to show: what could act on a screen becomes something to see."""

import re

SEEN = "\N{REPLACEMENT CHARACTER}"

# C0 and C1 controls but tab and newline; bidirectional overrides, embeddings and isolates;
# lone surrogates; noncharacters.
_ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# Marks without a glyph: directional marks, zero-width spaces and joins of words, byte order
# marks, annotation anchors and the tag block. The joiners that scripts and emoji need stay.
_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_SPACE = re.compile(r"[\s\x1c-\x1f\x85\u2028\u2029]+")


def visible(text: str) -> str:
    """`text` with every acting character shown as U+FFFD and invisible marks left out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    return _ACTING.sub(SEEN, _UNSEEN.sub("", text))


def spaced(text: str) -> str:
    """`visible` text with every run of white space as one space, at the ends too."""
    return visible(_SPACE.sub(" ", text))


def one_line(text: str) -> str:
    """`spaced` text without white space at its ends."""
    return spaced(text).strip()


def balanced(text: str) -> str:
    """`text` without double quotation marks and brackets that have lost their other half."""
    return text.translate(halves(text))


def halves(text: str) -> dict[int, None]:
    """A translation that removes the marks of which `text` has an odd half."""
    lost = "".join(pair for pair in ("“”", "()") if text.count(pair[0]) != text.count(pair[1]))
    return dict.fromkeys(map(ord, lost + ('"' if text.count('"') % 2 else "")))


def shorten(text: str, limit: int) -> str:
    """`text` cut at a word to at most `limit` characters, an ellipsis included."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    cut = head.rfind(" ")
    return (head[:cut] if cut > limit // 2 else head).rstrip(" ,;:") + "…"

"""Quotation marks at the edges of a content: they are the report's, not the source's."""

import re

_OPENING = '“‘"`«„'
_CLOSING = re.compile(r"[.,]?\s?(?:[”\"»]|''|(?<!\w)’|(?<=[.,!?])['’])+[.,]?$")


def unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the quotation marks at its outer edges; unchanged if nothing is left.

    A stop or comma goes with the mark that follows it; question and exclamation marks stay.
    """
    left = start
    while left < end and (text[left] in _OPENING or text[left].isspace()):
        left += 1
    right = left + len(text[left:end].rstrip())
    while found := _CLOSING.search(text, max(left, right - 6), right):
        right = left + len(text[left : found.start()].rstrip())
    return (left, right) if left < right else (start, end)

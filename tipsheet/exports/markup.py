"""Elements of a page, escaped as they are made."""

import html
import re

from tipsheet.exports.plain import visible


class Markup(str):
    """A string that is markup already, and is not escaped again."""

    __slots__ = ()


def text(words: str) -> Markup:
    """Words from anywhere as markup that shows them."""
    return Markup(html.escape(visible(words)))


def element(name: str, /, *children: str, **attributes: str | None) -> Markup:
    """An element; children that are not markup are escaped, attributes of `None` left out.

    `class_` stands for `class`, and underscores for hyphens, as in `aria_label`.
    """
    inside = "".join(child if isinstance(child, Markup) else text(child) for child in children)
    return Markup(f"<{name}{_attributes(attributes)}>{inside}</{name}>")


def void(name: str, /, **attributes: str | None) -> Markup:
    """An element without content, such as `meta`."""
    return Markup(f"<{name}{_attributes(attributes)}>")


def link(url: str | None) -> str | None:
    """`url` where it is an ordinary web address, else nothing."""
    if url and re.match(r"https?://[^\s<>\"'\\]+\Z", url, re.I):
        return url
    return None


def _attributes(attributes: dict[str, str | None]) -> str:
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{text(value)}"'
        for name, value in attributes.items()
        if value is not None
    )

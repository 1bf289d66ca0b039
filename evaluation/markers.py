"""Parts of documents that commands write, between markers."""

import re


def renewed(text: str, name: str, told: str) -> str | None:
    """The text with what is told between the markers of a name, or None where it has none."""
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    between = re.compile(re.escape(begin) + r".*?" + re.escape(end), re.DOTALL)
    if not between.search(text):
        return None
    return between.sub(lambda _: f"{begin}\n{told}\n{end}", text)

"""OPML: the list of feeds that feed readers exchange."""

import re

from tipsheet.intake.limits import Limits
from tipsheet.intake.listing import Listing
from tipsheet.intake.xmltext import cut_after, elements, local_name

_OUTLINE = re.compile(r"<outline\b", re.IGNORECASE)


def read_opml(text: str, limits: Limits) -> Listing:
    """The feeds in a list, at whatever depth its folders keep them, each once."""
    text, left = cut_after(text, _OUTLINE, limits.entries)
    found: dict[str, None] = {}
    for element in elements(text):
        if local_name(element) == "outline":
            values = {name.lower(): value for name, value in element.attrib.items()}
            address = values.get("xmlurl", "").strip()
            if address:
                found[address] = None
    return Listing(lists=tuple(found), left=left)

"""Who is who in one text: phrases that refer, and which of them refer to the same thing."""

from tipsheet.reading.coreference.chains import Linked, chain_numbers, chains_of
from tipsheet.reading.coreference.edges import BOUND
from tipsheet.reading.coreference.phrases import Referring, referring_phrases
from tipsheet.reading.coreference.signs import LINK

__all__ = [
    "BOUND",
    "LINK",
    "Linked",
    "Referring",
    "chain_numbers",
    "chains_of",
    "referring_phrases",
]

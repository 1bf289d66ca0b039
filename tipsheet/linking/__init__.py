"""What joins reports and claims: copies, credits, events; pure functions over what is handed in."""

from tipsheet.linking.citations import Citation, Citations
from tipsheet.linking.copies import compare
from tipsheet.linking.copying import Copies, Entry, Found, link_copies
from tipsheet.linking.credits import Credit, credits_of
from tipsheet.linking.document import Document, Sentences, document_of
from tipsheet.linking.relays import Relay, relays_of

__all__ = [
    "Citation",
    "Citations",
    "Copies",
    "Credit",
    "Document",
    "Entry",
    "Found",
    "Relay",
    "Sentences",
    "compare",
    "credits_of",
    "document_of",
    "link_copies",
    "relays_of",
]

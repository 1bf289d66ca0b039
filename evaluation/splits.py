"""Which documents are kept for development, by their ids alone.

Corpora that come with a split of their own (PolNeAR, GUM and the like) keep it. For the
others the digest of a document's id decides, so that training and evaluation agree without
a list, and a corpus that grows moves no document from one side to the other.
"""

import hashlib


def is_dev(document_id: str, *, tenths: int = 1) -> bool:
    """Whether a document belongs to development: about `tenths` in ten do.

    For sets of sentences without documents (PLV), the sentence without its marks is the id.
    """
    digest = hashlib.sha256(document_id.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest, "big") % 10 < tenths

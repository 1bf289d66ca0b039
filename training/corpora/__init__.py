"""The corpora, each read into the same plain documents."""

from training.corpora.document import Document
from training.corpora.load import CORPORA, load

__all__ = ["CORPORA", "Document", "load"]

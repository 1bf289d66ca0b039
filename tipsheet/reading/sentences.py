"""Where sentences begin, as the model and the lines of the text have it."""

import re

import numpy as np
import numpy.typing as npt

from tipsheet.reading.encoder import Encoded

_BREAK = re.compile("\n")


def sentence_begins(text: str, encoded: Encoded) -> npt.NDArray[np.bool_]:
    """Whether a sentence begins at each word: where the model says, and after a line break."""
    begins: npt.NDArray[np.bool_] = encoded.heads["sentences"] > 0
    breaks = [mark.start() for mark in _BREAK.finditer(text)]
    before = np.searchsorted(breaks, encoded.ends[:-1])
    begins[1:] |= np.searchsorted(breaks, encoded.starts[1:]) > before
    return begins

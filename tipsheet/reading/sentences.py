"""Where sentences begin, as the model and the lines of the text have it."""

import numpy as np
import numpy.typing as npt

from tipsheet.reading.encoder import Encoded


def sentence_begins(text: str, encoded: Encoded) -> npt.NDArray[np.bool_]:
    """Whether a sentence begins at each word: where the model says, and after a line break."""
    begins: npt.NDArray[np.bool_] = encoded.heads["sentences"] > 0
    pairs = zip(encoded.ends[:-1].tolist(), encoded.starts[1:].tolist(), strict=True)
    begins[1:] |= np.fromiter(("\n" in text[a:b] for a, b in pairs), bool, len(begins) - 1)
    return begins

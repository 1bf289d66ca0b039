"""Shingles (runs of words) as numbers, and the sketch by which a report is found again.

The sketch is a FracMinHash: of all five-word shingles it keeps those whose number is in the
lowest third. Whether a shingle is kept depends on nothing but itself, so the sketches of two
texts share a third of what the texts share, however short the shared passage is. A MinHash of
fixed size would need some hundred bands to find a copy that keeps a third of a report, and
would never find a passage. (Irber et al., sourmash, 2022; Hera, Pierce-Ward, Koslicki, 2023.)
"""

import numpy as np

from tipsheet.linking.words import Numbers, Words

SHINGLE = 3  # words; what alignment starts from
SKETCHED = 5  # words; long enough that strangers share next to none
KEPT = 3  # one shingle in so many is in the sketch

_LIMIT = np.uint64((1 << 64) // KEPT)
_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)


def shingles(numbers: Numbers, size: int = SHINGLE) -> Numbers:
    """The number of each run of `size` words, as many as there are runs."""
    count = max(0, len(numbers) - size + 1)
    run = np.zeros(count, dtype=np.uint64)
    for place in range(size):
        run = mixed(run + _STEP + numbers[place : place + count])
    return run


def sketch_of(words: Words) -> Numbers:
    """The shingles in the sketch, sorted, each once."""
    every = shingles(words.numbers, SKETCHED)
    return np.unique(every[every < _LIMIT])


def mixed(numbers: Numbers) -> Numbers:
    """The finishing steps of splitmix64, on each number."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * _FIRST
    numbers = (numbers ^ (numbers >> np.uint64(27))) * _SECOND
    last: Numbers = numbers ^ (numbers >> np.uint64(31))
    return last

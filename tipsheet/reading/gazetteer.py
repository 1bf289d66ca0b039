"""The embedded gazetteer: names of places and where they are, in one memory-mapped file.

The file holds columns, one row a place, ordered by the hash of the folded main name, and a
second table of other names that point at rows. It is made by `python -m training.gazetteer`
from GeoNames data (CC BY 4.0). Looking a name up is a binary search for its hash.
"""

import json
import mmap
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from zlib import crc32, decompress
from zlib import error as zlib_error

import numpy as np
from numpy.typing import NDArray

from tipsheet.errors import InstallationBroken

MAGIC = b"tipsheet-gazetteer-1\n"
SIZE_STEPS = 8  # steps of `size` to one doubling of the population

_DROPPED = str.maketrans("-–—‐/\n\t", "       ", ".,'’‘ʻʼ`\"")
_SHORTER = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """Places as columns; a place is a row number.

    `latitude` and `longitude` are degrees, `size` is eight times the binary logarithm of the
    population, `country` indexes `countries` (alpha-3 codes), `feature` indexes `features`
    (GeoNames codes), `admin1` indexes `admin1_rows` (0: none), `geonames_id` is 0 where the
    data gives none.
    """

    columns: Mapping[str, NDArray[Any]]
    countries: tuple[str, ...]
    features: tuple[str, ...]
    names: bytes
    name_ends: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.columns["hash"])

    def name(self, row: int) -> str:
        """The main name of a place."""
        end = int(self.name_ends[row])
        start = end - int(self.columns["name_length"][row])
        return self.names[start:end].decode("utf-8")

    def find(self, keys: Sequence[str]) -> list[tuple[list[int], list[int]]]:
        """For each folded key, the rows with it as main name and those with it as another."""
        if not keys:
            return []
        blobs = [key.encode("utf-8", "replace") for key in keys]
        hashes = np.array([crc32(blob) for blob in blobs], dtype=np.uint32)
        main = _ranges(self.columns["hash"], hashes)
        other = _ranges(self.columns["other_hash"], hashes)
        found: list[tuple[list[int], list[int]]] = [([], []) for _ in keys]
        for at in sorted(main.keys() | other.keys()):
            rows = self._verified(keys[at], *main[at]) if at in main else []
            more = self._checked(blobs[at], *other[at]) if at in other else []
            found[at] = (rows, more)
        return found

    def _verified(self, key: str, low: int, high: int) -> list[int]:
        """Rows of one hash; as all of them share a key but for a rare clash, one is compared."""
        single = high - low == 1
        if fold(self.name(low)) == key and (single or fold(self.name(high - 1)) == key):
            return list(range(low, high))
        return [row for row in range(low, high) if fold(self.name(row)) == key]

    def _checked(self, blob: bytes, low: int, high: int) -> list[int]:
        check = second_hash(blob)
        checks = self.columns["other_check"][low:high].tolist()
        rows = self.columns["other_row"][low:high].tolist()
        return [row for row, own in zip(rows, checks, strict=True) if own == check]


def fold(name: str) -> str:
    """The key of a name: lower case, without accents, full stops and apostrophes.

    Hyphens are spaces, and "Saint", "Mount" and "Fort" have their short form.
    """
    if name.isalpha() and name.isascii():
        name = name.lower()
        return _SHORTER.get(name, name)
    name = name.translate(_DROPPED).lower()
    if not name.isascii():
        parts = unicodedata.normalize("NFKD", name)
        name = "".join(c for c in parts if not unicodedata.combining(c)).lower()
        name = name.replace("ł", "l").replace("ø", "o").replace("ß", "ss").replace("ı", "i")
    return " ".join(_SHORTER.get(word, word) for word in name.split())


def second_hash(blob: bytes) -> int:
    """A second hash of a folded key, 16 bits, that tells apart the keys that share the first."""
    return crc32(blob, 0x5EED) >> 16


def size_of(population: float) -> int:
    """The step of `size` that stands for a population (0..255)."""
    return min(255, round(SIZE_STEPS * float(np.log2(max(population, 0) + 1))))


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer that comes with the package, mapped into memory once.

    Raises InstallationBroken when its file is missing or damaged.
    """
    return read_gazetteer(Path(str(files("tipsheet.reading") / "data" / "gazetteer.bin")))


def read_gazetteer(path: Path) -> Gazetteer:
    """The gazetteer in the file at `path`.

    Raises InstallationBroken when it is missing or damaged.
    """
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        header, columns = _parse(data)
        names = decompress(columns["names"].tobytes())
    except (OSError, ValueError, KeyError, TypeError, zlib_error) as error:
        raise InstallationBroken(f"{path.name}: {error}; install tipsheet again") from error
    return Gazetteer(
        columns=columns,
        countries=tuple(header["countries"]),
        features=tuple(header["features"]),
        names=names,
        name_ends=np.cumsum(columns["name_length"], dtype=np.int64),
    )


def write_gazetteer(
    path: Path,
    columns: Mapping[str, NDArray[Any]],
    countries: Sequence[str],
    features: Sequence[str],
) -> None:
    """Write columns and vocabularies as one file that `read_gazetteer` takes."""
    layout, at = [], 0
    for name, column in columns.items():
        layout.append([name, column.dtype.str, at, len(column)])
        at += -(-column.nbytes // 8) * 8
    header = json.dumps(
        {"columns": layout, "countries": list(countries), "features": list(features)},
        separators=(",", ":"),
    ).encode()
    header += b" " * (-(len(MAGIC) + len(header) + 1) % 8) + b"\n"
    padded = (c.tobytes() + bytes(-c.nbytes % 8) for c in columns.values())
    path.write_bytes(MAGIC + header + b"".join(padded))


def _parse(data: mmap.mmap) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    if data[: len(MAGIC)] != MAGIC:
        raise ValueError("not a gazetteer of this version")
    end = data.find(b"\n", len(MAGIC)) + 1
    header = json.loads(data[len(MAGIC) : end])
    columns = {
        name: np.frombuffer(data, dtype=kind, count=length, offset=end + at)
        for name, kind, at, length in header["columns"]
    }
    return header, columns


def _ranges(sorted_hashes: NDArray[Any], hashes: NDArray[Any]) -> dict[int, tuple[int, int]]:
    """For the hashes that are there, by their position: where the rows with them lie."""
    if not len(sorted_hashes):
        return {}
    low = np.searchsorted(sorted_hashes, hashes, "left")
    there = np.flatnonzero(sorted_hashes[np.minimum(low, len(sorted_hashes) - 1)] == hashes)
    high = np.searchsorted(sorted_hashes, hashes[there], "right")
    spans = zip(low[there].tolist(), high.tolist(), strict=True)
    return dict(zip(there.tolist(), spans, strict=True))

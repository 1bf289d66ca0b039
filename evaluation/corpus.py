"""Where a corpus lies, the digest of its files, and which of its documents are scored."""

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from evaluation.errors import CorpusMissing
from evaluation.splits import is_dev

T = TypeVar("T")

SHARED = "TIPSHEET_SHARED"
SPLITS = ("dev", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How much of a corpus is scored; `split` is dev, all, or null for what the place implies."""

    split: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """The files behind a score; `split` is dev or all."""

    name: str
    digest: str
    split: str


PROJECT = Path(__file__).resolve().parent.parent


def corpus_of(path: Path, files: Sequence[Path], split: str) -> Corpus:
    """The corpus at `path`, named by its path in the project or by the last two parts of it."""
    whole = path.resolve()
    inside = whole.is_relative_to(PROJECT)
    name = whole.relative_to(PROJECT).as_posix() if inside else "/".join(whole.parts[-2:])
    return Corpus(name=name, digest=digest_of(path, files), split=split)


def digest_of(path: Path, files: Sequence[Path]) -> str:
    """SHA-256 of one file, or of the sorted `digest  name` lines of several."""
    if list(files) == [path]:
        return _file_digest(path)
    lines = [f"{_file_digest(file)}  {file.relative_to(path).as_posix()}\n" for file in files]
    return hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()


def require(path: Path) -> Path:
    """The path itself, where there is something at it; CorpusMissing otherwise."""
    if not path.exists():
        raise CorpusMissing(f"No corpus at {path}: give the path of the corpus's files.")
    return path


def files_in(folder: Path, pattern: str) -> list[Path]:
    """The files of a folder that match, sorted by name; CorpusMissing when there is none."""
    files = sorted(file for file in require(folder).glob(pattern) if file.is_file())
    if not files:
        raise CorpusMissing(f"No {pattern} in {folder}: give the folder of the corpus's files.")
    return files


def split_of(path: Path, options: Options) -> str:
    """`dev` for files of the training data, which are not scored whole unless asked to be.

    Files lie in the training data when they are under TIPSHEET_SHARED, or in a folder `data`
    within a folder `shared`.
    """
    if options.split is not None:
        return options.split
    return "dev" if _is_shared(path.resolve()) else "all"


def chosen(
    documents: Iterable[tuple[str, T]], split: str, options: Options, *, tenths: int = 1
) -> list[tuple[str, T]]:
    """The (id, document) pairs that a split keeps, at most as many as the limit."""
    kept = (item for item in documents if split == "all" or is_dev(item[0], tenths=tenths))
    return list(islice(kept, options.limit))


def _is_shared(path: Path) -> bool:
    root = os.environ.get(SHARED)
    if root and path.is_relative_to(Path(root).resolve()):
        return True
    return ("shared", "data") in zip(path.parts, path.parts[1:], strict=False)


def _file_digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()

"""When two reports are the same one: the key of an address and the digest of what stands at it."""

import hashlib
import re

from tipsheet.record import Reader, Report

_NUMBER = re.compile(r"[0-9]{1,9}")


def key_of(report: Report) -> str:
    """What stays the same while a report's text changes: its address, else its id."""
    return name_key(report.url or report.id)


def name_key(name: str) -> str:
    """The key of an address or id: 32 hexadecimal digits; a fragment is no part of an address."""
    bare = name.partition("#")[0] if "://" in name else name
    return digest_key(bare)


def digest_key(*parts: str) -> str:
    """The key of names from the world, however long they are: 32 hexadecimal digits."""
    return _digest(*parts)[:32]


def digest_of(report: Report) -> str:
    """What tells one version from the next: title, day of publication and text."""
    return _digest(report.title or "", (report.published or "")[:10], report.text)


def _digest(*parts: str) -> str:
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()


def release_of(reader: Reader) -> tuple[int, ...]:
    """The numbers of a reader's version, for putting readers in order."""
    return tuple(map(int, _NUMBER.findall(reader.version)))

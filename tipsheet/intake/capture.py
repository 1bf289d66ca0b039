"""The bytes of a source as they came."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One page, file or answer as it came, kept so that history can be read again.

    `when` is the moment it was taken in ISO 8601, where that is known; `name` the file or
    address that it was read from.
    """

    name: str
    data: bytes
    url: str | None = None
    media_type: str | None = None
    when: str | None = None

    @property
    def digest(self) -> str:
        """`sha256:` and the hexadecimal digest of the bytes."""
        return f"sha256:{hashlib.sha256(self.data).hexdigest()}"

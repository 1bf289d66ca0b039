"""Ids made from what a thing is, so that the same thing has the same id everywhere."""

import hashlib


def content_id(prefix: str, *parts: object) -> str:
    """`prefix-` and ten hexadecimal digits of the SHA-256 of the parts."""
    joined = "\x1f".join([str(part) for part in parts])
    return f"{prefix}-{hashlib.sha256(joined.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"

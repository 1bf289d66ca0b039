"""An archived answer of a web server taken apart: its status, its headers and its body."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_STATUS = re.compile(rb"HTTP/[0-9.]{1,5}[ \t]+([1-5][0-9]{2})\b")
_END = re.compile(rb"\r?\n\r?\n")
_MOST = 65_536
"""Bytes that the headers of an answer may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered; the names of `headers` are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def answer_in(block: bytes) -> Answer | None:
    """The answer in the block of a record, or None where it is none."""
    status = _STATUS.match(block)
    end = _END.search(block, 0, _MOST)
    if status is None or end is None:
        return None
    lines = block[: end.start()].decode("utf-8", "replace").splitlines()[1:]
    named = (line.partition(":") for line in lines if ":" in line)
    headers = {name.strip().lower(): value.strip() for name, _, value in named}
    return Answer(status=int(status[1]), headers=headers, body=block[end.end() :])

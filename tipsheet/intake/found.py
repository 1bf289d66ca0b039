"""What a format gave: a text, and what the source says about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tipsheet.intake.capture import Capture


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The content of one source, before the caller's facts and the head of the text are added.

    `published` is an ISO date or datetime; `kind` is text, html, pdf or json; `seen` is the
    moment the source was taken, where that is known. `metadata` is what else the source holds,
    `capture` its bytes where they are asked for.
    """

    text: str
    kind: str
    id: str | None = None
    title: str | None = None
    publisher: str | None = None
    byline: tuple[str, ...] = ()
    dateline: str | None = None
    published: str | None = None
    published_from: str | None = None
    url: str | None = None
    language: str | None = None
    seen: str | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)
    capture: Capture | None = None

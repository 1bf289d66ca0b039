"""A report as it came in: its text, untouched, and what is known about it."""

from dataclasses import dataclass, field
from typing import Any

from tipsheet.record.ids import content_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One news report; `text` is never altered after intake.

    `published` is an ISO date or datetime; `published_from` says how it is known (metadata,
    given, dateline); `language` is ISO 639-1; `kind` is the form it came in (text, html, pdf,
    json); `metadata` are plain JSON values of the caller's own, carried through as they are.
    """

    id: str
    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    byline: tuple[str, ...] = ()
    dateline: str | None = None
    published: str | None = None
    published_from: str | None = None
    language: str | None = None
    text: str
    kind: str = "text"
    metadata: dict[str, Any] = field(default_factory=dict, hash=False)

    @classmethod
    def of(
        cls,
        text: str,
        *,
        id: str | None = None,
        url: str | None = None,
        publisher: str | None = None,
        title: str | None = None,
        byline: tuple[str, ...] = (),
        dateline: str | None = None,
        published: str | None = None,
        published_from: str | None = None,
        language: str | None = None,
        kind: str = "text",
        metadata: dict[str, Any] | None = None,
    ) -> "Report":
        """A report of `text`, with an id made from its address, date and text unless given."""
        return cls(
            id=id or content_id("r", url or "", published or "", text),
            url=url,
            publisher=publisher,
            title=title,
            byline=byline,
            dateline=dateline,
            published=published,
            published_from=published_from,
            language=language,
            text=text,
            kind=kind,
            metadata=metadata or {},
        )

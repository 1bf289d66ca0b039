"""What the caller knows about a report, and says."""

import re
from dataclasses import dataclass

from tipsheet.errors import OptionInvalid
from tipsheet.intake.published import iso_published

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Facts from the caller; each one wins over what the source says of itself.

    `published` is an ISO date or datetime, `language` an ISO 639 code. Raises OptionInvalid
    for a value that cannot be understood.
    """

    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    title: str | None = None
    language: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "published", _published(self.published))
        object.__setattr__(self, "language", _language(self.language))
        object.__setattr__(self, "url", _address(self.url))


def _published(value: str | None) -> str | None:
    if value is None:
        return None
    return iso_published(value) or _refuse(
        f"published {value[:40]!r} is no date: write it as 2025-08-21 or 2025-08-21T14:30:00+02:00"
    )


def _language(value: str | None) -> str | None:
    if value is None:
        return None
    if not _LANGUAGE.fullmatch(value):
        _refuse(f"language {value[:40]!r} is no language code: write en for English")
    return language_code(value)


def _address(value: str | None) -> str | None:
    if value is None or _ADDRESS.fullmatch(value):
        return value
    return _refuse(f"url {value[:80]!r} is no web address: write it with https:// or http://")


def _refuse(line: str) -> str:
    raise OptionInvalid(line)


def language_code(value: str) -> str:
    """The two-letter code in a tag such as en-GB, en_US or eng."""
    code = re.split("[-_]", value.strip().lower(), maxsplit=1)[0]
    return "en" if code in {"eng", "english"} else code


NOTHING_GIVEN = Given()

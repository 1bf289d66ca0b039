"""Every error Tipsheet raises on purpose.

TipsheetError
├── InputError            the source cannot be read as a report
│   ├── SourceMissing         no such file, or nothing matches
│   ├── SourceUnreadable      there, but it cannot be opened
│   ├── SourceEmpty           nothing in it
│   ├── SourceUndecodable     binary, or in an encoding that cannot be told
│   ├── SourceTooLarge        over the limit on size
│   ├── SourceEncrypted       a PDF that asks for a password
│   ├── NoArticle             a page or record without a report in it
│   ├── LanguageUnsupported   a language the reader does not know
│   ├── RecordInvalid         JSON that is not what it should be
│   └── ArchiveDamaged        a record of an archive that is cut off or spoilt
├── FetchError            an address that could not be fetched
│   ├── AddressRefused        a scheme or a network that is not allowed
│   ├── FetchDisallowed       robots.txt asks not to
│   ├── FetchFailed           no answer, or an answer of failure
│   └── FetchTooLong          past the limit on time
├── StoreError            a store that cannot be used
│   ├── StoreMissing          there is no store at the address
│   ├── StoreOutdated         made by another version of Tipsheet
│   ├── StoreDamaged          its files or tables are not what they should be
│   ├── StoreBusy             another process is writing to it
│   ├── StoreFull             there is no room left for it
│   └── StoreUnreachable      it cannot be opened, or its server does not answer
├── ReadingFailed         the reader breaks down on a report
├── WorkersLost           workers end again and again
├── OutputFailed          a file cannot be written: no room, no right
├── ExtraMissing          a part that is installed only when asked for
├── OptionInvalid         an option's value cannot be understood
└── InstallationBroken    a file of the package is missing or damaged

Each class has a `code` (for machines), an `exit_status` (for the shell) and an
`http_status` (for the web); the message is one line that says the cure.
"""

from typing import ClassVar


class TipsheetError(Exception):
    """Root of every error that Tipsheet raises on purpose."""

    code: ClassVar[str] = "error"
    exit_status: ClassVar[int] = 1
    http_status: ClassVar[int] = 500

    @property
    def message(self) -> str:
        """The one line a person reads."""
        return " ".join(str(self).split())


class InputError(TipsheetError):
    """The source cannot be read as a report."""

    code = "input"
    exit_status = 10
    http_status = 422


class SourceMissing(InputError):
    """No such file, or nothing matches the pattern."""

    code = "missing"
    exit_status = 11
    http_status = 404


class SourceUnreadable(InputError):
    """The source is there, but it cannot be opened or read."""

    code = "unreadable"
    exit_status = 19
    http_status = 403


class SourceEmpty(InputError):
    """There is nothing in the source."""

    code = "empty"
    exit_status = 12


class SourceUndecodable(InputError):
    """The source is binary, or in an encoding that cannot be told."""

    code = "undecodable"
    exit_status = 13


class SourceTooLarge(InputError):
    """The source is over the limit on size."""

    code = "too-large"
    exit_status = 14
    http_status = 413


class SourceEncrypted(InputError):
    """The PDF asks for a password."""

    code = "encrypted"
    exit_status = 15


class NoArticle(InputError):
    """There is no report in the page or record."""

    code = "no-article"
    exit_status = 16


class LanguageUnsupported(InputError):
    """The report is in a language that the reader does not know."""

    code = "language"
    exit_status = 17


class RecordInvalid(InputError):
    """The JSON is not what it should be."""

    code = "record"
    exit_status = 18


class ArchiveDamaged(InputError):
    """A record of an archive is cut off or spoilt; those after it are read."""

    code = "damaged"
    exit_status = 24


class FetchError(TipsheetError):
    """An address could not be fetched."""

    code = "fetch"
    exit_status = 20
    http_status = 502


class AddressRefused(FetchError):
    """The address has a scheme, or lies in a network, that is not allowed."""

    code = "address-refused"
    exit_status = 21
    http_status = 403


class FetchDisallowed(FetchError):
    """The site's robots.txt asks programs not to fetch the address."""

    code = "robots"
    exit_status = 25
    http_status = 403


class FetchFailed(FetchError):
    """There was no answer, or the answer was a failure."""

    code = "fetch-failed"
    exit_status = 22


class FetchTooLong(FetchError):
    """The answer did not end within the limit on time."""

    code = "fetch-too-long"
    exit_status = 23
    http_status = 504


class StoreError(TipsheetError):
    """A store cannot be used."""

    code = "store"
    exit_status = 30


class StoreMissing(StoreError):
    """There is no store at the address."""

    code = "store-missing"
    exit_status = 31
    http_status = 404


class StoreOutdated(StoreError):
    """The store was made by another version of Tipsheet."""

    code = "store-outdated"
    exit_status = 32


class StoreDamaged(StoreError):
    """The store's files or tables are not what they should be."""

    code = "store-damaged"
    exit_status = 33


class StoreBusy(StoreError):
    """Another process is writing to the store and does not come to an end."""

    code = "store-busy"
    exit_status = 34
    http_status = 503


class StoreFull(StoreError):
    """There is no room left for the store."""

    code = "store-full"
    exit_status = 35
    http_status = 507


class StoreUnreachable(StoreError):
    """The store cannot be opened, or its server does not answer."""

    code = "store-unreachable"
    exit_status = 36
    http_status = 503


class ReadingFailed(TipsheetError):
    """The reader breaks down on a report; the others are read."""

    code = "reading"
    exit_status = 28


class WorkersLost(TipsheetError):
    """Workers end again and again over the same task."""

    code = "workers"
    exit_status = 29


class OutputFailed(TipsheetError):
    """A file cannot be written: the disk is full, or the folder is closed."""

    code = "output"
    exit_status = 26
    http_status = 507


class ExtraMissing(TipsheetError):
    """A part of Tipsheet that is installed only when asked for is not there."""

    code = "extra"
    exit_status = 27
    http_status = 501


class OptionInvalid(TipsheetError):
    """The value of an option cannot be understood."""

    code = "option"
    exit_status = 2
    http_status = 400


class InstallationBroken(TipsheetError):
    """A file that belongs to the package is missing or damaged."""

    code = "installation"
    exit_status = 70

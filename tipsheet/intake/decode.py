"""Bytes to text: what the encoding is, or one clear line on why it cannot be told."""

import codecs
import re

from tipsheet.errors import SourceUndecodable
from tipsheet.intake.lists import word_list

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536
_CONTROLS = bytes([*range(9), *range(14, 27), *range(28, 32), 127])
_UTF8_LETTER = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_TYPOGRAPHIC = frozenset("“”‘’‚„–—…•·€£°§«»©®™½¼¾¿¡†\xa0")
_WESTERN_SHARE = 0.15
"""In English or French text about one byte in thirty is not ASCII; in Russian most are."""
_PLAUSIBLE = 0.9
_CONVERT = "save it as UTF-8, for example with iconv -f ENCODING -t UTF-8"


def decode(data: bytes, *, declared: str | None = None) -> str:
    """The text in `data` without its byte order mark; raises SourceUndecodable.

    In order: a byte order mark, UTF-8, the declared encoding, UTF-16 without a mark, the
    Western 8-bit encodings, then what charset-normalizer finds in the bytes.
    """
    marked = _marked(data)
    if marked is not None:
        return marked
    wide = _wide_encoding(data)
    if wide:
        return _strict(data, wide) or _refuse(f"looks like {wide} but is damaged: {_CONVERT}")
    refuse_binary(data)
    text = _strict(data, "utf-8")
    if text is None and declared:
        text = _strict(data, trusted(declared))
    return text if text is not None else _legacy(data)


def decode_page(data: bytes, *, declared: str | None = None) -> str:
    """As `decode`, but a stray byte in a page becomes U+FFFD, as it does in a browser."""
    try:
        return decode(data, declared=declared)
    except SourceUndecodable:
        text = data.decode("utf-8", "replace")
        if text.count("\ufffd") * 100 > len(text):
            raise
        return text


def refuse_binary(data: bytes) -> None:
    """Raise SourceUndecodable where too many of the first bytes are control characters.

    A tenth of random bytes are; text that is sound UTF-8 may hold a few more, as logs do.
    """
    sample = data[:_SAMPLE]
    if data.startswith(tuple(mark for mark, _ in BOMS)) or _wide_encoding(sample):
        return
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    most = 0.2 if _is_utf8(sample) else 0.05
    if controls > most * len(sample):
        _refuse("is not text but binary data: give a text, HTML, PDF or JSON file")


def _is_utf8(sample: bytes) -> bool:
    """Whether `sample` is UTF-8, but for a last character that may be cut."""
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(sample) - 4
    return True


def trusted(label: str) -> str | None:
    """The codec to use for an encoding that a page or an answer declares, if it is a known one."""
    try:
        name = codecs.lookup(label.strip().strip("\"'").lower()).name
    except (LookupError, ValueError):
        return None
    if name in {"iso8859-1", "ascii"}:
        return "cp1252"  # as browsers read these labels (WHATWG Encoding Standard)
    return name if name in word_list("encodings", "declared") else None


def _marked(data: bytes) -> str | None:
    for mark, encoding in BOMS:
        if data.startswith(mark):
            text = _strict(data[len(mark) :], encoding)
            if text is None:
                _refuse(f"is marked as {encoding} but is damaged: {_CONVERT}")
            return text
    return None


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: in Western text every second byte is then a zero."""
    sample = data[:4096]
    half = len(sample) // 2
    if half < 4:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.05 * half else None


def _legacy(data: bytes) -> str:
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    if high <= _WESTERN_SHARE * len(data):
        _refuse_mixed(data)
        text = _western(data)
        if text is not None:
            return text
    return _detected(data)


def _refuse_mixed(data: bytes) -> None:
    if not _UTF8_LETTER.search(data):
        return
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        _refuse(f"mixes UTF-8 with another encoding (line {line}, byte {error.start}): {_CONVERT}")


def _western(data: bytes) -> str | None:
    """The text in Windows-1252 or Mac OS Roman, whichever gives likelier characters."""
    texts = [text for text in (_strict(data, "cp1252"), _strict(data, "mac_roman")) if text]
    best = max(texts, key=_plausibility, default=None)
    return best if best and _plausibility(best) >= _PLAUSIBLE else None


def _plausibility(text: str) -> float:
    places = [match.start() for match in re.finditer(r"[^\x00-\x7f]", text[: 20 * _SAMPLE])]
    likely = sum(_likely(text, place) for place in places)
    return likely / len(places) if places else 1.0


def _likely(text: str, place: int) -> bool:
    """Whether the character is one that Western typing puts where it stands."""
    char, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    if char in _TYPOGRAPHIC:
        return True
    if char.islower():
        return before.isalpha() or after.isalpha()
    return char.isupper() and not before.islower() and after.isalpha()


def _detected(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    text = _strict(data, best.encoding) if best else None
    return (
        text if text is not None else _refuse(f"is in an encoding that cannot be told: {_CONVERT}")
    )


def _strict(data: bytes, encoding: str | None) -> str | None:
    if encoding is None:
        return None
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _refuse(line: str) -> str:
    raise SourceUndecodable(line)

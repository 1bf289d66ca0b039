import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipsheet.errors import SourceUndecodable
from tipsheet.intake.decode import decode, decode_page, trusted

LINE = "The minister said “no” – and left the café, it’s said."
RUSSIAN = "Президент заявил, что войска выйдут из города в понедельник. Об этом сообщает агентство."


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1))
def test_decode_keeps_utf8_as_it_is(text: str) -> None:
    assert decode(text.encode("utf-8")) == text.removeprefix("\ufeff")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_decode_keeps_newlines(newline: str) -> None:
    text = f" One.{newline}{newline}Two. {newline}"
    assert decode(text.encode()) == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_decode_reads_wide_text_and_drops_the_mark(encoding: str) -> None:
    assert decode(LINE.encode(encoding)) == LINE


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_decode_tells_western_encodings_apart(encoding: str) -> None:
    assert decode(LINE.encode(encoding)) == LINE


def test_decode_finds_other_encodings_in_the_bytes() -> None:
    assert decode(RUSSIAN.encode("cp1251")) == RUSSIAN


def test_decode_takes_the_declared_encoding() -> None:
    text = "Żołnierze opuszczą miasto."
    assert decode(text.encode("iso8859-2"), declared="ISO-8859-2") == text


def test_decode_refuses_mixed_encodings_and_says_where() -> None:
    data = "The café was shut.\n".encode() + "The café is open.".encode("latin-1")
    with pytest.raises(SourceUndecodable, match=r"mixes UTF-8 .*line 2, byte 27.*iconv"):
        decode(data)


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 8,
        b"\0" * 500,
        codecs.BOM_UTF16_LE + b"a\0\0\xd8",
        b"ab\xff\xd8\x01\x02" * 9,
    ],
)
def test_decode_refuses_binary_and_damage(data: bytes) -> None:
    with pytest.raises(SourceUndecodable, match=r": \w+"):
        decode(data)


def test_decode_keeps_a_few_control_characters() -> None:
    text = "Troops leave\0 the city, \x01 he said.\x1b[31m"
    assert decode(text.encode()) == text


@given(st.binary(max_size=400))
def test_decode_gives_text_or_its_error_for_any_bytes(data: bytes) -> None:
    with suppress(SourceUndecodable):
        assert isinstance(decode(data), str)


def test_decode_page_keeps_a_page_with_a_stray_byte() -> None:
    data = ("<p>The café was shut. " + "He left. " * 20).encode() + b"\x93"
    assert decode_page(data).endswith("He left. \ufffd")


@pytest.mark.parametrize(
    ("label", "codec"),
    [("latin-1", "cp1252"), ("us-ascii", "cp1252"), ("UTF8", "utf-8"), ("GBK", "gbk")],
)
def test_trusted_reads_labels_as_browsers_do(label: str, codec: str) -> None:
    assert trusted(label) == codec


@pytest.mark.parametrize("label", ["utf-7", "unicode_escape", "rot13", "zip", "nonsense", "a\0b"])
def test_trusted_ignores_codecs_that_can_hide_text(label: str) -> None:
    assert trusted(label) is None

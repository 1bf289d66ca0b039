import pytest

from tipsheet.errors import SourceUndecodable
from tipsheet.intake.kinds import SUFFIXES, kind_of
from tipsheet.intake.lists import load_list


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"junk\n%PDF-1.4", "pdf"),
        (b"  <!DOCTYPE html><p>", "html"),
        (b'\xef\xbb\xbf<html lang="en">', "html"),
        (b'<?xml version="1.0"?>\n<!-- x -->\n<html>', "html"),
        ("<html>".encode("utf-16"), "html"),
        (b'{"text": "The army left."}', "json"),
        (b'[\n {"text": 1}]', "json"),
        (b'<?xml version="1.0"?><rss>', "feed"),
        (b"[Updated] The army left.", "text"),
        (b"{The army} left.", "text"),
        (b"<b>The</b> army left.", "text"),
    ],
)
def test_kind_of_looks_at_the_bytes(head: bytes, kind: str) -> None:
    assert kind_of(head) == kind


def test_kind_of_follows_the_suffix_where_bytes_are_unclear() -> None:
    assert kind_of(b"<b>The</b> army", "a.HTML") == "html"
    assert kind_of(b'{"text": ""}', "a.txt") == "text"


def test_kind_of_follows_the_media_type_before_the_suffix() -> None:
    assert kind_of(b"<html>", "a.html", "text/plain") == "text"
    assert kind_of(b"The army", "a.txt", "application/json") == "json"


@pytest.mark.parametrize("row", load_list("signatures")["signature"], ids=lambda row: row["what"])
def test_kind_of_refuses_known_binary_formats_with_a_cure(row: dict[str, str]) -> None:
    with pytest.raises(SourceUndecodable) as caught:
        kind_of(bytes.fromhex(row["bytes"]) + b" more", "a.txt")
    assert str(caught.value) == f"is {row['what']}: {row['cure']}"


def test_suffixes_are_lower_case_with_a_dot() -> None:
    assert all(suffix == suffix.lower() and suffix[0] == "." for suffix in SUFFIXES)

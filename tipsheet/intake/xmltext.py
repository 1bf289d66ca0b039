"""XML from the world, made safe to parse: no entities of its own, and not too much of it."""

import re
from collections.abc import Iterator
from typing import Any

from tipsheet.errors import RecordInvalid, SourceTooLarge

_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,30})")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_BEFORE = re.compile(
    r"\s*(?:<\?[^>]{0,400}\?>|<!--.{0,2000}?-->|<!DOCTYPE[^>\[]{0,400}>)", re.DOTALL
)
_ROOT = re.compile(r"\s*<(?:[\w.-]{1,40}:)?([\w.-]{1,40})")
_MOST_TAGS = 400_000
"""Markup signs in a list; 1,000 entries of a rich feed have some 40,000."""


def declared_encoding(data: bytes) -> str | None:
    """The encoding that an XML declaration names."""
    match = _ENCODING.match(data[:400].lstrip())
    return match[1].decode("ascii") if match else None


def root_of(text: str) -> str:
    """The name of the root element in lower case, without its prefix; empty where there is none."""
    at = 0
    while match := _BEFORE.match(text, at):
        at = match.end()
    root = _ROOT.match(text, at)
    return root[1].lower() if root else ""


def refuse_entities(text: str) -> None:
    """Raise RecordInvalid for XML with entities of its own, which can grow without bounds."""
    if "<!ENTITY" in text:
        raise RecordInvalid("declares entities, which no feed needs: take them out")


def cut_after(text: str, tag: re.Pattern[str], most: int) -> tuple[str, int]:
    """`text` up to where the element number `most` + 1 opens, and how many more open after it."""
    places = [match.start() for _, match in zip(range(most + 1), tag.finditer(text), strict=False)]
    if len(places) <= most:
        return _refuse_overgrown(text), 0
    return _refuse_overgrown(text[: places[most]]), sum(1 for _ in tag.finditer(text, places[most]))


def _refuse_overgrown(text: str) -> str:
    if text.count("<") > _MOST_TAGS:
        raise SourceTooLarge("has more markup than any list needs: give a shorter list")
    return text


def elements(text: str) -> Iterator[Any]:
    """The elements of a document in order, parsed leniently and without looking anything up."""
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    root = etree.fromstring(_DECLARATION.sub("", text).strip().encode("utf-8", "replace"), parser)
    return iter(()) if root is None else root.iter("*")


def local_name(element: Any) -> str:
    """The name of an element without its namespace, in lower case."""
    return str(element.tag).rpartition("}")[2].lower()


def words_in(element: Any) -> str | None:
    """The text of an element, or None."""
    return " ".join((element.text or "").split()) or None

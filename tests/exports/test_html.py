import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from types import ModuleType

import pytest

from tipsheet.exports import html
from tipsheet.exports.html import page
from tipsheet.exports.sheet import sheet
from tipsheet.record import Reading, Report

VOID = {"meta", "br", "link", "img", "input"}


class _Page(HTMLParser):
    """The elements of a page with their attributes, and what of it was left open."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def values(self, name: str) -> list[str]:
        return [value for _, attrs in self.elements if (value := attrs.get(name)) is not None]


def test_page_is_well_formed_and_ids_are_unique(reading: Reading) -> None:
    made = _Page(page(reading))
    assert made.open == []
    assert len(made.values("id")) == len(set(made.values("id")))


def test_page_has_no_script_and_fetches_nothing(reading: Reading) -> None:
    made = _Page(page(reading))
    tags = {tag for tag, _ in made.elements}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base"}
    assert not made.values("src")
    assert not made.values("style")
    assert "url(" not in page(reading)
    assert "@import" not in page(reading)


def test_policy_allows_the_one_style_and_nothing_else(reading: Reading) -> None:
    markup = page(reading)
    policy = next(attrs["content"] for _, attrs in _Page(markup).elements if "http-equiv" in attrs)
    style = markup.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_every_line_leads_to_its_words_and_the_other_way_round(reading: Reading) -> None:
    made = _Page(page(reading))
    count = len(sheet(reading).lines)
    ids, links = set(made.values("id")), set(made.values("href"))
    assert {f"#t{n}" for n in range(1, count + 1)} <= links
    assert links <= {f"#{id_}" for id_ in ids}
    assert {f"l{n}" for n in range(1, count + 1)} | {f"t{n}" for n in range(1, count + 1)} <= ids


def test_every_line_has_a_rule_that_lights_it(reading: Reading) -> None:
    style = page(reading).partition("<style>")[2].partition("</style>")[0]
    for n in range(1, len(sheet(reading).lines) + 1):
        assert f"main:has(.l{n}:hover,.l{n}:focus-within,.l{n}:target,#t{n}:target)" in style


def test_a_page_too_heavy_for_the_mouse_is_lit_by_links_alone(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html, "_WEIGHT", 10)
    style = page(reading).partition("<style>")[2].partition("</style>")[0]
    assert ":has(" not in style
    assert "#t1:target~.l1{" in style


def test_the_words_of_a_line_carry_its_number(reading: Reading) -> None:
    markup = page(reading)
    strikes = re.search(r'<a href="#l(\d+)" class="m trigger s-planned last [^"]*">strikes', markup)
    assert strikes
    assert f'<li id="l{strikes[1]}" class="line l{strikes[1]} s-planned sure">' in markup


def test_the_text_is_all_there_in_its_order(reading: Reading) -> None:
    side = page(reading).partition('id="report"')[2]
    words = "".join(_Page("<section " + side.partition("</main>")[0]).words)
    assert "".join(reading.report.text.split()) in "".join(words.split())


def test_the_tab_key_stops_at_triggers_and_not_at_every_word(reading: Reading) -> None:
    words = [a for tag, a in _Page(page(reading)).elements if (a.get("class") or "")[:2] == "m "]
    stops = [a for a in words if "tabindex" not in a]
    assert len(stops) < len(words)
    assert len([a for a in stops if "trigger" in (a["class"] or "")]) == len(reading.events)


ATTACK = '</style><script>alert(1)</script>"><img src=x onerror=y>\x00\u202e'


def _attacked(example: ModuleType) -> Reading:
    text = example.TEXT.replace("\n\n", f"\n{ATTACK}\n")
    attacked = {
        "report": replace(
            example.report(
                title=ATTACK, publisher=ATTACK, language=ATTACK, url="javascript:alert(1)"
            ),
            text=text,
        ),
        "entities": tuple(replace(e, id=e.id, name=ATTACK) for e in example.ENTITIES),
        "attributions": tuple(replace(a, origin=ATTACK, kind=ATTACK) for a in example.ATTRIBUTIONS),
        "events": tuple(replace(e, type=ATTACK, modes=(ATTACK,)) for e in example.EVENTS),
        "watch": tuple(replace(w, why=ATTACK) for w in example.WATCH),
        "figures": tuple(replace(f, of=ATTACK, unit=ATTACK) for f in example.FIGURES),
    }
    made: Reading = example.reading(**attacked)
    return made


def test_hostile_words_stay_words(example: ModuleType) -> None:
    markup = page(_attacked(example))
    tags = {tag for tag, _ in _Page(markup).elements}
    assert not tags & {"script", "img"}
    assert "\x00" not in markup
    assert "\u202e" not in markup
    assert "javascript:" not in markup


def test_hostile_codes_make_no_class_names(example: ModuleType) -> None:
    event = replace(example.EVENTS[0], status='x" onclick="y')
    made = _Page(page(example.reading(events=(event, *example.EVENTS[1:]))))
    assert not made.values("onclick")
    assert all(re.fullmatch(r"[\w\- ]+", value) for value in made.values("class"))


def test_an_ordinary_address_is_a_link(example: ModuleType) -> None:
    address = "https://post.example/strike?a=1&b=2"
    made = _Page(page(example.reading(report=example.report(url=address))))
    assert address in made.values("href")


def test_a_page_of_nothing_is_a_page(example: ModuleType) -> None:
    empty = Reading(reader=example.reading().reader, report=Report.of(""))
    assert "No events were found in this report." in page(empty)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("edition", [0, 1], ids=["day", "night"])
def test_words_stand_out_from_paper_and_from_light(reading: Reading, edition: int) -> None:
    blocks = re.findall(r":root \{([^}]*--ongoing[^}]*)\}", page(reading))
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", blocks[edition]))
    inks = colours.keys() - {"paper", "glow", "spot", "rule"}
    assert len(inks) == 9
    assert all(_contrast(colours[ink], colours["paper"]) >= 4.5 for ink in inks)
    assert all(_contrast(colours[ink], colours["glow"]) >= 4.5 for ink in inks)
    assert _contrast(colours["ink"], colours["spot"]) >= 4.5

import io
from collections.abc import Callable

import pytest

from tipsheet.errors import NoArticle, SourceEncrypted, SourceTooLarge, SourceUndecodable
from tipsheet.intake.files import Stream
from tipsheet.intake.limits import Limits
from tipsheet.intake.pdf import read_pdf

MakePdf = Callable[..., bytes]
LINES = [
    "The governor said on Monday that the govern-",
    "ment would withdraw its troops from the city.",
]


def read(data: bytes, limits: Limits | None = None) -> str:
    return read_pdf(Stream.of("a.pdf", io.BytesIO(data)), limits or Limits()).text


def placed(lines: list[str], top: float = 700) -> list[tuple[float, float, float, str]]:
    return [(72, top - 14 * at, 11, line) for at, line in enumerate(lines)]


def test_read_pdf_joins_broken_words_and_lines(make_pdf: MakePdf) -> None:
    assert read(make_pdf(placed(LINES))) == (
        "The governor said on Monday that the government would withdraw its troops from the city."
    )


def test_read_pdf_sets_titles_and_gaps_apart(make_pdf: MakePdf) -> None:
    page = [(72, 740, 18, "Troops to leave"), *placed(LINES), *placed(["More was said."], 640)]
    assert read(make_pdf(page)).split("\n\n")[0] == "Troops to leave"
    assert read(make_pdf(page)).split("\n\n")[-1] == "More was said."


def test_read_pdf_joins_a_title_over_two_lines_and_parts_a_byline(make_pdf: MakePdf) -> None:
    title = [(72, 760, 18, "Troops to leave the city of Norwick"), (72, 736, 18, "by summer")]
    head = placed(["By Jane Roe", "Norwick Herald"], 716)
    page = [*title, *head, *placed([*LINES, *LINES, *LINES], 680)]
    blocks = read(make_pdf(page)).split("\n\n")
    assert blocks[:3] == [
        "Troops to leave the city of Norwick by summer",
        "By Jane Roe",
        "Norwick Herald",
    ]


def test_read_pdf_goes_on_over_a_page_without_its_furniture(make_pdf: MakePdf) -> None:
    foot = (300, 40, 9, "Page 1 of 2")
    first = [*placed(["The army left the city and the"]), foot]
    text = read(make_pdf(first, [*placed(["town on Monday night."]), foot]))
    assert text == "The army left the city and the town on Monday night."


def test_read_pdf_says_that_a_password_is_needed(make_pdf: MakePdf) -> None:
    with pytest.raises(SourceEncrypted, match="asks for a password: save a copy without one"):
        read(make_pdf(placed(LINES), encrypted=True))


def test_read_pdf_says_that_pictures_need_recognising(make_pdf: MakePdf) -> None:
    with pytest.raises(NoArticle, match="no text layer: recognise its text first"):
        read(make_pdf([]))


@pytest.mark.parametrize("cut", [20, 200, 400])
def test_read_pdf_says_that_a_file_is_damaged(make_pdf: MakePdf, cut: int) -> None:
    with pytest.raises(SourceUndecodable, match="damaged PDF: download or export it again"):
        read(make_pdf(placed(LINES))[:cut])


def test_read_pdf_stops_at_the_limit_of_text(make_pdf: MakePdf) -> None:
    with pytest.raises(SourceTooLarge, match="--max-text"):
        read(make_pdf(placed(LINES)), Limits(text=50))

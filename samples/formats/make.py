"""Put three of the samples into the forms in which reports come: a web page, a PDF, JSON lines.

    python samples/formats/make.py

`page.html` is the court report as a news site would serve it, `report.pdf` the report of the
leaked plan as a desk would file it, and `two.jsonl` the wire story and the bombing, one record
a line. The PDF needs fpdf2; the same version of it gives the same bytes.
"""

import html
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SAMPLES = HERE.parent
ADDRESS = "https://maas-court-reports.example/courts/2025/06/20/four-jailed-one-cleared"


def sample(name: str) -> dict[str, Any]:
    """The sample `name` as built."""
    loaded: dict[str, Any] = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def paragraphs(record: dict[str, Any], heading: int) -> list[str]:
    """The paragraphs of the body, after `heading` blocks of title, byline and date."""
    blocks: list[str] = record["text"].strip().split("\n\n")
    return blocks[heading:]


def page(record: dict[str, Any]) -> str:
    """The report as a page with all that surrounds a report on the web."""
    template = (HERE / "page.template.html").read_text(encoding="utf-8")
    body = [f"    <p>{html.escape(block, quote=False)}</p>" for block in paragraphs(record, 2)]
    values = {key: html.escape(record[key]) for key in ("title", "publisher", "published")}
    return template.format(
        **values,
        byline=html.escape(record["byline"][0]),
        url=ADDRESS,
        linked=json.dumps(linked(record), ensure_ascii=False, indent=2),
        first="\n".join(body[:3]),
        rest="\n".join(body[3:]),
    )


def linked(record: dict[str, Any]) -> dict[str, Any]:
    """What the page says of itself in schema.org's terms."""
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": record["title"],
        "datePublished": f"{record['published']}T17:05:00+02:00",
        "dateModified": "2025-06-23T09:12:00+02:00",
        "author": [{"@type": "Person", "name": name} for name in record["byline"]],
        "publisher": {"@type": "NewsMediaOrganization", "name": record["publisher"]},
        "mainEntityOfPage": ADDRESS,
        "inLanguage": "en",
    }


def line(record: dict[str, Any]) -> str:
    """The report as one line of JSON, without its annotation."""
    keys = ("id", "title", "publisher", "byline", "published", "text")
    return json.dumps({key: record[key] for key in keys}, ensure_ascii=False)


def write_pdf(record: dict[str, Any], path: Path) -> None:
    """Print the report on A5, with a running head and page numbers."""
    from fpdf import FPDF

    class Sheet(FPDF):
        def header(self) -> None:
            self.set_font("Helvetica", size=8)
            self.cell(0, 6, record["publisher"], new_x="LMARGIN", new_y="NEXT")
            self.ln(4)

        def footer(self) -> None:
            self.set_y(-15)
            self.set_font("Helvetica", size=8)
            self.cell(0, 6, f"Page {self.page_no()} of {{nb}}", align="C")

    sheet = Sheet(format=(148, 210))  # A5, in millimetres
    sheet.set_title(record["title"])
    sheet.set_author(", ".join(record["byline"]))
    sheet.set_creation_date(datetime.fromisoformat(record["published"]).replace(tzinfo=UTC))
    sheet.add_page()
    sheet.set_font("Times", "B", 16)
    sheet.multi_cell(0, 8, record["title"], align="L", new_x="LMARGIN", new_y="NEXT")
    sheet.set_font("Times", size=11)
    for block in paragraphs(record, 1):
        sheet.ln(3)
        sheet.multi_cell(0, 5.5, block, align="J", new_x="LMARGIN", new_y="NEXT")
    sheet.output(str(path))


def main() -> None:
    """Write the three files."""
    (HERE / "page.html").write_text(page(sample("court")), encoding="utf-8")
    lines = "".join(line(sample(name)) + "\n" for name in ("wire", "toll"))
    (HERE / "two.jsonl").write_text(lines, encoding="utf-8")
    write_pdf(sample("leak"), HERE / "report.pdf")


if __name__ == "__main__":
    main()

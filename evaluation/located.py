"""Where a place is that gold gives by name and country only."""

from evaluation.reader import Degrees
from tipsheet.reading.gazetteer import fold, gazetteer


def locate(name: str, country: str | None) -> Degrees | None:
    """The most populous place of a name in its country; main names before other ones.

    Null where the gazetteer has none.
    """
    book = gazetteer()
    ((main, other),) = book.find([fold(name)])
    for rows in (main, other):
        within = [row for row in rows if country is None or _country(row) == country]
        if within:
            row = max(within, key=lambda row: (int(book.columns["size"][row]), -row))
            return float(book.columns["latitude"][row]), float(book.columns["longitude"][row])
    return None


def _country(row: int) -> str:
    book = gazetteer()
    return book.countries[int(book.columns["country"][row])]

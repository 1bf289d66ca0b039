"""Where a place of a known name lies: for names that are already canonical."""

from tipsheet.reading.gazetteer import fold, gazetteer
from tipsheet.vocabulary.countries import country_of


def locate(name: str, country: str | None = None) -> tuple[float, float] | None:
    """Latitude and longitude of the largest place with this name, in a country if one is given.

    `country` is alpha-3. Main names are preferred to others, countries to all else.
    """
    book = gazetteer()
    main, other = book.find([fold(name)])[0]
    for rows in (main, other):
        inside = [row for row in rows if country in (None, _country(row))]
        if inside:
            best = max(inside, key=lambda row: (_is_country(row, name), _size(row), -row))
            columns = book.columns
            return float(columns["latitude"][best]), float(columns["longitude"][best])
    return None


def _country(row: int) -> str:
    book = gazetteer()
    return book.countries[int(book.columns["country"][row])]


def _size(row: int) -> int:
    return int(gazetteer().columns["size"][row])


def _is_country(row: int, name: str) -> bool:
    book = gazetteer()
    feature = book.features[int(book.columns["feature"][row])]
    return feature.startswith("PCL") and country_of(name) == _country(row)

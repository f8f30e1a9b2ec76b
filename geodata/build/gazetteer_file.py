"""`geodata/gazetteer.csv`: everything the search finds by name, in one table."""

import csv
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from geodata.build.gazetteer import Place, folded, read_table

COLUMNS: Final = (
    *("id", "kind", "lon", "lat", "country", "population"),
    *("en", "ru", "ko", "code", "other"),
)
BETWEEN: Final = "|"  # of the names in `other`; no name holds it
ICAO_COUNTRIES: Final = {"U": "RU", "RK": "KR", "R": "JP", "ZK": "KP", "ZM": "MN", "Z": "CN"}
COUNTRY_CODES: Final = {"RUS": "RU", "CHN": "CN", "PRK": "KP", "KOR": "KR", "JPN": "JP", "MNG": "MN"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of the base map with what is written at it.

    Attributes:
        lon, lat: degrees, EPSG:4326.
        shown: `name`, `ru`, `ko` and, by kind, `c` (country of a region), `loc` (UN/LOCODE), `iata`, `icao`.
    """

    lon: float
    lat: float
    shown: Mapping[str, object]


def write_gazetteer(
    target: Path,
    tables: Path,
    places: Iterable[Place],
    regions: Iterable[Spot],
    ports: Iterable[Spot],
    airports: Iterable[Spot],
) -> None:
    """Write the table: places, then seas, countries, regions, ports and airports, each kind by its id."""
    rows = [_place_row(place) for place in places]
    rows += sorted(_table_row("sea", row) for row in read_table(tables / "seas.csv"))
    rows += sorted(_table_row("country", row) for row in read_table(tables / "countries.csv"))
    rows += sorted(_region_row(spot) for spot in regions)
    rows += sorted(_port_row(spot) for spot in ports)
    rows += sorted(_airport_row(spot) for spot in airports)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)


def renew_hash(sources: Path, file: Path) -> None:
    """Write the hash of `file` anew where `SOURCES.toml` names it.

    Raises:
        ValueError: it is not named there exactly once.
    """
    entry = f'"{file.name}" = "{hashlib.sha256(file.read_bytes()).hexdigest()}"'
    named = re.compile(rf'^"{re.escape(file.name)}" = "[0-9a-f]*"$', re.MULTILINE)
    text, count = named.subn(entry, sources.read_text("utf-8"))
    if count != 1:
        raise ValueError(f"{sources} names {file.name} {count} times, not once.")
    sources.write_text(text, "utf-8")


Row = tuple[str, str, str, str, str, str, str, str, str, str, str]


def _place_row(place: Place) -> Row:
    people = str(place.population or "")
    return (
        *(place.id, "place", *_at(place.lon, place.lat), place.country, people),
        *(place.en, place.ru, place.ko, "", BETWEEN.join(place.other)),
    )


def _table_row(kind: str, row: Mapping[str, str]) -> Row:
    country = row["id"] if kind == "country" else ""
    position = _at(float(row["lon"]), float(row["lat"]))
    return (f"{kind}-{row['id']}", kind, *position, country, "", row["en"], row["ru"], row["ko"], "", "")


def _region_row(spot: Spot) -> Row:
    country = COUNTRY_CODES.get(_text(spot, "c"), _text(spot, "c"))
    return _spot_row(
        f"region-{country}-{folded(_text(spot, 'name')).replace(' ', '-')}", "region", spot, country, ""
    )


def _port_row(spot: Spot) -> Row:
    locode = _text(spot, "loc")
    return _spot_row(f"port-{locode}", "port", spot, locode[:2], locode)


def _airport_row(spot: Spot) -> Row:
    icao, iata = _text(spot, "icao"), _text(spot, "iata")
    country = next((code for prefix, code in ICAO_COUNTRIES.items() if icao.startswith(prefix)), "")
    # airportsdata calls an airport without an ICAO code by "_" and its IATA code.
    codes = " ".join(filter(None, (iata, icao if icao.isalnum() else "")))
    return _spot_row(f"airport-{icao.lstrip('_')}", "airport", spot, country, codes)


def _spot_row(key: str, kind: str, spot: Spot, country: str, code: str) -> Row:
    names = (_text(spot, "name"), _text(spot, "ru"), _text(spot, "ko"))
    return (key, kind, *_at(spot.lon, spot.lat), country, "", *names, code, "")


def _text(spot: Spot, tag: str) -> str:
    return str(spot.shown.get(tag) or "")


def _at(lon: float, lat: float) -> tuple[str, str]:
    return f"{lon:.4f}", f"{lat:.4f}"  # 11 m: names are looked for, not measured

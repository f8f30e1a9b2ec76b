"""Reads `gazetteer.csv`: the named places that the search knows."""

import csv
import io
from pathlib import Path
from typing import Final

from desktop_app.domain.gazetteer import NamedPlace, PlaceKind
from desktop_app.domain.place import LonLat, Names
from desktop_app.importers.record.text_file import read_text
from desktop_app.runtime.errors import InputError

COLUMNS: Final = (
    *("id", "kind", "lon", "lat", "country", "population"),
    *("en", "ru", "ko", "code", "other"),
)
_EAST_MOST, _NORTH_MOST = 180.0, 90.0  # degrees


def read_gazetteer(path: Path) -> tuple[NamedPlace, ...]:
    """Every row of the file.

    Raises:
        InputError: the file cannot be read, or a row is not one; names file, line and reason.
    """
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    places: list[NamedPlace] = []
    try:
        if tuple(next(reader)) != COLUMNS:
            raise InputError(f"{path}, line 1: the columns must be {', '.join(COLUMNS)}.")
        for cells in reader:
            where = f"{path}, line {reader.line_num}"
            if len(cells) != len(COLUMNS):
                raise InputError(f"{where}: has {len(cells)} cells, {len(COLUMNS)} are needed.")
            places.append(_place(where, cells))
    except csv.Error as error:
        raise InputError(f"{path}, line {reader.line_num}: is not CSV ({error}).") from None
    return tuple(places)


def _place(where: str, cells: list[str]) -> NamedPlace:
    ident, kind, lon, lat, country, population, en, ru, ko, codes, other = cells
    if not ident or not en:
        raise InputError(f"{where}: id and en must not be empty.")
    try:
        known = PlaceKind(kind)
    except ValueError:
        raise InputError(
            f"{where}: the kind “{kind}” is unknown; it is one of {', '.join(PlaceKind)}."
        ) from None
    if population and not (population.isascii() and population.isdigit()):
        raise InputError(f"{where}: population “{population}” is no whole number.")
    return NamedPlace(
        ident,
        known,
        _position(where, lon, lat),
        country,
        int(population or 0),
        Names(en, ru, ko),
        tuple(codes.split()),
        tuple(filter(None, other.split("|"))),
    )


def _position(where: str, lon: str, lat: str) -> LonLat:
    try:
        position = float(lon), float(lat)
    except ValueError:
        raise InputError(f"{where}: lon “{lon}” and lat “{lat}” must be numbers.") from None
    # Written so that nan is refused as well.
    if not (abs(position[0]) <= _EAST_MOST and abs(position[1]) <= _NORTH_MOST):
        raise InputError(f"{where}: lon {lon}, lat {lat} is no position.")
    return position

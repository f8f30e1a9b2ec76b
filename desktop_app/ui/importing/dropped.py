"""What a file that is dropped on the window is: a case, a base map, a figure, or data to bring in."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

import apsw

from desktop_app.domain.manifest import FORMAT

CASE_SUFFIX: Final = ".gpkg"
MAP_SUFFIXES: Final = frozenset({".pmtiles", ".mbtiles"})
FIGURE_SUFFIXES: Final = frozenset({".png", ".pdf", ".svg", ".pptx"})
MANIFEST_SUFFIX: Final = ".json"
# A manifest names its format first.
_HEAD: Final = 4096


class Dropped(NamedTuple):
    """Paths by what is done with them."""

    cases: list[Path]
    maps: list[Path]
    figures: list[Path]
    data: list[Path]


def sorted_out(paths: Iterable[Path]) -> Dropped:
    """What is what, by ending, and by content where an ending has several meanings."""
    result = Dropped([], [], [], [])
    for path in paths:
        suffix = "" if path.is_dir() else path.suffix.lower()
        if suffix == CASE_SUFFIX and _is_case(path):
            result.cases.append(path)
        elif suffix in MAP_SUFFIXES:
            result.maps.append(path)
        elif suffix in FIGURE_SUFFIXES or (suffix == MANIFEST_SUFFIX and _is_manifest(path)):
            result.figures.append(path)
        else:
            result.data.append(path)
    return result


def _is_case(path: Path) -> bool:
    """Whether a GeoPackage is a case; one that cannot be read counts as one, since opening it says why."""
    try:
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    except apsw.Error:
        return True
    try:
        return bool(connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'tumen_schema'").get)
    except apsw.Error:
        return True
    finally:
        connection.close()


def _is_manifest(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return FORMAT.encode() in file.read(_HEAD)
    except OSError:
        return False

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
_PMTILES: Final = b"PMTiles"
_SQLITE: Final = b"SQLite format 3\0"
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
        elif suffix in MAP_SUFFIXES or _is_map(path):
            result.maps.append(path)
        elif suffix in FIGURE_SUFFIXES or (suffix == MANIFEST_SUFFIX and _is_manifest(path)):
            result.figures.append(path)
        else:
            result.data.append(path)
    return result


def _is_case(path: Path) -> bool:
    """Whether a GeoPackage is a case; one that cannot be read counts as one, since opening it says why."""
    names = _names_in(path)
    return names is None or "tumen_schema" in names


def _is_map(path: Path) -> bool:
    """Whether a file of any name holds map tiles."""
    head = _head(path)
    if head.startswith(_PMTILES):
        return True
    return head.startswith(_SQLITE) and (_names_in(path) or frozenset()) >= {"tiles", "metadata"}


def _is_manifest(path: Path) -> bool:
    return FORMAT.encode() in _head(path)


def _names_in(path: Path) -> frozenset[str] | None:
    """Names of tables and views in an SQLite file; None where it cannot be read."""
    try:
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    except apsw.Error:
        return None
    try:
        return frozenset(str(name) for (name,) in connection.execute("SELECT name FROM sqlite_schema"))
    except apsw.Error:
        return None
    finally:
        connection.close()


def _head(path: Path) -> bytes:
    """The first bytes; none of what cannot be read, or is no file: a pipe would be waited for."""
    if not path.is_file():
        return b""
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError:
        return b""

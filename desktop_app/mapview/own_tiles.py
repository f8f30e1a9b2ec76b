"""Tiles of the user's own maps, as the page asks for them.

Every answer is an answer: no tile is an empty body, a damaged one a sentence as plain text. A refused request
would be written to the console as an error, and a hole in somebody's map is none of ours.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from desktop_app.importers.tiles.tile_file import TileFile
from desktop_app.mapview.shown_maps import OwnMap
from desktop_app.runtime.errors import InputError

TILE: Final = b"application/octet-stream"
SENTENCE: Final = b"text/plain;charset=utf-8"
_NUMBER: Final = re.compile("[0-9]{1,10}")


@dataclass(frozen=True, slots=True)
class OwnMapShown:
    """A map as the page draws it, and the open file behind it."""

    map: OwnMap
    file: TileFile


def own_map(id_: str, file: TileFile, opacity: float) -> OwnMap:
    """What the page needs to know of a file."""
    info = file.info
    credit = info.attribution or info.name  # a map that names nobody is named itself
    return OwnMap(id_, info.kind.value, info.min_zoom, info.max_zoom, *info.bounds, opacity, credit)


class OwnTiles:
    """The files that may be asked for, by id. They belong to the session, which closes them."""

    def __init__(self) -> None:
        self._files: Mapping[str, TileFile] = {}

    def offer(self, files: Mapping[str, TileFile]) -> None:
        """Answer for these from now on, and for no others."""
        self._files = files

    def answer(self, address: str) -> tuple[bytes, bytes] | None:
        """Media type and body for "<id>/<z>/<x>/<y>"; None if that is no address.

        A file that is no longer offered has no tiles: the page may still be asking when it goes.
        """
        id_, *place = address.split("/")
        if len(place) != 3 or not all(map(_NUMBER.fullmatch, place)):  # noqa: PLR2004 - zoom, column, row
            return None
        file = self._files.get(id_)
        if file is None:
            return TILE, b""
        try:
            z, x, y = map(int, place)
            return TILE, file.tile(z, x, y) or b""
        except InputError as error:
            return SENTENCE, str(error).encode("utf-8", "replace")

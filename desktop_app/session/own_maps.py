"""The user's own base maps: which files are open, their order, opacity and visibility."""

import itertools
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from desktop_app.importers.tiles.tile_file import TileFile, TileInfo
from desktop_app.runtime.errors import InputError

logger = logging.getLogger("session")

MAP_BOUNDS: Final = (95.0, 15.0, 180.0, 72.0)  # west, south, east, north of the map page
MAP_DEEPEST: Final = 14  # its closest zoom


@dataclass(frozen=True, slots=True)
class OwnMapEntry:
    """One file of the user's.

    Attributes:
        id: names it towards the page.
        opacity: 0 to 1.
        file: None if it cannot be used; then `reason` says why.
        reason: a sentence; with a file, what went wrong while it was drawn.
    """

    id: str
    path: Path
    opacity: float = 1.0
    visible: bool = True
    file: TileFile | None = None
    reason: str = ""

    @property
    def name(self) -> str:
        """Its title, else the file's name."""
        return self.path.name if self.file is None else self.file.info.name


class OwnMaps(QObject):
    """The list of files, the lowest on the map first. Files are opened here, and closed here.

    Signals:
        changed: the list, or anything in it, is different now.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[OwnMapEntry] = []
        self._numbers = itertools.count(1)

    @property
    def entries(self) -> tuple[OwnMapEntry, ...]:
        """All files, also those that cannot be used."""
        return tuple(self._entries)

    def open(self, path: Path) -> OwnMapEntry:
        """Show a file above the others.

        Raises:
            InputError: it is open already, cannot be used, or holds nothing the map could show.
        """
        absolute = path.absolute()
        known = next((entry for entry in self._entries if entry.path == absolute), None)
        if known is not None and known.file is not None:
            raise InputError(f"{path}: is open already.")
        entry = OwnMapEntry(self._new_id(), absolute, file=_open_usable(absolute))
        self._entries = [*(other for other in self._entries if other is not known), entry]
        self.changed.emit()
        return entry

    def set_visible(self, id_: str, *, visible: bool) -> None:
        """Show or hide."""
        self._change(id_, visible=visible)

    def set_opacity(self, id_: str, opacity: float) -> None:
        """0 to 1."""
        self._change(id_, opacity=min(max(opacity, 0.0), 1.0))

    def tell_trouble(self, id_: str, sentence: str) -> None:
        """Something in the file could not be drawn."""
        self._change(id_, reason=sentence)

    def move(self, id_: str, step: int) -> None:
        """One up (1) or one down (-1) among the others; at the end nothing happens."""
        place = self._place(id_)
        other = place + step
        if 0 <= other < len(self._entries):
            self._entries[place], self._entries[other] = self._entries[other], self._entries[place]
            self.changed.emit()

    def remove(self, id_: str) -> None:
        """Take a file off the map and close it."""
        entry = self._entries.pop(self._place(id_))
        self.changed.emit()  # the page lets go first
        if entry.file is not None:
            entry.file.close()

    def close(self) -> None:
        """Close every file."""
        for entry in self._entries:
            if entry.file is not None:
                entry.file.close()
        self._entries = []

    def remembered(self) -> str:
        """The list as text for the settings; empty for no file."""
        rows = [
            {"path": str(entry.path), "opacity": entry.opacity, "visible": entry.visible}
            for entry in self._entries
        ]
        return json.dumps(rows) if rows else ""

    def restore(self, text: str) -> None:
        """Open what was remembered; a file that cannot be used stays in the list with the reason."""
        for row in _rows(text):
            entry = OwnMapEntry(self._new_id(), row.path, row.opacity, row.visible)
            try:
                entry = replace(entry, file=_open_usable(row.path))
            except InputError as error:
                entry = replace(entry, reason=str(error))
            self._entries.append(entry)
        if self._entries:
            self.changed.emit()

    def _new_id(self) -> str:
        return f"own{next(self._numbers)}"

    def _place(self, id_: str) -> int:
        return next(place for place, entry in enumerate(self._entries) if entry.id == id_)

    def _change(self, id_: str, **values: Any) -> None:
        place = self._place(id_)
        changed = replace(self._entries[place], **values)
        if changed != self._entries[place]:
            self._entries[place] = changed
            self.changed.emit()


def _open_usable(path: Path) -> TileFile:
    """Open a file that the map can show something of."""
    from desktop_app.importers.tiles.opening import open_tiles  # noqa: PLC0415 - 30 ms of the start, for few

    file = open_tiles(path)
    reason = _unusable(file.info)
    if reason:
        file.close()
        raise InputError(f"{path}: {reason}.")
    return file


def _unusable(info: TileInfo) -> str:
    west, south, east, north = info.bounds
    map_west, map_south, map_east, map_north = MAP_BOUNDS
    if west >= map_east or east <= map_west or south >= map_north or north <= map_south:
        wide = f"{_degrees(west, 'EW')} to {_degrees(east, 'EW')}"
        high = f"{_degrees(south, 'NS')} to {_degrees(north, 'NS')}"
        return f"covers {wide}, {high}, which lies outside the map (95° E to 180° E, 15° N to 72° N)"
    if info.min_zoom > MAP_DEEPEST:
        return f"begins at zoom {info.min_zoom}, closer than the map goes ({MAP_DEEPEST})"
    return ""


def _degrees(value: float, sides: str) -> str:
    return f"{abs(value):.4g}° {sides[value < 0]}"


def _rows(text: str) -> Iterator[OwnMapEntry]:
    """Entries of a remembered list; what is no entry is left out."""
    try:
        stored = json.loads(text) if text else []
    except ValueError:
        logger.info("the remembered own maps cannot be read; there are none")
        return
    for row in stored if isinstance(stored, list) else []:
        match row:
            case {"path": str(path), "opacity": int() | float() as opacity, "visible": bool(visible)} if path:
                yield OwnMapEntry("", Path(path), min(max(float(opacity), 0.0), 1.0), visible)

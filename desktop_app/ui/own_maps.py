"""Opens the user's own base maps, by menu, button or by dropping a file, and puts them on the map."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.mapview.own_tiles import OwnMapShown, own_map
from desktop_app.mapview.protocol import FitRequested, OwnMapTroubled
from desktop_app.runtime.errors import InputError
from desktop_app.session.own_maps import MAP_BOUNDS, OwnMaps
from desktop_app.ui.map_panel import MapPanel

FILES: Final = "Base maps (*.pmtiles *.mbtiles);;All files (*)"


class OwnMapsControl(QObject):
    """Stands between the list of own maps, the map and the window.

    Signals:
        said: a sentence about what was done or why not.
        case_dropped: a path, where a case was dropped instead.
        figure_dropped: the same of a figure.
        data_dropped: list of paths of what is neither case, figure nor map.
    """

    said = Signal(str)
    case_dropped = Signal(object)
    figure_dropped = Signal(object)
    data_dropped = Signal(object)

    def __init__(self, own_maps: OwnMaps, map_panel: MapPanel, window: QWidget) -> None:
        super().__init__(window)
        self._own_maps = own_maps
        self._map = map_panel
        self._window = window
        own_maps.changed.connect(self._show)
        map_panel.view.received.connect(self._on_received)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    @Slot()
    def ask(self) -> None:
        """Choose files and open them."""
        names, _ = QFileDialog.getOpenFileNames(self._window, "Open own map", "", FILES)
        self.open([Path(name) for name in names])

    def open(self, paths: Sequence[Path]) -> None:
        """Open files; what cannot be used is told."""
        sentences = []
        for path in paths:
            try:
                entry = self._own_maps.open(path)
            except InputError as error:
                sentences.append(str(error))
            else:
                sentences.append(f"“{entry.name}” lies under the record now.")
        if sentences:
            self.said.emit(" ".join(sentences))

    @Slot(str)
    def zoom_to(self, id_: str) -> None:
        """Show the whole file, as far as the map reaches."""
        entry = next(entry for entry in self._own_maps.entries if entry.id == id_)
        if entry.file is not None:
            west, south, east, north = entry.file.info.bounds
            low_lon, low_lat, high_lon, high_lat = MAP_BOUNDS
            self._map.view.send(
                FitRequested(
                    max(west, low_lon), max(south, low_lat), min(east, high_lon), min(north, high_lat)
                )
            )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take files that are dropped on the window."""
        if isinstance(event, QDropEvent):  # entering and moving are dropping, to Qt
            paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
            if paths:
                event.acceptProposedAction()
                if not isinstance(event, QDragMoveEvent):
                    self._take(paths)
                return True
        return super().eventFilter(watched, event)

    def _take(self, paths: Sequence[Path]) -> None:
        """What was dropped: a case or a figure, the first if there are several, maps, and data."""
        from desktop_app.ui.importing.dropped import sorted_out  # noqa: PLC0415 - not before something is dropped

        dropped = sorted_out(paths)
        self.open(dropped.maps)
        if dropped.data:
            self.data_dropped.emit(dropped.data)
        if dropped.cases:
            self.case_dropped.emit(dropped.cases[0])
        elif dropped.figures:
            self.figure_dropped.emit(dropped.figures[0])

    @Slot()
    def _show(self) -> None:
        self._map.show_own_maps(
            tuple(
                OwnMapShown(own_map(entry.id, entry.file, entry.opacity), entry.file)
                for entry in self._own_maps.entries
                if entry.visible and entry.file is not None
            )
        )

    @Slot(object)
    def _on_received(self, message: object) -> None:
        if isinstance(message, OwnMapTroubled) and any(
            entry.id == message.id for entry in self._own_maps.entries
        ):
            self._own_maps.tell_trouble(message.id, message.sentence)
            self.said.emit(message.sentence)

"""Takes files that are dropped on a widget."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget


def dropped_files(event: QDropEvent) -> list[Path]:
    """Files of this machine in what is dragged."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


# Cases and maps are the window's to open, wherever they are dropped.
OF_THE_WINDOW: Final = frozenset({".gpkg", ".pmtiles", ".mbtiles"})


class FileDrop(QObject):
    """Takes documents for as long as the widget lives; what lies in the widget lets drops through to it."""

    def __init__(self, widget: QWidget, take: Callable[[list[Path]], object]) -> None:
        super().__init__(widget)
        self._take = take
        widget.setAcceptDrops(True)
        for area in widget.findChildren(QAbstractScrollArea):
            area.setAcceptDrops(False)
            area.viewport().setAcceptDrops(False)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Entering and moving are dropping too, to Qt."""
        if isinstance(event, QDropEvent):
            paths = dropped_files(event)
            if paths and not any(path.suffix.lower() in OF_THE_WINDOW for path in paths):
                event.acceptProposedAction()
                if not isinstance(event, QDragMoveEvent):
                    self._take(paths)
                return True
            event.ignore()
        return super().eventFilter(watched, event)

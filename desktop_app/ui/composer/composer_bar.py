"""The row above the page: undo, zoom, modes, and what the figure is of."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QSizePolicy, QToolBar, QWidget

from desktop_app.ui.composer.document import Document
from desktop_app.ui.composer.live_figure import LiveFigure
from desktop_app.ui.composer.page_view import WHEEL_STEP, PageView
from desktop_app.ui.elided_label import ElidedLabel

BAR_KEYS: Final = (
    ("Ctrl+S", "Write the figure to a file"),
    ("Ctrl+Shift+C", "Copy the figure"),
    ("Ctrl+0", "Fit the page into the window"),
    ("Ctrl+1", "Show the page at 100 %"),
    ("Ctrl++  Ctrl+−", "Zoom the page in, out"),
    ("Ctrl+Z  Ctrl+Shift+Z", "Undo, redo on the page"),
    ("Ctrl+W", "Close the composer"),
)
"""Shortcuts of the composer's window."""


class ComposerBar(QToolBar):
    """Actions on the page as a whole.

    Attributes:
        undo, redo, move_map, call_out, hold: actions.
        sentence: the filter of what the figure is of.
    """

    def __init__(self, document: Document, live: LiveFigure, view: PageView, parent: QWidget) -> None:
        super().__init__("Page", parent)
        self._document, self._live, self._view = document, live, view
        self.undo = self._add("Undo", "Ctrl+Z", document.undo)
        self.redo = self._add("Redo", "Ctrl+Shift+Z", document.redo)
        self._gap()
        self._add("−", "Ctrl+-", lambda: view.set_zoom(view.zoom / WHEEL_STEP), "Zoom out")
        self._percent = self._add("100 %", "Ctrl+1", lambda: view.set_zoom(1.0), "Show the page at 100 %")
        self._add("+", "Ctrl++", lambda: view.set_zoom(view.zoom * WHEEL_STEP), "Zoom in")
        self._add("Fit", "Ctrl+0", view.fit, "Fit the page into the window")
        self._gap()
        self.move_map = self._add(
            "Move the map", "", self._on_move, "Drag and wheel move the map on the page (M)", checkable=True
        )
        self.call_out = self._add(
            "Call-out", "", self._on_call_out, "Place a call-out on the map (C)", checkable=True
        )
        self._gap()
        self.hold = self._add(
            "Hold",
            "",
            lambda: live.hold(on=self.hold.isChecked()),
            "Keep what the figure is of, whatever the window shows",
            checkable=True,
        )
        self.sentence = ElidedLabel(self)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(self.sentence)
        for signal in (document.changed, live.state_changed, live.made, view.mode_changed):
            signal.connect(self.show_state)
        view.zoomed.connect(self._show_zoom)
        self.show_state()

    @Slot()
    def show_state(self) -> None:
        """Show what can be undone, which mode is on, what the figure is of."""
        for action, words, what in (
            (self.undo, "Undo", self._document.can_undo),
            (self.redo, "Redo", self._document.can_redo),
        ):
            action.setEnabled(bool(what))
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{words} “{what}” ({keys})" if what else f"Nothing to {words.lower()}")
        self.move_map.setChecked(self._view.gestures.moves_map)
        self.call_out.setChecked(self._view.gestures.places_call_out)
        self.hold.setChecked(self._live.is_held)
        subject = self._live.subject
        if subject is not None:
            lead = "Held" if self._live.is_held else "Follows the window"
            self.sentence.show_sentence(f"{lead}: {subject.filter.sentence()}")

    def _add(
        self,
        text: str,
        keys: str,
        act: Callable[[], object],
        tip: str = "",
        *,
        checkable: bool = False,
    ) -> QAction:
        action = self.addAction(text)
        action.setCheckable(checkable)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.setToolTip(f"{tip or text} ({keys})" if keys else tip or text)
        action.triggered.connect(lambda _=False: act())
        button = self.widgetForAction(action)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(tip or text)
        return action

    def _gap(self) -> None:
        gap = QWidget(self)
        gap.setFixedWidth(8)
        self.addWidget(gap)

    def _on_move(self) -> None:
        self._view.gestures.set_modes(moves_map=self.move_map.isChecked())
        self._view.setFocus()

    def _on_call_out(self) -> None:
        self._view.gestures.set_modes(places_call_out=self.call_out.isChecked())
        self._view.setFocus()

    @Slot(float)
    def _show_zoom(self, zoom: float) -> None:
        self._percent.setText(f"{zoom * 100:.0f} %")

"""A card on screen: links by mouse and keyboard, written anew when it becomes narrow or wide."""

from PySide6.QtCore import QEvent, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QTextBrowser, QWidget

from desktop_app.exporters.card import Card
from desktop_app.ui.card_writer import ANCHOR, SIDE_BY_SIDE_PX, CardWriter, Target
from desktop_app.ui.palette import Palette


class CardView(QTextBrowser):
    """Shows a card or a sentence.

    Signals:
        followed: the key of a link to another thing.
        pointed_at: the key of the link under the pointer; empty for none.
        back_wanted, forward_wanted: by Alt and an arrow, or by the mouse.
        copy_wanted: Ctrl+C while nothing is marked.
    """

    followed = Signal(str)
    pointed_at = Signal(str)
    back_wanted = Signal()
    forward_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette
        self._shown: Card | str = ""
        self._targets: list[Target] = []
        self._narrow = False
        self.setAccessibleName("Details")
        self.setOpenLinks(False)
        # A bar that comes and goes would have every long card laid out twice.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.anchorClicked.connect(self._on_anchor)
        self.highlighted.connect(self._on_highlighted)

    def show_card(self, shown: Card | str, palette: Palette) -> None:
        """A card, or a sentence in its place; from the top."""
        self._shown = shown
        self._palette = palette
        self._write()

    @property
    def scrolled(self) -> int:
        """How far the text is scrolled, in pixels."""
        return self.verticalScrollBar().value()

    def scroll_to(self, pixels: int) -> None:
        """Scroll as `scrolled` once told."""
        self.verticalScrollBar().setValue(pixels)

    def _write(self) -> None:
        self._narrow = self.viewport().width() < SIDE_BY_SIDE_PX
        writer = CardWriter(self, self._palette)
        if isinstance(self._shown, Card):
            writer.write(self._shown)
        else:
            writer.write_note(self._shown)
        self._targets = writer.targets
        self.setToolTip("")

    @Slot(QUrl)
    def _on_anchor(self, url: QUrl) -> None:
        """Offline: an address is copied, never opened."""
        target = self._target_of(url)
        if target.key:
            self.followed.emit(target.key)
        else:
            QGuiApplication.clipboard().setText(target.address)
            self.setToolTip("Address copied")

    @Slot(QUrl)
    def _on_highlighted(self, url: QUrl) -> None:
        self.pointed_at.emit(self._target_of(url).key if not url.isEmpty() else "")

    def _target_of(self, url: QUrl) -> Target:
        return self._targets[int(url.toString().removeprefix(ANCHOR))]

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Across the width at which labels stand beside their values, the card is written anew."""
        super().resizeEvent(event)
        if (self.viewport().width() < SIDE_BY_SIDE_PX) != self._narrow:
            at = self.scrolled
            self._write()
            self.scroll_to(at)

    def event(self, event: QEvent) -> bool:
        """Keep Alt and the arrows from the window, where they step through the map's views."""
        is_override = event.type() is QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and _arrow_of(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Alt and an arrow step through what was looked at; Ctrl+C copies the card if no text is marked."""
        arrow = _arrow_of(event)
        if arrow is not None:
            (self.back_wanted if arrow is Qt.Key.Key_Left else self.forward_wanted).emit()
        elif event.matches(QKeySequence.StandardKey.Copy) and not self.textCursor().hasSelection():
            self.copy_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The mouse's own back and forward buttons."""
        match event.button():
            case Qt.MouseButton.BackButton:
                self.back_wanted.emit()
            case Qt.MouseButton.ForwardButton:
                self.forward_wanted.emit()
            case _:
                super().mousePressEvent(event)


def _arrow_of(event: QKeyEvent) -> Qt.Key | None:
    """Left or right, if it is pressed together with Alt alone."""
    key = Qt.Key(event.key())
    alone = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.AltModifier
    return key if alone and key in {Qt.Key.Key_Left, Qt.Key.Key_Right} else None

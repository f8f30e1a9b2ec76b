"""The page on a quiet ground: painted by the figure's own painter, zoomed, scrolled, with rulers."""

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from desktop_app.ui.composer.document import Document
from desktop_app.ui.composer.gestures import Gestures
from desktop_app.ui.composer.live_figure import LiveFigure
from desktop_app.ui.composer.overlay import paint_empty, paint_marks, paint_paper
from desktop_app.ui.composer.page_keys import press_key
from desktop_app.ui.composer.page_picture import PagePicture, Pane
from desktop_app.ui.composer.page_state import map_frame, page_scale, part_rect, shifts
from desktop_app.ui.composer.rulers import THICK_PX, Ruler
from desktop_app.ui.composer.units import box_of
from desktop_app.ui.composer.words_editor import WordsEditor

PAD_PX: Final = 24
ZOOM_LIMITS: Final = (0.1, 8.0)
WHEEL_STEP: Final = 1.2
# Eighths of a degree in a notch of a wheel, as Qt counts.
NOTCH: Final = 120.0


# Who comes by keyboard is shown where the keys go; a click shows that itself.
_TABBED: Final = frozenset({Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason})


class PageView(QAbstractScrollArea):
    """Shows the page and takes the hand's work on it.

    Attributes:
        gestures: what the pointer does now.
        shows_focus: the keyboard came here, which a frame shows.
        editor: words that are being edited in place, if any are.

    Signals:
        zoomed: float, pixels of the screen per CSS pixel of the page; 1 is 100 %.
        said: a sentence about what was done or could not be.
        mode_changed: the pointer does something else now, see `gestures`.
        menu_wanted: QPoint on the screen: a menu for the chosen items.
    """

    zoomed = Signal(float)
    said = Signal(str)
    mode_changed = Signal()
    menu_wanted = Signal(object)

    def __init__(self, document: Document, live: LiveFigure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.document, self.live = document, live
        self.gestures = Gestures(self)
        self.editor: WordsEditor | None = None
        self._picture = PagePicture()
        self._zoom = 1.0
        self._is_fitted = True
        self.shows_focus = False
        self._words_wanted = ""
        self.setViewportMargins(THICK_PX, THICK_PX, 0, 0)
        self._rulers = (Ruler(Qt.Orientation.Horizontal, self), Ruler(Qt.Orientation.Vertical, self))
        document.changed.connect(self._on_changed)
        document.chosen_changed.connect(self._on_chosen)
        live.made.connect(self._on_made)
        live.state_changed.connect(self.viewport().update)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._on_scrolled)

    @property
    def zoom(self) -> float:
        """Pixels of the screen per CSS pixel of the page."""
        return self._zoom

    @property
    def is_fitted(self) -> bool:
        """Whether the page is kept as large as fits."""
        return self._is_fitted

    @property
    def pane(self) -> Pane:
        """The window onto the page as it is now."""
        size, page = self.viewport().size(), self._page_px()
        places = []
        for room, length, bar in (
            (size.width(), page.width(), self.horizontalScrollBar()),
            (size.height(), page.height(), self.verticalScrollBar()),
        ):
            # Whole device pixels, so that what is seen is what is written.
            free = (room - length) / 2 if length + 2 * PAD_PX <= room else PAD_PX - bar.value()
            ratio = self.devicePixelRatioF()
            places.append(round(free * ratio) / ratio)
        return Pane(size, QPointF(*places), self._zoom, self.devicePixelRatioF())

    def item_rect(self, id_: str) -> QRectF | None:
        """Where an item lies in the viewport; None where it is not drawn."""
        rect = part_rect(self.live, self.document.design, id_)
        return self.pane.rect(rect) if rect is not None else None

    def map_rect(self) -> QRectF | None:
        """Where the map lies in the viewport; None where none is drawn."""
        frame = map_frame(self.live, self.document.design)
        return self.pane.rect(frame.rect) if frame is not None else None

    @Slot()
    def fit(self) -> None:
        """As large as the whole page has room."""
        self._is_fitted = True
        self._fit()

    def set_zoom(self, zoom: float, about: QPointF | None = None) -> None:
        """Show the page at a scale, with a point of the viewport (its middle) where it is."""
        self._is_fitted = False
        self._apply(zoom, about if about is not None else QRectF(self.viewport().rect()).center())

    def edit_words(self, id_: str) -> None:
        """Edit an item's words where they stand, at once or as soon as it is drawn."""
        item, rect = self.document.design.item(id_), self.item_rect(id_)
        if item is None or not WordsEditor.suits(item):
            return
        self._words_wanted = id_ if rect is None else ""
        if rect is None:
            return
        self.finish_words(keep=True)
        self.editor = WordsEditor(self, item, rect.toAlignedRect())
        self.editor.finished.connect(self.finish_words)

    @Slot(bool)
    def finish_words(self, keep: bool) -> None:  # noqa: FBT001 - a slot
        """End editing in place; keep what was typed or leave everything as it was."""
        editor, self.editor = self.editor, None
        if editor is None:
            return
        if keep:
            editor.apply(self.document)
        editor.hide()
        editor.deleteLater()
        self.setFocus()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Forget what is hovered over when the pointer has left."""
        if event.type() == QEvent.Type.Leave:
            self.gestures.leave()
        return super().viewportEvent(event)

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Ground, page, marks."""
        painter = QPainter(self.viewport())
        pane, design, figure = self.pane, self.document.design, self.live.figure
        page = pane.rect(QRectF(0, 0, design.width_px, design.height_px))
        paint_paper(painter, self.viewport().rect(), page, self.palette())
        if figure is not None:
            painter.save()
            painter.setClipRect(page)
            scale = page_scale(figure, design)
            if scale is None:
                self._picture.paint(painter, figure, pane, shifts(self.live, design))
            else:  # another page: the old one as large as fits, until the new one is there
                pane = pane._replace(zoom=pane.zoom * scale)
                old = QRectF(0, 0, figure.design.width_px, figure.design.height_px)
                painter.setClipRect(pane.rect(old))
                self._picture.paint(painter, figure, pane, {})
            painter.restore()
        else:
            paint_empty(painter, page, self.live.trouble or "Drawing the figure…", self.palette())
        if figure is None or page_scale(figure, design) is None:
            paint_marks(painter, self, page)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the page fitted, and the rulers at the edges."""
        super().resizeEvent(event)
        view = self.viewport().geometry()
        self._rulers[0].setGeometry(view.left(), view.top() - THICK_PX, view.width(), THICK_PX)
        self._rulers[1].setGeometry(view.left() - THICK_PX, view.top(), THICK_PX, view.height())
        if self._is_fitted:
            self._fit()
        else:
            self._set_bars()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Begin a gesture."""
        self.finish_words(keep=True)
        self.gestures.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Go on with it."""
        self.gestures.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """End it."""
        self.gestures.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Edit the words under the pointer."""
        id_ = self.gestures.item_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and not self.gestures.moves_map and id_:
            self.edit_words(id_)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for the menu of what is under the pointer, or of what is chosen."""
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            id_ = self.gestures.item_at(QPointF(event.pos()))
            if id_ not in self.document.chosen:
                self.document.choose((id_,))
        self.menu_wanted.emit(QPoint(event.globalPos()))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl zooms the page, the mode of the map zooms the map, else the page is scrolled."""
        notches = event.angleDelta().y() / NOTCH
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * WHEEL_STEP**notches, event.position())
        elif not self.gestures.wheel(event.position(), WHEEL_STEP**notches):
            super().wheelEvent(event)
            return
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """What the page's keys do; the rest is the window's."""
        if not press_key(self, event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show that the keys go here."""
        super().focusInEvent(event)
        self.shows_focus = event.reason() in _TABBED
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """A step of the keys is over."""
        super().focusOutEvent(event)
        self.document.settle()
        self.viewport().update()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:  # noqa: N802 - Qt's name
        """Paint anew: the picture is of what is seen."""
        self.viewport().update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for a slide at half its size."""
        return QSize(700, 460)

    def update_all(self) -> None:
        """Paint page and rulers anew."""
        self.viewport().update()
        for ruler in self._rulers:
            ruler.update()

    def _page_px(self) -> QRectF:
        design = self.document.design
        return QRectF(0, 0, design.width_px * self._zoom, design.height_px * self._zoom)

    def _fit(self) -> None:
        design, room = self.document.design, self.viewport().size()
        fitting = min(
            (room.width() - 2 * PAD_PX) / design.width_px, (room.height() - 2 * PAD_PX) / design.height_px
        )
        self._apply(fitting, QRectF(self.viewport().rect()).center())

    def _apply(self, zoom: float, about: QPointF) -> None:
        low, high = ZOOM_LIMITS
        held = self.pane.page_point(about)
        self._zoom = min(max(zoom, low), high)
        self._set_bars()
        moved = self.pane.point(held) - about
        for bar, shift in ((self.horizontalScrollBar(), moved.x()), (self.verticalScrollBar(), moved.y())):
            bar.setValue(bar.value() + round(shift))
        self.zoomed.emit(self._zoom)
        self._follow_editor()
        self.update_all()

    def _set_bars(self) -> None:
        page, room = self._page_px(), self.viewport().size()
        for bar, length, view in (
            (self.horizontalScrollBar(), page.width(), room.width()),
            (self.verticalScrollBar(), page.height(), room.height()),
        ):
            bar.setRange(0, max(round(length) + 2 * PAD_PX - view, 0))
            bar.setPageStep(view)
            bar.setSingleStep(PAD_PX)

    @Slot()
    def _on_made(self) -> None:
        self.update_all()
        if self._words_wanted:
            self.edit_words(self._words_wanted)

    @Slot()
    def _on_changed(self) -> None:
        if self._is_fitted:
            self._fit()
        else:
            self._set_bars()
        self._tell_chosen()
        self.update_all()

    @Slot()
    def _on_chosen(self) -> None:
        self._tell_chosen()
        self.update_all()

    @Slot()
    def _on_scrolled(self) -> None:
        self._follow_editor()
        self.update_all()

    def _follow_editor(self) -> None:
        if self.editor is not None:
            rect = self.item_rect(self.editor.item_id)
            if rect is not None:
                self.editor.setGeometry(rect.toAlignedRect())

    def _tell_chosen(self) -> None:
        """Say to screen readers what is chosen and where it lies."""
        words = []
        for id_ in self.document.chosen:
            rect = part_rect(self.live, self.document.design, id_)
            if rect is not None:
                box = box_of(rect)
                words.append(f"{id_.replace('_', ' ')} at {box.left_mm:.1f}, {box.top_mm:.1f} mm")
        self.setAccessibleDescription("; ".join(words) or "Nothing is chosen.")

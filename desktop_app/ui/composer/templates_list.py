"""The page templates: the built-in ones, then the user's own, which live in the case."""

from typing import Final, NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.figure_design import Arrangement, Design
from desktop_app.domain.figure_templates import TEMPLATES
from desktop_app.session.saved_designs import SavedDesign, SavedDesigns
from desktop_app.ui.composer.fields import heading, tool
from desktop_app.ui.output_dialogs.offer import TEMPLATE_NAMES

_TEMPLATE: Final = Qt.ItemDataRole.UserRole
_ICON: Final = QSize(34, 28)
_DENSITY: Final = 3.0
# Two lines of words beside the picture.
_ROW_PX: Final = 36


class Template(NamedTuple):
    """One entry.

    Attributes:
        design: its page.
        saved: as the case has it; None of a built-in one.
    """

    design: Design
    saved: SavedDesign | None


class TemplatesList(QWidget):
    """Templates to take and to keep.

    Attributes:
        list: their names and sizes.

    Signals:
        taken: a `Template` that the page is to be made from.
        keep_wanted: the page is to be kept under a name.
        update_wanted: a `SavedDesign` that the page is to take the place of.
        rename_wanted: a `SavedDesign` that is to get another name.
        delete_wanted: a `SavedDesign` that is to go.
    """

    taken = Signal(object)
    keep_wanted = Signal()
    update_wanted = Signal(object)
    rename_wanted = Signal(object)
    delete_wanted = Signal(object)

    def __init__(self, saved: SavedDesigns, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saved = saved
        self._current = ""
        self.list = QListWidget(self)
        self.list.setAccessibleName("Templates")
        self.list.setIconSize(_ICON)
        self.list.setMinimumHeight(6 * _ROW_PX + 4)
        self.list.itemActivated.connect(self._on_taken)
        self.list.itemClicked.connect(self._on_taken)
        self.list.currentItemChanged.connect(self._show_buttons)
        self.keep = tool("Save as template…", "Keep this page under a name", self.keep_wanted.emit)
        self.more = QToolButton(self)
        self.more.setText("Own template")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        menu = QMenu(self.more)
        for text, signal in (
            ("&Update with this page", self.update_wanted),
            ("&Rename…", self.rename_wanted),
            ("&Delete", self.delete_wanted),
        ):
            menu.addAction(text).triggered.connect(lambda _=False, signal=signal: self._emit(signal))
        self.more.setMenu(menu)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.keep)
        row.addWidget(self.more)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(heading("Templates"))
        layout.addWidget(self.list, 1)
        layout.addLayout(row)
        saved.changed.connect(self.fill)
        self.fill()

    @Slot()
    def fill(self) -> None:
        """Show the templates as they are now."""
        self.list.clear()
        templates = [Template(design, None) for design in TEMPLATES]
        templates += [Template(saved.design, saved) for saved in self._saved.all]
        for template in templates:
            design = template.design
            row = QListWidgetItem(f"{template_title(design)}\n{_size(design)}", self.list)
            row.setData(_TEMPLATE, template)
            row.setIcon(_icon(design, self.palette()))
        self.show_current(self._current)
        self._show_buttons()

    def show_current(self, name: str) -> None:
        """Mark the template that the page was made from."""
        self._current = name
        for row in range(self.list.count()):
            template: Template = self.list.item(row).data(_TEMPLATE)
            if template.design.name == name:
                self.list.setCurrentRow(row)
                return
        self.list.setCurrentRow(-1)

    def template(self) -> Template | None:
        """The marked one."""
        row = self.list.currentItem()
        template: Template | None = row.data(_TEMPLATE) if row is not None else None
        return template

    def named(self, name: str) -> Template | None:
        """One by its name, the user's own before the built-in."""
        found = [
            template
            for row in range(self.list.count())
            if (template := self.list.item(row).data(_TEMPLATE)).design.name == name
        ]
        return found[-1] if found else None

    @Slot(QListWidgetItem)
    def _on_taken(self, row: QListWidgetItem) -> None:
        self.taken.emit(row.data(_TEMPLATE))

    @Slot()
    def _show_buttons(self) -> None:
        template = self.template()
        own = template is not None and template.saved is not None
        self.more.setEnabled(own)
        self.more.setToolTip("" if own else "Choose one of your own templates first.")

    def _emit(self, signal: Signal) -> None:
        template = self.template()
        if template is not None and template.saved is not None:
            signal.emit(template.saved)  # type: ignore[attr-defined] # bound to an instance


def template_title(design: Design) -> str:
    """What a template is called in the list."""
    return TEMPLATE_NAMES.get(design.name, design.name)


def _size(design: Design) -> str:
    return f"{design.width_mm:.0f} × {design.height_mm:.0f} mm"


def _icon(design: Design, palette: QPalette) -> QIcon:
    """The page at a small scale: its shape, and where map, column and foot lie."""
    pixmap = QPixmap(_ICON * _DENSITY)
    pixmap.setDevicePixelRatio(_DENSITY)
    pixmap.fill(Qt.GlobalColor.transparent)
    scale = min((_ICON.width() - 2) / design.width_mm, (_ICON.height() - 2) / design.height_mm)
    width, height = design.width_mm * scale, design.height_mm * scale
    page = QRectF((_ICON.width() - width) / 2, (_ICON.height() - height) / 2, width, height)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(palette.color(QPalette.ColorRole.PlaceholderText), 1.0))
    painter.setBrush(palette.color(QPalette.ColorRole.Base))
    painter.drawRect(page)
    ink = palette.color(QPalette.ColorRole.Mid)
    inner = page.adjusted(2.5, 2.5, -2.5, -2.5)
    painter.fillRect(QRectF(inner.left(), inner.top(), inner.width() * 0.7, 1.5), ink)
    beside = design.arrangement is Arrangement.BESIDE
    share = (0.6, 1.0) if beside else (1.0, 0.55)
    body = inner.adjusted(0, 3.5, 0, 0)
    painter.fillRect(QRectF(body.left(), body.top(), body.width() * share[0], body.height() * share[1]), ink)
    painter.end()
    return QIcon(pixmap)

"""The window in which a figure is composed: templates, the page, its items, and what to look at."""

import dataclasses
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.figure_design import Design, ItemKind, Place
from desktop_app.domain.figure_templates import TEMPLATES
from desktop_app.exporters.wording import SYNTHETIC
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.ui.composer.commands import laid, put_away
from desktop_app.ui.composer.composed_case import ComposedCase
from desktop_app.ui.composer.composer_bar import ComposerBar
from desktop_app.ui.composer.document import Document
from desktop_app.ui.composer.item_form import ItemForm
from desktop_app.ui.composer.items_list import ItemsList
from desktop_app.ui.composer.live_figure import NO_MAP, LiveFigure, MakesFigures
from desktop_app.ui.composer.page_form import PageForm
from desktop_app.ui.composer.page_view import PageView
from desktop_app.ui.composer.remarks_list import RemarksList
from desktop_app.ui.composer.saving import Saving
from desktop_app.ui.composer.template_actions import TemplateActions
from desktop_app.ui.composer.templates_list import TemplatesList
from desktop_app.ui.elided_label import ElidedLabel

FIRST_SIZE: Final = (1240, 760)
_LEFT_PX, _RIGHT_PX = 262, 286
# Items, the chosen item, remarks.
_RIGHT_PARTS_PX = (250, 240, 200)
_LINE_PX: Final = 3
# What shows in a figure; hovering does not.
_SHOWN: Final = (
    Changed.FILTER | Changed.SELECTION | Changed.LAYERS | Changed.STYLE | Changed.DATA | Changed.ASSUMPTIONS
)


class ComposerWindow(QWidget):
    """A window of its own beside the case's, which it follows.

    Attributes:
        document, live, view: the page, its figure, and where both are seen.
        templates, page, items, item, remarks, bar: the parts of the window.
        saving, templating: write files, keep templates.
        save, copy, beside, pages, animation: buttons.

    Signals:
        pages_wanted, animation_wanted: `Subject` and `Design`: pages, an animation, of this figure.
        closed: it is gone.
    """

    pages_wanted = Signal(object, object)
    animation_wanted = Signal(object, object)
    closed = Signal()

    def __init__(self, case: ComposedCase, maker: MakesFigures, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._case = case
        record = case.session.store.record
        lead = f"{SYNTHETIC} – " if record.synthetic else ""
        self.setWindowTitle(f"{lead}Figure – {record.title}")
        self.resize(*FIRST_SIZE)
        self.document = Document(_first_design(case), self)
        self.live = LiveFigure(maker, self.document, case.subject, self)
        self.view = PageView(self.document, self.live, self)
        self.templates = TemplatesList(case.designs, self)
        self.page = PageForm(self.document, self)
        self.items = ItemsList(self.document, self)
        self.item = ItemForm(self.document, self.live, self)
        self.remarks = RemarksList(self.live, case.jobs)
        self.saving = Saving(self.live, self.remarks, case.jobs, case.resources, self)
        self.templating = TemplateActions(self.document, self.templates, case.designs, case.remember, self)
        self.bar = ComposerBar(self.document, self.live, self.view, self)
        self._build()
        self._connect()
        self.view.setFocus()
        self.live.refresh_soon()

    @Slot()
    def follow(self) -> None:
        """The window shows something else, perhaps: look."""
        self.live.refresh_soon()

    def say(self, sentence: str) -> None:
        """Tell something below the page."""
        self._said.show_sentence(sentence)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Fonts are looked for when somebody looks."""
        super().showEvent(event)
        self.page.fill_fonts()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Stop making figures; what is being written is finished elsewhere."""
        self.view.finish_words(keep=True)
        self.remarks.stop()
        self.saving.close()
        self.live.close()
        super().closeEvent(event)
        self.closed.emit()

    def _build(self) -> None:
        self._busy = QProgressBar(self)
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setFixedHeight(_LINE_PX)
        self._busy.setAccessibleName("Drawing the figure")
        policy = self._busy.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._busy.setSizePolicy(policy)
        self._busy.hide()
        left = _column(self.templates, self.page)
        right = QSplitter(Qt.Orientation.Vertical)
        right.setChildrenCollapsible(False)
        for widget, share in ((_padded(self.items), 3), (_column(self.item), 4), (_padded(self.remarks), 3)):
            right.addWidget(widget)
            right.setStretchFactor(right.count() - 1, share)
        right.setSizes(list(_RIGHT_PARTS_PX))
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._busy)
        column.addWidget(self.view, 1)
        body = QSplitter(Qt.Orientation.Horizontal, self)
        body.setChildrenCollapsible(False)
        for widget in (left, middle, right):
            body.addWidget(widget)
        body.setStretchFactor(1, 1)
        body.setSizes([_LEFT_PX, FIRST_SIZE[0] - _LEFT_PX - _RIGHT_PX, _RIGHT_PX])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(body, 1)
        layout.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        self._said = ElidedLabel(self)
        self.cancel = QPushButton("Cancel", self)
        self.cancel.setAutoDefault(False)
        self.cancel.hide()
        self.cancel.clicked.connect(self.saving.cancel)
        self.copy = QPushButton("&Copy", self)
        self.copy.setToolTip("Put the figure on the clipboard (Ctrl+Shift+C)")
        self.copy.clicked.connect(self.saving.copy)
        self.save = QPushButton("&Save…", self)
        self.save.setToolTip("Write the figure to a file (Ctrl+S)")
        self.save.clicked.connect(self.saving.save)
        row = QHBoxLayout()
        row.setContentsMargins(8, 6, 10, 8)
        row.addWidget(self._said, 1)
        self.beside = self._make_options()
        self.pages = QPushButton("&Pages…", self)
        self.pages.setToolTip("One such page a vessel, port, voyage or month, in one file")
        self.pages.clicked.connect(lambda: self._offer(self.pages_wanted))
        self.animation = QPushButton("&Animation…", self)
        self.animation.setToolTip("The dates played over this figure")
        self.animation.clicked.connect(lambda: self._offer(self.animation_wanted))
        for button in (self.cancel, self.pages, self.animation, self.beside, self.copy, self.save):
            row.addWidget(button)
        for keys, act in (
            ("Ctrl+S", self.saving.save),
            ("Ctrl+Shift+C", self.saving.copy),
            ("Ctrl+W", self.close),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        return row

    def _offer(self, signal: SignalInstance) -> None:
        """Hand on what the figure is of and how its page looks."""
        subject = self.live.subject
        if subject is None:
            self.say(NO_MAP)
        else:
            signal.emit(subject, self.document.design)

    def _make_options(self) -> QPushButton:
        """What a file may have beside the figure."""
        button = QPushButton("&Options", self)
        menu = QMenu(button)
        for field, words in (
            ("outlines", "SVG: letters as &outlines"),
            ("world_file", "PNG: &world file beside it"),
            ("sidecar", "&Proof as a file beside it"),
        ):
            action = menu.addAction(words)
            action.setCheckable(True)
            action.toggled.connect(partial(setattr, self.saving, field))
        button.setMenu(menu)
        return button

    def _connect(self) -> None:
        self.live.state_changed.connect(self._show_state)
        self.saving.busy_changed.connect(self._show_saving)
        for source in (self.saving, self.templating, self.items, self.view):
            source.said.connect(self.say)
        self.items.call_out_wanted.connect(self._place_call_out)
        self.items.words_wanted.connect(self.view.edit_words)
        self.item.map.move_wanted.connect(lambda on: self.view.gestures.set_modes(moves_map=on))
        self.item.map.views = self._case.views
        self.item.map.window_place = self._window_place
        self.view.mode_changed.connect(self._show_mode)
        self.view.menu_wanted.connect(self._open_menu)
        self.remarks.show_wanted.connect(self._show_items)
        self.remarks.choose_wanted.connect(self.document.choose)
        self._case.session.changed.connect(self._on_changed)

    def _window_place(self) -> Place | None:
        subject = self._case.subject()
        return subject.place if subject is not None else None

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if change.what & _SHOWN:
            self.live.refresh_soon()
        if Changed.STYLE in change.what:
            self.item.align.show_icons()
            self.templates.fill()

    @Slot()
    def _show_state(self) -> None:
        self._busy.setVisible(self.live.is_busy)
        if self.live.trouble:
            self.say(self.live.trouble)

    @Slot(str)
    def _show_saving(self, words: str) -> None:
        self.cancel.setVisible(bool(words))
        for button in (self.save, self.copy):
            button.setEnabled(not words)
        if words:
            self.say(words)

    @Slot()
    def _show_mode(self) -> None:
        gestures = self.view.gestures
        self.item.map.show_mode(moves_map=gestures.moves_map)
        if gestures.moves_map:
            self.say("Drag the map, or turn the wheel to zoom it; Esc ends.")
        elif gestures.places_call_out:
            self.say("Click the place on the map that the call-out points at; Esc gives up.")
        else:
            self.say("")

    @Slot()
    def _place_call_out(self) -> None:
        self.view.gestures.set_modes(places_call_out=True)
        self.view.setFocus()

    @Slot(object)
    def _show_items(self, kinds: tuple[ItemKind, ...]) -> None:
        design = self.document.design
        items = tuple(
            dataclasses.replace(item, shown=True) if item.kind in kinds else item for item in design.items
        )
        words = " and ".join(kind.value for kind in kinds)
        self.document.change(f"Show the {words}", dataclasses.replace(design, items=items))

    @Slot(object)
    def _open_menu(self, at: QPoint) -> None:
        document, chosen = self.document, self.document.chosen
        if not chosen:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = menu.addAction("Edit &words")
        words.setEnabled(len(chosen) == 1)
        words.triggered.connect(lambda _=False: self.view.edit_words(chosen[0]))
        menu.addAction("Let lie where it &fits").triggered.connect(
            lambda _=False: document.change(
                "Let lie where it fits", laid(document.design, dict.fromkeys(chosen))
            )
        )
        menu.addSeparator()
        menu.addAction("&Hide").triggered.connect(
            lambda _=False: document.change("Hide", put_away(document.design, chosen))
        )
        menu.popup(at)


def _first_design(case: ComposedCase) -> Design:
    """The template that was used last, its map locked to what the window shows."""
    saved = case.designs.named(case.template)
    built_in = next((design for design in TEMPLATES if design.name == case.template), TEMPLATES[0])
    subject = case.subject()
    design = saved.design if saved is not None else built_in
    return dataclasses.replace(design, place=subject.place if subject is not None else None)


def _column(*widgets: QWidget) -> QScrollArea:
    """Widgets below each other, scrolled where they are higher than the window."""
    content = QWidget()
    layout = QVBoxLayout(content)
    layout.setContentsMargins(12, 6, 12, 12)
    layout.setSpacing(10)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    bar = area.verticalScrollBar().sizeHint().width()
    area.setMinimumWidth(content.minimumSizeHint().width() + bar)
    return area


def _padded(widget: QWidget) -> QWidget:
    frame = QWidget()
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(12, 0, 6, 6)
    layout.addWidget(widget)
    return frame

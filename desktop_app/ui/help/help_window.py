"""Help ▸ How volumes are reckoned, and ▸ The cap, and what it is not: pages that are written like cards."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.exporters.card import Card
from desktop_app.exporters.card_text import card_text
from desktop_app.exporters.help import cap_page, events_page, import_page, volumes_page
from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.feedback import Feedback
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.session import Session
from desktop_app.ui.card_view import CardView
from desktop_app.ui.palette import PALETTES

_SIZE_PX: Final = (860, 680)
_LIST_PX: Final = 200


class Page(StrEnum):
    """Pages, in the order of the list."""

    VOLUMES = volumes_page.TITLE
    CAP = cap_page.TITLE
    IMPORT = import_page.TITLE
    EVENTS = events_page.TITLE


_MAKERS: Final[Mapping[Page, Callable[[QueryEngine, Feedback | None], Card]]] = {
    Page.VOLUMES: volumes_page.volumes_page,
    Page.CAP: cap_page.cap_page,
    Page.IMPORT: import_page.import_page,
    Page.EVENTS: events_page.events_page,
}


class HelpWindow(QDialog):
    """A list of pages and the page; stays open beside the window while links are followed.

    Attributes:
        pages: the list.
        text: the page.

    Signals:
        followed: the key of a thing of the case that a link leads to.
        said: a sentence about what was done.
    """

    followed = Signal(str)
    said = Signal(str)

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._jobs = jobs
        self._job: Job | None = None
        self._card: Card | None = None
        self._shown = ""
        self.pages = QListWidget(self)
        self.pages.setAccessibleName("Pages of the help")
        self.pages.addItems(list(Page))
        self.pages.setFixedWidth(_LIST_PX)
        self.pages.setWordWrap(True)
        self.pages.setSpacing(3)
        self.pages.setFrameShape(QFrame.Shape.NoFrame)
        self.text = CardView(PALETTES[session.style.theme], self)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.pages)
        body.addWidget(self.text, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        # Enter follows a link; it must not close the window.
        for button in buttons.buttons():
            button.setAutoDefault(False)  # type: ignore[attr-defined] # all of them are push buttons
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 12, 12)
        layout.addLayout(body, 1)
        layout.addWidget(buttons)
        room = parent.window().size()
        self.resize(min(_SIZE_PX[0], room.width()), min(_SIZE_PX[1], room.height()))
        self.pages.currentRowChanged.connect(self._read)
        self.text.followed.connect(self.followed)
        self.text.copy_wanted.connect(self._copy)
        self.finished.connect(self._stop)
        session.changed.connect(self._on_changed)

    def show_page(self, page: Page) -> None:
        """Bring a page forward, ready to be read by keyboard."""
        self.pages.setCurrentRow(list(Page).index(page))
        self.show()
        self.raise_()
        self.activateWindow()
        self.text.setFocus()

    @Slot()
    def _read(self) -> None:
        """Write the page off the GUI thread; the newest question counts."""
        self._stop()
        page = list(Page)[max(self.pages.currentRow(), 0)]
        self.setWindowTitle(f"Help: {page.value}")
        self.text.setAccessibleName(page.value)
        engine = self._session.engine
        self._job = self._jobs.submit(partial(_MAKERS[page], engine), self._show, self._fail)

    def _show(self, card: Card) -> None:
        at = self.text.scrolled if card.title == self._shown else 0
        self._card, self._shown = card, card.title
        self._write()
        self.text.scroll_to(at)

    def _fail(self, error: Exception) -> None:
        self._card = None
        self._shown = ""
        self.text.show_card(f"The page could not be written: {error}", PALETTES[self._session.style.theme])

    def _write(self) -> None:
        if self._card is not None:
            self.text.show_card(self._card, PALETTES[self._session.style.theme])

    @Slot()
    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    @Slot()
    def _copy(self) -> None:
        """The whole page as text."""
        if self._card is not None:
            QGuiApplication.clipboard().setText(card_text(self._card))
            self.said.emit(f"Copied the page “{self._card.title}” as text.")

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if change.what & (Changed.DATA | Changed.ASSUMPTIONS):
            self._read()
        elif Changed.STYLE in change.what:
            at = self.text.scrolled
            self._write()
            self.text.scroll_to(at)

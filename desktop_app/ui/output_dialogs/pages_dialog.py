"""Pages…: one page a vessel, port, voyage or month."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QSpinBox, QWidget

from desktop_app.exporters.wording import number
from desktop_app.query.pages.results import MOST_PAGES, PageKind, PageList, PageOrder, PagesQuestion
from desktop_app.runtime.feedback import Feedback
from desktop_app.ui.figure.pages.contents import pages
from desktop_app.ui.figure.pages.request import PLAIN_TITLE, PagesRequest
from desktop_app.ui.figure.pages.sink import check_pages_target
from desktop_app.ui.output_dialogs.offer import Offer
from desktop_app.ui.output_dialogs.output_dialog import OutputDialog

KINDS: Final = {
    PageKind.VESSEL: "vessel",
    PageKind.PORT: "port",
    PageKind.VOYAGE: "voyage",
    PageKind.MONTH: "month",
}
ORDERS: Final = {
    None: "Usual order",
    PageOrder.NAME: "Name",
    PageOrder.DATE: "First day",
    PageOrder.CALLS: "Most calls first",
    PageOrder.BARRELS: "Most barrels first",
}
ENDINGS: Final = {
    ".pdf": "One PDF",
    ".pptx": "Slides",
    ".png": "Folder of PNG pictures",
    ".svg": "Folder of SVG drawings",
}
FIRST_LIMIT: Final = 50
# Measured on pages of the record: letters, lines and chart, and bytes a device pixel of the map, which takes
# about two fifths of the page.
WORDS_BYTES: Final = 60_000
MAP_SHARE: Final = 0.4
MAP_BYTES: Final = 0.15
MEGABYTE: Final = 1_000_000


class PagesDialog(OutputDialog):
    """What has a page, which pages, and what is on them.

    Attributes:
        kind, order: what has a page, and what comes first.
        limited, limit: whether only some are wanted, and how many.
        title: pattern.
        overview, locked: the list first; the same part of the world on every page.
    """

    def __init__(self, offer: Offer, parent: QWidget) -> None:
        self.kind = QComboBox()
        self.order = QComboBox()
        self.limited = QCheckBox("&At most")
        self.limit = QSpinBox()
        path = offer.file("pages by vessel.pdf")
        super().__init__("Pages", offer, ENDINGS, "a4-portrait", parent, path, _check)
        for kind, words in KINDS.items():
            self.kind.addItem(f"One page a {words}", kind)
        for order, words in ORDERS.items():
            self.order.addItem(words, order)
        self.limit.setRange(1, MOST_PAGES)
        self.limit.setValue(FIRST_LIMIT)
        self.limit.setEnabled(False)
        self.limit.setAccessibleName("At most so many pages")
        self.title = QLineEdit(PLAIN_TITLE, self)
        self.title.setToolTip("{name}, {imo}, {from}, {to} and {n} stand for what the page is about")
        self.overview = QCheckBox("&Overview and list of pages first", self)
        self.overview.setChecked(True)
        self.locked = QCheckBox("The same part of the &world on every page", self)
        row = QHBoxLayout()
        row.addWidget(self.limited)
        row.addWidget(self.limit)
        row.addStretch(1)
        self.form.addRow("&What", self.kind)
        self.form.addRow("&Order", self.order)
        self.form.addRow("", row)
        self.form.addRow("&Title", self.title)
        self.form.addRow("", self.overview)
        self.form.addRow("", self.locked)
        self.add_page_rows()
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.order.currentIndexChanged.connect(self.changed)
        self.limited.toggled.connect(self.limit.setEnabled)
        for signal in (self.limited.toggled, self.limit.valueChanged, self.overview.toggled):
            signal.connect(self.changed)
        self.changed()

    @property
    def asked(self) -> PagesQuestion:
        """Which pages."""
        return PagesQuestion(
            PageKind(self.kind.currentData() or PageKind.VESSEL),
            self.order.currentData(),
            self.limit.value() if self.limited.isChecked() else None,
        )

    def request(self) -> PagesRequest:
        """What is to be written."""
        return PagesRequest(
            self.offer.subject,
            self.design,
            self.asked,
            self.target.path,
            self.title.text().strip() or PLAIN_TITLE,
            lock_place=self.locked.isChecked(),
            overview=self.overview.isChecked(),
            force=self.target.replaces.isChecked(),
        )

    def question(self) -> Callable[[Feedback], PageList]:
        """Which pages there are; asked on another thread."""
        asked, subject = self.asked, self.offer.subject

        def ask(feedback: Feedback) -> PageList:
            from desktop_app.query.pages.listing import page_list  # noqa: PLC0415 - numpy: 0.1 s

            return page_list(subject.engine, subject.filter, asked, feedback)

        return ask

    def told(self, answer: PageList) -> tuple[str, bool]:
        """How many pages, and about how large the file."""
        if not answer.found:
            return "Nothing passes the filter: there would be no pages. Widen it in the window.", False
        if answer.found > MOST_PAGES and not self.limited.isChecked():
            words = f"{pages(answer.found)}; one file takes {number(MOST_PAGES)}: set “At most”."
            return words, False
        count = len(answer.things)
        parts = [f"{pages(count)} behind an overview" if self.overview.isChecked() else pages(count)]
        if self.target.path.suffix.lower() == ".pdf":
            parts.append(f"about {self._megabytes(count + self.overview.isChecked())} MB")
        if answer.left_out:
            parts.append(f"{number(answer.left_out)} left out")
        return ", ".join(parts), True

    def _megabytes(self, count: int) -> str:
        design = self.design
        pixels = design.width_px * design.height_px * design.scale**2
        size = count * (WORDS_BYTES + MAP_BYTES * MAP_SHARE * pixels) / MEGABYTE
        return f"{size:.0f}" if size >= 1 else f"{size:.1f}"

    @Slot()
    def _on_kind(self) -> None:
        """The suggested name follows, as long as it is the suggested one."""
        suggested = {f"pages by {words}": kind for kind, words in KINDS.items()}
        path = self.target.path
        stem = path.stem.removeprefix("SYNTHETIC ")
        if stem in suggested:
            self.target.set_path(path.with_name(path.name.replace(stem, f"pages by {self.asked.kind}")))
        self.changed()


def _check(path: Path) -> None:
    check_pages_target(path, force=True)

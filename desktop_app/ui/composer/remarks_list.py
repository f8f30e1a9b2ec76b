"""The pre-flight list: what a person should know of the figure before it is published."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from desktop_app.domain.figure_design import ItemKind
from desktop_app.domain.findings import Severity
from desktop_app.exporters.preflight_remark import Remark
from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.runtime.feedback import Feedback
from desktop_app.ui.composer.fields import heading, tool
from desktop_app.ui.composer.live_figure import LiveFigure
from desktop_app.ui.figure.remarks import remarks_on

NOTHING: Final = "Nothing stands in the way of publishing this figure."
NO_FIGURE: Final = "What to look at stands here as soon as the figure is drawn."
# What mends a remark at once, by its key: items that are shown again.
MENDED: Final[Mapping[str, tuple[str, tuple[ItemKind, ...]]]] = {
    "attribution": ("Show the imprint", (ItemKind.IMPRINT,)),
    "sources": ("Show the sources", (ItemKind.SOURCES,)),
    "subtitle": ("Show the subtitle", (ItemKind.SUBTITLE,)),
}


class RemarksList(QWidget):
    """Looks at each new figure, off the GUI thread.

    Attributes:
        remarks: about the newest figure; empty before the first.

    Signals:
        changed: `remarks` are others.
        show_wanted: a tuple of `ItemKind` that are to be shown.
        choose_wanted: a tuple of ids that a remark is about.
    """

    changed = Signal()
    show_wanted = Signal(object)
    choose_wanted = Signal(object)

    def __init__(self, live: LiveFigure, jobs: JobRunner) -> None:
        super().__init__()
        self._live = live
        self._jobs = jobs
        self._job: Job | None = None
        self.remarks: tuple[Remark, ...] = ()
        self.title = heading("Before you publish")
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 6, 0)
        self._rows.setSpacing(8)
        content = QWidget()
        content.setLayout(self._rows)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.title)
        layout.addWidget(area, 1)
        live.made.connect(self.look)
        self._show(())

    @property
    def warnings(self) -> tuple[Remark, ...]:
        """Those that a person should look at, notes apart."""
        return tuple(remark for remark in self.remarks if remark.severity is not Severity.NOTE)

    @Slot()
    def look(self) -> None:
        """Look at the newest figure."""
        asked, figure = self._live.asked, self._live.figure
        if asked is None or figure is None:
            return
        if self._job is not None:
            self._job.cancel()
        subject = asked.subject

        def work(feedback: Feedback) -> tuple[Remark, ...]:
            return remarks_on(subject, figure, feedback)

        self._job = self._jobs.submit(work, self._show, self._fail)

    def stop(self) -> None:
        """Look no more."""
        if self._job is not None:
            self._job.cancel()

    def _fail(self, error: Exception) -> None:
        self._show((Remark("trouble", Severity.WARNING, f"It could not be looked at: {error}", ""),))

    def _show(self, remarks: tuple[Remark, ...]) -> None:
        self.remarks = remarks
        while (row := self._rows.takeAt(0)) is not None:
            widget = row.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for remark in remarks:
            self._rows.addWidget(self._row(remark))
        if not remarks:
            empty = QLabel(NOTHING if self._live.figure is not None else NO_FIGURE)
            empty.setObjectName("hint")
            empty.setWordWrap(True)
            self._rows.addWidget(empty)
        self._rows.addStretch(1)
        count = len(remarks)
        self.title.setText(f"Before you publish ({count})" if count else "Before you publish")
        self.changed.emit()

    def _row(self, remark: Remark) -> QWidget:
        row = QWidget()
        layout = QVBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        sign = "" if remark.severity is Severity.NOTE else "▲ "
        for text, name in ((f"{sign}{remark.sentence}", "finding"), (remark.advice, "hint")):
            if text:
                label = QLabel(text)
                # Names of ships and files come from strangers: never as markup.
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                label.setWordWrap(True)
                label.setObjectName(name)
                label.setProperty("severity", remark.severity.value)
                layout.addWidget(label)
        button = self._button(remark)
        if button is not None:
            layout.addWidget(button)
        return row

    def _button(self, remark: Remark) -> QToolButton | None:
        if remark.key in MENDED:
            text, kinds = MENDED[remark.key]
            return tool(text, text, lambda: self.show_wanted.emit(kinds))
        figure = self._live.figure
        if remark.key == "overflow" and figure is not None:
            ids = figure.overflowing
            return tool("Choose it", "Choose what does not fit", lambda: self.choose_wanted.emit(ids))
        return None

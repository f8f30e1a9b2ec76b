"""Voyages for the table, read a page at a time on another thread and kept while they may be seen again."""

import logging
from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop_app.exporters.voyage_columns import TableRow, table_rows
from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.query.engine import QueryEngine
from desktop_app.query.results import RowNumbers

logger = logging.getLogger("ui")

Page = tuple[TableRow | None, ...]
# Rows of a page, a screen full; pages that are kept, 4 kB a row with its texts; pages in one question: a
# screen lies on two or three, and what a drag has left behind is not read.
PAGE_ROWS: Final = 32
KEPT_PAGES: Final = 64
MOST_ASKED: Final = 3
# Rows from the edge of a page at which the next one is read ahead.
NEAR_EDGE: Final = 12


def read_pages(engine: QueryEngine, rows: RowNumbers, pages: Iterable[int]) -> dict[int, Page]:
    """Pages of rows by number, all read at once; a row that is gone is None. On any thread."""
    parts = {page: rows[page * PAGE_ROWS : (page + 1) * PAGE_ROWS] for page in pages}
    numbers = {page: [int(number) for number in part] for page, part in parts.items()}
    ids = engine.ids_of([number for part in numbers.values() for number in part])
    voyages = engine.store.voyages(ids.values())
    found = {row.voyage.id: row for row in table_rows(engine, voyages)}
    return {page: tuple(found.get(ids.get(number, "")) for number in part) for page, part in numbers.items()}


class VoyagePages(QObject):
    """Rows of the table by place. What is not here is asked for, and announced when it comes.

    Signals:
        arrived: first place, number of rows.
    """

    arrived = Signal(int, int)

    def __init__(self, engine: QueryEngine, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._jobs = jobs
        self._rows: RowNumbers = ()
        self._kept: dict[int, Page] = {}
        # The page asked for last stands last.
        self._wanted: dict[int, None] = {}
        self._job: Job | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._read)

    def show(self, rows: RowNumbers, pages: Mapping[int, Page], engine: QueryEngine) -> None:
        """Take other rows, with the pages of them that are read already; the engine reads the others."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._rows = rows
        self._engine = engine
        self._wanted.clear()
        self._kept = dict(pages)

    def holds(self, pages: Mapping[int, Page], engine: QueryEngine) -> bool:
        """Whether these are pages that it has already, as all others under the engine's assumptions."""
        same = engine.assumptions == self._engine.assumptions
        return same and bool(pages) and all(self._kept.get(number) == page for number, page in pages.items())

    def row(self, place: int) -> TableRow | None:
        """The row in a place; None where it is on the way, or was deleted a moment ago."""
        number, within = divmod(place, PAGE_ROWS)
        page = self._kept.get(number)
        if page is None:
            self._want(number)
            return None
        if within >= PAGE_ROWS - NEAR_EDGE:
            self._want(number + 1)
        elif within < NEAR_EDGE:
            self._want(number - 1)
        return page[within]

    def known(self, place: int) -> TableRow | None:
        """The row in a place if it is here; asks for nothing."""
        number, within = divmod(place, PAGE_ROWS)
        page = self._kept.get(number)
        return page[within] if page is not None else None

    def _want(self, number: int) -> None:
        if number in self._kept or not 0 <= number * PAGE_ROWS < len(self._rows):
            return
        self._wanted.pop(number, None)
        self._wanted[number] = None
        if self._job is None and not self._soon.isActive():
            self._soon.start()

    @Slot()
    def _read(self) -> None:
        """Ask for the pages wanted last; what was wanted before them has been scrolled past."""
        asked = list(self._wanted)[-MOST_ASKED:]
        self._wanted.clear()
        engine, rows = self._engine, self._rows
        if asked and self._job is None:
            self._job = self._jobs.submit(
                lambda _: read_pages(engine, rows, asked),
                self._take,
                self._failed,
            )

    def _take(self, pages: Mapping[int, Page]) -> None:
        self._job = None
        self._kept |= pages
        while len(self._kept) > KEPT_PAGES:
            del self._kept[next(iter(self._kept))]
        for number, page in pages.items():
            self.arrived.emit(number * PAGE_ROWS, len(page))
        self._read()

    def _failed(self, error: Exception) -> None:
        """The rows stay empty; the next look asks again."""
        self._job = None
        logger.warning("rows of the table could not be read: %s", error)

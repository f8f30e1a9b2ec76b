"""Rows of a long table, read a page at a time on another thread and kept while they may be seen again."""

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop_app.jobs.runner import Job, JobRunner

logger = logging.getLogger("ui")

Row = TypeVar("Row")
# Rows of a page, a screen full; pages that are kept, 4 kB a row with its texts; pages in one question: a
# screen lies on two or three, and what a drag has left behind is not read.
PAGE_ROWS: Final = 32
KEPT_PAGES: Final = 64
MOST_ASKED: Final = 3
# Rows from the edge of a page at which the next one is read ahead.
NEAR_EDGE: Final = 12


class RowPages(QObject, Generic[Row]):
    """Rows of the table by place. What is not here is asked for, and announced when it comes.

    Signals:
        arrived: first place, number of rows.
    """

    arrived = Signal(int, int)

    def __init__(self, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._count = 0
        self._reader: Callable[[Iterable[int]], Mapping[int, tuple[Row | None, ...]]] = lambda _: {}
        self._kept: dict[int, tuple[Row | None, ...]] = {}
        # The page asked for last stands last.
        self._wanted: dict[int, None] = {}
        self._job: Job | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._read)

    def show_pages(
        self,
        count: int,
        pages: Mapping[int, tuple[Row | None, ...]],
        reader: Callable[[Iterable[int]], Mapping[int, tuple[Row | None, ...]]],
    ) -> None:
        """Take other rows, so many, with the pages of them that are read already.

        Args:
            count: of all rows.
            pages: by number; a row that is gone is None.
            reader: reads other pages, on any thread.
        """
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._count = count
        self._reader = reader
        self._wanted.clear()
        self._kept = dict(pages)

    def row(self, place: int) -> Row | None:
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

    def known(self, place: int) -> Row | None:
        """The row in a place if it is here; asks for nothing."""
        number, within = divmod(place, PAGE_ROWS)
        page = self._kept.get(number)
        return page[within] if page is not None else None

    def _want(self, number: int) -> None:
        if number in self._kept or not 0 <= number * PAGE_ROWS < self._count:
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
        reader = self._reader
        if asked and self._job is None:
            self._job = self._jobs.submit(lambda _: reader(asked), self._take, self._failed)

    def _take(self, pages: Mapping[int, tuple[Row | None, ...]]) -> None:
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

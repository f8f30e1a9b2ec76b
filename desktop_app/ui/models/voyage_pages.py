"""Voyages for the table, a page at a time."""

from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import QObject

from desktop_app.exporters.voyage_columns import TableRow, table_rows
from desktop_app.jobs.runner import JobRunner
from desktop_app.query.engine import QueryEngine
from desktop_app.query.results import RowNumbers
from desktop_app.ui.models.row_pages import PAGE_ROWS, RowPages

Page = tuple[TableRow | None, ...]


def read_pages(engine: QueryEngine, rows: RowNumbers, pages: Iterable[int]) -> dict[int, Page]:
    """Pages of rows by number, all read at once; a row that is gone is None. On any thread."""
    parts = {page: rows[page * PAGE_ROWS : (page + 1) * PAGE_ROWS] for page in pages}
    numbers = {page: [int(number) for number in part] for page, part in parts.items()}
    ids = engine.ids_of([number for part in numbers.values() for number in part])
    voyages = engine.store.voyages(ids.values())
    found = {row.voyage.id: row for row in table_rows(engine, voyages)}
    return {page: tuple(found.get(ids.get(number, "")) for number in part) for page, part in numbers.items()}


class VoyagePages(RowPages[TableRow]):
    """Rows of the voyages table."""

    def __init__(self, engine: QueryEngine, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(jobs, parent)
        self._engine = engine

    def show(self, rows: RowNumbers, pages: Mapping[int, Page], engine: QueryEngine) -> None:
        """Take other rows, with the pages of them that are read already; the engine reads the others."""
        self._engine = engine
        self.show_pages(len(rows), pages, partial(read_pages, engine, rows))

    def holds(self, pages: Mapping[int, Page], engine: QueryEngine) -> bool:
        """Whether these are pages that it has already, as all others under the engine's assumptions."""
        same = engine.assumptions == self._engine.assumptions
        return same and bool(pages) and all(self._kept.get(number) == page for number, page in pages.items())

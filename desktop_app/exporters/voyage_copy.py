"""Rows of the voyages table as a table for spreadsheets and word processors: tab-separated and HTML."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from desktop_app.domain.assumption import Assumptions
from desktop_app.domain.quantity import Estimate
from desktop_app.exporters import plain_table
from desktop_app.exporters.assumed import told_if_changed
from desktop_app.exporters.citations import cited, source_line
from desktop_app.exporters.load_words import RUNG_NAMES
from desktop_app.exporters.voyage_columns import HEADINGS, NOTHING, Column, TableRow
from desktop_app.exporters.voyage_totals import voyages
from desktop_app.exporters.wording import SYNTHETIC, number, volume
from desktop_app.storage.case_store import CaseStore

# Columns of the table that are more than one in a copy: figures that a spreadsheet can reckon with.
_PARTS: Final = {
    Column.DATE: ("Date (UTC)", "First day (UTC)", "Last day (UTC)"),
    Column.VOLUME: (
        *("Volume, low end, bbl", "Volume, best figure, bbl", "Volume, high end, bbl"),
        *("How found", "Reckoned from"),
    ),
}


class Scope(NamedTuple):
    """Of what the rows are a part.

    Attributes:
        passing, total: voyages that pass the filter, voyages of the case.
        sentence: the filter in words.
        assumptions: under which the rows were read.
    """

    passing: int
    total: int
    sentence: str
    assumptions: Assumptions


class CopiedTable(NamedTuple):
    """Both flavours of one table.

    Attributes:
        sources: how many sources stand below it.
    """

    text: str
    html: str
    sources: int


def copied_table(
    store: CaseStore, rows: Sequence[TableRow], columns: Sequence[Column], scope: Scope
) -> CopiedTable:
    """Rows under their titles, below them what they are a part of and their sources.

    A made-up case says so in its first line. A cell that a spreadsheet would take for a formula begins with
    an apostrophe, in both flavours: spreadsheets compute what stands in HTML as well.
    """
    titles = [title for column in columns for title in _PARTS.get(column, (_title(column),))]
    body = [[cell for column in columns for cell in _cells(row, column)] for row in rows]
    sources = cited(
        store.record,
        (row.voyage.citation for row in rows),
        _sources_of_volumes(rows) if Column.VOLUME in columns else (),
    )
    head = [f"{SYNTHETIC} · made-up data: {store.info.title}"] if store.record.synthetic else []
    passing, total = number(scope.passing), number(scope.total)
    part = f"{voyages(len(rows))} of {passing} that pass, of {total} in the case “{store.info.title}”."
    changed = told_if_changed(scope.assumptions) if Column.VOLUME in columns else ()
    foot = [part, f"Filter: {scope.sentence}.", *changed, "Sources:", *map(source_line, sources)]
    table = plain_table.copied_table(head, titles, body, foot)
    return CopiedTable(table.text, table.html, len(sources))


def _title(column: Column) -> str:
    return HEADINGS[column].name


def _cells(row: TableRow, column: Column) -> tuple[str, ...]:
    voyage = row.voyage
    if column is Column.DATE:
        return row.texts[column], voyage.when.first_day.isoformat(), voyage.when.last_day.isoformat()
    if column is Column.VOLUME:
        value = row.volume
        if isinstance(value, Estimate):
            barrels = (f"{one:.0f}" for one in (value.low_bbl, value.best_bbl, value.high_bbl))
            return *barrels, RUNG_NAMES[value.rung], value.basis
        return *(volume(value),) * 3, "", value.reason
    text = row.texts[column]
    return ("" if text == NOTHING else text,)


def _sources_of_volumes(rows: Iterable[TableRow]) -> set[str]:
    values = (row.volume for row in rows)
    return {source for value in values if isinstance(value, Estimate) for source in value.source_ids}

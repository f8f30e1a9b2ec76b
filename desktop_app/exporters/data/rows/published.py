"""Published figures, each in a table of its own: what was notified, and what somebody claims."""

from collections.abc import Iterator
from typing import Final

from desktop_app.domain.statement import Claim, Measure, Mode, NotifiedFigure, Qualifier
from desktop_app.exporters.data.rows.reading import Reading, Scope, TableSource
from desktop_app.exporters.data.rows.shared import (
    NOTE,
    cited_cells,
    cited_columns,
    id_column,
    when_cells,
    when_columns,
)
from desktop_app.exporters.data.tables import DataColumn, Kind, Row, Standing
from desktop_app.query.ledger_query import passing_figures

_NOTIFIED_COLUMNS: Final = (
    id_column("notified"),
    DataColumn("exporter", Kind.TEXT, "Exporter", "who notified: RU, CN, both or all"),
    *when_columns("notified"),
    DataColumn(
        "notified_bbl", Kind.NUMBER, "Notified, bbl", "barrels as published; empty where none are", "bbl"
    ),
    DataColumn("notified_t", Kind.NUMBER, "Notified, t", "tonnes as published; empty where none are", "t"),
    DataColumn("as_of", Kind.DAY, "As of", "state of the Committee's table, where the figure covers so far"),
    NOTE,
    *cited_columns(),
)
_CLAIM_COLUMNS: Final = (
    id_column("claims"),
    DataColumn("claimant", Kind.TEXT, "Claimant", "who says it"),
    DataColumn(
        "measure", Kind.TEXT, "Measure", "what is counted", choices=tuple(one.value for one in Measure)
    ),
    DataColumn(
        "qualifier",
        Kind.TEXT,
        "Qualifier",
        "the word before the number in the source",
        choices=tuple(one.value for one in Qualifier),
    ),
    DataColumn("claimed_low", Kind.NUMBER, "Claimed, low", "in the unit of the measure; a share from 0 to 1"),
    DataColumn("claimed_high", Kind.NUMBER, "Claimed, high", "the same unless the source gives a range"),
    DataColumn(
        "mode", Kind.TEXT, "Mode", "by sea, by rail, or all", choices=tuple(mode.value for mode in Mode)
    ),
    DataColumn("what", Kind.TEXT, "What", "the counted thing, in the case's words"),
    *when_columns("claims", optional=True),
    NOTE,
    *cited_columns(),
)


def _notified(reading: Reading) -> Iterator[Row]:
    figures, _ = passing_figures(reading.store.record, reading.filter, tuple(Measure))
    rows = [row for row in figures if isinstance(row, NotifiedFigure)]
    for row in reading.store.record.notified if reading.scope is Scope.ALL else rows:
        yield (
            row.id,
            row.exporter,
            *when_cells(row.when),
            row.volume_bbl,
            row.mass_t,
            row.as_of,
            row.note or None,
            *cited_cells(reading, row.citation),
        )


def _claims(reading: Reading) -> Iterator[Row]:
    figures, _ = passing_figures(reading.store.record, reading.filter, tuple(Measure))
    rows = [row for row in figures if isinstance(row, Claim)]
    for row in reading.store.record.claims if reading.scope is Scope.ALL else rows:
        yield (
            row.id,
            row.claimant,
            row.measure.value,
            row.qualifier.value,
            row.low,
            row.high,
            row.mode.value,
            row.what,
            *when_cells(row.when),
            row.note or None,
            *cited_cells(reading, row.citation),
        )


NOTIFIED: Final = TableSource(
    "notified",
    "Notified figures",
    "Quantities notified to the 1718 Committee, as published; never added to observed or claimed ones",
    _NOTIFIED_COLUMNS,
    None,
    Standing.NOTIFIED,
    "notified",
    _notified,
    lambda reading: len(reading.store.record.notified),
)
CLAIMS: Final = TableSource(
    "claims",
    "Claims",
    "Figures that somebody states for a window; never added to observed or notified ones",
    _CLAIM_COLUMNS,
    None,
    Standing.CLAIMED,
    "claim",
    _claims,
    lambda reading: len(reading.store.record.claims),
)

"""The assumptions in use: what every volume of the export rests on."""

from collections.abc import Iterator
from typing import Final

from desktop_app.exporters.assumption_words import assumptions_name
from desktop_app.exporters.data.rows.reading import Reading, TableSource
from desktop_app.exporters.data.rows.shared import NOTE, cited_columns, id_column
from desktop_app.exporters.data.tables import DataColumn, Kind, Row, Standing

NAME: Final = "assumptions"
COLUMNS: Final = (
    id_column(NAME),
    DataColumn("name", Kind.TEXT, "Name", "what it is"),
    DataColumn("low", Kind.NUMBER, "Low", "lowest value in use"),
    DataColumn("best", Kind.NUMBER, "Best", "best value in use"),
    DataColumn("high", Kind.NUMBER, "High", "highest value in use"),
    DataColumn("unit", Kind.TEXT, "Unit", "of the values; empty for a share"),
    DataColumn("published_low", Kind.NUMBER, "Published, low", "what the case's own parameter says"),
    DataColumn("published_best", Kind.NUMBER, "Published, best", "the same"),
    DataColumn("published_high", Kind.NUMBER, "Published, high", "the same"),
    DataColumn("assumptions", Kind.TEXT, "Set", "the published, a scenario by name, or changed by hand"),
    NOTE,
    DataColumn("source_ids", Kind.LIST, "Sources", "empty where it was moved by hand", refers="sources"),
    *cited_columns(cited=False),
)


def _rows(reading: Reading) -> Iterator[Row]:
    assumptions = reading.engine.assumptions
    for row in assumptions.rows:
        yield (
            row.key.value,
            row.name,
            *row.value,
            row.unit or None,
            *row.published,
            assumptions_name(assumptions),
            row.note or None,
            row.source_ids,
            reading.store.info.synthetic,
        )


ASSUMPTIONS: Final = TableSource(
    NAME,
    "Assumptions in use",
    "What every volume rests on, with its range and the published value beside it",
    COLUMNS,
    None,
    Standing.ASSUMED,
    "parameter",
    _rows,
    lambda reading: len(reading.engine.assumptions.rows),
)

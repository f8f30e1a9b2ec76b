"""Days on which a port could be seen, and on which it could not."""

from collections.abc import Iterator
from typing import Final

from desktop_app.domain.statement import Visibility
from desktop_app.exporters.data.rows.reading import Reading, TableSource
from desktop_app.exporters.data.rows.shared import (
    cited_cells,
    cited_columns,
    id_column,
    reference,
    when_cells,
    when_columns,
)
from desktop_app.exporters.data.tables import DataColumn, Kind, Row, Standing
from desktop_app.exporters.things import place_words

NAME: Final = "observations"
COLUMNS: Final = (
    id_column(NAME),
    reference("port_id", "ports", "the port watched", "observations.port"),
    DataColumn("port", Kind.TEXT, "Port", "its name", tells=("observations.port",)),
    *when_columns(NAME),
    DataColumn(
        "days",
        Kind.INTEGER,
        "Days",
        "from the first to the last, both included",
        "d",
        tells=("observations.when",),
    ),
    DataColumn(
        "visibility",
        Kind.TEXT,
        "Visibility",
        "clear: a usable image; cloud, no image: nobody could look",
        choices=tuple(one.value for one in Visibility),
    ),
    DataColumn("cloud_share", Kind.NUMBER, "Cloud", "share of the place under cloud, 0 to 1"),
    DataColumn("text", Kind.TEXT, "Text", "what the sources say, in the case's words"),
    *cited_columns(),
)


def _rows(reading: Reading) -> Iterator[Row]:
    for row in reading.store.record.observations:
        if reading.filter.dates.covers(row.when):
            yield (
                row.id,
                row.port_id,
                place_words(reading.store, row.port_id) or None,
                *when_cells(row.when),
                (row.when.last_day - row.when.first_day).days + 1,
                row.visibility.value,
                row.cloud_share,
                row.text,
                *cited_cells(reading, row.citation),
            )


OBSERVATIONS: Final = TableSource(
    NAME,
    "Observation coverage",
    "Whether a port could be seen: without a look, none seen says nothing",
    COLUMNS,
    None,
    Standing.OBSERVED,
    "observation",
    _rows,
    lambda reading: len(reading.store.record.observations),
)

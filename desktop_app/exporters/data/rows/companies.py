"""Companies named in connection with the trade."""

from collections.abc import Iterator
from typing import Final

from desktop_app.exporters.data.rows.reading import Reading, TableSource
from desktop_app.exporters.data.rows.shared import cited_cells, cited_columns, id_column
from desktop_app.exporters.data.tables import DataColumn, Kind, Names, Row, Standing

NAME: Final = "companies"
COLUMNS: Final = (
    id_column(NAME, Names.COMPANY_ID),
    DataColumn("name", Kind.TEXT, "Name", "in Latin letters", names=Names.COMPANY, tells=("company.name",)),
    DataColumn(
        "name_ru", Kind.TEXT, "Name in Russian", "as documented", names=Names.COMPANY, tells=("company.name",)
    ),
    DataColumn("role", Kind.TEXT, "Role", "part in the trade, in the case's words"),
    DataColumn("listings", Kind.TEXT, "Listings", "sanctions listings, in words"),
    *cited_columns(),
)


def _rows(reading: Reading) -> Iterator[Row]:
    for row in reading.store.record.companies:
        if reading.wants(NAME, row.id):
            yield (
                row.id,
                row.name,
                row.name_ru or None,
                row.role,
                row.listings or None,
                *cited_cells(reading, row.citation),
            )


COMPANIES: Final = TableSource(
    NAME,
    "Companies",
    "Companies named in connection with the trade; of a filtered export those that its other rows name",
    COLUMNS,
    None,
    Standing.REFERENCE,
    "company",
    _rows,
    lambda reading: len(reading.store.record.companies),
)

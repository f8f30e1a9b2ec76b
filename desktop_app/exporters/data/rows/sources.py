"""The sources that the exported rows cite."""

from collections.abc import Iterator
from typing import Final

from desktop_app.domain.provenance import Reliability, SourceKind
from desktop_app.exporters.data.rows.reading import Reading, TableSource
from desktop_app.exporters.data.rows.shared import NOTE, cited_columns, id_column
from desktop_app.exporters.data.tables import DataColumn, Kind, Row, Standing

NAME: Final = "sources"
COLUMNS: Final = (
    id_column(NAME),
    DataColumn("title", Kind.TEXT, "Title", "as published, or a description in parentheses"),
    DataColumn("publisher", Kind.TEXT, "Publisher", "of the copy that was read"),
    DataColumn("published", Kind.TEXT, "Published", "as far as known, ISO 8601 or in words"),
    DataColumn("url", Kind.URL, "Address", "empty where none is known"),
    DataColumn("retrieved_utc", Kind.INSTANT, "Retrieved (UTC)", "when the copy was retrieved"),
    DataColumn(
        "kind",
        Kind.TEXT,
        "Kind",
        "what kind of copy was read",
        choices=tuple(kind.value for kind in SourceKind),
    ),
    DataColumn(
        "reliability",
        Kind.TEXT,
        "Reliability",
        "Admiralty scale A to F; empty where nobody has judged it",
        choices=tuple(grade.value for grade in Reliability),
    ),
    DataColumn(
        "licence",
        Kind.TEXT,
        "Licence",
        "rights in the source are its publisher's; facts alone are taken from it",
    ),
    NOTE,
    *cited_columns(cited=False),
)
RIGHTS: Final = "not stated; all rights with the publisher"


def _rows(reading: Reading) -> Iterator[Row]:
    for row in reading.store.record.sources:
        if reading.wants(NAME, row.id):
            yield (
                row.id,
                row.title,
                row.publisher or None,
                row.published or None,
                row.url or None,
                row.retrieved,
                row.kind.value,
                row.reliability.value if row.reliability is not None else None,
                RIGHTS,
                row.note or None,
                reading.store.info.synthetic,
            )


SOURCES: Final = TableSource(
    NAME,
    "Sources",
    "Publications and documents that the rows cite",
    COLUMNS,
    None,
    Standing.REFERENCE,
    "source",
    _rows,
    lambda reading: len(reading.store.record.sources),
)

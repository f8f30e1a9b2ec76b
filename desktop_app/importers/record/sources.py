"""The publications that the record cites."""

from pathlib import Path
from typing import Final

from desktop_app.domain.provenance import Source, SourceKind
from desktop_app.importers.record.csv_table import read_table
from desktop_app.importers.record.ids import Ids
from desktop_app.importers.record.row import Row

SOURCE_COLUMNS: Final = ("id", "title", "publisher", "published", "url", "kind", "note")
URL_STARTS: Final = ("https://", "http://")


def read_sources(path: Path, ids: Ids) -> tuple[Source, ...]:
    """Sources in the file's order."""
    return tuple(_source(row) for row in read_table(path, SOURCE_COLUMNS, ids))


def _source(row: Row) -> Source:
    url = row.text("url")
    if url and not url.startswith(URL_STARTS):
        raise row.error("url is no http or https address")
    return Source(
        id=row.new_id("source"),
        title=row.required("title"),
        publisher=row.required("publisher"),
        published=row.required("published"),
        url=url,
        kind=row.choice("kind", SourceKind),
        note=row.text("note"),
    )

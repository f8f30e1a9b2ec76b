"""A row in words and as a shape, for formats that are shown to people by other programs."""

from collections.abc import Iterator, Mapping
from typing import Final

from desktop_app.exporters.data.cells import cell_text
from desktop_app.exporters.data.readme import SourceNote
from desktop_app.exporters.data.tables import Cell, DataTable, Geometry, Kind, Path, Row

# What to call a row, the best first.
_NAMES: Final = (
    "name",
    "vessel",
    "label",
    "title",
    "place",
    "port",
    "shipper",
    "claimant",
    "exporter",
    "payer",
    "id",
)


def cells_of(table: DataTable, row: Row) -> dict[str, Cell]:
    """Cells by the names of their columns."""
    return {column.name: cell for column, cell in zip(table.columns, row, strict=True)}


def row_name(cells: Mapping[str, Cell]) -> str:
    """What to call a row: its name, or whose it is; its id where nothing else is documented."""
    return next(filter(None, (cell_text(cells.get(name)) for name in _NAMES)), "")


def told(table: DataTable, row: Row) -> Iterator[tuple[str, str]]:
    """Heading with unit, and text, of each cell that is not empty; lines left out, they are drawn."""
    for column, cell in zip(table.columns, row, strict=True):
        text = "" if column.kind is Kind.PATH else cell_text(cell)
        if text:
            yield f"{column.title}, {column.unit}" if column.unit else column.title, text


def vertices_of(table: DataTable, row: Row) -> Path:
    """The one vertex of a point, all of a line; none where no document tells the place."""
    if table.geometry is Geometry.POINT:
        point = table.point(row)
        return () if point is None else (point,)
    if table.geometry is Geometry.LINE:
        return table.line(row) or ()
    return ()


def sources_of(cells: Mapping[str, Cell], sources: Mapping[str, SourceNote]) -> Iterator[SourceNote]:
    """The sources that a row cites, in its order."""
    ids = cells.get("source_ids")
    for ident in ids if isinstance(ids, tuple) else ():
        if isinstance(ident, str) and ident in sources:
            yield sources[ident]

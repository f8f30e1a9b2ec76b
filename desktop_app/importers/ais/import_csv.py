"""Imports AIS reports from CSV whose layout is known by its first line."""

from collections.abc import Generator
from typing import TYPE_CHECKING, Final

from desktop_app.domain.imports import Verdict
from desktop_app.importers.ahead import ahead
from desktop_app.importers.ais.layouts import FoundLayout, layout_of
from desktop_app.importers.files.opening import open_input
from desktop_app.importers.importing import Found, Importing, Sample
from desktop_app.runtime.errors import InputError

if TYPE_CHECKING:
    from desktop_app.importers.ais.csv_rows import Rows
    from desktop_app.importers.ais.report_columns import Piece

# A header that nobody else writes.
_SURE: Final = 95
_LONGEST_HEADER: Final = 65_536


def recognise(sample: Sample) -> tuple[Found, ...]:
    """The layout of a CSV of AIS reports; nothing where it is none of those that are known."""
    found = layout_of(_first_line(sample.head))
    if found is None:
        return ()
    detail = f"{len(found.columns)} columns"
    if found.layout.tenths:
        detail += f"; {_speed_words(found, sample.head)}"
    return (Found(found.layout.name, found.layout.title, detail, _SURE),)


def carry_out(importing: Importing) -> None:
    """Read the file into the case.

    Raises:
        InputError: it cannot be read, or its first line is not that of the layout.
        Cancelled: the import was called off.
    """
    from desktop_app.importers.ais.sink import AisSink  # noqa: PLC0415 - numba takes half a second

    file = importing.order.file
    with open_input(file) as stream:
        head = stream.read(_LONGEST_HEADER)
    found = layout_of(_first_line(head))
    if found is None or found.layout.name != importing.order.format:
        raise InputError(f"{file.name}, line 1: the columns are not those of {importing.order.format}.")
    tenths = found.layout.tenths and not _has_fractions(found, head)
    if found.layout.tenths:
        importing.tally.line(Verdict.ACCEPTED, 1, _speed_words(found, head), column=found.of["sog"])
    sink = AisSink(importing)
    for piece in ahead(_pieces(importing, found, head, tenths=tenths)):
        sink.add(piece.chunk)
        for doubt in piece.doubts:
            sink.doubt_values(doubt.lines, doubt.column, doubt.values, doubt.reason)
        importing.tally.runs(
            Verdict.MERGED, piece.words_only, "tells of the ship, not where it is: taken into its identity"
        )
    sink.finish()


def _pieces(
    importing: Importing, found: FoundLayout, head: bytes, *, tenths: bool
) -> Generator["Piece", None, None]:
    """Reports and static data; while one block becomes these, the next is read."""
    from desktop_app.importers.ais.report_columns import ReportColumns  # noqa: PLC0415 - polars takes 0.4 s

    columns = ReportColumns(found.of, found.layout.times, tenths=tenths)
    for rows in ahead(_rows(importing, found, head)):
        yield columns.piece(rows)


def _rows(importing: Importing, found: FoundLayout, head: bytes) -> Generator["Rows", None, None]:
    import polars as pl  # noqa: PLC0415 - as above

    from desktop_app.importers.ais.csv_rows import RowReader  # noqa: PLC0415 - as above
    from desktop_app.importers.ais.report_columns import SCALES  # noqa: PLC0415 - as above
    from desktop_app.importers.ais.text_blocks import blocks  # noqa: PLC0415 - as above

    numbers: dict[str, type[pl.DataType]] = {found.of["mmsi"]: pl.UInt32}
    numbers |= {found.of[field]: pl.Float64 for field in SCALES if field in found.of}
    if "status" in found.of and all(not cell or cell.isdigit() for cell in cells_of(found, head, "status")):
        numbers[found.of["status"]] = pl.UInt8
    wanted = tuple(dict.fromkeys(found.of.values()))
    encoding = importing.order.encoding or "utf-8"
    reader = RowReader(found.columns, wanted, found.delimiter, numbers, encoding)
    with open_input(importing.order.file) as stream:
        for block in blocks(stream, found.delimiter):
            yield from reader.read(block)


def _first_line(head: bytes) -> str:
    return head.replace(b"\r", b"\n").partition(b"\n")[0].decode("utf-8", "replace")


def cells_of(found: FoundLayout, head: bytes, field: str) -> list[str]:
    """What stands in a column in the first rows of a file, blanks at their ends left out."""
    place = found.columns.index(found.of[field])
    rows = head.replace(b"\r", b"\n").decode("utf-8", "replace").split("\n")[1:-1]
    cells = (row.replace('"', "").split(found.delimiter) for row in rows)
    return [row[place].strip() for row in cells if len(row) == len(found.columns)]


def _has_fractions(found: FoundLayout, head: bytes) -> bool:
    return any("." in cell.removesuffix(".0") for cell in cells_of(found, head, "sog"))


def _speed_words(found: FoundLayout, head: bytes) -> str:
    """Which unit speeds are taken for, and why."""
    if _has_fractions(found, head):
        return "speeds are taken as knots, since some have a fraction"
    return "speeds are taken as tenths of a knot, as MarineTraffic documents them: none has a fraction"

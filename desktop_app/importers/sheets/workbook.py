"""Workbooks: XLSX, XLS and ODS. A sheet is loaded whole; sheets end at 1,048,576 rows."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from desktop_app.importers.files.opening import as_path
from desktop_app.importers.input_file import InputFile
from desktop_app.importers.sheets.layout import header_of, looks_like_two_headers
from desktop_app.importers.sheets.names import column_names
from desktop_app.importers.sheets.raw_table import LINE, BadRow, RawTable
from desktop_app.importers.sheets.workbook_guard import SheetError, sheet_errors
from desktop_app.runtime.errors import InputError

if TYPE_CHECKING:
    import polars as pl

_HEAD_ROWS: Final = 300
_CHUNK_ROWS: Final = 65_536
# A cell with a day and no time of day; a cell with a time of day alone hangs on the day before the first.
_MIDNIGHT: Final = r"^(\d{4}-\d{2}-\d{2})[ T]00:00:00$"
_CLOCK: Final = r"^1899-12-3[01][ T](\d{2}:\d{2}:\d{2})(?:\.\d+)?$"


def sheets_of(file: InputFile) -> tuple[str, ...]:
    """The names of the sheets of a workbook, hidden ones too.

    Raises:
        InputError: it cannot be read; names the file.
    """
    with as_path(file) as path:
        sheet_errors(path, file.name, "")
        names: list[str] = _asked(file, lambda: _reader(str(path)).sheet_names)
    return tuple(names)


def open_workbook(file: InputFile, table: str = "") -> RawTable:
    """A sheet as a table: what its cells hold, dates as "2024-04-05" or "2024-04-05 14:30:00".

    A day without a time of day is a day: a sheet does not tell midnight from it. Cells of a merged range are
    empty but for the first.

    Args:
        file: the workbook.
        table: name of the sheet; empty for the first visible one that holds something.

    Raises:
        InputError: it cannot be read, has no such sheet, or this holds nothing; names the file.
    """
    with as_path(file) as path:
        sheet_errors(path, file.name, "")
        reader = _asked(file, lambda: _reader(str(path)))
        names: list[str] = reader.sheet_names
        if table and table not in names:
            raise InputError(f"{file.name} has no sheet “{table}”; it has {', '.join(names)}.")
        for name in [table] if table else names:
            errors = sheet_errors(path, file.name, name)
            sheet = _asked(file, partial(_loaded, reader, name))
            frame: pl.DataFrame = _asked(file, sheet.to_polars)
            if table or (sheet.visible == "visible" and frame.height):
                return _table(file, name, sheet.visible, _with_errors(_plain(frame), errors))
    raise InputError(f"{file.name} holds no table: its sheets are empty.")


def _reader(path: str) -> Any:
    import fastexcel  # noqa: PLC0415 - only workbooks need it

    return fastexcel.read_excel(path)


def _loaded(reader: Any, sheet: str) -> Any:
    # No row is left out, so that rows are counted as the sheet counts them.
    return reader.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string", schema_sample_rows=1)


def _asked(file: InputFile, ask: "Callable[[], Any]") -> Any:
    """What the library answers.

    Raises:
        InputError: it cannot read the file.
    """
    import fastexcel  # noqa: PLC0415 - see above

    try:
        return ask()
    except fastexcel.FastExcelError as error:
        reason = str(error).splitlines()[0][:150]
        if "password" in reason.lower() or "encrypt" in reason.lower():
            raise InputError(f"{file.name} is protected by a password; save it without one.") from None
        raise InputError(f"{file.name} cannot be read as a workbook: {reason}.") from None
    except BaseException as error:
        # The library is in Rust, and its panics are no `Exception`.
        if type(error).__name__ != "PanicException":
            raise
        raise InputError(f"{file.name} cannot be read as a workbook: it is damaged.") from None


def _plain(frame: "pl.DataFrame") -> "pl.DataFrame":
    """Named by place, with dates as they are meant and null for an empty cell."""
    import polars as pl  # noqa: PLC0415 - 0.1 s that start-up does without

    frame.columns = [str(place) for place in range(frame.width)]
    dated = [name for name in frame.columns if frame[name].str.contains(r"^\d{4}-\d{2}-\d{2}[ T]").any()]
    return frame.with_columns(
        pl.col(dated).str.replace(_MIDNIGHT, "$1").str.replace(_CLOCK, "$1")
    ).with_columns(pl.when(pl.all() != "").then(pl.all()))


def _with_errors(frame: "pl.DataFrame", errors: list[SheetError]) -> "pl.DataFrame":
    """With the errors that cells show, which the library leaves out."""
    import polars as pl  # noqa: PLC0415 - see above

    shown: dict[int, list[SheetError]] = {}
    for error in errors:
        if error.column < frame.width and error.row < frame.height:
            shown.setdefault(error.column, []).append(error)
    columns = [
        frame[str(column)].scatter(
            [error.row for error in found], pl.Series([error.text for error in found], dtype=pl.String)
        )
        for column, found in shown.items()
    ]
    return frame.with_columns(columns)


def _table(file: InputFile, name: str, visible: str, frame: "pl.DataFrame") -> RawTable:
    import polars as pl  # noqa: PLC0415 - see above

    numbered = frame.with_columns(pl.Series(LINE, range(1, frame.height + 1), pl.UInt32)).filter(
        ~pl.all_horizontal(pl.exclude(LINE).is_null())
    )
    if not numbered.height:
        raise InputError(f"{file.name}: the sheet “{name}” is empty.")
    head = [["" if cell is None else cell for cell in row[:-1]] for row in numbered.head(_HEAD_ROWS).rows()]
    lines = numbered[LINE]
    header, _ = header_of(head)
    notes = [f"sheet “{name}”"]
    if visible != "visible":
        notes.append("hidden")
    if header is None:
        notes.append("no row with the names of columns")
        data = numbered
    else:
        data = numbered.slice(header + 1)
        if lines[header] > 1:
            notes.append(f"names in row {lines[header]}")
        if looks_like_two_headers(head[header:]):
            notes.append(f"row {lines[header + 1]} looks like a second row of names")
    titles = head[header] if header is not None else [""] * frame.width
    kept = [place for place in range(frame.width) if titles[place].strip() or data[str(place)].count()]
    columns = column_names([titles[place] for place in kept], len(kept))
    data = data.select(
        *(pl.col(str(place)).alias(title) for place, title in zip(kept, columns, strict=True)), LINE
    )

    def chunks(bad: Callable[[BadRow], None]) -> "Iterator[pl.DataFrame]":
        del bad  # every row of a sheet has as many cells as there are columns
        return data.iter_slices(_CHUNK_ROWS)

    return RawTable(name, columns, ", ".join(notes), data.height, chunks)

"""Opens what holds rows and columns: text tables and workbooks."""

from typing import Final

from desktop_app.importers.files.opening import open_input
from desktop_app.importers.input_file import InputFile
from desktop_app.importers.sheets.raw_table import RawTable
from desktop_app.importers.sheets.text_table import open_text_table
from desktop_app.importers.sheets.workbook import open_workbook, sheets_of

# ZIP, which XLSX and ODS are, and the compound files of Microsoft, which XLS is.
_SIGNATURES: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def open_table(file: InputFile, table: str = "", encoding: str = "") -> RawTable:
    """A text table or a sheet.

    Args:
        file: plain or packed.
        table: name of the sheet; empty for the first that holds something.
        encoding: of a text, a key of `ENCODINGS`; empty to see which it is.

    Raises:
        InputError: it cannot be read or holds nothing; names the file.
    """
    return open_workbook(file, table) if _is_workbook(file) else open_text_table(file, encoding)


def tables_of(file: InputFile) -> tuple[str, ...]:
    """The names of the sheets of a workbook; none for a text table.

    Raises:
        InputError: it cannot be read; names the file.
    """
    return sheets_of(file) if _is_workbook(file) else ()


def _is_workbook(file: InputFile) -> bool:
    with open_input(file) as stream:
        return stream.read(8).startswith(_SIGNATURES)

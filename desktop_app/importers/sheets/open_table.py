"""Opens what holds rows and columns: text tables and workbooks."""

from desktop_app.importers.input_file import InputFile
from desktop_app.importers.sheets.raw_table import RawTable
from desktop_app.importers.sheets.text_table import open_text_table


def open_table(file: InputFile, table: str = "", encoding: str = "") -> RawTable:
    """A text table.

    Args:
        file: plain or packed.
        table: name of the sheet; empty for the first that holds something.
        encoding: of a text, a key of `ENCODINGS`; empty to see which it is.

    Raises:
        InputError: it cannot be read or holds nothing; names the file.
    """
    del table
    return open_text_table(file, encoding)

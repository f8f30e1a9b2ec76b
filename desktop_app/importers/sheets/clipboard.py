"""What was copied from a sheet or a page as a table."""

from desktop_app.importers.sheets.raw_table import RawTable
from desktop_app.importers.sheets.text_table import table_of_text


def text_of_clipboard(text: str) -> RawTable:
    """The table that a copied text holds: tabs between cells as sheets copy them, or any other delimiter.

    Raises:
        InputError: there is none.
    """
    return table_of_text(text)._replace(name="Clipboard")

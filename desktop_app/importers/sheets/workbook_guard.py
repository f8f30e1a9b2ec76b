"""Looks into a workbook before it is loaded: what it unpacks to, how far cells reach, which show errors."""

import html
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from desktop_app.runtime.errors import InputError

# Loading takes several times what the parts unpack to.
MOST_UNPACKED: Final = 1 << 30
# A loaded cell takes up to 32 bytes, empty ones between others included.
MOST_CELLS: Final = 50_000_000
_BLOCK: Final = 1 << 22
# Of a block that is looked at again with the next one, for what lies across.
_OVERLAP: Final = 4_096
_SHEET: Final = re.compile(r"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION: Final = re.compile(r"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE: Final = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
# Both begin with plain letters, which makes the search ten times faster.
_ROW: Final = re.compile(rb"row\b[^>]*?\br=[\"'](\d{1,7})[\"']")
_FAR_COLUMN: Final = re.compile(rb'c r="([A-Z]{2,3})\d')
_ANY_COLUMN: Final = re.compile(rb"\br=[\"']([A-Z]{2,3})\d")
_CELL: Final = (b"<c ", b":c ")
_ERROR: Final = re.compile(
    rb"<(?:\w+:)?c\b(?=[^>]*\bt=[\"']e[\"'])[^>]*\br=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*>"
    rb"(?:(?!</(?:\w+:)?c>).){0,2000}?<(?:\w+:)?v>([^<]{1,20})</",
    re.DOTALL,
)
_ODS_WIDE: Final = re.compile(rb"number-columns-repeated=\"\d{4,}\"[^>]*(?:office:value-type[^>]*|[^/])>")
_ODS_LONG: Final = re.compile(
    rb"number-rows-repeated=\"\d{5,}\"[^>]*>(?:(?!</table:table-row>).){0,20000}?office:value-type", re.DOTALL
)
_NEAR_COLUMNS: Final = 26  # A to Z


class SheetError(NamedTuple):
    """A cell that shows an error instead of a value; row and column are counted from 0."""

    row: int
    column: int
    text: str


def sheet_errors(path: Path, name: str, sheet: str) -> list[SheetError]:
    """Checks the parts of a workbook that loading a sheet takes, and tells the cells that show errors.

    Only an XLSX file tells them; of others, and of files that are no archive, there are none.

    Args:
        path: of the workbook.
        name: of the file, for people.
        sheet: name of the sheet.

    Raises:
        InputError: it is damaged, or would take far too much memory; names the file.
    """
    if not zipfile.is_zipfile(path):
        return []
    try:
        with zipfile.ZipFile(path) as archive:
            _check_size(archive, name)
            part = _part_of(archive, sheet)
            errors: list[SheetError] = []
            for info in archive.infolist():
                if info.filename == part:
                    errors = _read_sheet(archive, info, name, sheet)
                elif _is_loaded(info.filename):
                    _read_through(archive, info, name)
            return errors
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise InputError(f"{name} is a damaged workbook ({str(error)[:100]}).") from None


def _check_size(archive: zipfile.ZipFile, name: str) -> None:
    size = sum(info.file_size for info in archive.infolist())
    if size > MOST_UNPACKED:
        raise InputError(
            f"{name} unpacks to {size / 2**30:.1f} GB, more than a workbook may; save the sheet as CSV."
        )


def _is_loaded(part: str) -> bool:
    return part.endswith((".xml", ".rels", ".bin")) and "/worksheets/" not in part


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """The part that holds a sheet of an XLSX file; empty for another kind."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return ""
    sheets = {
        html.unescape(found["name"]): id_
        for found in _attributes(_SHEET, archive.read("xl/workbook.xml"))
        if "name" in found
        for key, id_ in found.items()
        if key.endswith(":id")
    }
    parts = {
        found.get("Id", ""): found.get("Target", "")
        for found in _attributes(_RELATION, archive.read("xl/_rels/workbook.xml.rels"))
    }
    target = parts.get(sheets.get(sheet, ""), "")
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _attributes(element: re.Pattern[str], content: bytes) -> Iterator[dict[str, str]]:
    for found in element.finditer(content.decode("utf-8", "replace")):
        yield {key: one or other for key, one, other in _ATTRIBUTE.findall(found[1])}


def _blocks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part in blocks that overlap; Python's own reader stops at the size that the directory tells."""
    with archive.open(info) as stream:
        before = b""
        while block := stream.read(_BLOCK):
            yield before + block
            before = block[-_OVERLAP:]


def _read_through(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> None:
    for block in _blocks(archive, info):
        if info.filename == "content.xml" and (_ODS_WIDE.search(block) or _ODS_LONG.search(block)):
            raise InputError(f"{name} repeats a filled cell over thousands of rows or columns; clear them.")


def _read_sheet(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, sheet: str) -> list[SheetError]:
    rows, columns = 0, _NEAR_COLUMNS
    errors: dict[SheetError, None] = {}
    for block in _blocks(archive, info):
        rows = max([rows, *map(int, _ROW.findall(block))])
        usual = sum(block.count(cell) for cell in _CELL) == block.count(b'c r="')
        far = (_FAR_COLUMN if usual else _ANY_COLUMN).findall(block)
        columns = max([columns, *map(_column, set(far))])
        if b't="e"' in block or b"t='e'" in block:
            for column, row, text in _ERROR.findall(block):
                errors[SheetError(int(row) - 1, _column(column) - 1, text.decode("utf-8", "replace"))] = None
        if rows * columns > MOST_CELLS:
            raise InputError(
                f"{name}: the cells of “{sheet}” reach to row {rows:,} and column {columns:,}, too far "
                f"to load; delete those far out, or save the sheet as CSV."
            )
    return list(errors)


def _column(letters: bytes) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number

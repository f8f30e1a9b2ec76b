"""Whether the beginning of a file is that of a table."""

from typing import Final

from desktop_app.importers.importing import Found, Sample

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_ODS: Final = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
_OFFICE: Final = b"[Content_Types].xml"
_WORKBOOK: Final = (b"xl/workbook", b"xl/worksheets", b"xl/_rels", b"xl/")
# What has a signature is more than a text that happens to have commas.
_SURE: Final = 90
_TEXT: Final = 20
_ONE_COLUMN: Final = 5
# Of a text hardly any character is a control.
_LOOKED_AT: Final = 4096
_MOST_CONTROLS: Final = 0.1
SAMPLE_BYTES: Final = 64 * 1024  # see `Sample`


def recognise(sample: Sample) -> tuple[Found, ...]:
    """A workbook by its signature, or a text in which delimiters are seen."""
    head = sample.head
    if head.startswith(_ZIP):
        if _ODS in head[:200]:
            return (_workbook("ods", "OpenDocument spreadsheet", sample),)
        if _OFFICE in head and any(part in head for part in _WORKBOOK):
            return (_workbook("xlsx", "Excel workbook", sample),)
        return ()
    if head.startswith(_OLE):
        return (_workbook("xls", "Excel workbook of before 2007", sample),)
    return _text(head)


def _workbook(name: str, title: str, sample: Sample) -> Found:
    from desktop_app.importers.sheets.open_table import tables_of  # noqa: PLC0415 - polars: seldom
    from desktop_app.runtime.errors import InputError  # noqa: PLC0415 - as above

    try:
        tables = tables_of(sample.file)
    except InputError:
        # Said again, with the reason, when the file is opened.
        tables = ()
    detail = f"{len(tables)} sheets" if len(tables) > 1 else ""
    return Found(name, title, detail, _SURE, tables, mapped=True)


def _text(head: bytes) -> tuple[Found, ...]:
    from desktop_app.importers.sheets.layout import layout_of  # noqa: PLC0415 - polars: seldom
    from desktop_app.importers.sheets.text_encoding import ENCODINGS, encoding_of  # noqa: PLC0415 - as above

    if not head.strip():
        return ()
    encoding = encoding_of(head)
    text = head[encoding.mark :].decode(encoding.codec, "replace").replace("\r\n", "\n").replace("\r", "\n")
    beginning = text[:_LOOKED_AT]
    if sum(sign < " " and sign not in "\t\n" for sign in beginning) > len(beginning) * _MOST_CONTROLS:
        return ()
    layout = layout_of(text, final=len(head) < SAMPLE_BYTES)
    if not layout.columns:
        return ()
    columns = len(layout.columns)
    detail = f"{ENCODINGS[encoding.codec]}, {columns} column{'s' * (columns != 1)}"
    return (Found("table", "Text table", detail, _TEXT if columns > 1 else _ONE_COLUMN, mapped=True),)

"""`tumen log CASE`: what was changed, when, by whom and why."""

import argparse
import json

import apsw

from desktop_app.domain.history import Change, RowChange, Value
from desktop_app.runtime.errors import UsageError
from desktop_app.storage.cell_json import plain_cell
from desktop_app.storage.change_log import changes, changes_of_row
from desktop_app.storage.geometry import GeometryError, read_shape
from desktop_app.storage.opening import open_file
from desktop_app.storage.tables.keys import TABLES_OF_KIND
from desktop_app.storage.times import instant_text

_LONGEST_TEXT = 60


def print_log(arguments: argparse.Namespace) -> int:
    """Print the entries, newest first, or what was done to one row."""
    opened = open_file(arguments.case, want_write=False)
    try:
        connection = opened.reader()
        if arguments.row is None:
            _print([(change, None) for change in changes(connection, limit=arguments.limit)], arguments)
        else:
            _print(_of_row(connection, arguments.row, arguments.limit), arguments)
    finally:
        opened.close()
    return 0


def _of_row(connection: apsw.Connection, key: str, limit: int) -> list[tuple[Change, RowChange | None]]:
    kind, _, row_id = key.partition(":")
    tables = TABLES_OF_KIND.get(kind)
    if tables is None or not row_id:
        raise UsageError(f"{key!r} is no key; write KIND:ID with a kind of {', '.join(TABLES_OF_KIND)}")
    found: list[tuple[Change, RowChange | None]] = []
    for table in tables:
        found += changes_of_row(connection, table, row_id, limit)
    if not found:
        raise UsageError(f"the log tells nothing of {key}: it was made with the case, or is not in it")
    return found


def _print(entries: list[tuple[Change, RowChange | None]], arguments: argparse.Namespace) -> None:
    if arguments.json:
        print(json.dumps([_plain(*entry) for entry in entries], ensure_ascii=False, indent=2))
        return
    for change, row in entries:
        rows = "1 row" if change.rows == 1 else f"{change.rows:,} rows"
        when = f"{change.at:%Y-%m-%d %H:%M:%S} UTC"
        print(f"{change.seq:5}  {when}  {change.who}  {change.kind}: {change.what} ({rows})")
        if change.why:
            print(f"       why: {change.why}")
        for column, (old, new) in row.columns.items() if row else ():
            print(f"       {column}: {_words(old)} → {_words(new)}")


def _plain(change: Change, row: RowChange | None) -> dict[str, object]:
    plain = change._asdict() | {"at": instant_text(change.at)}
    if row is not None:
        plain["op"] = row.op
        plain["columns"] = {
            column: {"old": plain_cell(old), "new": plain_cell(new)}
            for column, (old, new) in row.columns.items()
        }
    return plain


def _words(value: Value) -> str:
    """A value on one line."""
    if value is None:
        return "nothing"
    if not isinstance(value, bytes):
        text = str(value)
        return text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT]}…"
    try:
        shape = read_shape(value)
    except GeometryError:
        return f"{len(value):,} bytes"
    if shape.kind == "POINT":
        ((lon, lat),) = shape.vertices
        return f"{lon:.6f}, {lat:.6f} (longitude, latitude)"
    return f"{shape.kind.lower()} of {len(shape.vertices)} vertices"

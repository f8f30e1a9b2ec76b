"""Values of cells, and whole rows, as JSON text: for conflicts, and for programs that read the log."""

import json
from collections.abc import Mapping

from desktop_app.storage.edits import Cell


def plain_cell(value: Cell) -> object:
    """Bytes become an object of their own kind: JSON has none."""
    return {"hex": value.hex()} if isinstance(value, bytes) else value


def cell_text(value: Cell) -> str:
    """A value as JSON text; the same value always gives the same text."""
    return json.dumps(plain_cell(value), ensure_ascii=False)


def row_text(row: Mapping[str, Cell] | None) -> str | None:
    """A row as JSON text, an object by column; None for no row."""
    if row is None:
        return None
    return json.dumps({name: plain_cell(value) for name, value in row.items()}, ensure_ascii=False)


def _cell(value: object) -> Cell:
    if isinstance(value, dict):
        return bytes.fromhex(value["hex"])
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"{value!r} is no cell")


def read_cell(text: str) -> Cell:
    """A value from its JSON text."""
    return _cell(json.loads(text))


def read_row(text: str) -> dict[str, Cell]:
    """A row from its JSON text."""
    return {name: _cell(value) for name, value in json.loads(text).items()}

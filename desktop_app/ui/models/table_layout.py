"""Which columns the voyages table shows, in which order and how wide; and how its rows are grouped."""

import json
from typing import Any, Final, NamedTuple

from desktop_app.exporters.voyage_columns import Column
from desktop_app.query.voyage_rows import Grouping

DEFAULT_WIDTHS_PX: Final = {
    Column.DATE: 102,
    Column.VESSEL: 120,
    Column.IMO_NUMBER: 86,
    Column.LISTING: 96,
    Column.OPERATOR: 130,
    Column.FROM: 68,
    Column.TO: 56,
    Column.PRODUCT: 90,
    Column.HOW_KNOWN: 58,
    Column.TRACKER: 30,
    Column.RIDING: 130,
    Column.CALLS: 44,
    Column.VOLUME: 108,
    Column.CARGO: 120,
    Column.PRECISION: 110,
    Column.SOURCES: 28,
    Column.GRADE: 52,
    Column.KIND: 150,
    Column.WHY_NOT: 220,
}
NARROWEST_PX: Final = 24
WIDEST_PX: Final = 2_000


class ShownColumn(NamedTuple):
    """A column and its width in device-independent pixels."""

    column: Column
    width_px: int


class TableLayout(NamedTuple):
    """What is remembered of the table.

    Attributes:
        columns: those that are shown, from left to right; never none.
    """

    columns: tuple[ShownColumn, ...]
    grouping: Grouping = Grouping.NONE


DEFAULT_LAYOUT: Final = TableLayout(
    tuple(
        ShownColumn(column, DEFAULT_WIDTHS_PX[column])
        for column in (
            Column.DATE,
            Column.VESSEL,
            Column.FROM,
            Column.TO,
            Column.HOW_KNOWN,
            Column.TRACKER,
            Column.VOLUME,
            Column.SOURCES,
        )
    )
)


def layout_text(layout: TableLayout) -> str:
    """As JSON for the settings; empty for the default."""
    if layout == DEFAULT_LAYOUT:
        return ""
    columns = [[shown.column.name.lower(), shown.width_px] for shown in layout.columns]
    return json.dumps({"columns": columns, "grouping": layout.grouping.value})


def read_layout(text: str) -> TableLayout:
    """The layout that `layout_text` wrote; what of it cannot be read is left out."""
    try:
        stored = json.loads(text) if text else {}
    except ValueError:
        return DEFAULT_LAYOUT
    if not isinstance(stored, dict):
        return DEFAULT_LAYOUT
    entries = stored.get("columns")
    shown: dict[Column, ShownColumn] = {}
    for entry in entries if isinstance(entries, list) else ():
        column = _shown(entry)
        if column is not None:
            shown.setdefault(column.column, column)
    groupings = {grouping.value: grouping for grouping in Grouping}
    chosen = stored.get("grouping")
    grouping = groupings.get(chosen, Grouping.NONE) if isinstance(chosen, str) else Grouping.NONE
    return TableLayout(tuple(shown.values()) or DEFAULT_LAYOUT.columns, grouping)


def _shown(entry: Any) -> ShownColumn | None:
    match entry:
        # `bool` is an `int` to Python.
        case [str(name), int(width)] if not isinstance(width, bool) and name.upper() in Column.__members__:
            return ShownColumn(Column[name.upper()], min(max(width, NARROWEST_PX), WIDEST_PX))
    return None

"""Rows of the case that an import wrote, as far as they can be shown."""

from collections.abc import Iterable
from typing import Final

import apsw

from desktop_app.domain.history import RowChange
from desktop_app.query.results import MOST_SELECTED
from desktop_app.storage.change_log import changes_of_row, row_changes
from desktop_app.storage.tables.keys import KIND_OF_TABLE

# What is on the map first; of an import that brings several kinds, the first kind that it has is shown.
_KINDS: Final = (
    "voyage",
    "track",
    "sighting",
    "call",
    "consignment",
    "vessel",
    "payment",
    "claim",
    "observation",
)
# Supporting rows, such as evidence and citations, stand between those that can be shown.
_LOOKED_AT: Final = 20 * MOST_SELECTED


def touched_keys(connection: apsw.Connection, run_id: str) -> tuple[str, ...]:
    """Keys of rows that the import of a run wrote, at most `MOST_SELECTED`; none once it was undone."""
    logged = changes_of_row(connection, "import_run", run_id, limit=1)
    if not logged:
        return ()
    change, _ = logged[0]
    return _keys(row_changes(connection, change.id, _LOOKED_AT))


def _keys(rows: Iterable[RowChange]) -> tuple[str, ...]:
    found: dict[str, list[str]] = {}
    for row in rows:
        kind = KIND_OF_TABLE.get(row.table, "")
        if row.op != "delete" and kind in _KINDS:
            found.setdefault(kind, []).append(f"{kind}:{row.row_id}")
    kind = next((kind for kind in _KINDS if kind in found), "")
    return tuple(found.get(kind, ())[:MOST_SELECTED])

"""What was changed in a case, by whom and why, and where two people's changes do not agree."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

Value = str | int | float | bytes | None


class Change(NamedTuple):
    """One entry of the log.

    Attributes:
        seq: its number in this file's log, from 1.
        id: its name, the same in every copy of the case.
        kind: "create", "edit", "undo", "redo", "import", "merge" or "migrate".
        at: when, aware UTC.
        who: the person's name as set in the settings.
        what: a sentence.
        why: the person's reason, may be empty.
        rows: number of rows it changed.
        tables: the tables they are in.
    """

    seq: int
    id: str
    kind: str
    at: datetime
    who: str
    what: str
    why: str
    rows: int
    tables: tuple[str, ...]


class RowChange(NamedTuple):
    """What one change did to one row.

    Attributes:
        row_id: the text id of the row; "fid N" where no copy of the row tells it any more.
        op: "insert", "update" or "delete".
        columns: old and new value by column; of an inserted row only what is set, of a deleted one what was.
    """

    table: str
    row_id: str
    op: str
    columns: Mapping[str, tuple[Value, Value]]


class Conflict(NamedTuple):
    """A cell or row that two people changed differently; ours stands until somebody settles it.

    Attributes:
        change_id: the log's entry of the merge that found it.
        column: the column, or "*" where the row as a whole is concerned (deleted here, changed there).
        base, ours, theirs: JSON text of the value, or of the row as an object; None where there was no row.
        ours_by, theirs_by: who changed it.
        settled_at: when it was settled, aware UTC; None while it is open.
        settled_as: JSON text of the value that was chosen.
    """

    id: str
    change_id: str
    table: str
    row_id: str
    column: str
    base: str | None
    ours: str | None
    theirs: str | None
    ours_by: str
    theirs_by: str
    settled_at: datetime | None
    settled_by: str
    settled_as: str | None

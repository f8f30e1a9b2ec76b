"""The words that an import makes for a row which has no summary of its own, kept up with its cells."""

import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from desktop_app.importers.tables.comparing import Comparison
from desktop_app.importers.tables.table_rows import ID, ROW, TableRows
from desktop_app.storage.hand_edits import hand_edits
from desktop_app.storage.import_desk import ImportDesk

if TYPE_CHECKING:
    import polars as pl

# As `TableWork.summary` begins.
_MADE: Final = re.compile(r"(?:Line|Row) \d+ of ")
COLUMNS: Final = ("summary", "text", "purpose")


def renew(desk: ImportDesk, rows: Sequence[TableRows], found: Sequence[Comparison]) -> None:
    """Put the file's present words into rows whose cells were updated, where nobody wrote others."""
    updated = {
        int(row)
        for one, comparison in zip(rows, found, strict=True)
        for row in one.said[ROW].gather(list(comparison.changes)).to_list()
    }
    if not updated:
        return
    for one, comparison in zip(rows, found, strict=True):
        for column in COLUMNS:
            words = one.first.get(column)
            if words is not None and not isinstance(words, str | int | float | bytes):
                _renew_column(desk, one, comparison, updated, column, words)


def _renew_column(
    desk: ImportDesk,
    rows: TableRows,
    found: Comparison,
    updated: set[int],
    column: str,
    words: "pl.Series",
) -> None:
    own, ids = rows.said[ROW].to_list(), rows.said[ID].to_list()
    row_of = {ids[place]: own[place] for place in found.present.tolist() if own[place] in updated}
    by_hand = hand_edits(desk.connection, rows.table).before
    sql = f"SELECT fid, id, {column} FROM {rows.table} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 - declared names
    stored = desk.connection.execute(sql, (json.dumps(list(row_of)),)).fetchall()
    for fid, row_id, text in stored:
        told = str(words[row_of[row_id]])
        if text != told and _MADE.match(str(text)) and (fid, column) not in by_hand:
            desk.update(rows.table, str(row_id), {column: told})

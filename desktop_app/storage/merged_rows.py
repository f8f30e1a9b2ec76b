"""Takes the rows of the other copy into the merged case, one by one, and keeps what does not agree."""

from typing import Final

import apsw

from desktop_app.domain.history import Conflict
from desktop_app.storage.cell_json import read_cell, row_text
from desktop_app.storage.common_ground import TouchedRow, read_row
from desktop_app.storage.conflicts import conflict_id, conflicts_of_cell, drop_conflict, write_conflict
from desktop_app.storage.consignment_lines import draw_consignments
from desktop_app.storage.earlier_conflicts import take_conflicts
from desktop_app.storage.edits import Insert
from desktop_app.storage.references import references_from, references_to
from desktop_app.storage.row_edits import (
    NewFids,
    copy_route_lines,
    delete_row,
    has_row,
    insert_row,
    note_extent,
    update_row,
)
from desktop_app.storage.tables.all_tables import TABLES
from desktop_app.storage.three_way import WHOLE_ROW, Difference, Row, decide

# Named after their content and shared: to take one out could take it from under a row of ours.
_UNITED: Final = frozenset({"evidence", "citation"})
# Of what computation found one side's stays whole: the halves of two detections would say nothing together,
# and nobody can settle what the next detection finds anew.
_COMPUTED: Final = frozenset({"detection", "ais_event"})
_STATIONS: Final = frozenset({"from_station_id", "to_station_id"})
# What waits until every row is there: rows to be deleted, rows that others refer to, lines to be drawn.
_WAITING: Final = """
CREATE TABLE leaving (name TEXT, id TEXT, PRIMARY KEY (name, id)) WITHOUT ROWID;
CREATE TABLE needed (name TEXT, id TEXT, PRIMARY KEY (name, id)) WITHOUT ROWID;
CREATE TABLE rerouted (id TEXT PRIMARY KEY) WITHOUT ROWID;
"""


class MergedRows:
    """The merged case while it takes rows; the caller holds the transaction.

    Attributes:
        inserted, updated, deleted: how many rows changed so far.
        left_out: rows of theirs that computation made and ours has of its own.
    """

    def __init__(
        self, copy: apsw.Connection, theirs: apsw.Connection, base: apsw.Connection, change_id: str
    ) -> None:
        self.inserted = 0
        self.updated = 0
        self.deleted = 0
        self.left_out = 0
        self._copy = copy
        self._theirs = theirs
        self._base = base
        self._change_id = change_id
        self._fids = NewFids()
        self._stances = take_conflicts(copy, theirs)
        base.execute(_WAITING)
        marks = ", ".join("?" * len(_COMPUTED))
        self._has_detected = bool(
            base.execute(
                f"SELECT 1 FROM touched WHERE name IN ({marks}) AND ours_by IS NOT NULL LIMIT 1",  # noqa: S608 - question marks
                sorted(_COMPUTED),
            ).fetchone()
        )

    def add(self, touched: TouchedRow) -> None:
        """Decide on a row and do it, except for a deletion, which waits for `finish`."""
        table, row_id = touched.table, touched.id
        if table in _COMPUTED and self._has_detected:
            self.left_out += bool(touched.theirs_by)
            return
        base, ours, theirs = (
            read_row(connection, table, row_id) for connection in (self._base, self._copy, self._theirs)
        )
        if table in _UNITED:
            if ours is None and theirs is not None:
                self._insert(table, row_id, theirs)
            return
        decision = decide(base, ours, theirs, self._stances.get((table, row_id), {}))
        for difference in decision.differences:
            self._keep(touched, difference)
            if difference.column != WHOLE_ROW:
                # Whoever settles it may choose their value: what it refers to has to be there.
                self._note_needs(table, {difference.column: read_cell(difference.theirs or "null")})
        if decision.action == "delete":
            self._base.execute("INSERT INTO leaving VALUES (?, ?)", (table, row_id))
        elif decision.action == "insert":
            self._insert(table, row_id, decision.values)
        elif decision.action == "update":
            update_row(self._copy, table, row_id, decision.values)
            self._follow(table, row_id, decision.values)
            self.updated += 1

    def finish(self) -> None:
        """Bring back deleted rows that are needed, and delete what nobody needs."""
        while found := self._base.execute("SELECT name, id FROM needed LIMIT 1").fetchone():
            self._base.execute("DELETE FROM needed WHERE name = ? AND id = ?", found)
            self._bring_back(*found)
        draw_consignments(
            self._copy, [str(row_id) for (row_id,) in self._base.execute("SELECT id FROM rerouted")]
        )
        for table in reversed(TABLES):
            for (row_id,) in self._base.execute("SELECT id FROM leaving WHERE name = ?", (table.name,)):
                self._delete_unless_needed(table.name, row_id)

    def _insert(self, table: str, row_id: str, values: Row) -> None:
        (fid,) = next(self._theirs.execute(f"SELECT fid FROM {table} WHERE id = ?", (row_id,)))  # noqa: S608 - declared name
        # Their number, so that their change sets tell this row; another one if ours has given it away.
        taken = self._copy.execute(f"SELECT 1 FROM {table} WHERE fid = ?", (fid,)).fetchone()  # noqa: S608 - declared name
        insert_row(self._copy, self._fids.take() if taken else fid, table, row_id, values)
        self._follow(table, row_id, values)
        self.inserted += 1

    def _follow(self, table: str, row_id: str, values: Row) -> None:
        """What has to come along with new values."""
        note_extent(self._copy, table, values)
        copy_route_lines(self._copy, (Insert(table, row_id, values),))
        if table == "consignment" and not _STATIONS.isdisjoint(values):
            self._base.execute("INSERT OR IGNORE INTO rerouted VALUES (?)", (row_id,))
        self._note_needs(table, values)

    def _note_needs(self, table: str, values: Row) -> None:
        for column, target in references_from(table):
            value = values.get(column)
            if isinstance(value, str) and not has_row(self._copy, target, value):
                self._base.execute("INSERT OR IGNORE INTO needed VALUES (?, ?)", (target, value))

    def _bring_back(self, table: str, row_id: str) -> None:
        """Insert a row of theirs that ours had deleted, unless it has come meanwhile."""
        if has_row(self._copy, table, row_id):
            return
        theirs = read_row(self._theirs, table, row_id)
        if theirs is None:
            return  # the commit refuses what refers to it: the other copy was no sound case
        base = read_row(self._base, table, row_id)
        self._insert(table, row_id, theirs)
        self._keep(
            self._touched(table, row_id), Difference(WHOLE_ROW, row_text(base), None, row_text(theirs))
        )

    def _delete_unless_needed(self, table: str, row_id: str) -> None:
        for other, column in references_to(table):
            sql = f"SELECT 1 FROM {other} WHERE {column} = ? LIMIT 1"  # noqa: S608 - declared names
            if self._copy.execute(sql, (row_id,)).fetchone():
                base, ours = (read_row(side, table, row_id) for side in (self._base, self._copy))
                difference = Difference(WHOLE_ROW, row_text(base), row_text(ours), None)
                self._keep(self._touched(table, row_id), difference)
                return
        delete_row(self._copy, table, row_id)
        self.deleted += 1

    def _touched(self, table: str, row_id: str) -> TouchedRow:
        row = self._base.execute(
            "SELECT ifnull(ours_by, ''), ifnull(theirs_by, '') FROM touched WHERE name = ? AND id = ?",
            (table, row_id),
        ).fetchone()
        return TouchedRow(table, row_id, *(row or ("", "")))

    def _keep(self, touched: TouchedRow, difference: Difference) -> None:
        """Keep a conflict, in place of an open one about the same cell with other values."""
        table, row_id, ours_by, theirs_by = touched
        for earlier in conflicts_of_cell(self._copy, table, row_id, difference.column):
            if {earlier.ours, earlier.theirs} == {difference.ours, difference.theirs}:
                return
            difference = difference._replace(base=earlier.base)
            drop_conflict(self._copy, earlier.id)
        write_conflict(
            self._copy,
            Conflict(
                conflict_id(table, row_id, difference),
                self._change_id,
                table,
                row_id,
                *difference,
                ours_by,
                theirs_by,
                None,
                "",
                None,
            ),
        )

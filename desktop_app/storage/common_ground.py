"""What two copies of a case have in common, and which rows they changed since: the ground a merge stands on.

Everything that grows with the logs is kept in a private database of SQLite's, which moves to a temporary file
when it is large.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

import apsw

from desktop_app.runtime.errors import InputError
from desktop_app.storage.as_of import roll_back
from desktop_app.storage.change_log import breaks
from desktop_app.storage.change_sets import column_names, pieces_of
from desktop_app.storage.edits import Cell
from desktop_app.storage.fid_ranges import FidRange
from desktop_app.storage.log_entries import entries_from
from desktop_app.storage.tables.all_tables import TABLES

# A voyage's line is a copy of its route's, a consignment's of the railway's: nobody's change.
DERIVED: Final = frozenset({("voyage", "geom"), ("consignment", "geom")})
_WORK: Final = """
CREATE TABLE log (side TEXT, seq INTEGER, id TEXT, PRIMARY KEY (side, seq)) WITHOUT ROWID;
CREATE INDEX log_id ON log (side, id);
CREATE TABLE change (side TEXT, name TEXT, fid INTEGER, id TEXT, who TEXT, PRIMARY KEY (side, name, fid))
    WITHOUT ROWID;
CREATE TABLE touched (name TEXT, id TEXT, ours_by TEXT, theirs_by TEXT, PRIMARY KEY (name, id))
    WITHOUT ROWID;
"""
_TOUCH: Final = (
    "INSERT INTO change VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET id = ifnull(id, ?4), who = ?5"
)


class Side(NamedTuple):
    """One of the two copies.

    Attributes:
        label: "ours" or "theirs".
        name: of the file, for sentences.
    """

    label: str
    name: str
    connection: apsw.Connection


class TouchedRow(NamedTuple):
    """A row that somebody changed since the common beginning, and who did so last; empty for nobody."""

    table: str
    id: str
    ours_by: str
    theirs_by: str


class CommonGround:
    """The common beginning of two copies of one case.

    Attributes:
        fork: the last entry that both logs have at the same place.
        base: every touched row as it was when the two were last the same, in tables named as in a case.
    """

    def __init__(self, ours: Side, theirs: Side) -> None:
        """Compare the logs.

        Raises:
            InputError: the two are not copies of one case, have no common beginning, or a log is damaged.
        """
        self._sides = (ours, theirs)
        _require_one_case(ours, theirs)
        self.fork = _fork(ours, theirs)
        self.base = apsw.Connection("")
        self.base.execute(_WORK)
        with self.base:
            for side in self._sides:
                self._read_log(side)
            self._gather_touched()
            self._make_base()

    def touched(self) -> Iterator[TouchedRow]:
        """Every row that either side changed, tables in the order in which references point back."""
        for table in TABLES:
            for row in self.base.execute(
                "SELECT name, id, ifnull(ours_by, ''), ifnull(theirs_by, '') FROM touched "
                "WHERE name = ? ORDER BY id",
                (table.name,),
            ):
                yield TouchedRow(*row)

    def close(self) -> None:
        """Let go of the private database."""
        self.base.close()

    def _read_log(self, side: Side) -> None:
        """Note the entries since the fork and the rows that they changed."""
        for entry in entries_from(side.connection, self.fork):
            self.base.execute("INSERT INTO log VALUES (?, ?, ?)", (side.label, entry.seq, entry.id))
            for change in apsw.Changeset.iter(pieces_of(entry.changeset)) if entry.changeset else ():
                fid, row_id = (change.old or change.new or ())[:2]
                if row_id is apsw.no_change:
                    # None where a later entry deleted the row; that one tells the id.
                    row_id = side.connection.execute(
                        f"SELECT id FROM {change.name} WHERE fid = ?",  # noqa: S608 - declared name
                        (fid,),
                    ).get
                self.base.execute(_TOUCH, (side.label, change.name, fid, row_id, entry.who))
            if entry.theirs is None:
                for added in entry.ranges():
                    self._read_range(side, entry.who, added)

    def _read_range(self, side: Side, who: str, added: FidRange) -> None:
        """Note rows that an import added; one that is gone was taken out by a later entry, which tells it."""
        table, first, last = added
        rows = side.connection.execute(
            f"SELECT fid, id FROM {table} WHERE fid BETWEEN ? AND ?",  # noqa: S608 - declared name
            (first, last),
        )
        self.base.executemany(_TOUCH, ((side.label, table, fid, row_id, who) for fid, row_id in rows))

    def _gather_touched(self) -> None:
        """One line a row, with who changed it on either side."""
        for side in self._sides:
            column = f"{side.label}_by"
            self.base.execute(
                f"INSERT INTO touched (name, id, {column}) SELECT name, id, who FROM change WHERE side = ? "  # noqa: S608 - one of two constants
                f"ON CONFLICT DO UPDATE SET {column} = excluded.{column}",
                (side.label,),
            )

    def _make_base(self) -> None:
        """Touched rows as they were at the latest point that both sides went through."""
        side, seq = self._latest_common()
        for table in TABLES:
            names = column_names(side.connection, table.name)
            if names != column_names(self._sides[side.label == "ours"].connection, table.name):
                raise InputError(
                    "The two copies were written by different versions of Tumen; open both once."
                )
            self.base.execute(
                f"CREATE TABLE {table.name} (fid INTEGER PRIMARY KEY, {', '.join(names[1:])}); "
                f"CREATE INDEX {table.name}_id ON {table.name} (id)"
            )
            places = ", ".join("?" * len(names))
            for (row_id,) in self.base.execute("SELECT id FROM touched WHERE name = ?", (table.name,)):
                sql = f"SELECT * FROM {table.name} WHERE id = ?"  # noqa: S608 - declared name
                row = side.connection.execute(sql, (row_id,)).fetchone()
                if row:
                    self.base.execute(f"INSERT INTO {table.name} VALUES ({places})", row)  # noqa: S608 - declared name
        roll_back(side.connection, self.base, seq)

    def _latest_common(self) -> tuple[Side, int]:
        """The side and the entry of its log up to which the other side has taken everything over.

        That is the fork, unless one copy was merged into the other before.
        """
        reached = [self._reached(side, other) for side, other in (self._sides, self._sides[::-1])]
        best = max(reached)
        if reached[0] == reached[1] or min(reached) > self.fork:
            # Each was merged into the other: any of the two points will do, but the same from either side.
            firsts = [self._first_id(side) for side in self._sides]
            index = firsts.index(min(firsts))
        else:
            index = reached.index(best)
        return self._sides[index], reached[index]

    def _reached(self, side: Side, other: Side) -> int:
        """The last entry of a side's log before the first that the other side does not know."""
        unknown = self.base.execute(
            "SELECT min(seq) FROM log WHERE side = ? AND id NOT IN (SELECT id FROM log WHERE side = ?)",
            (side.label, other.label),
        ).get
        if unknown is not None:
            return int(str(unknown)) - 1
        last = self.base.execute("SELECT max(seq) FROM log WHERE side = ?", (side.label,)).get
        return self.fork if last is None else int(str(last))

    def _first_id(self, side: Side) -> str:
        row = self.base.execute(
            "SELECT id FROM log WHERE side = ? ORDER BY seq LIMIT 1", (side.label,)
        ).fetchone()
        return str(row[0]) if row else ""


def read_row(connection: apsw.Connection, table: str, row_id: str) -> dict[str, Cell] | None:
    """A row without its keys and without what is derived; None if there is none."""
    cursor = connection.execute(f"SELECT * FROM {table} WHERE id = ?", (row_id,))  # noqa: S608 - declared name
    for row in cursor:
        names = [name for name, _ in cursor.get_description()]
        return {
            name: value
            for name, value in zip(names, row, strict=True)
            if name not in {"fid", "id"} and (table, name) not in DERIVED
        }
    return None


def _require_one_case(ours: Side, theirs: Side) -> None:
    for side in (ours, theirs):
        for _, sentence in breaks(side.connection):
            raise InputError(f"{side.name} cannot be merged: {sentence}.")
    ids = [side.connection.execute("SELECT case_id FROM tumen_schema").get for side in (ours, theirs)]
    if ids[0] != ids[1]:
        raise InputError(
            f"{ours.name} and {theirs.name} are different cases; only copies of one case can be merged."
        )


def _fork(ours: Side, theirs: Side) -> int:
    """The last entry that both logs have."""
    fork = 0
    sql = "SELECT seq, hash FROM tumen_change ORDER BY seq"
    for mine, other in zip(ours.connection.execute(sql), theirs.connection.execute(sql), strict=False):
        if mine != other:
            break
        fork = int(str(mine[0]))
    if not fork:
        raise InputError(f"{ours.name} and {theirs.name} have no common beginning, so they cannot be merged.")
    return fork

"""Which rows of a file the case holds already, and what the file says anew about those."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import apsw
import numpy as np
from numpy.typing import NDArray

from desktop_app.importers.tables.distinct import Codes
from desktop_app.importers.tables.table_rows import ID, ROW, TableRows
from desktop_app.storage.edits import Cell
from desktop_app.storage.hand_edits import HandEdits, hand_edits

# Ids asked for at once, as one JSON text of some hundred kilobytes.
_AT_ONCE: Final = 10_000
# To read every id of a table is faster than to look each up while it holds at most so many times as many.
_MANY: Final = 10
# Of days between which something is known only the outer ones stay.
_WIDENED: Final[Mapping[str, bool]] = {"first_day": False, "last_day": True}


class Kept(NamedTuple):
    """A cell in which the case's value stays although the file says another.

    Attributes:
        place: in the rows that were compared.
        stored, said: the two values.
        by_hand: a person wrote the case's value; else another source says it.
    """

    place: int
    column: str
    stored: Cell
    said: Cell
    by_hand: bool


class Comparison(NamedTuple):
    """Places in the rows that were compared.

    Attributes:
        new: rows that the case does not hold.
        present: rows that it holds.
        changes: of `present`, by place, the cells to be written.
        kept: cells that stay as the case has them.
        removed: rows that were deleted here by hand; they stay so.
    """

    new: Codes
    present: Codes
    changes: dict[int, dict[str, Cell]]
    kept: list[Kept]
    removed: Codes


def compare(connection: apsw.Connection, rows: TableRows, source_id: str) -> Comparison:
    """Compare rows with the case.

    Args:
        connection: the case.
        rows: rows of one table.
        source_id: the file as source, by which its own rows are known among shared ones.
    """
    ids = rows.said[ID].to_list()
    there = present_ids(connection, rows.table, ids)
    is_there = _among(ids, there)
    by_hand = hand_edits(connection, rows.table)
    gone = _among(ids, by_hand.deleted) & ~is_there
    changes: dict[int, dict[str, Cell]] = {}
    kept: list[Kept] = []
    present = np.flatnonzero(is_there)
    own = _own_evidence(connection, source_id) if rows.shared and present.size else frozenset()
    for place, fid, evidence, stored, said in _pairs(connection, rows, present):
        found = {name: value for name, value in said.items() if value is not None and value != stored[name]}
        if found:
            others = rows.shared and evidence not in own
            change, stays = _decide(place, fid, stored, found, by_hand, others=others)
            kept += stays
            if change:
                changes[place] = change
    return Comparison(np.flatnonzero(~is_there & ~gone), present, changes, kept, np.flatnonzero(gone))


def _among(ids: Sequence[str], known: set[str] | frozenset[str]) -> NDArray[np.bool_]:
    if not known:
        return np.zeros(len(ids), np.bool_)
    return np.fromiter((one in known for one in ids), np.bool_, len(ids))


def compare_all(
    connection: apsw.Connection, rows: Sequence[TableRows], source_id: str
) -> tuple[Comparison, ...]:
    """Each table in turn; what hangs on a row that was deleted by hand is not made anew either."""
    found: list[Comparison] = []
    removed = np.zeros(0, np.int64)
    for one in rows:
        comparison = compare(connection, one, source_id)
        own = one.said[ROW].to_numpy()
        gone = np.isin(own[comparison.new], removed)
        comparison = comparison._replace(
            new=comparison.new[~gone], removed=np.union1d(comparison.removed, comparison.new[gone])
        )
        removed = np.union1d(removed, own[comparison.removed])
        found.append(comparison)
    return tuple(found)


def _decide(
    place: int,
    fid: int,
    stored: Mapping[str, Cell],
    said: Mapping[str, Cell],
    by_hand: HandEdits,
    *,
    others: bool,
) -> tuple[dict[str, Cell], list[Kept]]:
    """Which of the cells that differ are written, and which stay with a remark."""
    change: dict[str, Cell] = {}
    kept: list[Kept] = []
    for name, value in said.items():
        now = stored[name]
        before = by_hand.before.get((fid, name), now)
        if name in _WIDENED:
            if now is None or (str(value) > str(now)) is _WIDENED[name]:
                change[name] = value
        elif before != now:
            # Where the file says what it said before, there is nothing to tell.
            if value != before:
                kept.append(Kept(place, name, now, value, by_hand=True))
        elif others and now is not None:
            kept.append(Kept(place, name, now, value, by_hand=False))
        else:
            change[name] = value
    return change, kept


def present_ids(connection: apsw.Connection, table: str, ids: Sequence[str]) -> set[str]:
    """Those of the ids that a declared table holds."""
    count = connection.execute(f"SELECT count(*) FROM {table}").get  # noqa: S608 - declared name
    if not count:
        return set()
    if int(str(count)) <= _MANY * len(ids):
        wanted = set(ids)
        rows = connection.execute(f"SELECT id FROM {table}")  # noqa: S608 - declared name
        return {one for (one,) in rows if one in wanted}
    sql = f"SELECT id FROM {table} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 - declared name
    found: set[str] = set()
    for start in range(0, len(ids), _AT_ONCE):
        found.update(
            str(one) for (one,) in connection.execute(sql, (json.dumps(ids[start : start + _AT_ONCE]),))
        )
    return found


_Pair = tuple[int, int, str, dict[str, Cell], dict[str, Cell]]


def _pairs(connection: apsw.Connection, rows: TableRows, present: Codes) -> Iterator[_Pair]:
    """Place, fid, evidence, what the case holds and what the file says, of each row that both have."""
    # A column in which the file says nothing would make every row look different.
    columns = [
        name
        for name in rows.said.columns
        if name not in {ROW, ID} and rows.said[name].null_count() < len(rows.said)
    ]
    names = ", ".join(("fid", "id", "evidence_id", *columns))
    sql = f"SELECT {names} FROM {rows.table} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 - declared names
    for start in range(0, len(present), _AT_ONCE):
        places = present[start : start + _AT_ONCE]
        said = rows.said[places]
        ids = said[ID].to_list()
        stored = {row[1]: row for row in connection.execute(sql, (json.dumps(ids),))}
        cells = zip(*(said[name].to_list() for name in columns), strict=True) if columns else ((),) * len(ids)
        for place, row_id, values in zip(places.tolist(), ids, cells, strict=True):
            row = stored[row_id]
            if row[3:] != values:
                yield (
                    place,
                    int(row[0]),
                    str(row[2]),
                    dict(zip(columns, row[3:], strict=True)),
                    dict(zip(columns, values, strict=True)),
                )


def _own_evidence(connection: apsw.Connection, source_id: str) -> frozenset[str]:
    """Sets of citations that rest on the file alone."""
    rows = connection.execute(
        "SELECT evidence_id FROM citation GROUP BY evidence_id HAVING min(source_id = ?) = 1", (source_id,)
    )
    return frozenset(str(one) for (one,) in rows)

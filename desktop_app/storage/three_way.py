"""What becomes of one row that two people may have changed, told from its three states alone.

The rules are symmetric: seen from the other side they find the same conflicts. A cell that only one side
changed takes that side's value. Cells that say one thing together (the ends of a time, the ends of a range)
count as one, so that nobody's half is joined to another's. A row that one side deleted and the other changed
stays until somebody settles it: what stays can still be deleted.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final, Literal, NamedTuple

from desktop_app.storage.cell_json import cell_text, row_text
from desktop_app.storage.edits import Cell

Row = Mapping[str, Cell]
# How an earlier conflict about the same cell binds this merge: it stands and must not be resolved here, or
# one side has settled it and the other has not.
Stance = Literal["clash", "ours", "theirs"]

WHOLE_ROW: Final = "*"
_TOGETHER: Final = {
    "start_utc": "time",
    "end_utc": "time",
    "precision": "time",
    "approximate": "time",
    "first_day": "days",
    "last_day": "days",
    "ships": "ships",
    "ships_approximate": "ships",
}
_QUANTITY: Final = re.compile(r"(?:(.+)_)?(?:low|best|high|unit|assumptions)")


class Difference(NamedTuple):
    """A cell (or, with column "*", a row) on which the two sides do not agree.

    The values are JSON text; None is no row.
    """

    column: str
    base: str | None
    ours: str | None
    theirs: str | None


class Decision(NamedTuple):
    """What is to be done to our row.

    Attributes:
        action: "none", "insert", "update" or "delete".
        values: of an insert or update.
        differences: what somebody has to settle.
    """

    action: Literal["none", "insert", "update", "delete"]
    values: Row
    differences: tuple[Difference, ...] = ()


_NOTHING: Final = Decision("none", {})


def _group(column: str) -> str:
    """Name of the group of cells that a column says something together with."""
    if column in _TOGETHER:
        return _TOGETHER[column]
    match = _QUANTITY.fullmatch(column)
    return f"quantity {match[1] or ''}" if match else column


def decide(base: Row | None, ours: Row | None, theirs: Row | None, stances: Mapping[str, Stance]) -> Decision:
    """What to do to our row; `None` is no row. `stances` are earlier conflicts about the row, by column."""
    if ours == theirs:
        return _NOTHING
    if ours is None or theirs is None:
        return _decide_presence(base, ours, theirs, stances.get(WHOLE_ROW))
    values: dict[str, Cell] = {}
    differences: list[Difference] = []
    groups: dict[str, list[str]] = {}
    for column in ours:
        groups.setdefault(_group(column), []).append(column)
    for columns in groups.values():
        settled = [column for column in columns if column in stances]
        for column in settled:
            if ours[column] == theirs[column] or stances[column] == "ours":
                continue
            if stances[column] == "theirs":
                values[column] = theirs[column]
            else:
                differences.append(_cell_difference(column, base, ours, theirs))
        _decide_group(
            [name for name in columns if name not in stances], base, ours, theirs, values, differences
        )
    return Decision("update" if values else "none", values, tuple(differences))


def _decide_presence(
    base: Row | None, ours: Row | None, theirs: Row | None, stance: Stance | None
) -> Decision:
    """One side has the row and the other has not."""
    if stance == "ours" or (theirs == base and stance is None):
        return _NOTHING
    taken = Decision("delete", {}) if theirs is None else Decision("insert", theirs)
    if stance == "theirs" or (ours == base and stance is None):
        return taken
    differences = (Difference(WHOLE_ROW, row_text(base), row_text(ours), row_text(theirs)),)
    return (
        _NOTHING._replace(differences=differences)
        if theirs is None
        else taken._replace(differences=differences)
    )


def _decide_group(
    columns: Sequence[str],
    base: Row | None,
    ours: Row,
    theirs: Row,
    values: dict[str, Cell],
    differences: list[Difference],
) -> None:
    """Adds to `values` and `differences` what becomes of cells that count as one."""
    different = [column for column in columns if ours[column] != theirs[column]]
    if base is not None and all(theirs[column] == base[column] for column in columns):
        return
    if base is not None and all(ours[column] == base[column] for column in columns):
        values.update({column: theirs[column] for column in different})
    else:
        differences += [_cell_difference(column, base, ours, theirs) for column in different]


def _cell_difference(column: str, base: Row | None, ours: Row, theirs: Row) -> Difference:
    known = None if base is None else cell_text(base[column])
    return Difference(column, known, cell_text(ours[column]), cell_text(theirs[column]))

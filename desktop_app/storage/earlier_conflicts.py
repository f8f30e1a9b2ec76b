"""Conflicts that earlier merges left in either copy, and how they bind the next merge."""

import apsw

from desktop_app.domain.history import Conflict
from desktop_app.storage.conflicts import conflicts, write_conflict
from desktop_app.storage.three_way import Stance


def take_conflicts(
    copy: apsw.Connection, theirs: apsw.Connection
) -> dict[tuple[str, str], dict[str, Stance]]:
    """Add their conflicts to the merged case, and tell by table and row, then by column, what they bind.

    An open one must not be resolved by the merge. One that was settled on one side only is settled so. One
    that was settled in two ways is open again.
    """
    stances: dict[tuple[str, str], dict[str, Stance]] = {}
    mine = {conflict.id: conflict for conflict in conflicts(copy, settled=None)}
    others = {conflict.id: conflict for conflict in conflicts(theirs, settled=None)}
    for name in mine.keys() | others.keys():
        own, other = mine.get(name), others.get(name)
        if other and not own:
            write_conflict(copy, _seen_from_here(other))
        stance = _stance(own, other)
        if own and other and stance == "theirs":
            write_conflict(copy, _seen_from_here(other))
        if own and own.settled_at and stance == "clash":
            write_conflict(copy, own._replace(settled_at=None, settled_by="", settled_as=None))
        conflict = own or other
        if stance and conflict:
            cells = stances.setdefault((conflict.table, conflict.row_id), {})
            # Of several about one cell, one that is open decides.
            if cells.get(conflict.column) != "clash":
                cells[conflict.column] = stance
    return stances


def _seen_from_here(conflict: Conflict) -> Conflict:
    """Their conflict with the sides exchanged."""
    return conflict._replace(
        ours=conflict.theirs,
        theirs=conflict.ours,
        ours_by=conflict.theirs_by,
        theirs_by=conflict.ours_by,
    )


def _stance(own: Conflict | None, other: Conflict | None) -> Stance | None:
    if own and other:
        if own.settled_at and other.settled_at:
            return None if own.settled_as == other.settled_as else "clash"
        if own.settled_at:
            return "ours"
        return "theirs" if other.settled_at else "clash"
    known = own or other
    return "clash" if known and not known.settled_at else None

"""Brings two copies of one case together: ours, and the net changes of theirs since they were last the same.

What only one side changed is taken. Where both changed one thing differently, ours stays and a conflict is
kept in the case until somebody settles it. Their change sets are kept in the log, with who, when and why.
"""

from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

import apsw

from desktop_app.domain.history import Conflict
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.storage import change_sets
from desktop_app.storage.common_ground import CommonGround, Side
from desktop_app.storage.conflicts import conflicts
from desktop_app.storage.log_entries import append_entry, entries_from, new_id
from desktop_app.storage.merged_rows import MergedRows
from desktop_app.storage.opening import open_file
from desktop_app.storage.saving import fill_copy, write_whole
from desktop_app.storage.times import read_instant
from desktop_app.storage.writer import touch_contents

_PIECE_BYTES: Final = 1_048_576


class MergeReport(NamedTuple):
    """What a merge did.

    Attributes:
        out: the merged case.
        entries: number of their log entries that were taken over.
        inserted, updated, deleted: rows of ours that changed.
        conflicts: what is open in the merged case.
    """

    out: Path
    entries: int
    inserted: int
    updated: int
    deleted: int
    conflicts: tuple[Conflict, ...]


def merge(
    ours: Path, theirs: Path, out: Path, *, who: str, now: datetime, feedback: Feedback | None = None
) -> MergeReport:
    """Merge `theirs` into a copy of `ours`; neither of the two is changed.

    Args:
        ours: the case that stands where the two do not agree.
        theirs: the other copy.
        out: a new file for the merged case; there is none under that name until it is complete.
        who: the person who merges.
        now: aware UTC.
        feedback: can call it off.

    Raises:
        InputError: a file cannot be used, the two are not copies of one case, or `out` is there already.
        Cancelled: called off; no file is left.
    """
    if out.exists():
        raise InputError(f"{out.name} is there already; give the merged case another name.")
    opened = open_file(ours, want_write=False)
    try:
        other = open_file(theirs, want_write=False)
        try:
            sides = Side("ours", ours.name, opened.reader()), Side("theirs", theirs.name, other.reader())
            return _merge(*sides, out, who, now, feedback or Feedback())
        finally:
            other.close()
    finally:
        opened.close()


def _merge(ours: Side, theirs: Side, out: Path, who: str, now: datetime, feedback: Feedback) -> MergeReport:
    ground = CommonGround(ours, theirs)
    made: list[MergeReport] = []

    def fill(copy: apsw.Connection) -> None:
        fill_copy(copy, ours.connection, feedback)
        with copy:
            entries = _take_log(copy, theirs, ground.fork)
            _take_files(copy, theirs, feedback)
            made.append(
                _take_rows(copy, theirs, ground, who, now, feedback)._replace(out=out, entries=entries)
            )

    try:
        write_whole(out, fill)
    finally:
        ground.close()
    return made[0]


def _stop_if_cancelled(feedback: Feedback) -> None:
    if feedback.is_cancelled:
        raise Cancelled


def _take_log(copy: apsw.Connection, theirs: Side, fork: int) -> int:
    """Add each of their entries that ours does not know, with its change set as they made it."""
    number = 0
    for entry in entries_from(theirs.connection, fork):
        if copy.execute("SELECT 1 FROM tumen_change WHERE id = ?", (entry.id,)).fetchone():
            continue
        number += 1
        append_entry(
            copy,
            kind="merge",
            at=read_instant(entry.at_utc),
            who=entry.who,
            what=entry.what,
            why=entry.why,
            target_id=entry.target_id,
            row_count=entry.row_count,
            tables=entry.table_names.split(),
            theirs=entry.theirs or entry.changeset or change_sets.NOTHING,
            inserted=entry.ranges(),
            entry_id=entry.id,
        )
    return number


def _take_files(copy: apsw.Connection, theirs: Side, feedback: Feedback) -> None:
    """Add the contents of attachments that ours does not hold, a piece at a time."""
    for rowid, sha256, size in theirs.connection.execute(
        "SELECT rowid, sha256, length(content) FROM tumen_file"
    ):
        if copy.execute("SELECT 1 FROM tumen_file WHERE sha256 = ?", (sha256,)).fetchone():
            continue
        copy.execute("INSERT INTO tumen_file (sha256, content) VALUES (?, zeroblob(?))", (sha256, size))
        with (
            theirs.connection.blob_open("main", "tumen_file", "content", rowid, False) as source,
            copy.blob_open("main", "tumen_file", "content", copy.last_insert_rowid(), True) as target,
        ):
            while piece := source.read(_PIECE_BYTES):
                _stop_if_cancelled(feedback)
                target.write(piece)


def _take_rows(
    copy: apsw.Connection, theirs: Side, ground: CommonGround, who: str, now: datetime, feedback: Feedback
) -> MergeReport:
    """Change our rows, and log it as one entry."""
    change_id = new_id("change")
    session = change_sets.session_of(copy)
    try:
        merged = MergedRows(copy, theirs.connection, ground.base, change_id)
        for row in ground.touched():
            _stop_if_cancelled(feedback)
            merged.add(row)
        merged.finish()
        packed = change_sets.packed_session(session)
    finally:
        session.close()
    rows, tables = change_sets.rows_and_tables(packed)
    touch_contents(copy, tables, now)
    still_open = conflicts(copy)
    append_entry(
        copy,
        kind="merge",
        at=now,
        who=who,
        what=f"Merge {theirs.name}: {rows:,} rows changed, {len(still_open):,} conflicts open"
        + (f"; {merged.left_out:,} rows of its detections left out, ours stay" if merged.left_out else ""),
        row_count=rows,
        tables=tables,
        changeset=packed,
        entry_id=change_id,
    )
    return MergeReport(Path(), 0, merged.inserted, merged.updated, merged.deleted, still_open)

"""The case as it was at an earlier time: a copy in memory, rolled back through the log."""

from datetime import datetime

import apsw

from desktop_app.runtime.errors import InputError
from desktop_app.storage import change_sets
from desktop_app.storage.fid_ranges import delete_ranges, read_ranges
from desktop_app.storage.times import instant_text, read_instant


def as_it_was(source: apsw.Connection, at: datetime, into: apsw.Connection | None = None) -> apsw.Connection:
    """A copy of the case as it stood in this file at an instant.

    What another copy of the case held then is not looked at: a merge counts from when it was made.

    Args:
        source: the case; is only read.
        at: aware UTC; what was done within its second still counts.
        into: an empty database to fill; None for a new one in memory.

    Raises:
        InputError: the case was made later.
    """
    # Entries that a merge took over carry the other person's time, and did nothing in this file then.
    last = source.execute(
        "SELECT max(seq) FROM tumen_change WHERE at_utc <= ? AND theirs IS NULL", (instant_text(at),)
    ).get
    if last is None:
        made = source.execute("SELECT min(at_utc) FROM tumen_change").get
        raise InputError(
            f"The case was made on {read_instant(str(made)):%Y-%m-%d at %H:%M:%S} UTC; "
            "there is nothing of it before."
        )
    return as_after(source, int(str(last)), into)


def as_after(source: apsw.Connection, seq: int, into: apsw.Connection | None = None) -> apsw.Connection:
    """A copy of the case as it stood after an entry of its log; arguments as above."""
    copy = into or apsw.Connection(":memory:")
    with copy.backup("main", source, "main") as backup:
        backup.step()
    # Every row was in the case and fitted it then; CHECKs take ten times as long as the rows.
    copy.pragma("ignore_check_constraints", True)
    with copy:
        roll_back(copy, copy, seq)
        copy.execute(
            "DELETE FROM tumen_conflict WHERE change_id IN (SELECT id FROM tumen_change WHERE seq > ?)",
            (seq,),
        )
        copy.execute(
            "UPDATE tumen_conflict SET settled_utc = NULL, settled_by = NULL, settled_as = NULL "
            "WHERE id IN (SELECT target_id FROM tumen_change WHERE seq > ?)",
            (seq,),
        )
        copy.execute("DELETE FROM tumen_change WHERE seq > ?", (seq,))
    copy.pragma("ignore_check_constraints", False)
    return copy


def roll_back(log: apsw.Connection, target: apsw.Connection, seq: int) -> None:
    """Take back in `target`, newest first, what the entries of `log` after `seq` did.

    Args:
        log: the case whose log is followed.
        target: a database with the rows concerned; foreign keys are off.
        seq: the last entry that stays.
    """
    (newest,) = log.execute("SELECT ifnull(max(seq), 0) FROM tumen_change").fetchall()[0]
    for number in range(int(str(newest)), seq, -1):
        # What a merge took over was added in the other copy, and here by the merge's own entry.
        sql = "SELECT changeset, iif(theirs IS NULL, inserted, NULL) FROM tumen_change WHERE seq = ?"
        packed, inserted = next(log.execute(sql, (number,)))
        if isinstance(packed, bytes):
            try:
                change_sets.apply(target, packed, invert=True)
            except apsw.AbortError as error:
                raise InputError(
                    f"Entry {number} of the log does not fit the case: it was changed by another program."
                ) from error
        delete_ranges(target, read_ranges(inserted))

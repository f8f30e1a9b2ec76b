"""Looks a case file through: is it whole, does it contradict itself, does every row rest on something."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Final

import apsw

from desktop_app.domain.findings import Finding, Severity
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.storage.checks import assumptions, attached, references, structure, values
from desktop_app.storage.opening import open_file
from desktop_app.storage.tables.all_tables import TABLES

Check = Callable[[apsw.Connection], Iterator[Finding]]

# SQLite lets go of the interpreter while it works: two threads take little more than half the time of one.
_THREADS: Final = 2
_CACHE_KIB: Final = 65_536  # a thread; looking rows up in an index of a million touches pages in no order
_STEPS_PER_LOOK: Final = 100_000  # SQLite's steps between two looks at the cancel flag, about 5 ms
# Tables that can be long come first, so that neither thread is left with one at the end.
_LONG: Final = ("voyage", "port_call", "sighting")


def _checks() -> list[Check]:
    """Every check, the longest first."""
    names = [*_LONG, *(table.name for table in TABLES if table.name not in _LONG)]
    return [
        structure.pages,
        *(partial(values.rows, table=name) for name in names),
        *(partial(references.foreign_keys, table=name) for name in names),
        references.lines,
        references.terminals,
        attached.digests,
        structure.log,
        values.shapes,
        values.ship_numbers,
        assumptions.bounds,
        assumptions.given_twice,
        assumptions.scales,
        references.uncited,
        partial(references.subjects, table="note"),
        partial(references.subjects, table="doubt"),
        references.contradictions,
        attached.attachments,
        attached.tracks,
        attached.reports,
        attached.layers,
        attached.left_over,
        structure.foreign,
        structure.open_conflicts,
    ]


def check(path: Path, feedback: Feedback | None = None) -> tuple[Finding, ...]:
    """What is wrong with a case file, errors first; it is not changed.

    Args:
        path: the file.
        feedback: can call it off.

    Raises:
        InputError: the file cannot be opened as a case.
        Cancelled: called off.
    """
    opened = open_file(path, want_write=False)
    try:
        connections: SimpleQueue[apsw.Connection] = SimpleQueue()
        for _ in range(_THREADS):
            connection = opened.reader()
            connection.pragma("cache_size", -_CACHE_KIB)
            # `values.rows` holds the rows to the declared conditions, in half the time of SQLite's CHECKs.
            connection.pragma("ignore_check_constraints", True)
            if feedback is not None:
                connection.set_progress_handler(lambda: feedback.is_cancelled, _STEPS_PER_LOOK)
            connections.put(connection)

        def run(one: Check) -> list[Finding]:
            connection = connections.get()
            try:
                return _run(one, connection, feedback)
            finally:
                connections.put(connection)

        with ThreadPoolExecutor(_THREADS, thread_name_prefix="check") as pool:
            found = [finding for findings in pool.map(run, _checks()) for finding in findings]
    finally:
        opened.close()
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: finding.severity is not Severity.ERROR))


def _run(one: Check, connection: apsw.Connection, feedback: Feedback | None) -> list[Finding]:
    if feedback is not None and feedback.is_cancelled:
        raise Cancelled
    try:
        return list(one(connection))
    except apsw.InterruptError:
        raise Cancelled from None
    except apsw.Error as error:
        # A damaged page ends whatever reads it; the other checks go on.
        return [Finding(Severity.ERROR, "", "", f"The file is damaged: {error}.")]

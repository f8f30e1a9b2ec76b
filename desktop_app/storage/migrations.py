"""Brings a case of an earlier version to this one's tables.

A migration only adds columns, at the end, and tables, or makes a table anew with the same columns: the change
sets in the log stay applicable, and so "as it was on" and merging reach back over it. Its statements are
history and are never edited afterwards, even when the declared tables go on changing.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

import apsw

from desktop_app import __version__
from desktop_app.runtime.errors import InputError
from desktop_app.storage.ddl import SCHEMA_VERSION
from desktop_app.storage.defences import present_tables, require_layout
from desktop_app.storage.steps import version_2, version_3, version_4, version_5


class Migration(NamedTuple):
    """One step.

    Attributes:
        before: version that it leads from.
        after: version that it leads to.
        what: a sentence for the log.
        statements: carried out in this order.
    """

    before: int
    after: int
    what: str
    statements: tuple[str, ...]


MIGRATIONS: Final = (
    Migration(1, 2, "Make room for AIS tracks", version_2.STATEMENTS),
    Migration(2, 3, "Make room for scenarios and for dimensions of vessels", version_3.STATEMENTS),
    Migration(3, 4, "Make room for reports of imports, doubts and reference layers", version_4.STATEMENTS),
    Migration(4, 5, "Make room for events in AIS reports, verdicts and watched areas", version_5.STATEMENTS),
)


def way(version: int, name: str, migrations: Sequence[Migration] = MIGRATIONS) -> list[Migration]:
    """The steps from this version to the present one.

    Raises:
        InputError: the file is newer than this program, or no step leads on from it.
    """
    if version > SCHEMA_VERSION:
        raise InputError(
            f"{name} was written by a newer Tumen (tables of version {version}; this one knows up to "
            f"{SCHEMA_VERSION}); open it with that one."
        )
    steps: list[Migration] = []
    by_version = {step.before: step for step in migrations}
    while version != SCHEMA_VERSION:
        if version not in by_version:
            raise InputError(f"{name} has tables of version {version}, which no Tumen ever wrote.")
        steps.append(by_version[version])
        version = steps[-1].after
    return steps


def migrate(connection: apsw.Connection, steps: Sequence[Migration], name: str, now: datetime) -> None:
    """Carry out the steps in one transaction, logged as done `now`, and check that a whole case came of it.

    Raises:
        InputError: the result lacks a table or column; nothing was changed.
    """
    from desktop_app.storage.log_entries import append_entry  # noqa: PLC0415 - only an older file needs it
    from desktop_app.storage.styles.layer_styles import add_styles  # noqa: PLC0415 - as above

    connection.execute("BEGIN IMMEDIATE")
    try:
        before = present_tables(connection)
        for step in steps:
            for statement in step.statements:
                connection.execute(statement)
            connection.execute("UPDATE tumen_schema SET version = ?", (step.after,))
        add_styles(connection, present_tables(connection) - before)
        # Last: the log itself may have got a column by a step.
        for step in steps:
            append_entry(connection, kind="migrate", at=now, who=f"Tumen {__version__}", what=step.what)
        require_layout(connection, name)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def keep_backup(connection: apsw.Connection, path: Path, version: int) -> Path:
    """Copy the case beside itself as it is before a migration; a backup made earlier is never overwritten.

    Raises:
        InputError: the copy cannot be written.
    """
    from desktop_app.storage.saving import SUFFIX, save_copy  # noqa: PLC0415 - 30 ms, only an older file needs it

    stem = path.name.removesuffix(SUFFIX)
    backup = path.with_name(f"{stem}.backup-v{version}{SUFFIX}")
    number = 1
    while backup.exists():
        number += 1
        backup = path.with_name(f"{stem}.backup-v{version}-{number}{SUFFIX}")
    save_copy(connection, backup, everything=True)
    return backup

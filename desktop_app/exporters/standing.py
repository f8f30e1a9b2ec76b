"""Since when, and by whom, a row of a case stands as it does."""

from datetime import datetime
from typing import Final

import apsw

from desktop_app.domain.history import Change
from desktop_app.exporters import wording
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.change_log import changes_of_row
from desktop_app.storage.log_entries import entries_from
from desktop_app.storage.tables.keys import TABLES_OF_KIND

# Change sets are read in Python, some 300,000 rows a second: with more than this a card would have to wait.
MOST_ROWS_READ: Final = 100_000


def standing_of(store: CaseStore, key: str, feedback: Feedback | None = None) -> str:
    """The last change of a row as a sentence; empty where there is no such row, or no log.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    kind, _, ident = key.partition(":")
    with store.reader(feedback) as connection:
        try:
            for table in TABLES_OF_KIND.get(kind, ()):
                if connection.execute(f"SELECT 1 FROM {table} WHERE id = ?", (ident,)).fetchone():  # noqa: S608 - declared
                    return _sentence(connection, table, ident)
        except apsw.InterruptError as error:
            raise Cancelled from error
    return ""


def changes_of(
    store: CaseStore, key: str, most: int, feedback: Feedback | None = None
) -> tuple[tuple[str, str], ...]:
    """When and by whom a row was changed, and what was done, newest first; none where the log is too long.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    kind, _, ident = key.partition(":")
    with store.reader(feedback) as connection:
        try:
            found = [
                change
                for table in TABLES_OF_KIND.get(kind, ())
                if not _is_long(connection, table)
                for change, _ in changes_of_row(connection, table, ident, most)
            ]
        except apsw.InterruptError as error:
            raise Cancelled from error
    return tuple((_who(change), f"{change.what}.{_why(change)}") for change in found)


def who_changed(store: CaseStore, subject: str) -> tuple[str, datetime] | None:
    """Who changed a row last, and when (UTC); None where nobody has since the case was made.

    None also where the log of its table is too long to be read for one row.

    Args:
        store: the case.
        subject: key of the row, such as "parameter:load_fraction".
    """
    kind, _, ident = subject.partition(":")
    with store.reader() as connection:
        for table in TABLES_OF_KIND.get(kind, ()):
            if not _is_long(connection, table):
                for change, _ in changes_of_row(connection, table, ident, 1):
                    return change.who, change.at
    return None


def _is_long(connection: apsw.Connection, table: str) -> bool:
    """Whether the log of a table is too long to be read for one row."""
    sql = (
        "SELECT TOTAL(row_count) FROM tumen_change "
        "WHERE changeset IS NOT NULL AND ' ' || table_names || ' ' LIKE ?"
    )
    ((rows,),) = connection.execute(sql, (f"% {table} %",))
    return float(rows) > MOST_ROWS_READ


def _sentence(connection: apsw.Connection, table: str, ident: str) -> str:
    if _is_long(connection, table):
        return "The log is long; History in the Edit menu tells who changed it."
    found = changes_of_row(connection, table, ident, 1)
    if found:
        return _told(found[0][0])
    first = next(entries_from(connection), None)
    return f"Unchanged since the case was made, {_who(first.change())}." if first is not None else ""


def _told(change: Change) -> str:
    return f"Stands so since {_who(change)}: {change.what}.{_why(change)}"


def _why(change: Change) -> str:
    return f" Reason: {change.why}" if change.why else ""


def _who(change: Change) -> str:
    at = wording.instant(change.at)
    return f"{at}, by {change.who}" if change.who else at

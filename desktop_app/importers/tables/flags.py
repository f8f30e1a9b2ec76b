"""Flags of rows as rows of the case, and lines of the report."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from desktop_app.domain.imports import Check, Verdict
from desktop_app.importers.tables.comparing import present_ids
from desktop_app.importers.tally import Tally
from desktop_app.storage.edits import Cell
from desktop_app.storage.import_desk import ImportDesk


class Flag(NamedTuple):
    """One thing that is doubtful about one row.

    Attributes:
        line: of the file.
        subject: "kind:id".
    """

    line: int
    subject: str
    check: Check
    text: str
    column: str = ""
    value: str = ""


def doubt_id(subject: str, check: Check, text: str) -> str:
    """The id of a flag: the same for the same words about the same row."""
    return "doubt-" + hashlib.sha256(f"{subject}|{check.value}|{text}".encode()).hexdigest()[:16]


def write_flags(desk: ImportDesk, flags: Iterable[Flag], run_id: str) -> None:
    """Those that the case does not hold yet."""
    rows: dict[str, Mapping[str, Cell]] = {}
    for flag in flags:
        row_id = doubt_id(flag.subject, flag.check, flag.text)
        rows.setdefault(
            row_id,
            {
                "id": row_id,
                "subject": flag.subject,
                "check_name": flag.check.value,
                "text": flag.text,
                "import_run_id": run_id,
                "count": 1,
            },
        )
    there = present_ids(desk.connection, "doubt", list(rows)) if rows else set()
    new = [tuple(row.values()) for row_id, row in rows.items() if row_id not in there]
    columns = ("id", "subject", "check_name", "text", "import_run_id", "count")
    desk.insert("doubt", columns, new)


def report_flags(tally: Tally, flags: Iterable[Flag]) -> None:
    """A line for each."""
    for flag in flags:
        tally.line(
            Verdict.DOUBTFUL,
            flag.line,
            flag.text,
            column=flag.column,
            value=flag.value,
            check=flag.check,
            subject=flag.subject,
        )

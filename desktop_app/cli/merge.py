"""`tumen merge A B -o C`: two copies of one case brought together."""

import argparse
import getpass
import json
from datetime import UTC, datetime
from textwrap import shorten

from desktop_app.domain.history import Conflict
from desktop_app.runtime.settings import default_path, load
from desktop_app.storage.merging import MergeReport, merge
from desktop_app.storage.row_words import capital, column_words, table_words
from desktop_app.storage.three_way import WHOLE_ROW

CONFLICTS_EXIT = 1
_WIDTH = 32  # of each of the three values side by side


def merge_cases(arguments: argparse.Namespace) -> int:
    """Merge, and print what was taken and what does not agree; the value is the exit code."""
    report = merge(
        arguments.ours,
        arguments.theirs,
        arguments.output,
        who=arguments.who or load(default_path()).author or getpass.getuser(),
        now=datetime.now(UTC),
    )
    if arguments.json:
        plain = report._asdict() | {
            "out": str(report.out),
            "conflicts": [conflict._asdict() | {"settled_at": None} for conflict in report.conflicts],
        }
        print(json.dumps(plain, ensure_ascii=False, indent=2))
    else:
        _print(report, arguments)
    return CONFLICTS_EXIT if report.conflicts else 0


def _print(report: MergeReport, arguments: argparse.Namespace) -> None:
    print(
        f"taken from {arguments.theirs.name}: {report.inserted:,} rows added, {report.updated:,} changed, "
        f"{report.deleted:,} deleted; entries of the log taken over: {report.entries:,}"
    )
    if report.conflicts:
        print(f"conflicts: {len(report.conflicts):,}; {arguments.ours.name} stands until they are settled")
        print(f"  {'before':{_WIDTH}}  {arguments.ours.name:{_WIDTH}}  {arguments.theirs.name}")
    for conflict in report.conflicts:
        column = "the whole row" if conflict.column == WHOLE_ROW else column_words(conflict.column)
        print(f"{capital(table_words(conflict.table))} {conflict.row_id}: {column}")
        ours = f"{_value(conflict, conflict.ours)}{_by(conflict.ours_by)}"
        theirs = f"{_value(conflict, conflict.theirs)}{_by(conflict.theirs_by)}"
        print(f"  {_value(conflict, conflict.base):{_WIDTH}}  {ours:{_WIDTH}}  {theirs}")
    print(f"written to {report.out}")


def _value(conflict: Conflict, text: str | None) -> str:
    if text is None:
        return "no row"
    if conflict.column == WHOLE_ROW:
        return "the row"
    return "nothing" if text == "null" else shorten(text, _WIDTH, placeholder="…")


def _by(who: str) -> str:
    return f" ({who})" if who else ""

"""What becomes of each row of a table, and what there is to say about it."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from desktop_app.domain.imports import Check, Verdict
from desktop_app.importers.tables.comparing import Comparison, Kept
from desktop_app.importers.tables.findings import Finding
from desktop_app.importers.tables.flags import Flag
from desktop_app.importers.tables.table_rows import ID, ROW, TableRows
from desktop_app.importers.tables.work import TableWork
from desktop_app.storage.row_words import column_words
from desktop_app.storage.tables.keys import KIND_OF_TABLE

VERDICTS: Final = (
    Verdict.REJECTED,
    Verdict.MERGED,
    Verdict.UNCHANGED,
    Verdict.UPDATED,
    Verdict.ACCEPTED,
)
_REJECTED, _MERGED, _UNCHANGED, _UPDATED, _ACCEPTED = range(len(VERDICTS))
_NOTHING_MORE: Final = "is about the same as another row and says nothing more"
_REMOVED: Final = "was deleted in this case by hand, and stays deleted"


class Outcome(NamedTuple):
    """A table compared with the case.

    Attributes:
        verdicts: by row, places in `VERDICTS`.
        merged: rows that were taken into one with others, and why.
        flags: of rows that are not rejected, by line.
        removed: lines of rows that were deleted by hand.
    """

    verdicts: "np.ndarray[tuple[int], np.dtype[np.uint8]]"
    merged: tuple[Finding, ...]
    flags: tuple[Flag, ...]
    removed: tuple[int, ...]

    def number(self, verdict: Verdict) -> int:
        """Rows of a verdict."""
        return int(np.count_nonzero(self.verdicts == VERDICTS.index(verdict)))

    @property
    def doubtful(self) -> int:
        """Rows with a flag."""
        return len({flag.line for flag in self.flags})


def outcome(work: TableWork, rows: Sequence[TableRows], found: Sequence[Comparison]) -> Outcome:
    """Put together what the tables' comparisons say about each row of the file."""
    verdicts = np.full(work.rows, _REJECTED, np.uint8)
    verdicts[work.kept] = _MERGED
    for one in work.merged:
        verdicts[one.rows] = _MERGED
    removed: set[int] = set()
    for table, comparison in zip(rows, found, strict=True):
        own = table.said[ROW].to_numpy()
        is_target = table.table == work.table.target.table
        raised = (
            (comparison.present, _UNCHANGED),
            (np.fromiter(comparison.changes, np.int64), _UPDATED),
            (comparison.new, _ACCEPTED if is_target else _UPDATED),
            (comparison.removed, _UNCHANGED),
        )
        for places, verdict in raised:
            verdicts[own[places]] = np.maximum(verdicts[own[places]], verdict)
        if is_target:
            removed.update(own[comparison.removed].tolist())
    merged = list(work.merged)
    told = np.concatenate([one.rows for one in merged]) if merged else np.zeros(0, np.int64)
    silent = np.setdiff1d(np.flatnonzero(verdicts == _MERGED), told)
    if silent.size:
        merged.append(Finding(silent, "", [""] * len(silent), [_NOTHING_MORE] * len(silent), None))
    lines = work.lines
    return Outcome(
        verdicts,
        tuple(merged),
        _flags(work, rows, found, verdicts),
        tuple(int(lines[row]) for row in sorted(removed)),
    )


def removed_reason() -> str:
    """Why a row that was deleted by hand is not taken."""
    return _REMOVED


def _flags(
    work: TableWork,
    rows: Sequence[TableRows],
    found: Sequence[Comparison],
    verdicts: "np.ndarray[tuple[int], np.dtype[np.uint8]]",
) -> tuple[Flag, ...]:
    kind = KIND_OF_TABLE[work.table.target.table]
    ids = _subjects(work, rows)
    lines = work.lines
    flags: list[Flag] = []
    for one in work.findings.doubts:
        for row, value, reason in zip(one.rows.tolist(), one.values, one.reasons, strict=True):
            if verdicts[row] != _REJECTED and row in ids and one.check is not None:
                flags.append(
                    Flag(int(lines[row]), f"{kind}:{ids[row]}", one.check, reason, one.column, value)
                )
    for table, comparison in zip(rows, found, strict=True):
        own = table.said[ROW]
        for kept in comparison.kept:
            row = int(own[kept.place])
            subject = f"{KIND_OF_TABLE[table.table]}:{table.said[ID][kept.place]}"
            column = _column_of(work, kept.column)
            flags.append(_kept_flag(int(lines[row]), subject, kept, column))
    return tuple(sorted(flags, key=lambda flag: flag.line))


def _column_of(work: TableWork, stored: str) -> str:
    """The file's column behind a column of the case; empty where several or none are."""
    fields = [field.name for field in work.table.target.fields if field.column == stored]
    return work.table.column_of(fields[0]) if fields and work.has(fields[0]) else ""


def _kept_flag(line: int, subject: str, kept: Kept, column: str) -> Flag:
    words = column_words(kept.column)
    said, stored = _shown(kept.said), _shown(kept.stored)
    if kept.by_hand:
        told = f"{words} was changed by hand to {stored}, which stays; the file now says {said}"
        return Flag(line, subject, Check.CHANGED_HERE, told, column, said)
    told = f"{words} is {stored} in this case, which stays; the file says {said}"
    return Flag(line, subject, Check.VALUE, told, column, said)


def _shown(value: object) -> str:
    if isinstance(value, bytes):
        return "another position"
    text = "nothing" if value is None else str(value)
    return text if len(text) <= 80 else text[:79] + "…"  # noqa: PLR2004 - a line of a report


def _subjects(work: TableWork, rows: Sequence[TableRows]) -> Mapping[int, str]:
    """The target's row of each row of the file."""
    if work.subjects is not None:
        return {row: one for row, one in enumerate(work.subjects.to_list()) if one is not None}
    (target,) = [one for one in rows if one.table == work.table.target.table]
    wanted = {int(row) for one in work.findings.doubts for row in one.rows}
    if not wanted:
        return {}
    pairs = zip(target.said[ROW].to_list(), target.said[ID].to_list(), strict=True)
    return {row: one for row, one in pairs if row in wanted}

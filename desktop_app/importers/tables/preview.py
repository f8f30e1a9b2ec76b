"""What an import of a table would do, from its first rows: nothing is written."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final, NamedTuple

import apsw
import numpy as np

from desktop_app.domain.imports import Counts, Verdict
from desktop_app.importers.files.opening import stem_of
from desktop_app.importers.formats import raw_table
from desktop_app.importers.importing import ImportOrder
from desktop_app.importers.running import dataset_of
from desktop_app.importers.sheets.raw_table import RawTable
from desktop_app.importers.sources import known_source
from desktop_app.importers.tables.building.builders import BUILDERS
from desktop_app.importers.tables.comparing import compare_all
from desktop_app.importers.tables.field_table import FieldTable, read_fields
from desktop_app.importers.tables.mapping import Mapping
from desktop_app.importers.tables.outcome import VERDICTS, Outcome, outcome
from desktop_app.importers.tables.work import NameMatch, TableWork
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore

# Rows in which problems are looked for: half a second.
LOOKED_AT: Final = 5_000
_SHOWN: Final = 200  # of a cell


class PreviewCell(NamedTuple):
    """One cell.

    Attributes:
        text: as the file has it, shortened; empty for an empty cell.
        read_as: what it is taken for, in words; empty where nothing is said or it is taken as it stands.
        problem: what is wrong with it, as a clause; empty for nothing.
    """

    text: str
    read_as: str
    problem: str


class PreviewRow(NamedTuple):
    """One row.

    Attributes:
        line: of the file, or row of the sheet.
        cells: in the order of `Preview.columns`.
        verdict: what would become of it.
        reasons: why it is refused, merged or doubtful, as clauses.
    """

    line: int
    cells: tuple[PreviewCell, ...]
    verdict: Verdict
    reasons: tuple[str, ...]


class Preview(NamedTuple):
    """What an import would do.

    Attributes:
        columns: names of the columns that the mapping uses, with the title of the field that each fills.
        first: the first rows.
        problems: of the rows looked at, those that are refused, merged or doubtful.
        counts: of the rows looked at.
        looked_at: number of these rows.
        rows: of the whole table, estimated; None where it cannot be told.
        matches: ships, ports, stations, companies and sources that are named, and what they are taken for.
        swapped: how most positions would come to lie in the Far East, such as "longitude and latitude
            exchanged"; empty where there is nothing to offer.
        note: how the table was read.
    """

    columns: tuple[tuple[str, str], ...]
    first: tuple[PreviewRow, ...]
    problems: tuple[PreviewRow, ...]
    counts: Counts
    looked_at: int
    rows: int | None
    matches: tuple[NameMatch, ...]
    swapped: str
    note: str


def preview(
    store: CaseStore,
    order: ImportOrder,
    rows: int = 50,
    *,
    raw: RawTable | None = None,
    feedback: Feedback | None = None,
    now: datetime | None = None,
) -> Preview:
    """Look at the beginning of a table through its mapping.

    Args:
        store: the case that it is meant for.
        order: with a mapping.
        rows: at most so many first rows, and so many problem rows.
        raw: the table where it is open already; None to open it.
        feedback: can call it off.
        now: aware UTC; None for the clock's.

    Raises:
        InputError: the table cannot be read, or the mapping does not fit it.
        Cancelled: called off.
    """
    if order.mapping is None:
        raise InputError(f"{order.file.name}: nothing says what its columns are.")
    raw = raw_table(order) if raw is None else raw
    table = read_fields(order.file.name, raw, order.mapping, feedback or Feedback(), LOOKED_AT)
    with store.reader(feedback) as connection:
        return _seen(connection, order, raw, table, rows, now or datetime.now(UTC))


def _seen(
    connection: apsw.Connection,
    order: ImportOrder,
    raw: RawTable,
    table: FieldTable,
    rows: int,
    now: datetime,
) -> Preview:
    source_id = known_source(connection, order)
    dataset = dataset_of(stem_of(order.file), source_id)
    work = TableWork(table, connection, Resources.locate(), dataset=dataset, ships=order.ships, now=now)
    build = BUILDERS.get(table.mapping.target)
    made = build(work) if build is not None else ()
    found = compare_all(connection, made, source_id)
    what = outcome(work, made, found)
    shown = list(_rows(work, what, rows, own=build is not None))
    first = tuple(row for place, row in shown if place < rows)
    problems = tuple(
        row for _, row in shown if row.verdict in {Verdict.REJECTED, Verdict.MERGED} or row.reasons
    )
    return Preview(
        columns_of(table),
        first,
        (*_bad_rows(table, rows), *problems)[:rows],
        _counts(work, what, len(table.bad)),
        work.rows + len(table.bad),
        raw.rows,
        tuple(sorted(work.matches, key=lambda match: (not match.candidates, match.kind, -match.rows))),
        work.turned_round if not table.mapping.swapped else "",
        raw.note,
    )


def columns_of(table: FieldTable) -> tuple[tuple[str, str], ...]:
    """Name in the file and title of the field, of each use that has a column."""
    mapping: Mapping = table.mapping
    return tuple((use.column, table.target.field(use.field).title) for use in mapping.uses if use.column)


def _counts(work: TableWork, what: Outcome, bad: int) -> Counts:
    return Counts(
        read=work.rows + bad,
        accepted=what.number(Verdict.ACCEPTED),
        updated=what.number(Verdict.UPDATED),
        unchanged=what.number(Verdict.UNCHANGED),
        merged=what.number(Verdict.MERGED),
        doubtful=what.doubtful,
        rejected=what.number(Verdict.REJECTED) + bad,
    )


def _bad_rows(table: FieldTable, most: int) -> Iterator[PreviewRow]:
    for bad in table.bad[:most]:
        yield PreviewRow(
            bad.line, (PreviewCell(bad.value[:_SHOWN], "", bad.reason),), Verdict.REJECTED, (bad.reason,)
        )


def _rows(work: TableWork, what: Outcome, most: int, *, own: bool) -> Iterator[tuple[int, PreviewRow]]:
    """Place and row of the first rows and of the first problem rows."""
    by_cell: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    by_row: defaultdict[int, list[str]] = defaultdict(list)
    for finding in (*work.findings.rejections, *what.merged, *work.findings.doubts):
        for row, reason in zip(finding.rows.tolist(), finding.reasons, strict=True):
            by_row[row].append(reason)
            by_cell[row, finding.column].append(reason)
    lines = work.lines
    places = {int(line): place for place, line in enumerate(lines.tolist())}
    for flag in what.flags:
        place = places[flag.line]
        if flag.text not in by_row[place]:
            by_row[place].append(flag.text)
    troubled = sorted(by_row)[:most]
    uses = [use for use in work.table.mapping.uses if use.column]
    wanted = np.union1d(np.arange(min(most, work.rows)), np.array(troubled, np.int64)).astype(np.int64)
    texts = {use.field: work.table.texts(use.field).gather(wanted).to_list() for use in uses}
    read = {field: show().gather(wanted).to_list() for field, show in work.shown.items()}
    for number, place in enumerate(wanted.tolist()):
        cells = tuple(
            PreviewCell(
                (texts[use.field][number] or "")[:_SHOWN],
                _told(read.get(use.field), number, texts[use.field][number]),
                "; ".join(by_cell.get((place, use.column), ())),
            )
            for use in uses
        )
        verdict = VERDICTS[int(what.verdicts[place])] if own else Verdict.ACCEPTED
        yield place, PreviewRow(int(lines[place]), cells, verdict, tuple(by_row.get(place, ())))


def _told(read: list[str | None] | None, number: int, text: str | None) -> str:
    told = (read[number] if read is not None else None) or ""
    return "" if told == text else told[:_SHOWN]

"""Imports tables: text with delimiters and workbooks, and whatever other readers hand on as a table."""

from typing import Final

from desktop_app.domain.imports import Check, Verdict
from desktop_app.importers.importing import Found, Importing, Sample
from desktop_app.importers.sheets.raw_table import RawTable
from desktop_app.importers.tables.building.builders import BUILDERS
from desktop_app.importers.tables.citing import Citing
from desktop_app.importers.tables.comparing import Comparison, compare_all
from desktop_app.importers.tables.field_table import read_fields
from desktop_app.importers.tables.flags import report_flags, write_flags
from desktop_app.importers.tables.laying_down import write_new_things, write_rows
from desktop_app.importers.tables.outcome import Outcome, outcome, removed_reason
from desktop_app.importers.tables.own_words import renew
from desktop_app.importers.tables.recognising import recognise as recognise_table
from desktop_app.importers.tables.table_rows import ID, TableRows
from desktop_app.importers.tables.work import TableWork
from desktop_app.importers.tally import Tally
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.feedback import Cancelled

_FIXES: Final = "fixes"


def recognise(sample: Sample) -> tuple[Found, ...]:
    """Whether the file is a table; any text in which delimiters are seen may be one."""
    return recognise_table(sample)


def carry_out(importing: Importing) -> None:
    """Read the file's table and lay its rows down.

    Raises:
        InputError: the file cannot be read as a table, or the mapping does not fit it.
    """
    from desktop_app.importers.sheets.open_table import open_table  # noqa: PLC0415 - polars: seldom

    order = importing.order
    take_rows(importing, open_table(order.file, order.table, order.encoding))


def take_rows(importing: Importing, raw: RawTable) -> None:
    """Lay the rows of a table down as the order's mapping says.

    Raises:
        InputError: there is no mapping, or it does not fit the table.
    """
    order, tally = importing.order, importing.tally
    if order.mapping is None:
        raise InputError(f"{order.file.name}: nothing says what its columns are.")
    if order.mapping.target == _FIXES:
        from desktop_app.importers.ais.fixes_table import take_fixes  # noqa: PLC0415 - numba: seldom

        take_fixes(importing, raw)
        return
    importing.told("Reading", 0)
    table = read_fields(order.file.name, raw, order.mapping, importing.feedback)
    tally.read += len(table.frame) + len(table.bad)
    for bad in table.bad:
        tally.reject(bad.line, "", bad.value, bad.reason)
    size = order.file.path.stat().st_size
    _look(importing, "Matching", size)
    work = TableWork(
        table,
        importing.desk.connection,
        importing.resources,
        dataset=importing.dataset,
        ships=order.ships,
        now=importing.now,
    )
    rows = BUILDERS[order.mapping.target](work)
    citing = Citing(work, importing.citation)
    _look(importing, "Comparing", size)
    source_id = importing.citation.source_ids[0]
    found = compare_all(importing.desk.connection, rows, source_id)
    what = outcome(work, rows, found)
    _look(importing, "Writing", size)
    write_new_things(importing.desk, work, citing)
    for one, comparison in zip(rows, found, strict=True):
        write_rows(importing.desk, one, comparison, citing, importing.feedback)
    renew(importing.desk, rows, found)
    write_flags(importing.desk, what.flags, importing.run_id)
    tell(tally, work, what)
    _tell_missing(importing, work, rows, found, source_id)


def tell(tally: Tally, work: TableWork, what: Outcome) -> None:
    """Counts, and a line for each row that is not simply taken."""
    tally.accepted += what.number(Verdict.ACCEPTED)
    tally.updated += what.number(Verdict.UPDATED)
    tally.unchanged += what.number(Verdict.UNCHANGED)
    tally.merged += what.number(Verdict.MERGED)
    tally.doubtful += what.doubtful
    lines = work.lines
    refused = sorted(
        (row, one.column, value, reason)
        for one in work.findings.rejections
        for row, value, reason in zip(one.rows.tolist(), one.values, one.reasons, strict=True)
    )
    for row, column, value, reason in refused:
        tally.reject(int(lines[row]), column, value, reason)
    for one in what.merged:
        for row, reason in zip(one.rows.tolist(), one.reasons, strict=True):
            tally.line(Verdict.MERGED, int(lines[row]), reason)
    for line in what.removed:
        tally.line(Verdict.UNCHANGED, line, removed_reason(), check=Check.CHANGED_HERE)
    report_flags(tally, what.flags)


def _tell_missing(
    importing: Importing,
    work: TableWork,
    rows: tuple[TableRows, ...],
    found: tuple[Comparison, ...],
    source_id: str,
) -> None:
    """Rows that an earlier edition of the file had and this one has not: they stay, and are told of."""
    (target,) = [place for place, one in enumerate(rows) if one.table == work.table.target.table]
    if rows[target].shared or not found[target].present.size:
        return
    here = set(rows[target].said[ID].to_list())
    sql = (
        f"SELECT id FROM {rows[target].table} WHERE evidence_id IN "  # noqa: S608 - declared name
        "(SELECT evidence_id FROM citation WHERE source_id = ?)"
    )
    missing = sum(one not in here for (one,) in importing.desk.connection.execute(sql, (source_id,)))
    if missing:
        title = work.table.target.title.lower()
        told = f"{missing:,} {title} that cite the same source are not in this file any more; they stay"
        importing.tally.line(Verdict.UNCHANGED, 0, told)


def _look(importing: Importing, step: str, size: int) -> None:
    if importing.feedback.is_cancelled:
        raise Cancelled
    importing.told(step, size)

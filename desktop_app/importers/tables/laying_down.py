"""Writes what a table has become into the case, inside the import's one transaction."""

from collections.abc import Iterable, Iterator
from itertools import islice, repeat
from typing import TYPE_CHECKING, Final

from desktop_app.domain.provenance import Citation
from desktop_app.importers.tables.citing import Citing
from desktop_app.importers.tables.comparing import Comparison
from desktop_app.importers.tables.distinct import Codes, first_rows
from desktop_app.importers.tables.table_rows import ID, ROW, NewThing, TableRows
from desktop_app.importers.tables.work import TableWork
from desktop_app.query.editing.stored_row import read_row
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.storage.consignment_lines import draw_consignments
from desktop_app.storage.edits import Cell
from desktop_app.storage.import_desk import ImportDesk
from desktop_app.storage.tables.all_tables import BY_NAME

if TYPE_CHECKING:
    import polars as pl

# Rows written between two looks at the cancel flag: about a third of a second.
_AT_ONCE: Final = 50_000
_EVIDENCE: Final = "evidence_id"


def write_new_things(desk: ImportDesk, work: TableWork, citing: Citing) -> None:
    """Vessels, companies and sources that rows name and the case does not have."""
    firsts: dict[int, Codes] = {}
    for thing in work.new_things:
        codes = firsts.get(id(thing.codes))
        if codes is None:
            number = int(thing.codes.max(initial=0)) + 1
            codes = firsts[id(thing.codes)] = first_rows(thing.codes, number, work.kept)
        row = int(codes[thing.place])
        if row >= 0 and not desk.has(thing.table, thing.id):
            _write_thing(desk, thing, citing, row)


def _write_thing(desk: ImportDesk, thing: NewThing, citing: Citing, row: int) -> None:
    cells: dict[str, Cell] = {"id": thing.id, **thing.cells}
    if BY_NAME[thing.table].cited:
        cells[_EVIDENCE] = citing.write(desk, row)
    desk.insert(thing.table, tuple(cells), (tuple(cells.values()),))


def write_rows(
    desk: ImportDesk, rows: TableRows, found: Comparison, citing: Citing, feedback: Feedback
) -> None:
    """New rows, and cells of rows that the case holds."""
    _insert(desk, rows, found.new, citing, feedback)
    ids, own = rows.said[ID], rows.said[ROW]
    for place, change in found.changes.items():
        values, row_id = dict(change), str(ids[place])
        if BY_NAME[rows.table].cited:
            citation = citing.citation_of(int(own[place]))
            before = read_row(desk.connection, rows.table, row_id)
            values[_EVIDENCE] = desk.evidence(
                _joined(before.citation if before is not None else None, citation, shared=rows.shared)
            )
        desk.update(rows.table, row_id, values)
    if rows.table == "consignment":
        _draw(desk, rows, found)


def _joined(before: Citation | None, citation: Citation, *, shared: bool) -> Citation:
    """What a row rests on after a change: the file, and whatever else it rested on before."""
    if before is None:
        return citation
    first, then = (before, citation) if shared else (citation, before)
    others = tuple(one for one in then.references if one.source_id not in first.source_ids)
    return Citation((*first.references, *others), before.grade)


def _draw(desk: ImportDesk, rows: TableRows, found: Comparison) -> None:
    """The railway between the stations of each consignment, found once for each pair."""
    ends = {"from_station_id", "to_station_id"}
    if not ends <= set(rows.said.columns):
        return
    moved = [place for place, change in found.changes.items() if ends & change.keys()]
    drawn: dict[tuple[object, object], str] = {}
    sql = "UPDATE consignment SET geom = (SELECT geom FROM consignment WHERE id = ?) WHERE id = ?"
    pairs = rows.said.select("from_station_id", "to_station_id").rows()
    for place in (*found.new.tolist(), *moved):
        row_id = str(rows.said[ID][place])
        model = drawn.get(pairs[place])
        if None in pairs[place]:
            continue
        if model is None:
            drawn[pairs[place]] = row_id
            draw_consignments(desk.connection, [row_id])
        else:
            desk.connection.execute(sql, (model, row_id))


def _insert(desk: ImportDesk, rows: TableRows, places: Codes, citing: Citing, feedback: Feedback) -> None:
    """New rows, in the order of their ids, which is written fastest; numbered in that of the file."""
    if not places.size:
        return
    ids = rows.said[ID].gather(places)
    order = ids.arg_sort().to_numpy()
    wanted = places[order]
    # Written before: while many rows are laid down the log does not see what else is.
    own = rows.said[ROW].gather(wanted).to_list()
    evidence = citing.write_all(desk, own) if BY_NAME[rows.table].cited else None
    numbers = _highest(desk, rows) + 1 + order if rows.numbered else None
    columns = list(_cells(rows, wanted[:1]))
    names = [*(name for name, _ in columns), *([_EVIDENCE] if evidence is not None else [])]
    names += [rows.numbered] if numbers is not None else []
    desk.insert(rows.table, names, _batches(rows, wanted, evidence, numbers, feedback))


def _batches(
    rows: TableRows,
    places: Codes,
    evidence: Iterable[str] | None,
    numbers: Codes | None,
    feedback: Feedback,
) -> Iterator[tuple[Cell, ...]]:
    """Cells of rows, column by column of some thousand rows at a time."""
    named = iter(evidence) if evidence is not None else None
    for start in range(0, len(places), _AT_ONCE):
        if feedback.is_cancelled:
            raise Cancelled
        batch = places[start : start + _AT_ONCE]
        columns = [cells for _, cells in _cells(rows, batch)]
        if named is not None:
            columns.append(list(islice(named, len(batch))))
        if numbers is not None:
            columns.append(numbers[start : start + len(batch)].tolist())
        yield from zip(*columns, strict=False)


def _cells(rows: TableRows, places: Codes) -> Iterator[tuple[str, Iterable[Cell]]]:
    """Column and cells: what the file says, else what a new row has."""
    own: pl.Series | None = None
    said = rows.said[places]
    yield ID, said[ID].to_list()
    for name in dict.fromkeys((*said.columns, *rows.first)):
        if name in {ROW, ID}:
            continue
        first = rows.first.get(name)
        if name not in said.columns:
            if first is None or isinstance(first, str | int | float | bytes):
                yield name, repeat(first)
                continue
            own = said[ROW] if own is None else own
            yield name, first.gather(own).to_list()
            continue
        cells = said[name]
        if first is not None and cells.null_count():
            if not isinstance(first, str | int | float | bytes):
                first = first.gather(said[ROW])
            cells = cells.fill_null(first)
        yield name, cells.to_list()


def _highest(desk: ImportDesk, rows: TableRows) -> int:
    sql = f"SELECT max({rows.numbered}) FROM {rows.table}"  # noqa: S608 - declared names
    highest = desk.connection.execute(sql).get
    return -1 if highest is None else int(str(highest))

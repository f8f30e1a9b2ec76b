"""Makes the tables of an export: read once, kept aside, redacted, counted, with their readme."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from typing import NamedTuple

from desktop_app.exporters.data.licences import licence_lines
from desktop_app.exporters.data.progress import Part, Steps
from desktop_app.exporters.data.pseudonyms import Pseudonyms
from desktop_app.exporters.data.redaction import Redaction
from desktop_app.exporters.data.redaction_gate import Gate
from desktop_app.exporters.data.redaction_plan import plan_of
from desktop_app.exporters.data.redactor import Redactor
from desktop_app.exporters.data.rows.all_tables import BY_NAME, TABLES
from desktop_app.exporters.data.rows.reading import Reading, Scope, TableSource
from desktop_app.exporters.data.secrets_found import secrets_of
from desktop_app.exporters.data.spool import Spool
from desktop_app.exporters.data.tables import (
    Cell,
    DataColumn,
    DataSet,
    DataTable,
    Geometry,
    Kind,
    Standing,
)
from desktop_app.exporters.data.telling import readme_of
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.errors import InputError, UsageError
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources


class Choice(NamedTuple):
    """What is to be exported.

    Attributes:
        scope: which rows; chosen by a person, there is no default.
        filter: of the filtered scope.
        tables: names; empty for all but those that are only made on demand.
        redaction: what is left out; None for nothing.
    """

    scope: Scope
    filter: Filter = Filter()
    tables: tuple[str, ...] = ()
    redaction: Redaction | None = None


@contextmanager
def data_set(
    engine: QueryEngine, choice: Choice, resources: Resources, feedback: Feedback | None = None
) -> Iterator[DataSet]:
    """The tables of an export, for as long as they are needed.

    Raises:
        UsageError: a table is not known.
        InputError: the case was changed meanwhile, or a row cannot be read.
        Cancelled: the feedback was cancelled.
    """
    whole = feedback or Feedback()
    wanted = chosen_tables(choice.tables)
    generation = engine.store.generation
    with ExitStack() as kept:
        reading = Reading(engine, choice.scope, choice.filter, whole)
        gate = Gate(engine.store, choice.redaction)
        tables = _read(kept, reading, gate, wanted, whole)
        shown = tuple(table for table in tables if table.name in wanted)
        licences = licence_lines(resources, engine.store, wanted)
        redactor = None
        if choice.redaction is not None:
            redactor = _redactor(kept, engine, gate, choice.redaction, tables)
            shown = tuple(_redacted(kept, redactor, gate, shown, plan_of(choice.redaction).tables))
        readme = readme_of(reading, shown, licences, gate.gone_sources)
        if engine.store.generation != generation:
            raise InputError("The case was changed while it was read; export it again.")
        yield DataSet(
            shown,
            readme if redactor is None else redactor.readme(readme, reading.filter),
            engine.store.info.synthetic,
        )


def _read(
    kept: ExitStack, reading: Reading, gate: Gate, wanted: Sequence[str], whole: Feedback
) -> list[DataTable]:
    needed = tuple(_needed(wanted, reading.scope))
    return [
        _table(
            kept,
            reading,
            source,
            gate,
            cites=source.name in wanted or wanted == ("sources",),
            feedback=Part(whole, place / len(needed), (place + 1) / len(needed)),
        )
        for place, source in enumerate(needed)
    ]


def _redactor(
    kept: ExitStack, engine: QueryEngine, gate: Gate, redaction: Redaction, tables: Sequence[DataTable]
) -> Redactor:
    """What knows every secret: of the rows that are read, and of all names of the case, read or not."""
    plan, names = plan_of(redaction), Pseudonyms(redaction.key)
    everything = Reading(engine, Scope.ALL, Filter(), Feedback())
    naming = [
        _table(kept, everything, source, Gate(engine.store, None), cites=False, feedback=Feedback())
        for source in TABLES
        if source.standing is Standing.REFERENCE
    ]
    secrets = secrets_of(plan, names, (*naming, *tables), gate.sources(naming))
    return Redactor(redaction, plan, secrets, names, gate.gone)


def _redacted(
    kept: ExitStack, redactor: Redactor, gate: Gate, tables: Sequence[DataTable], dropped: frozenset[str]
) -> Iterator[DataTable]:
    for table in tables:
        redactor.left_out(table.name, len(table.rows) if table.name in dropped else gate.counts[table.name])
        if table.name not in dropped:
            rows = kept.enter_context(closing(Spool()))
            for row in redactor.in_order(table, (redactor.row(table, row) for row in table.rows)):
                rows.append(row)
            columns = redactor.columns(table)
            yield table._replace(columns=columns, rows=rows, geometry=_geometry(table, columns))


def _geometry(table: DataTable, columns: Sequence[DataColumn]) -> Geometry | None:
    """That of the table, where the columns that tell it are still there."""
    kinds = {column.kind for column in columns}
    needed = {Geometry.POINT: {Kind.LON, Kind.LAT}, Geometry.LINE: {Kind.PATH}}
    return table.geometry if table.geometry is not None and needed[table.geometry] <= kinds else None


def chosen_tables(names: Sequence[str]) -> tuple[str, ...]:
    """Tables by name in their own order; all but those on demand where none is named.

    Raises:
        UsageError: there is no such table; names those there are.
    """
    for name in names:
        if name not in BY_NAME:
            raise UsageError(f"there is no table “{name}”; there are {', '.join(BY_NAME)}")
    return tuple(one.name for one in TABLES if (one.name in names if names else not one.on_demand))


def _needed(wanted: Sequence[str], scope: Scope) -> Iterator[TableSource]:
    """Tables to read: of a filtered export also those that tell which reference rows belong to it."""
    for source in TABLES:
        tells = scope is Scope.FILTERED and not source.on_demand
        if source.name in wanted or tells:
            yield source


def _table(
    kept: ExitStack, reading: Reading, source: TableSource, gate: Gate, *, cites: bool, feedback: Feedback
) -> DataTable:
    """Read a table and note what its rows refer to."""
    rows, total = kept.enter_context(closing(Spool())), source.total(reading)
    places = [(place, column.refers) for place, column in enumerate(source.columns) if column.refers]
    noted = [
        (place, refers)
        for place, refers in places
        if refers != source.name and (cites or refers != "sources")
    ]
    steps = Steps(feedback, total)
    passes = gate.of(source)
    for row in source.read(reading):
        if not passes(row):
            continue
        rows.append(row)
        steps.row()
        for place, refers in noted:
            _note(reading.referred.setdefault(refers, set()), row[place])
    steps.end()
    return DataTable(
        source.name,
        source.title,
        source.description,
        source.columns,
        rows,
        source.geometry,
        source.standing,
        total,
        source.thing,
    )


def _note(found: set[str], cell: Cell) -> None:
    """Ids that a cell names."""
    if isinstance(cell, str):
        found.add(cell)
    elif isinstance(cell, tuple):
        found.update(item for item in cell if isinstance(item, str))

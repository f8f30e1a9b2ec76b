"""Observed volumes by period and part, with the running total of each year against the cap."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.assumption import Key
from desktop_app.domain.movement import Consignment
from desktop_app.domain.quantity import NotEstimated, Volume
from desktop_app.domain.statement import Mode
from desktop_app.query.assumptions import published
from desktop_app.query.cap import cap_rule
from desktop_app.query.clauses import NOT_DOCUMENTED, ClauseKind, Filter
from desktop_app.query.columns.loads import priced
from desktop_app.query.engine import QueryEngine
from desktop_app.query.periods import Period
from desktop_app.query.rail_barrels import rail_sources, rail_volume
from desktop_app.query.results import MOST_SELECTED
from desktop_app.query.tally import (
    CALLS,
    Tally,
    passing_rows,
    period_numbers,
    tally,
    weights,
)
from desktop_app.query.volumes_results import (
    MOST_OTHERS,
    MOST_PARTS,
    Cell,
    Part,
    PartKind,
    Question,
    RunningYear,
    Shown,
    Split,
    Steps,
    Volumes,
)
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.content import Content

_EPOCH: Final = date(1970, 1, 1)
ONE_PART: Final = (Part(PartKind.ALL, (), "observed"),)
RAIL_PART: Final = Part(PartKind.RAIL, (Mode.RAIL.value,), "by rail")
SEA_PART: Final = Part(PartKind.NAMED, (Mode.SEA.value,), "by sea")
# What rows without a value are called.
UNKNOWN_NAMES: Final = {
    Split.VESSEL: "ship not named",
    Split.LOADING: "loading port not documented",
    Split.DISCHARGE: "discharge port not documented",
    Split.PRODUCT: "product not documented",
}


class Parts(NamedTuple):
    """The parts of a split, and where each row belongs.

    Attributes:
        name: tells this division from others.
        of_row: place of the part of each row of the columns; None where sea is one part.
        of_train: place of the part of a consignment.
    """

    name: object
    parts: tuple[Part, ...]
    of_row: NDArray[np.int64] | None
    of_train: Callable[[Consignment], int]


def volumes(
    engine: QueryEngine, filter_: Filter, question: Question, feedback: Feedback | None = None
) -> Volumes:
    """What is documented under a filter, as the question wants it cut."""
    return engine.kept(("volumes", filter_, question), lambda: _volumes(engine, filter_, question, feedback))


def _volumes(engine: QueryEngine, filter_: Filter, question: Question, feedback: Feedback | None) -> Volumes:
    record, period = engine.store.record, question.period
    split = parts_of(engine, filter_, question, feedback)
    found = tally(engine, filter_, split.of_row, len(split.parts), split.name, feedback)
    placed, rest = found.by_period(period)
    starts = _starts(found, period)
    numbers, places = placed[:, :, CALLS].nonzero()
    cells = {
        (starts[number], place): cell_of(sums)
        for number, place, sums in zip(
            numbers.tolist(), places.tolist(), placed[numbers, places].tolist(), strict=True
        )
    }
    unplaced = {place: cell_of(rest[place].tolist()) for place in rest[:, CALLS].nonzero()[0].tolist()}
    total = cell_of((placed.sum((0, 1)) + rest.sum(0)).tolist())
    by_rail = _by_rail(engine, filter_)
    trains = by_rail.cells
    for row, cell in trains:
        part = split.of_train(row)
        total = total.plus(cell)
        if period.is_one(row.when):
            at = period.start(row.when.first_day), part
            cells[at] = cells.get(at, Cell()).plus(cell)
        else:
            unplaced[part] = unplaced.get(part, Cell()).plus(cell)
    published = engine.ledgers(filter_, feedback)
    rule = cap_rule(record)
    limit = rule.limit if rule is not None else None
    months = published.months
    return Volumes(
        question=question,
        ledgers=published,
        periods=period.between(months[0], months[-1]) if months else (),
        parts=_used(split.parts, cells, unplaced),
        cells=cells,
        unplaced=unplaced,
        total=total,
        trains=tuple(row for row, _ in trains),
        rail_source_ids=by_rail.source_ids,
        years=_running(found, trains, limit),
        limit_bbl=limit,
    )


def _starts(found: Tally, period: Period) -> tuple[date, ...]:
    if not found.years:
        return ()
    return period.between(date(found.first_year, 1, 1), date(found.first_year + found.years - 1, 12, 31))


def voyage_ids(
    engine: QueryEngine, filter_: Filter, question: Question, start: date | None, place: int | None
) -> tuple[int, tuple[str, ...]]:
    """How many counted voyages a bar or a part of it stands for, and the ids of the first by date.

    `start` is the first day of the period, None for what is known only within a longer time; `place` that of
    the part, None for all parts.
    """
    period, columns = question.period, engine.columns()
    rows = passing_rows(engine, filter_)
    chosen = np.arange(rows.start, rows.stop) if isinstance(rows, slice) else rows
    chosen = chosen[columns.counted[chosen]]
    first, last = columns.first_day[chosen], columns.last_day[chosen]
    numbers = period_numbers(period, first, last, _EPOCH.year)
    wanted = -1
    if start is not None:
        wanted = ((start.year - _EPOCH.year) * Period.YEAR.months + start.month - 1) // period.months
    chosen = chosen[numbers == wanted]
    if place is not None:
        of_row = parts_of(engine, filter_, question).of_row
        chosen = chosen[of_row[chosen] == place] if of_row is not None else chosen[: 0 if place else None]
    fids = columns.fid[chosen[:MOST_SELECTED]].tolist()
    ids = engine.ids_of(fids)
    return len(chosen), tuple(ids[fid] for fid in fids if fid in ids)


def train_ids(
    engine: QueryEngine, filter_: Filter, question: Question, start: date | None, place: int | None
) -> tuple[str, ...]:
    """Ids of the consignments behind a bar or a part of it; the same arguments as `voyage_ids`."""
    split, period = parts_of(engine, filter_, question), question.period
    return tuple(
        row.id
        for row in engine.passing_consignments(filter_)
        if (period.start(row.when.first_day) if period.is_one(row.when) else None) == start
        and place in {None, split.of_train(row)}
    )


def parts_of(
    engine: QueryEngine, filter_: Filter, question: Question, feedback: Feedback | None = None
) -> Parts:
    """The parts under this filter, whatever its dates: colours must not change while a window moves."""
    split = question.split
    if split is Split.NOTHING:
        return Parts(split, ONE_PART, None, lambda _: 0)
    if split is Split.MODE:
        return Parts(split, (SEA_PART, RAIL_PART), None, lambda _: 1)
    timeless = filter_.without(ClauseKind.DATES)
    return engine.kept(
        ("volume parts", timeless, split, question.shown, engine.loads(feedback).key),
        lambda: _parts(engine, timeless, split, question.shown, feedback),
        assumes=timeless.assumes,
    )


def _parts(
    engine: QueryEngine, filter_: Filter, split: Split, shown: Shown, feedback: Feedback | None
) -> Parts:
    choice = engine.columns(feedback).choice(ClauseKind(split.value))
    values = [min(members, default=NOT_DOCUMENTED) for members in choice.members]
    rows = passing_rows(engine, filter_, feedback)
    # -1 is the last of the members: nothing documented.
    codes = choice.codes[rows] % len(values)
    loads = engine.loads(feedback)
    calls = np.bincount(codes, weights(engine, feedback).sums[CALLS][rows], len(values)).tolist()
    # By what is published, so that no colour changes while an assumption moves.
    as_published = engine.under(published(engine.store))
    barrels = priced(loads.sums(rows, codes, len(values)), loads.rates(as_published.model))[1].tolist()
    cells: dict[str, Cell] = {}
    for value, count, best in zip(values, calls, barrels, strict=True):
        cell = Cell(int(count), best_bbl=best)
        cells[value] = cells.get(value, Cell()).plus(cell)
    has_trains = False
    for row in engine.passing_consignments(filter_):
        has_trains = True
        if split is Split.PRODUCT:
            cell = train_cell(rail_volume(engine.store, row, as_published.assumptions))
            cells[row.product] = cells.get(row.product, Cell()).plus(cell)
    names = _names(engine.store.record, split)

    def weight(value: str) -> tuple[float, int, str]:
        cell = cells[value]
        count = cell.calls + cell.consignments
        first, second = (cell.best_bbl, count) if shown is Shown.BARRELS else (count, cell.best_bbl)
        return -first, -int(second), names.get(value, value)

    known = sorted(
        (value for value, cell in cells.items() if value and (cell.calls or cell.consignments)), key=weight
    )
    most = min(len(known), MOST_PARTS)
    parts = [Part(PartKind.NAMED, (value,), names.get(value, value)) for value in known[:most]]
    others = known[most:]
    if others:
        told = tuple(names.get(value, value) for value in others[:MOST_OTHERS])
        parts.append(Part(PartKind.OTHERS, tuple(others), f"{len(others):,} others", told))
    parts.append(Part(PartKind.UNKNOWN, (NOT_DOCUMENTED,), UNKNOWN_NAMES[split]))
    if has_trains and split is not Split.PRODUCT:
        parts.append(RAIL_PART)
    place_of = {value: place for place, part in enumerate(parts) for value in part.values}
    unknown = place_of[NOT_DOCUMENTED]
    table = np.array([place_of.get(value, unknown) for value in values], np.int64)
    rail = len(parts) - 1
    of_train = (
        (lambda row: place_of.get(row.product, unknown)) if split is Split.PRODUCT else (lambda _: rail)
    )
    return Parts((split, shown), tuple(parts), table[choice.codes], of_train)


def _used(
    parts: Sequence[Part], cells: Mapping[tuple[date, int], Cell], unplaced: Mapping[int, Cell]
) -> tuple[Part, ...]:
    """The parts up to the last that anything is in; a place stays what it is."""
    last = max((place for _, place in cells), default=0)
    return tuple(parts[: max([last, *unplaced]) + 1])


def _names(record: Content, split: Split) -> Mapping[str, str]:
    if split is Split.VESSEL:
        return {vessel.id: vessel.name for vessel in record.vessels}
    return {} if split is Split.PRODUCT else {port.id: port.names.en for port in record.ports}


def cell_of(sums: Sequence[float]) -> Cell:
    """Sums of a tally, in barrels, as a cell."""
    calls, estimated, about, low, best, high = sums
    return Cell(int(calls), int(estimated), bool(about), low_bbl=low, best_bbl=best, high_bbl=high)


class _ByRail(NamedTuple):
    """Consignments that pass with what each adds, and the sources of all."""

    cells: tuple[tuple[Consignment, Cell], ...]
    source_ids: frozenset[str]


def _by_rail(engine: QueryEngine, filter_: Filter) -> _ByRail:
    assumptions = engine.assumptions
    # Nothing else that is assumed changes what went by rail.
    rests_on = tuple(assumptions.get(key) for key in (Key.WAGON_T, Key.BBL_PER_T))

    def make() -> _ByRail:
        rows = engine.passing_consignments(filter_)
        found = [(row, rail_volume(engine.store, row, assumptions)) for row in rows]
        return _ByRail(
            tuple((row, train_cell(volume)) for row, volume in found),
            rail_sources(engine.store, rows, assumptions),
        )

    return engine.kept(("volumes by rail", filter_, rests_on), make, assumes=filter_.assumes)


def train_cell(found: Volume) -> Cell:
    """A consignment of this volume as a cell."""
    if isinstance(found, NotEstimated):
        return Cell(consignments=1)
    return Cell(
        consignments=1,
        in_barrels=1,
        low_bbl=found.low_bbl,
        best_bbl=found.best_bbl,
        high_bbl=found.high_bbl,
    )


def _running(
    found: Tally,
    trains: Sequence[tuple[Consignment, Cell]],
    limit_bbl: float | None,
) -> tuple[RunningYear, ...]:
    """Each year's running total: tonnes by day, with the barrels by rail among them."""
    in_years = [(row, cell) for row, cell in trains if Period.YEAR.is_one(row.when)]
    years = {row.when.first_day.year for row, _ in in_years}
    years |= set(range(found.first_year, found.first_year + found.years))
    if not years:
        return ()
    start = date(min(years), 1, 1)
    size = (date(max(years) + 1, 1, 1) - start).days
    by_day = np.zeros((3, size))
    cells: dict[int, Cell] = {}
    if found.years:
        at = (date(found.first_year, 1, 1) - start).days
        of_sea = found.volume_by_day()
        by_day[:, at : at + of_sea.shape[1]] = of_sea
        for number, sums in enumerate(found.by_period(Period.YEAR)[0].sum(1).tolist()):
            if sums[CALLS]:
                cells[found.first_year + number] = cell_of(sums)
    for row, cell in in_years:
        cells[row.when.first_day.year] = cells.get(row.when.first_day.year, Cell()).plus(cell)
        first_day, last_day = (row.when.first_day - start).days, (row.when.last_day - start).days
        days = (last_day, (first_day + last_day) // 2, first_day)
        by_day[range(3), days] += (cell.low_bbl, cell.best_bbl, cell.high_bbl)
    result = []
    for year, cell in sorted(cells.items()):
        january = date(year, 1, 1)
        of_year = slice((january - start).days, (date(year + 1, 1, 1) - start).days)
        steps = [_steps(january, totals[of_year]) for totals in by_day]
        above = [one.first_above(limit_bbl) if limit_bbl else None for one in steps]
        result.append(RunningYear(year, cell, steps[0], steps[1], steps[2], above[2], above[1], above[0]))
    return tuple(result)


def _steps(first_day: date, by_day: NDArray[np.float64]) -> Steps:
    days = by_day.nonzero()[0]
    totals = np.cumsum(by_day[days])
    return Steps(tuple((days + (first_day - _EPOCH).days).tolist()), tuple(totals.tolist()))

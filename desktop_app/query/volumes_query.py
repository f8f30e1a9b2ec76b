"""Observed volumes by period and part, with the running total of each year against the cap."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.movement import Consignment
from desktop_app.domain.statement import Mode
from desktop_app.query.cap import cap_rule
from desktop_app.query.clauses import NOT_DOCUMENTED, ClauseKind, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.ledger_query import ledgers
from desktop_app.query.periods import Period
from desktop_app.query.rail_barrels import barrels_of
from desktop_app.query.results import MOST_SELECTED
from desktop_app.query.tally import (
    ABOUT,
    CALLS,
    CARGO_T,
    ESTIMATED,
    TimeSlots,
    by_period,
    cargo_by_day,
    passing_rows,
    tally,
    time_slots,
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
        of_row: place of the part of each row of the columns; None where sea is one part.
        of_train: place of the part of a consignment.
    """

    parts: tuple[Part, ...]
    of_row: NDArray[np.int32] | None
    of_train: Callable[[Consignment], int]


def volumes(
    engine: QueryEngine, filter_: Filter, question: Question, feedback: Feedback | None = None
) -> Volumes:
    """What is documented under a filter, as the question wants it cut."""
    return engine.kept(("volumes", filter_, question), lambda: _volumes(engine, filter_, question, feedback))


def _volumes(engine: QueryEngine, filter_: Filter, question: Question, feedback: Feedback | None) -> Volumes:
    record, period = engine.store.record, question.period
    split = parts_of(engine, filter_, question, feedback)
    slots = time_slots(engine, feedback)
    grid = tally(engine, filter_, split.of_row, len(split.parts), feedback)
    factors = _factors(engine, feedback)
    placed, rest = by_period(grid, slots, period)
    cells = {
        (slots.start(period, int(row)), int(part)): _cell(placed[row, part], factors)
        for row, part in zip(*placed[:, :, CALLS].nonzero(), strict=True)
    }
    unplaced = {int(part): _cell(rest[part], factors) for part in rest[:, CALLS].nonzero()[0]}
    trains = [(row, _train_cell(row, record)) for row in engine.passing_consignments(filter_)]
    for row, cell in trains:
        part = split.of_train(row)
        if period.is_one(row.when):
            at = period.start(row.when.first_day), part
            cells[at] = cells.get(at, Cell()).plus(cell)
        else:
            unplaced[part] = unplaced.get(part, Cell()).plus(cell)
    straddling = _cell(by_period(grid, slots, Period.YEAR)[1].sum(0), factors)
    for row, cell in trains:
        if not Period.YEAR.is_one(row.when):
            straddling = straddling.plus(cell)
    found = ledgers(engine, filter_, feedback)
    rule = cap_rule(record)
    limit = rule.limit if rule is not None else None
    return Volumes(
        question=question,
        ledgers=found,
        periods=period.between(found.months[0], found.months[-1]) if found.months else (),
        parts=_used(split.parts, cells, unplaced),
        cells=cells,
        unplaced=unplaced,
        years=_running(engine, filter_, grid, trains, limit, feedback),
        limit_bbl=limit,
        straddling=straddling,
    )


def voyage_ids(
    engine: QueryEngine, filter_: Filter, question: Question, start: date | None, place: int | None
) -> tuple[int, tuple[str, ...]]:
    """How many counted voyages a bar or a part of it stands for, and the ids of the first by date.

    Args:
        start: first day of the period; None for what is known only within a longer time.
        place: of the part; None for all parts.
    """
    slots, period = time_slots(engine), question.period
    rows = passing_rows(engine, filter_)
    columns = engine.columns()
    chosen = np.arange(rows.start, rows.stop) if isinstance(rows, slice) else rows
    chosen = chosen[columns.counted[chosen]]
    numbers = slots.numbers(period, chosen, columns.month)
    wanted = -1
    if start is not None:
        wanted = ((start.year - slots.first_year) * Period.YEAR.months + start.month - 1) // period.months
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
        return Parts(ONE_PART, None, lambda _: 0)
    if split is Split.MODE:
        return Parts((SEA_PART, RAIL_PART), None, lambda _: 1)
    timeless = filter_.without(ClauseKind.DATES)
    return engine.kept(
        ("volume parts", timeless, split, question.shown),
        lambda: _parts(engine, timeless, split, question.shown, feedback),
    )


def _parts(
    engine: QueryEngine, filter_: Filter, split: Split, shown: Shown, feedback: Feedback | None
) -> Parts:
    choice = engine.columns(feedback).choice(ClauseKind(split.value))
    values = [min(members, default=NOT_DOCUMENTED) for members in choice.members]
    rows = passing_rows(engine, filter_, feedback)
    # -1 is the last of the members: nothing documented.
    codes = choice.codes[rows] % len(values)
    weighed = weights(engine, feedback)
    calls = np.bincount(codes, weighed.calls[rows], len(values)).tolist()
    cargo = np.bincount(codes, weighed.cargo_t[rows], len(values)).tolist()
    factors = _factors(engine, feedback)
    cells: dict[str, Cell] = {}
    for value, count, tonnes in zip(values, calls, cargo, strict=True):
        cell = Cell(int(count), high_bbl=tonnes * factors[1])
        cells[value] = cells.get(value, Cell()).plus(cell)
    has_trains = False
    for row in engine.passing_consignments(filter_):
        has_trains = True
        if split is Split.PRODUCT:
            cells[row.product] = cells.get(row.product, Cell()).plus(_train_cell(row, engine.store.record))
    names = _names(engine.store.record, split)

    def weight(value: str) -> tuple[float, int, str]:
        cell = cells[value]
        count = cell.calls + cell.consignments
        first, second = (cell.high_bbl, count) if shown is Shown.BARRELS else (count, cell.high_bbl)
        return -first, -int(second), names.get(value, value)

    known = sorted(
        (value for value, cell in cells.items() if value and (cell.calls or cell.consignments)), key=weight
    )
    # One too many is no more than the others would be.
    most = MOST_PARTS if len(known) > MOST_PARTS else len(known)
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
    table = np.array([place_of.get(value, unknown) for value in values], np.int32)
    rail = len(parts) - 1
    of_train = (
        (lambda row: place_of.get(row.product, unknown)) if split is Split.PRODUCT else (lambda _: rail)
    )
    return Parts(tuple(parts), table[choice.codes], of_train)


def _used(
    parts: Sequence[Part], cells: Mapping[tuple[date, int], Cell], unplaced: Mapping[int, Cell]
) -> tuple[Part, ...]:
    """The parts up to the last that anything is in; a place stays what it is."""
    last = max((place for _, place in cells), default=0)
    return tuple(parts[: max([last, *unplaced]) + 1])


def _names(record: Content, split: Split) -> Mapping[str, str]:
    if split is Split.VESSEL:
        return {vessel.id: vessel.name for vessel in record.vessels}
    return {} if split is Split.PRODUCT else {port.id: port.name for port in record.ports}


def _factors(engine: QueryEngine, feedback: Feedback | None) -> tuple[float, float]:
    columns = engine.columns(feedback)
    return columns.low_bbl_per_t, columns.high_bbl_per_t


def _cell(sums: NDArray[np.float64], factors: tuple[float, float]) -> Cell:
    cargo_t = float(sums[CARGO_T])
    return Cell(
        calls=int(sums[CALLS]),
        estimated=int(sums[ESTIMATED]),
        approximate=bool(sums[ABOUT]),
        low_bbl=cargo_t * factors[0],
        high_bbl=cargo_t * factors[1],
    )


def _train_cell(row: Consignment, record: Content) -> Cell:
    barrels = barrels_of(row, record.factors)
    if barrels is None:
        return Cell(consignments=1)
    return Cell(consignments=1, in_barrels=1, low_bbl=barrels[0], high_bbl=barrels[1])


def _running(
    engine: QueryEngine,
    filter_: Filter,
    grid: NDArray[np.float64],
    trains: Sequence[tuple[Consignment, Cell]],
    limit_bbl: float | None,
    feedback: Feedback | None,
) -> tuple[RunningYear, ...]:
    """Each year's running total: tonnes by day, with the barrels by rail among them."""
    slots, (low_factor, high_factor) = time_slots(engine, feedback), _factors(engine, feedback)
    cells: dict[int, Cell] = {}
    for number, sums in enumerate(by_period(grid, slots, Period.YEAR)[0].sum(1)):
        if sums[CALLS]:
            cells[slots.first_year + number] = _cell(sums, (low_factor, high_factor))
    low_by_day: dict[int, dict[date, float]] = {}
    high_by_day: dict[int, dict[date, float]] = {}
    if slots.years:
        start, first, last = cargo_by_day(engine, filter_, feedback)
        for sums, factor, by_day in ((last, low_factor, low_by_day), (first, high_factor, high_by_day)):
            days = sums.nonzero()[0]
            for number, tonnes in zip(days.tolist(), sums[days].tolist(), strict=True):
                day = _EPOCH + timedelta(start + number)
                by_day.setdefault(day.year, {})[day] = tonnes * factor
    for row, cell in trains:
        year = row.when.first_day.year
        if Period.YEAR.is_one(row.when):
            cells[year] = cells.get(year, Cell()).plus(cell)
            for by_day, day, barrels in (
                (low_by_day, row.when.last_day, cell.low_bbl),
                (high_by_day, row.when.first_day, cell.high_bbl),
            ):
                of_year = by_day.setdefault(year, {})
                of_year[day] = of_year.get(day, 0.0) + barrels
    result = []
    for year, cell in sorted(cells.items()):
        low, high = _steps(low_by_day.get(year, {})), _steps(high_by_day.get(year, {}))
        above = (high.first_above(limit_bbl), low.first_above(limit_bbl)) if limit_bbl else (None, None)
        result.append(RunningYear(year, cell, low, high, *above))
    return tuple(result)


def _steps(by_day: Mapping[date, float]) -> Steps:
    days = sorted(by_day)
    totals = np.cumsum([by_day[day] for day in days]).tolist()
    return Steps(tuple(days), tuple(totals))

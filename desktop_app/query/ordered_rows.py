"""Voyages that pass, in order and in groups, as row numbers: a million take eight megabytes."""

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.query.clauses import Filter
from desktop_app.query.columns.instants import month_of
from desktop_app.query.columns.loads import Floats, Loads
from desktop_app.query.columns.orders import ranked, ranks_of, stable
from desktop_app.query.columns.sums import Sums, all_of, places_of, sums_of
from desktop_app.query.columns.voyages import Columns
from desktop_app.query.results import Group, VoyageRows
from desktop_app.query.voyage_rows import Grouping, Order

if TYPE_CHECKING:
    from desktop_app.query.engine import QueryEngine

Places = NDArray[np.intp]
# The order by what the rows are grouped by: turned round, it turns the groups round.
_ORDERS_GROUPS: Final = {
    Grouping.VESSEL: Order.VESSEL,
    Grouping.MONTH: Order.DATE,
    Grouping.LOADING: Order.FROM,
    Grouping.DISCHARGE: Order.TO,
}


class _Keys(NamedTuple):
    """What rows are grouped by.

    Attributes:
        codes: one a row, from 0; -1 for none.
        ranks: of each code, in which the groups stand.
        keys: what each code stands for.
        names: the same in words.
    """

    codes: Places
    ranks: Places
    keys: tuple[str, ...]
    names: tuple[str, ...]


class _Standing(NamedTuple):
    """Rows in order and in groups, whatever is assumed.

    Attributes:
        rows: row numbers.
        sums: of all rows.
        groups: key, name and place of the first row of each.
        of_groups: their sums, one code a group.
    """

    rows: NDArray[np.int64]
    sums: Sums
    groups: tuple[tuple[str, str, int], ...]
    of_groups: Sums | None


def ordered_rows(
    engine: "QueryEngine", filter_: Filter, order: Order, grouping: Grouping, *, descending: bool
) -> VoyageRows:
    """Rows that pass; those without a value stand last in both directions, in their group as well."""
    rates = engine.rates()
    by = (order, _proportions(rates)) if order is Order.VOLUME else (order,)
    found = engine.kept(
        ("standing", filter_, by, descending, grouping, engine.loads().key),
        lambda: _standing(engine, filter_, by, grouping, descending=descending),
        assumes=filter_.assumes,
    )
    totals = () if found.of_groups is None else found.of_groups.totals(rates)
    groups = tuple(Group(*group, sums) for group, sums in zip(found.groups, totals, strict=True))
    return VoyageRows(found.rows, len(engine.columns()), found.sums.totals(rates)[0], groups)


def _standing(
    engine: "QueryEngine", filter_: Filter, by: tuple[Any, ...], grouping: Grouping, *, descending: bool
) -> _Standing:
    columns, loads, order = engine.columns(), engine.loads(), by[0]
    found = places_of(engine.passing(filter_))
    places = np.arange(found.start, found.stop) if isinstance(found, slice) else found
    if order is not Order.DATE or descending:
        ranks = engine.kept(("ranks", by, loads.key), lambda: _ranks(engine, order), assumes=False).take(
            places
        )
        places = places.take(stable(ranks, descending=descending))
    sums = all_of(columns, loads, found)
    if grouping is Grouping.NONE:
        return _Standing(columns.fid.take(places), sums, (), None)
    turned = descending and _ORDERS_GROUPS[grouping] is order
    places, groups, of_groups = _grouped(columns, loads, places, _keys_of(columns, grouping), turned=turned)
    return _Standing(columns.fid.take(places), sums, groups, of_groups)


def _ranks(engine: "QueryEngine", order: Order) -> Places:
    if order is Order.VOLUME:
        return engine.loads().ranks(engine.rates())
    return ranks_of(engine.columns(), order)


def _proportions(rates: Floats) -> tuple[float, ...]:
    """How the best rates of the strata stand to each other: an order by volume hangs on nothing else."""
    best = rates[1]
    first = float(best[np.argmax(best > 0)]) or 1.0
    return tuple(np.round(best / first, 12).tolist())


def _keys_of(columns: Columns, grouping: Grouping) -> _Keys:
    if grouping is Grouping.MONTH:
        first = int(columns.month.min(initial=0))
        months = [month_of(number) for number in range(first, int(columns.month.max(initial=0)) + 1)]
        names = tuple(f"{month.year:04d}-{month.month:02d}" for month in months)
        return _Keys((columns.month - first).astype(np.intp), np.arange(len(names)), names, names)
    if grouping is Grouping.VESSEL:
        codes, keys, names = columns.vessel, columns.vessel_ids, columns.vessel_texts("name")
    else:
        ends = columns.loading if grouping is Grouping.LOADING else columns.discharge
        codes, keys, names = ends.astype(np.intp), columns.port_ids, columns.port_names
    # Two vessels of one name are two groups, in the order of the file.
    order = np.lexsort((np.arange(len(names)), ranked(names)[0]))
    ranks = np.empty(len(names), np.intp)
    ranks[order] = np.arange(len(names))
    return _Keys(codes, ranks, keys, names)


def _grouped(
    columns: Columns, loads: Loads, places: Places, keys: _Keys, *, turned: bool
) -> tuple[Places, tuple[tuple[str, str, int], ...], Sums]:
    """Rows with those of one group together, each group in the order in which they were."""
    count = len(keys.keys)
    # One more at the end, where -1 leads: rows without a value are the last group.
    ranks = np.append(keys.ranks, -1).take(keys.codes.take(places))
    arranged = places.take(stable(ranks, descending=turned))
    slots = np.where(ranks < 0, count, ranks)
    by_rank = np.argsort(keys.ranks)
    standing = np.append(np.arange(count - 1, -1, -1) if turned else np.arange(count), count)
    rows = np.bincount(slots, minlength=count + 1)
    standing = standing[rows.take(standing) > 0]
    at = np.full(count + 1, -1, np.intp)
    at[standing] = np.arange(len(standing))
    groups: list[tuple[str, str, int]] = []
    first = 0
    for slot in standing.tolist():
        code = int(by_rank[slot]) if slot < count else -1
        key, name = (keys.keys[code], keys.names[code]) if code >= 0 else ("", "")
        groups.append((key, name, first))
        first += int(rows[slot])
    return arranged, tuple(groups), sums_of(columns, loads, places, at.take(slots), len(standing))

"""Voyages that pass, in order and in groups, as row numbers: a million take eight megabytes."""

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.assumption import Range
from desktop_app.query.clauses import Filter
from desktop_app.query.columns.instants import month_of
from desktop_app.query.columns.orders import ranked, ranks_of, stable
from desktop_app.query.columns.sums import places_of, sums_of, totals_of
from desktop_app.query.columns.voyages import Columns
from desktop_app.query.load_model import bbl_per_t
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


def ordered_rows(
    engine: "QueryEngine", filter_: Filter, order: Order, grouping: Grouping, *, descending: bool
) -> VoyageRows:
    """Rows that pass; those without a value stand last in both directions, in their group as well."""
    columns = engine.columns()
    found = places_of(engine.passing(filter_))
    totals = totals_of(columns, found, bbl_per_t(engine))
    places = np.arange(found.start, found.stop) if isinstance(found, slice) else found
    if order is not Order.DATE or descending:
        ranks = engine.kept(("ranks", order), lambda: ranks_of(columns, order)).take(places)
        places = places.take(stable(ranks, descending=descending))
    groups: tuple[Group, ...] = ()
    if grouping is not Grouping.NONE:
        turned = descending and _ORDERS_GROUPS[grouping] is order
        places, groups = _grouped(
            columns, places, _keys_of(columns, grouping), bbl_per_t(engine), turned=turned
        )
    return VoyageRows(columns.fid.take(places), len(columns), totals, groups)


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
    columns: Columns, places: Places, keys: _Keys, rate: Range, *, turned: bool
) -> tuple[Places, tuple[Group, ...]]:
    """Rows with those of one group together, each group in the order in which they were."""
    count = len(keys.keys)
    # One more at the end, where -1 leads: rows without a value are the last group.
    ranks = np.append(keys.ranks, -1).take(keys.codes.take(places))
    arranged = places.take(stable(ranks, descending=turned))
    slots = np.where(ranks < 0, count, ranks)
    sums = sums_of(columns, places, slots, count + 1)
    totals = sums.totals(rate)
    by_rank = np.argsort(keys.ranks)
    standing = [*(range(count - 1, -1, -1) if turned else range(count)), count]
    groups: list[Group] = []
    first = 0
    for slot in standing:
        if not totals[slot].rows:
            continue
        code = int(by_rank[slot]) if slot < count else -1
        key, name = (keys.keys[code], keys.names[code]) if code >= 0 else ("", "")
        groups.append(Group(key, name, first, totals[slot]))
        first += totals[slot].rows
    return arranged, tuple(groups)

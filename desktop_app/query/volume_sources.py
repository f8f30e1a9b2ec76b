"""The sources behind each observed period and part: of the rows, and of the numbers in their estimates."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.query.cited_sets import sets_of_rows, sets_of_volumes
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.periods import Period
from desktop_app.query.rail_barrels import rail_sources
from desktop_app.query.tally import passing_rows, period_numbers
from desktop_app.query.volumes_query import parts_of
from desktop_app.query.volumes_results import Question
from desktop_app.runtime.feedback import Feedback

Cells = dict[tuple[date | None, int], set[str]]
_EPOCH: Final = date(1970, 1, 1)
# Pairs up to which each has a flag of its own: 64 megabytes. Beyond, they are sorted.
_MOST_FLAGS: Final = 1 << 26


def volume_sources(
    engine: QueryEngine, filter_: Filter, question: Question, feedback: Feedback | None = None
) -> Mapping[tuple[date | None, int], frozenset[str]]:
    """Ids of sources by first day of the period (None for what lies in no one) and place of the part."""
    columns = engine.columns(feedback)
    period = question.period
    split = parts_of(engine, filter_, question, feedback)
    rows = passing_rows(engine, filter_, feedback)
    chosen = np.arange(rows.start, rows.stop) if isinstance(rows, slice) else rows
    chosen = chosen[columns.counted[chosen]]
    first, last = columns.first_day[chosen], columns.last_day[chosen]
    year = _EPOCH.year if not len(first) else _EPOCH.year + int(columns.month[0]) // Period.YEAR.months
    numbers = period_numbers(period, first, last, year)
    places = np.zeros(len(chosen), np.int64) if split.of_row is None else split.of_row[chosen]
    count = len(split.parts)
    cells: Cells = defaultdict(set)

    def starts(key: int) -> tuple[date | None, int]:
        number, place = divmod(key, count)
        months = (number - 1) * period.months
        start = date(year + months // Period.YEAR.months, months % Period.YEAR.months + 1, 1)
        return (start if number else None), place

    keys = (numbers + 1) * count + places
    for found in (sets_of_rows(engine, feedback), *sets_of_volumes(engine, feedback)):
        for key, code in _distinct(keys, found.codes[chosen], len(found.sets)):
            cells[starts(key)].update(found.sets[code])
    for row in engine.passing_consignments(filter_):
        start = period.start(row.when.first_day) if period.is_one(row.when) else None
        sources = cells[start, split.of_train(row)]
        sources.update(rail_sources(engine.store, (row,), engine.assumptions))
    return {at: frozenset(ids) for at, ids in cells.items()}


def _distinct(keys: NDArray[np.int64], codes: NDArray[np.integer], count: int) -> Iterator[tuple[int, int]]:
    """Each pair of a key and a code once; codes below zero stand for none."""
    known = codes >= 0
    if not known.any():
        return
    pairs = keys[known] * count + codes[known]
    size = int(pairs.max()) + 1
    if size <= _MOST_FLAGS:
        flags = np.zeros(size, np.bool_)
        flags[pairs] = True
        found = np.flatnonzero(flags)
    else:
        found = np.unique(pairs)
    for pair in found.tolist():
        yield divmod(pair, count)

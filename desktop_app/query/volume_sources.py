"""The sources behind each observed period and part: of the rows, and of the numbers in their estimates."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.assumption import Key
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.load_model import model_under
from desktop_app.query.periods import Period
from desktop_app.query.rail_barrels import factors_of
from desktop_app.query.reading import read
from desktop_app.query.tally import ESTIMATED, passing_rows, period_numbers, weights
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
    columns, weighed = engine.columns(feedback), weights(engine, feedback)
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
    of_rows = _cited_sets(engine, feedback)
    for key, code in _distinct(keys, of_rows.codes[chosen], len(of_rows.sets)):
        cells[starts(key)].update(of_rows.sets[code])
    estimated = weighed.sums[ESTIMATED][chosen] > 0
    assumed = _assumed_sets(engine)
    for key, code in _distinct(keys[estimated], assumed.codes[chosen[estimated]], len(assumed.sets)):
        cells[starts(key)].update(assumed.sets[code])
    for row in engine.passing_consignments(filter_):
        start = period.start(row.when.first_day) if period.is_one(row.when) else None
        sources = cells[start, split.of_train(row)]
        sources.update(row.citation.source_ids)
        for factor in factors_of(row, engine.store.record.factors):
            sources.update(factor.citation.source_ids)
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


class _CitedSets(NamedTuple):
    """Sets of sources: a million rows, each with evidence of its own, rest on a few.

    Attributes:
        codes: place in `sets` of each row.
    """

    codes: NDArray[np.int64]
    sets: tuple[frozenset[str], ...]


def _cited_sets(engine: QueryEngine, feedback: Feedback | None) -> _CitedSets:
    def make() -> _CitedSets:
        found: dict[str, list[str]] = defaultdict(list)
        for evidence, source in read(
            engine.store, "SELECT evidence_id, source_id FROM citation", (), feedback
        ):
            found[str(evidence)].append(str(source))
        evidence = engine.columns(feedback).evidence
        return _sets_of([frozenset(found.get(ident, ())) for ident in evidence.values], evidence.codes)

    return engine.kept("sets of sources", make, feedback)


def _assumed_sets(engine: QueryEngine) -> _CitedSets:
    """Sources of the ships' deadweights and of the load model."""

    def make() -> _CitedSets:
        columns, model = engine.columns(), model_under(engine.store, engine.assumptions)
        cited = {vessel.id: vessel.citation.source_ids for vessel in engine.store.record.vessels}
        of_model = frozenset(model.sources_of(Key.LOAD_FRACTION, Key.BBL_PER_T))
        sets = [of_model.union(cited.get(vessel_id, ())) for vessel_id in columns.vessel_ids]
        return _sets_of(sets, columns.vessel)

    return engine.kept("sets of sources of estimates", make)


def _sets_of(sets: list[frozenset[str]], codes: NDArray[Any]) -> _CitedSets:
    """Each set once; `codes` lead to `sets`, -1 to none."""
    places: dict[frozenset[str], int] = {}
    table = [places.setdefault(one, len(places)) for one in (*sets, frozenset())]
    return _CitedSets(np.array(table, np.int64)[codes], tuple(places))

"""The sources behind each observed period and part: of the rows, and of the numbers in their estimates."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.load_sql import load_model
from desktop_app.query.reading import read
from desktop_app.query.tally import passing_rows, time_slots, weights
from desktop_app.query.volumes_query import parts_of
from desktop_app.query.volumes_results import Question
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore

Cells = dict[tuple[date | None, int], set[str]]
# Pairs up to which each has a flag of its own: 64 megabytes. Beyond, they are sorted.
_MOST_FLAGS: Final = 1 << 26


def volume_sources(
    engine: QueryEngine, filter_: Filter, question: Question, feedback: Feedback | None = None
) -> Mapping[tuple[date | None, int], frozenset[str]]:
    """Ids of sources by first day of the period, None for what lies in no one period, and place of the part."""
    columns, weighed = engine.columns(feedback), weights(engine, feedback)
    slots, period = time_slots(engine, feedback), question.period
    split = parts_of(engine, filter_, question, feedback)
    rows = passing_rows(engine, filter_, feedback)
    chosen = np.arange(rows.start, rows.stop) if isinstance(rows, slice) else rows
    chosen = chosen[columns.counted[chosen]]
    numbers = slots.numbers(period, chosen, columns.month)
    places = np.zeros(len(chosen), np.int64) if split.of_row is None else split.of_row[chosen].astype(np.int64)
    count = len(split.parts)
    cells: Cells = defaultdict(set)

    def starts(key: int) -> tuple[date | None, int]:
        number, place = divmod(key, count)
        return (slots.start(period, number - 1) if number else None), place

    cited = _sources_of_evidence(engine.store)
    keys = (numbers + 1) * count + places
    for key, code in _distinct(keys, columns.evidence.codes[chosen], len(columns.evidence.values)):
        cells[starts(key)].update(cited.get(columns.evidence.values[code], ()))
    model = load_model(engine.store)
    of_vessel = {vessel.id: vessel.citation.source_ids for vessel in engine.store.record.vessels}
    estimated = weighed.estimated[chosen] > 0
    vessels = columns.vessel[chosen][estimated]
    for key, code in _distinct(keys[estimated], vessels, len(columns.vessel_ids)):
        cells[starts(key)].update(of_vessel.get(columns.vessel_ids[code], ()))
        cells[starts(key)].update(model.source_ids if model is not None else ())
    for row in engine.passing_consignments(filter_):
        start = period.start(row.when.first_day) if period.is_one(row.when) else None
        cells[start, split.of_train(row)].update(row.citation.source_ids)
    return {at: frozenset(ids) for at, ids in cells.items()}


def _distinct(
    keys: NDArray[np.int64], codes: NDArray[np.integer], count: int
) -> Iterator[tuple[int, int]]:
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


def _sources_of_evidence(store: CaseStore) -> Mapping[str, tuple[str, ...]]:
    def gathered() -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for evidence, source in read(store, "SELECT evidence_id, source_id FROM citation"):
            found[str(evidence)].append(str(source))
        return {evidence: tuple(sources) for evidence, sources in found.items()}

    return store.cached("sources of evidence", gathered)

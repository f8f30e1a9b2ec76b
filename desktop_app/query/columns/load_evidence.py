"""What calls, positions and AIS tell of how deep the ships lay, of the few voyages of which any does.

The same as `domain.load_evidence` tells of one voyage; SQL finds it among a million by an index.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.laden import Laden, laden_after
from desktop_app.query.columns.rows import Rows
from desktop_app.query.reading import in_parts, places, read
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.draught_reports import draught_reports

# The call that loads, else the first one; and the last one that discharges.
_LOADING: Final = """(
    SELECT fid FROM port_call AS one WHERE one.voyage_id = {voyage}
    ORDER BY activity <> 'load', place, fid LIMIT 1
)"""
_DISCHARGING: Final = """(
    SELECT fid FROM port_call AS one WHERE one.voyage_id = {voyage} AND activity = 'discharge'
    ORDER BY place DESC, fid DESC LIMIT 1
)"""
# Rows that tell anything; of IS NOT NULL SQLite thinks that it holds for most rows, and reads them all.
_TELLS: Final = "(told.draught_m > -1e9 OR (told.draught_m IS NULL AND told.riding = 'low'))"
_BY_AIS: Final = "instr(' ' || told.how_known || ' ', ' ais ') > 0"
_FOUND: Final = """SELECT voyage.fid,
    CASE WHEN told.draught_m > 0 AND NOT ({by_ais}) THEN told.draught_m END, told.riding = 'low',
    told.evidence_id
FROM {table} AS told
JOIN voyage ON voyage.id = told.voyage_id
JOIN port_call AS loading ON loading.fid = {loading}
LEFT JOIN port_call AS last ON last.fid = {discharging}
WHERE {tells} AND loading.activity <> 'discharge' AND {on_leg}
ORDER BY told.{order}, told.fid"""


def _found(table: str, order: str, by_ais: str, on_leg: str) -> str:
    return _FOUND.format(
        table=table,
        order=order,
        by_ais=by_ais,
        on_leg=on_leg,
        tells=_TELLS,
        loading=_LOADING.format(voyage="told.voyage_id"),
        discharging=_DISCHARGING.format(voyage="told.voyage_id"),
    )


_TOLD: Final = (
    _found(
        "port_call",
        "place",
        _BY_AIS,
        "(told.fid = loading.fid AND told.riding = 'low' OR told.riding <> 'high' "
        "AND (told.place, told.fid) > (loading.place, loading.fid))",
    ),
    _found(
        "sighting",
        "order_in_voyage",
        f"told.sensor = 'AIS' OR told.sensor = 'unknown' AND {_BY_AIS}",
        "told.riding <> 'high' AND told.start_utc >= loading.start_utc "
        "AND (last.fid IS NULL OR told.start_utc <= last.end_utc)",
    ),
)
_LEGS: Final = f"""SELECT voyage.fid, voyage.vessel_id, loading.start_utc, loading.end_utc, last.start_utc
FROM voyage
JOIN port_call AS loading ON loading.fid = {_LOADING.format(voyage="voyage.id")}
LEFT JOIN port_call AS last ON last.fid = {_DISCHARGING.format(voyage="voyage.id")}
WHERE loading.activity <> 'discharge' AND voyage.counted AND voyage.vessel_id IN """  # noqa: S608 - from here


class LoadEvidence(NamedTuple):
    """Places of rows, and what is told of them.

    Attributes:
        measured, draught_m: rows with a measured draught, and the deepest of each.
        low: rows whose ship was seen to lie low.
        laden, ballast: by AIS.
        measured_in: evidence of the deepest draught, by place of the row.
        low_in: evidence of where she was seen to lie low, by place of the row.
    """

    measured: NDArray[np.intp]
    draught_m: NDArray[np.float64]
    low: NDArray[np.intp]
    laden: NDArray[np.intp]
    ballast: NDArray[np.intp]
    measured_in: Mapping[int, frozenset[str]]
    low_in: Mapping[int, frozenset[str]]


def load_evidence(store: CaseStore, rows: Rows) -> LoadEvidence:
    """Read it."""
    deepest: dict[int, tuple[float, str]] = {}
    low: defaultdict[int, set[str]] = defaultdict(set)
    for sql in _TOLD:
        for fid, draught_m, is_low, evidence in read(store, sql, (), store.ending):
            if draught_m is not None and (fid not in deepest or draught_m > deepest[fid][0]):
                deepest[fid] = draught_m, evidence
            if is_low:
                low[fid].add(evidence)
    by_ais = list(_by_ais(store))

    def placed(fids: Iterable[int]) -> NDArray[np.intp]:
        return rows.places_of(np.array(list(fids), np.int64))

    measured = placed(deepest)
    known = measured >= 0
    order = np.argsort(measured[known])
    draught_m = np.array([draught for draught, _ in deepest.values()], np.float64)
    evidence_of = [frozenset((evidence,)) for _, evidence in deepest.values()]
    return LoadEvidence(
        measured[known][order],
        draught_m[known][order],
        _there(placed(low)),
        _there(placed(fid for fid, laden in by_ais if laden is Laden.LADEN)),
        _there(placed(fid for fid, laden in by_ais if laden is Laden.BALLAST)),
        dict(zip(measured.tolist(), evidence_of, strict=True)),
        dict(zip(placed(low).tolist(), map(frozenset, low.values()), strict=True)),
    )


def _there(found: NDArray[np.intp]) -> NDArray[np.intp]:
    """Without rows that are gone meanwhile."""
    return np.sort(found[found >= 0])


def _by_ais(store: CaseStore) -> Iterator[tuple[int, Laden]]:
    reports = draught_reports(store)
    for part in in_parts(reports):
        for fid, vessel_id, start, end, until in read(
            store, f"{_LEGS}({places(len(part))})", part, store.ending
        ):
            yield (
                fid,
                laden_after(
                    *reports[vessel_id],
                    arrival_s=_seconds(start),
                    departure_s=_seconds(end),
                    until_s=None if until is None else _seconds(until),
                ),
            )


def _seconds(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())

"""What calls, positions and AIS tell of how deep the ships lay, of the few voyages of which any does.

The same as `domain.load_evidence` tells of one voyage; SQL finds it among a million by an index.
"""

from collections.abc import Iterator
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
    MAX(CASE WHEN told.draught_m > 0 AND NOT ({by_ais}) THEN told.draught_m END),
    MAX(told.riding = 'low'), group_concat(DISTINCT told.evidence_id)
FROM {table} AS told
JOIN voyage ON voyage.id = told.voyage_id
JOIN port_call AS loading ON loading.fid = {loading}
LEFT JOIN port_call AS last ON last.fid = {discharging}
WHERE {tells} AND loading.activity <> 'discharge' AND {on_leg}
GROUP BY voyage.fid"""


def _found(table: str, by_ais: str, on_leg: str) -> str:
    return _FOUND.format(
        table=table,
        by_ais=by_ais,
        on_leg=on_leg,
        tells=_TELLS,
        loading=_LOADING.format(voyage="told.voyage_id"),
        discharging=_DISCHARGING.format(voyage="told.voyage_id"),
    )


_TOLD: Final = (
    _found(
        "port_call",
        _BY_AIS,
        "(told.fid = loading.fid AND told.riding = 'low' OR told.riding <> 'high' "
        "AND (told.place, told.fid) > (loading.place, loading.fid))",
    ),
    _found(
        "sighting",
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
        cited: ids of the evidence of what is told, by place of the row.
    """

    measured: NDArray[np.intp]
    draught_m: NDArray[np.float64]
    low: NDArray[np.intp]
    laden: NDArray[np.intp]
    ballast: NDArray[np.intp]
    cited: dict[int, frozenset[str]]


def load_evidence(store: CaseStore, rows: Rows) -> LoadEvidence:
    """Read it."""
    draughts: dict[int, float] = {}
    low: set[int] = set()
    cited: dict[int, frozenset[str]] = {}
    for sql in _TOLD:
        for fid, draught_m, is_low, evidence in read(store, sql, (), store.ending):
            if draught_m is not None:
                draughts[fid] = max(draught_m, draughts.get(fid, 0.0))
            if is_low:
                low.add(fid)
            cited[fid] = cited.get(fid, frozenset()).union(str(evidence).split(","))
    by_ais = list(_by_ais(store))

    def placed(fids: list[int]) -> NDArray[np.intp]:
        return rows.places_of(np.array(fids, np.int64))

    measured = placed(list(draughts))
    known = measured >= 0
    order = np.argsort(measured[known])
    of_fids = placed(list(cited)).tolist()
    return LoadEvidence(
        measured[known][order],
        np.array(list(draughts.values()), np.float64)[known][order],
        _there(placed(list(low))),
        _there(placed([fid for fid, laden in by_ais if laden is Laden.LADEN])),
        _there(placed([fid for fid, laden in by_ais if laden is Laden.BALLAST])),
        dict(zip(of_fids, cited.values(), strict=True)),
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

"""The calls at one place, laid out so that each filter costs a few sums over those that pass."""

from datetime import date
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.movement import VoyageKind
from desktop_app.query.call_facts import call_facts, call_moves, lasting, rows_at
from desktop_app.query.columns.instants import month_number
from desktop_app.query.columns.voyages import KINDS, Columns
from desktop_app.query.engine import QueryEngine
from desktop_app.query.port_moves import NONE, UNNAMED, UNORDERED
from desktop_app.runtime.feedback import Feedback

SIGHTING: Final = KINDS.index(VoyageKind.SIGHTING)
REASONS: Final = (NONE, UNORDERED, UNNAMED)
"""Why a call has no neighbour: the first bins of the sums by neighbouring port, before a port not told."""
PORTS_FROM: Final = len(REASONS) + 1


class Sums(NamedTuple):
    """Ships of some calls at a place.

    Attributes:
        ships: all of them.
        month: by month of the axis, after those whose time is longer than a month.
        vessel: by vessel, after those not named.
        next, before: by `REASONS`, then by port of the neighbouring call, after none told.
    """

    ships: int
    month: NDArray[np.int64]
    vessel: NDArray[np.int64]
    next: NDArray[np.int64]
    before: NDArray[np.int64]


class Sailings(NamedTuple):
    """Voyages with one end at the place, sightings left out.

    Attributes:
        rows: of those that count.
        ships: ships of each.
        bins: by the port of the other end, after none documented.
        uncounted: rows of those that do not.
        all: ships by bin.
    """

    rows: NDArray[np.intp]
    ships: NDArray[np.float64]
    bins: NDArray[np.intp]
    uncounted: NDArray[np.intp]
    all: NDArray[np.int64]

    def sums(self, passing: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Ships by bin of the voyages that pass."""
        elements = np.flatnonzero(passing.take(self.rows))
        counted = np.bincount(self.bins.take(elements), self.ships.take(elements), len(self.all))
        return counted.astype(np.int64)


class Place(NamedTuple):
    """Arrays of one length, an element for each call at the place, and what no filter changes.

    Attributes:
        rows: of the calls.
        ships: ships of each.
        bins: for each field of `Sums` but the first, which bin a call is summed in, and how many there are.
        intervals, windows: elements of calls whose stay is known, or bounded.
        loads, discharges: the voyages that do so there.
        untold: rows of those that load there, count, and of which no call there is a row of its own.
        all: sums over all.
    """

    rows: NDArray[np.intp]
    ships: NDArray[np.float64]
    bins: tuple[tuple[NDArray[np.intp], int], ...]
    intervals: NDArray[np.intp]
    windows: NDArray[np.intp]
    loads: Sailings
    discharges: Sailings
    untold: NDArray[np.intp]
    all: Sums

    def sums(self, elements: NDArray[np.intp]) -> Sums:
        """Sums over some elements."""
        return _sums(self.ships.take(elements), [(bins.take(elements), count) for bins, count in self.bins])


def place_of(
    engine: QueryEngine, place_id: str, months: tuple[date, ...], feedback: Feedback | None
) -> Place:
    """The calls at a port or in a part of one.

    Args:
        engine: asks the case.
        place_id: id of the port or the terminal.
        months: the axis.
        feedback: calls it off.
    """
    calls = engine.calls(feedback)
    return lasting(engine, f"calls at {place_id}", calls, lambda: _make(engine, place_id, months, feedback))


def _make(engine: QueryEngine, place_id: str, months: tuple[date, ...], feedback: Feedback | None) -> Place:
    calls, columns = engine.calls(feedback), engine.columns(feedback)
    facts, beside = call_facts(engine, feedback), call_moves(engine, feedback)
    rows = rows_at(engine, place_id, feedback)
    first = month_number(months[0]) if months else 0
    month = facts.month.take(rows)
    ships = calls.ships.take(rows).astype(np.float64)
    ports = PORTS_FROM + len(columns.port_ids)
    bins = (
        (np.where(month < 0, 0, month - first + 1).astype(np.intp), 1 + len(months)),
        (calls.vessel.take(rows).astype(np.intp) + 1, 1 + len(columns.vessel_ids)),
        (_bin_by_port(beside.next.take(rows), calls.port), ports),
        (_bin_by_port(beside.before.take(rows), calls.port), ports),
    )
    # One more at the end, where -1 leads.
    has_call = np.zeros(len(columns) + 1, np.bool_)
    has_call[calls.voyage.take(rows)] = True
    code = columns.port_ids.index(place_id) if place_id in columns.port_ids else len(columns.port_ids)
    loads = _sailings(columns, columns.loading == code, columns.discharge)
    return Place(
        rows,
        ships,
        bins,
        np.flatnonzero(facts.is_interval.take(rows)),
        np.flatnonzero(facts.is_window.take(rows)),
        loads,
        _sailings(columns, columns.discharge == code, columns.loading),
        loads.rows[~has_call.take(loads.rows)],
        _sums(ships, bins),
    )


def _sailings(columns: Columns, here: NDArray[np.bool_], far: NDArray[np.int32]) -> Sailings:
    here = here & (columns.kind != SIGHTING)
    rows = np.flatnonzero(here & columns.counted)
    ships, bins = columns.ships.take(rows).astype(np.float64), far.take(rows).astype(np.intp) + 1
    total = np.bincount(bins, ships, 1 + len(columns.port_ids)).astype(np.int64)
    return Sailings(rows, ships, bins, np.flatnonzero(here & ~columns.counted), total)


def _bin_by_port(neighbour: NDArray[np.int32], port: NDArray[np.int32]) -> NDArray[np.intp]:
    bins = np.empty(len(neighbour), np.intp)
    for number, reason in enumerate(REASONS):
        bins[neighbour == reason] = number
    found = np.flatnonzero(neighbour >= 0)
    bins[found] = port.take(neighbour.take(found)) + PORTS_FROM
    return bins


def _sums(ships: NDArray[np.float64], bins: Any) -> Sums:
    return Sums(
        int(ships.sum()), *(np.bincount(places, ships, count).astype(np.int64) for places, count in bins)
    )

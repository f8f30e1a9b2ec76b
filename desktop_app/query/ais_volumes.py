"""Voyages that AIS alone shows laden to North Korea: what stands beside the documented volumes, in no sum."""

from typing import Final, NamedTuple

import numpy as np

from desktop_app.domain.ais_event import EventKind, Judgement
from desktop_app.domain.assumption import Range
from desktop_app.domain.load_model import CUBIC_METRES, OF_VOLUMES
from desktop_app.domain.place import PortRole
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.event_passing import passing_events
from desktop_app.query.event_verdicts import verdict_numbers
from desktop_app.query.joined_voyages import joining_of
from desktop_app.runtime.feedback import Feedback

NORTH_KOREA: Final = "KP"
_LADEN: Final = 1


class AisVolumes(NamedTuple):
    """Laden voyages by AIS that pass, from a loading port to a North Korean one, without a documented twin.

    Attributes:
        voyages: how many; those that a person rejected are not among them.
        accepted: of these, that a person accepted.
        barrels: of the ships whose capacity is known, by the assumed load; None where there is none, or no
            assumption.
        without_capacity: voyages of ships whose capacity is not documented.
    """

    voyages: int
    accepted: int
    barrels: Range | None
    without_capacity: int


def ais_volumes(engine: QueryEngine, filter_: Filter, feedback: Feedback | None = None) -> AisVolumes:
    """Ask for it; voyages are found where they are not yet.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    return engine.kept(("volumes by AIS", filter_), lambda: _asked(engine, filter_, feedback), feedback)


def _asked(engine: QueryEngine, filter_: Filter, feedback: Feedback | None) -> AisVolumes:
    store, detector = engine.store, engine.detector(feedback)
    voyages = engine.events(EventKind.VOYAGE, feedback)
    if not len(voyages):
        return AisVolumes(0, 0, None, 0)
    roles = {port.id: port.role for port in store.record.ports}
    places = detector.places.places
    loads = np.array([*(roles.get(place.id) is PortRole.LOADING for place in places), False], np.bool_)
    lands = np.array([*(place.country == NORTH_KOREA for place in places), False], np.bool_)
    wanted = passing_events(engine, filter_, EventKind.VOYAGE, feedback) & loads[voyages.place]
    wanted = wanted & lands[voyages.end_place] & (np.asarray(voyages.facts["laden"]) == _LADEN)
    joined = [join.row for join in joining_of(store, detector, engine.event_parameters, feedback).joins]
    wanted[joined] = False
    verdicts = [verdict.judgement for verdict in store.record.event_verdicts]
    judged = verdict_numbers(engine, EventKind.VOYAGE)
    rejected = np.array([*(one is Judgement.REJECTED for one in verdicts), False], np.bool_)
    accepted = np.array([*(one is Judgement.ACCEPTED for one in verdicts), False], np.bool_)
    rows = np.flatnonzero(wanted & ~rejected[judged])
    ships = [voyages.vessel_ids[number] for number in voyages.vessel[rows].tolist()]
    capacities = _barrels_a_ship(engine, frozenset(ships))
    known = [capacities[ship] for ship in ships if ship in capacities]
    barrels = Range(*(sum(ends) for ends in zip(*known, strict=True))) if known else None
    return AisVolumes(len(rows), int(accepted[judged[rows]].sum()), barrels, len(ships) - len(known))


def _barrels_a_ship(engine: QueryEngine, ships: frozenset[str]) -> dict[str, Range]:
    """The assumed load of those whose capacity is documented: tanks before deadweight, as of calls."""
    record, model = engine.store.record, engine.model
    load = model.load
    if load is None:
        return {}
    tonnes = {row.id: row.dwt_t for row in record.vessels if row.id in ships and row.dwt_t is not None}
    found = {}
    if model.bbl_per_t is not None:
        found = {ship: _times(dwt_t, load, model.bbl_per_t) for ship, dwt_t in tonnes.items()}
    for row in record.particulars:
        if row.vessel_id in ships and row.capacity_m3 is not None:
            found[row.vessel_id] = _times(row.capacity_m3, load, OF_VOLUMES[CUBIC_METRES])
    return found


def _times(base: float, load: Range, factor: Range) -> Range:
    return Range(*(base * share * each for share, each in zip(load, factor, strict=True)))

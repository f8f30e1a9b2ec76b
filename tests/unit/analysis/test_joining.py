"""Documented voyages and voyages by AIS become one where they fit, and disagreements are told."""

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.analysis.detector import Detector
from desktop_app.analysis.elsewhere import could_be_at
from desktop_app.analysis.event_columns import EventColumns
from desktop_app.analysis.fleet import Fleet
from desktop_app.analysis.joining import ConflictKind, Joining, joining
from desktop_app.analysis.places import PlaceKind, Places, VisitPlace
from desktop_app.analysis.reach import KNOT_M_S, great_circle_m
from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.domain.movement import Activity, DestinationBasis, PortCall, Riding, Voyage
from desktop_app.domain.record import Record
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.fixes import Fixes

SHIP = "yu-son"
DAY_0 = datetime(2024, 6, 1, tzinfo=UTC)
DAY_0_S = int(DAY_0.timestamp())
PORTS = {
    "vostochny": (133.07, 42.75),
    "nampo": (125.41, 38.73),
    "chongjin": (129.82, 41.78),
}
PLACES = Places(
    tuple(VisitPlace(ident, ident.capitalize(), PlaceKind.PORT, "") for ident in PORTS),
    np.arange(3, dtype=np.int32),
    np.array([round(lon * 1e7) for lon, _ in PORTS.values()], np.int32),
    np.array([round(lat * 1e7) for _, lat in PORTS.values()], np.int32),
    ("", "", ""),
)
NUMBERS = {ident: number for number, ident in enumerate(PORTS)}


class Visit(NamedTuple):
    """A stay by AIS, in days; and whether she left it laden (1) or in ballast (2)."""

    port: str
    first: float
    last: float
    laden: int = 0


def detector_of(store: CaseStore, visits: list[Visit]) -> Detector:
    """One ship that lies in these ports, is heard every hour there, and sails straight between."""
    rows = []
    for visit in visits:
        hours = np.arange(visit.first * 24, visit.last * 24 + 1)
        rows += [(DAY_0_S + hour * 3600, *PORTS[visit.port]) for hour in hours]
    t_s, lon, lat = np.array(rows, np.float64).T
    fleet = Fleet.of(
        {SHIP: Fixes.of(t_s=t_s.astype(np.int64), lon_e7=np.rint(lon * 1e7), lat_e7=np.rint(lat * 1e7))}
    )
    detector = Detector(fleet, PLACES, store)
    usual = EventParameters()
    starts = np.array([DAY_0_S + 86_400 * visit.first for visit in visits])
    ends = np.array([DAY_0_S + 86_400 * visit.last for visit in visits])
    places = np.array([NUMBERS[visit.port] for visit in visits])
    nowhere = np.zeros(len(visits), np.int64)
    for kind, of, to, columns in (
        (EventKind.VISIT, starts, ends, {"place": places}),
        (EventKind.VOYAGE, ends[:-1], starts[1:], {"place": places[:-1], "end_place": places[1:]}),
    ):
        facts = (
            {}
            if kind is EventKind.VISIT
            else {
                "from_visit": np.arange(len(visits) - 1),
                "to_visit": np.arange(1, len(visits)),
                "laden": np.array([visit.laden for visit in visits[:-1]]),
            }
        )
        count = nowhere[: len(of)]
        found = EventColumns.of(
            kind,
            fleet.vessel_ids,
            PLACES.ids,
            facts,
            vessel=count,
            start_s=of,
            end_s=to,
            lon_e7=count,
            lat_e7=count,
            **columns,
        )
        detector._found[kind] = (usual.of(kind), found)
    return detector


def span(first: float, last: float) -> TimeSpan:
    return TimeSpan(DAY_0 + timedelta(first), DAY_0 + timedelta(last), Precision.INTERVAL)


class Case(NamedTuple):
    """A case in which the ship has one documented voyage."""

    store: CaseStore
    voyage: Voyage
    calls: tuple[PortCall, ...]


@pytest.fixture
def case(reported: Record) -> Iterator[Case]:
    """Loading at Vostochny on days 10 and 11, seen on day 15, discharge at Nampo on day 20."""
    voyage = next(row for row in reported.voyages if row.id == "v-2024-10-19-chon-ma-san")
    call, seen = reported.calls[0], reported.sightings[0]
    calls = (
        replace(
            call, id="loads", vessel_id=SHIP, port_id="vostochny", activity=Activity.LOAD, when=span(10, 11)
        ),
        replace(
            call,
            id="lands",
            vessel_id=SHIP,
            port_id="nampo",
            activity=Activity.DISCHARGE,
            when=span(20, 20.9),
        ),
    )
    sighting = replace(
        seen,
        id="seen",
        vessel_id=SHIP,
        position=(130.0, 38.5),
        accuracy_km=50.0,
        riding=Riding.HIGH,
        when=span(15, 15.5),
    )
    voyage = replace(
        voyage,
        id="v",
        vessel_id=SHIP,
        call_ids=("loads", "lands"),
        sighting_ids=("seen",),
        to_basis=DestinationBasis.DOCUMENTED,
        when=span(10, 11),
    )
    store = CaseStore.of_record(
        replace(reported, calls=calls, sightings=(sighting,), voyages=(voyage,), contradictions=())
    )
    yield Case(store, voyage, calls)
    store.close()


def joined(case: Case, *visits: Visit) -> Joining:
    return joining(detector_of(case.store, list(visits)), EventParameters())


def test_a_voyage_that_fits_at_both_ends_is_one(case: Case) -> None:
    found = joined(
        case,
        Visit("nampo", 0, 2),
        Visit("vostochny", 9.5, 11.5),
        Visit("nampo", 20.5, 22),
        Visit("vostochny", 40, 41),
    )
    (join,) = found.joins
    assert (join.voyage_id, join.row, join.start_fits, join.end_fits) == ("v", 1, True, True)
    assert join.conflicts == found.conflicts == ()
    assert found.of_row(1) == found.of_voyage("v") == join
    assert found.of_row(0) is None


@pytest.mark.parametrize(
    ("off_days", "fits", "is_joined"), [(2, True, True), (2.01, False, True), (7.01, False, False)]
)
def test_dates_may_be_off_by_two_days_and_are_doubted_up_to_seven(
    case: Case, *, off_days: float, fits: bool, is_joined: bool
) -> None:
    # She leaves for another port, so that only the loading can fit.
    found = joined(case, Visit("vostochny", 11 + off_days, 20), Visit("chongjin", 30, 31))
    assert [join.start_fits for join in found.joins] == ([fits] if is_joined else [])
    if is_joined:
        kinds = {conflict.kind for conflict in found.joins[0].conflicts}
        assert kinds == ({ConflictKind.PORT} if fits else {ConflictKind.DATES})


def test_another_port_and_another_state_are_conflicts(case: Case) -> None:
    found = joined(case, Visit("vostochny", 9, 11, laden=2), Visit("chongjin", 13, 14))
    (join,) = found.joins
    assert {conflict.kind for conflict in join.conflicts} == {ConflictKind.PORT, ConflictKind.STATE}
    port = next(conflict for conflict in join.conflicts if conflict.kind is ConflictKind.PORT)
    assert port.sentence == (
        "Documents have her go to Nampo; by AIS she called next at Chongjin on 2024-06-14 to 2024-06-15."
    )


def test_a_sighting_against_the_draughts_is_a_conflict(case: Case) -> None:
    found = joined(case, Visit("vostochny", 9, 11, laden=1), Visit("nampo", 20, 21))
    assert [(one.kind, one.key) for one in found.joins[0].conflicts] == [
        (ConflictKind.STATE, "sighting:seen")
    ]


def test_a_ship_that_lay_elsewhere_all_day_is_a_conflict(case: Case) -> None:
    # Heard every hour at Chongjin while documents have her load at Vostochny.
    found = joined(case, Visit("chongjin", 8, 13), Visit("nampo", 20, 21))
    assert [(one.kind, one.key) for one in found.conflicts] == [(ConflictKind.ELSEWHERE, "call:loads")]
    assert "at Vostochny on 2024-06-11 to 2024-06-12" in found.conflicts[0].sentence
    # 286 km by the ports' positions.
    assert "the nearest is 28" in found.conflicts[0].sentence
    assert found.about(["call:loads"]) == found.conflicts
    assert found.about(["call:lands"]) == ()


def test_of_two_voyages_by_ais_the_better_one_is_taken(case: Case) -> None:
    found = joined(
        case,
        Visit("vostochny", 8, 9.5),
        Visit("chongjin", 10, 10.2),
        Visit("vostochny", 10.9, 12),
        Visit("nampo", 19, 20),
    )
    assert [join.row for join in found.joins] == [2]


heard = st.lists(
    st.tuples(st.integers(0, 72), st.floats(129, 137), st.floats(36, 42)),
    max_size=8,
    unique_by=lambda row: row[0],
)


@settings(max_examples=200, deadline=None)
@given(heard, st.tuples(st.floats(129, 137), st.floats(36, 42)), st.integers(0, 72), st.integers(0, 30))
def test_whether_she_could_be_there_is_what_every_minute_says(
    rows: list[tuple[int, float, float]], place: tuple[float, float], first: int, hours: int
) -> None:
    rows.sort()
    fleet = Fleet.of(
        {
            SHIP: Fixes.of(
                t_s=np.array([hour * 3600 for hour, _, _ in rows], np.int64),
                lon_e7=np.array([round(lon * 1e7) for _, lon, _ in rows], np.int64),
                lat_e7=np.array([round(lat * 1e7) for _, _, lat in rows], np.int64),
            )
        }
    )
    found = could_be_at(fleet, SHIP, place, 20_000, (first * 3600, (first + hours) * 3600), 16)
    away = [
        max(0, float(great_circle_m(*place, np.array(lon), np.array(lat))) - 20_000) / (16 * KNOT_M_S)
        for _, lon, lat in rows
    ]

    stops: list[tuple[float, float]] = [(-math.inf, 0.0)]
    stops += [(3600.0 * hour, need) for (hour, _, _), need in zip(rows, away, strict=True)]
    stops.append((math.inf, 0.0))

    def could(minute: int, spare_s: float) -> bool:
        """At that minute the report before leaves the time to come, and the one after it to go."""
        return any(
            before <= 60 * minute <= after
            and 60 * minute - before + spare_s >= coming
            and after - 60 * minute + spare_s >= going
            for (before, coming), (after, going) in pairwise(stops)
        )

    minutes = range(60 * first, 60 * (first + hours) + 1)
    if any(could(minute, -61) for minute in minutes):
        assert found.could
    if not any(could(minute, 61) for minute in minutes):
        assert not found.could

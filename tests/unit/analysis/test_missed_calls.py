"""Hints at missed calls, from the reported record, from made-up rows, and from draughts by AIS."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.analysis import missed_calls
from desktop_app.analysis.detector import Detector
from desktop_app.analysis.event_columns import EventColumns
from desktop_app.analysis.fleet import Fleet
from desktop_app.analysis.places import PlaceKind, Places, VisitPlace
from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.domain.movement import Activity, DestinationBasis, PortCall, Riding, Sighting
from desktop_app.domain.record import Record
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.fixes import Fixes

DAY_0 = datetime(2024, 1, 1, tzinfo=UTC)
KIND = EventKind.MISSED_CALL


def hints(detector: Detector, **changes: float) -> EventColumns:
    return missed_calls.find(detector, EventParameters().changed(changes), None)


def told(found: EventColumns) -> list[tuple[str, int, str, str]]:
    """Ship, change and keys of every hint."""
    facts = found.facts
    return [
        (
            found.vessel_ids[int(found.vessel[row])],
            int(facts["change"][row]),
            facts["from_key"][row],
            facts["to_key"][row],
        )
        for row in range(len(found))
    ]


def test_the_record_hints_at_the_one_discharge_that_nobody_told_of(store: CaseStore) -> None:
    # CHON MA SAN loaded in March and again in October 2024; between, she was heard once and seen nowhere. No
    # other named ship of the record has two states.
    found = hints(Detector.of_case(store))
    assert told(found) == [
        (
            "chon-ma-san",
            missed_calls.DISCHARGED,
            "call:call-2024-03-chon-ma-san",
            "call:call-2024-10-chon-ma-san",
        )
    ]
    # From the end of 22 March to 17:00 UTC on 19 October.
    assert found.facts["hours"][0] == pytest.approx(210 * 24 + 17, abs=0.01)
    assert found.place[0] == found.end_place[0] >= 0
    assert found.score[0] == 2
    assert (found.lon_e7[0] / 1e7, found.lat_e7[0] / 1e7) == pytest.approx((133.07176, 42.75166))


# What a made-up row tells: what before, what after, whether it is a call; by its letter.
TELLS = {
    "L": ("ballast", "laden", True),  # loads
    "D": ("laden", "ballast", True),  # discharges
    "U": ("", "", True),  # calls, why is not told
    "h": ("ballast", "ballast", False),  # seen high
    "l": ("laden", "laden", False),  # seen low
    "u": ("", "", False),  # seen
}
Told = tuple[int, int, str]  # first day, length in days, letter


def plain_hints(rows: Sequence[Told]) -> list[tuple[int, int, int]]:
    """The rule, plainly, of one ship: numbers of the two rows and what she did."""
    order = sorted(range(len(rows)), key=lambda place: (rows[place][0], sum(rows[place][:2]), place))
    order = [place for place in order if rows[place][2] != "u"]
    found = []
    for number, second in enumerate(order[1:]):
        first = order[number]
        begin, end = rows[first][0] + rows[first][1], rows[second][0]
        after, before = TELLS[rows[first][2]][1], TELLS[rows[second][2]][0]
        if end <= begin or {after, before} != {"laden", "ballast"}:
            continue
        others = [place for place in order if place not in {first, second} and TELLS[rows[place][2]][2]]
        if any(rows[place][0] <= end and sum(rows[place][:2]) > begin for place in others):
            continue
        change = missed_calls.LOADED if before == "laden" else missed_calls.DISCHARGED
        found.append((first, second, change))
    return found


def case_of(reported: Record, ships: Mapping[str, Sequence[Told]]) -> CaseStore:
    """A case of calls and sightings alone."""
    call, seen = reported.calls[0], reported.sightings[0]
    calls: list[PortCall] = []
    sightings: list[Sighting] = []
    for ship, rows in ships.items():
        for number, (day, days, letter) in enumerate(rows):
            when = TimeSpan(DAY_0 + timedelta(day), DAY_0 + timedelta(day + days), Precision.WINDOW)
            ident = f"{ship}-{number:03}"
            if TELLS[letter][2]:
                activity = {"L": Activity.LOAD, "D": Activity.DISCHARGE, "U": Activity.UNKNOWN}[letter]
                calls.append(replace(call, id=ident, vessel_id=ship, ships=1, activity=activity, when=when))
            else:
                riding = {"h": Riding.HIGH, "l": Riding.LOW, "u": Riding.UNKNOWN}[letter]
                sightings.append(replace(seen, id=ident, vessel_id=ship, riding=riding, when=when))
    return CaseStore.of_record(
        replace(
            reported,
            calls=tuple(calls),
            sightings=tuple(sightings),
            voyages=(),
            contradictions=(),
        )
    )


@pytest.mark.parametrize("seed", range(3))
def test_hints_are_those_of_the_rule_told_plainly(seed: int, reported: Record) -> None:
    # Of all ships of the record at once: to write a case takes far longer than to look through it.
    chance = np.random.default_rng(seed)
    names = [vessel.id for vessel in reported.vessels]
    ships: dict[str, list[Told]] = {}
    for ship in names:
        count = int(chance.integers(0, 12))
        days = zip(2 * chance.choice(30, count, replace=False), chance.integers(0, 9, count), strict=True)
        ships[ship] = [(int(day), int(length), str(chance.choice(list("LDUhlu")))) for day, length in days]
    store = case_of(reported, ships)
    expected = set()
    for ship, rows in ships.items():
        for first, second, change in plain_hints(rows):
            keys = [
                f"{'call' if TELLS[rows[place][2]][2] else 'sighting'}:{ship}-{place:03}"
                for place in (first, second)
            ]
            expected.add((ship, change, *keys))
    found = told(hints(Detector.of_case(store)))
    store.close()
    assert len(found) == len(expected) > 10
    assert set(found) == expected


def test_a_voyage_without_calls_tells_of_a_loading_unless_its_arrival_is_documented(reported: Record) -> None:
    voyage = next(row for row in reported.voyages if row.id == "v-2024-10-19-chon-ma-san")
    rows = [
        replace(
            voyage,
            id=f"v-{place}",
            call_ids=(),
            sighting_ids=(),
            to_basis=basis,
            when=TimeSpan(
                DAY_0 + timedelta(30 * place), DAY_0 + timedelta(30 * place + 1), Precision.INTERVAL
            ),
        )
        for place, basis in enumerate(
            (DestinationBasis.SIGNALLED, DestinationBasis.DOCUMENTED, DestinationBasis.UNKNOWN)
        )
    ]
    store = CaseStore.of_record(
        replace(reported, calls=(), sightings=(), contradictions=(), voyages=tuple(rows))
    )
    found = told(hints(Detector.of_case(store)))
    store.close()
    # After the second she was seen where she went: the third follows from that.
    assert found == [("chon-ma-san", missed_calls.DISCHARGED, "voyage:v-0", "voyage:v-1")]


PLACES = Places(
    (VisitPlace("vostochny", "Vostochny", PlaceKind.PORT, "RU"),),
    np.array([0], np.int32),
    np.array([1_330_000_000], np.int32),
    np.array([427_000_000], np.int32),
    ("",),
)
T_S = 1_700_000_000


def heard(rows: Sequence[tuple[float, int]]) -> Fleet:
    """One ship on open water, by hours and draughts in decimetres."""
    count = len(rows)
    return Fleet.of(
        {
            "yu-son": Fixes.of(
                t_s=np.array([T_S + round(hour * 3600) for hour, _ in rows], np.int64),
                lon_e7=np.full(count, 1_340_000_000),
                lat_e7=np.full(count, 400_000_000),
                draught_dm=np.array([draught for _, draught in rows], np.int64),
            )
        }
    )


def events(kind: EventKind, spans: Sequence[tuple[float, float]], **facts: Sequence[int]) -> EventColumns:
    """Events of that ship by hours, as a finder would give them."""
    times = np.array(spans, np.float64).reshape(-1, 2) * 3600 + T_S
    zeros = np.zeros(len(spans), np.int64)
    return EventColumns.of(
        kind,
        ("yu-son",),
        PLACES.ids,
        {name: np.array(values) for name, values in facts.items()},
        vessel=zeros,
        start_s=times[:, 0],
        end_s=times[:, 1],
        lon_e7=zeros + 1_330_000_000,
        lat_e7=zeros + 427_000_000,
        score=np.array(facts.get("confidence", zeros)),
    )


def detector_of(
    fleet: Fleet,
    visits: Sequence[tuple[float, float, int]] = (),
    voyages: Sequence[tuple[float, float, int]] = (),
    store: CaseStore | None = None,
) -> Detector:
    """A detector that has found these: from, to, confidence; from, to, laden."""
    detector = Detector(fleet, PLACES, store)
    usual = EventParameters()
    for kind, name, rows in ((EventKind.VISIT, "confidence", visits), (EventKind.VOYAGE, "laden", voyages)):
        found = events(kind, [row[:2] for row in rows], **{name: [row[2] for row in rows]})
        detector._found[kind] = (usual.of(kind), found)
    return detector


@pytest.mark.parametrize(
    ("rows", "visits", "expected"),
    [
        pytest.param([(0, 45), (1, 45), (7, 72), (8, 72)], [], [(1, 7, 1)], id="deeper after six hours"),
        pytest.param([(0, 72), (20, 45)], [], [(0, 20, 2)], id="less deep"),
        pytest.param([(0, 45), (5.999, 72)], [], [], id="too short to work cargo"),
        pytest.param(
            [(0, 45), (1, 0), (9, 72)], [], [(0, 9, 1)], id="reports without a draught tell nothing"
        ),
        pytest.param([(0, 45), (9, 49), (30, 72)], [], [(9, 30, 1)], id="four of 27 decimetres are too few"),
        pytest.param([(0, 45), (9, 50), (30, 72)], [], [(0, 9, 1), (9, 30, 1)], id="five are enough"),
        pytest.param([(0, 60), (9, 72)], [], [], id="never seen in both states"),
        pytest.param([(0, 45), (30, 72)], [(10, 20, 2)], [], id="a visit explains it"),
        pytest.param([(0, 45), (30, 72)], [(10, 20, 1)], [(0, 30, 1)], id="one that only passed does not"),
        pytest.param([(40, 45), (60, 72)], [(10, 17, 2)], [], id="typed late"),
        pytest.param([(40, 45), (60, 72)], [(10, 16, 2)], [(40, 60, 1)], id="a day later"),
    ],
)
def test_another_draught_after_a_silence(
    rows: list[tuple[float, int]],
    visits: list[tuple[float, float, int]],
    expected: list[tuple[int, int, int]],
) -> None:
    found = hints(detector_of(heard(rows), visits))
    times = zip(found.start_s - T_S, found.end_s - T_S, found.facts["change"], strict=True)
    assert [(start // 3600, end // 3600, change) for start, end, change in times] == expected
    assert found.facts["from_key"] == ["track:yu-son"] * len(expected)
    for row in range(len(found)):
        fleet_t = detector_of(heard(rows)).fleet.t_s
        assert (fleet_t[found.first[row]], fleet_t[found.last[row]]) == (found.start_s[row], found.end_s[row])


def test_a_sighting_against_a_voyage_by_ais(reported: Record) -> None:
    # Seen high ten days before AIS shows her laden at sea, and no visit between.
    at = datetime.fromtimestamp(T_S, UTC) - timedelta(10)
    seen = replace(
        reported.sightings[0],
        id="seen",
        vessel_id="yu-son",
        riding=Riding.HIGH,
        when=TimeSpan(at, at, Precision.INSTANT),
    )
    store = CaseStore.of_record(replace(reported, calls=(), voyages=(), contradictions=(), sightings=(seen,)))
    fleet = heard([(0, 0), (40, 0)])
    found = hints(detector_of(fleet, [], [(0, 40, 1)], store))
    voyage = events(EventKind.VOYAGE, [(0, 40)], laden=[1])
    assert told(found) == [("yu-son", missed_calls.LOADED, "sighting:seen", f"ais_event:{voyage.id_of(0)}")]
    # The draught counts from an hour after departure.
    assert found.end_s[0] == T_S + 3600
    assert found.score[0] == 1
    assert told(hints(detector_of(fleet, [(-30, -25, 2)], [(0, 40, 1)], store))) == []
    assert told(hints(detector_of(fleet, [], [(0, 40, 2)], store))) == []
    store.close()


def test_nothing_is_found_in_nothing() -> None:
    assert len(hints(Detector(Fleet.of({}), PLACES))) == 0


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 300), st.sampled_from((0, 40, 44, 55, 70))), max_size=25))
def test_silences_are_those_of_a_plain_reading(rows: list[tuple[int, int]]) -> None:
    told_ones = sorted(dict(rows).items())
    fleet = heard(told_ones)
    draughts = [(hour, draught) for hour, draught in told_ones if draught]
    span = max((d for _, d in draughts), default=0) - min((d for _, d in draughts), default=0)
    expected = [
        (first, second)
        for (first, before), (second, after) in pairwise(draughts)
        if second - first >= 6
        and abs(after - before) >= 0.15 * span > 0
        and span >= 0.2 * max(draughts, key=lambda one: one[1])[1]
    ]
    found = hints(detector_of(fleet))
    assert [
        ((start - T_S) // 3600, (end - T_S) // 3600)
        for start, end in zip(found.start_s, found.end_s, strict=True)
    ] == expected

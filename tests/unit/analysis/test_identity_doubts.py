"""Doubts about who a ship is: ways of one MMSI as a plain rule splits them, and what a case tells of them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.analysis.detector import Detector
from desktop_app.analysis.kernels.segments import label_segments
from desktop_app.analysis.shared_mmsi import shared_times
from desktop_app.analysis.told_changes import alike
from desktop_app.analysis.told_doubts import ToldDoubt, told_doubts
from desktop_app.cli.main import run
from desktop_app.domain.ais_event import EVENT_CHECKS, EventCheck, EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.domain.movement import Track
from desktop_app.domain.provenance import Citation
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.domain.vessel import Particulars, VesselIdentity
from desktop_app.storage.case_store import CaseStore
from tests.unit.analysis.plain_positions import NM_M, Report, fleet_of, metres, out_of_reach, reports_of

SAMPLES = Path(__file__).parents[3].parent / "shared/samples/ais_csv"
USUAL = EventParameters()
T = int(datetime(2024, 3, 4, tzinfo=UTC).timestamp())
DAY = 86_400
IMO, OTHER_IMO = "9074729", "8814275"


def plain_segments(reports: Sequence[Report], knots: float, hours: float) -> list[int]:
    """The number of the way of each report."""
    open_: list[tuple[int, Report]] = []
    numbers: list[int] = []
    opened = 0
    for report in reports:
        open_ = [way for way in open_ if report.t_s - way[1].t_s <= hours * 3600]
        near = [way for way in open_ if not out_of_reach(way[1], report, knots, 2)]

        def needed(way: tuple[int, Report], report: Report = report) -> tuple[float, float]:
            far = metres(way[1], report)
            beyond, seconds = max(far - 2 * NM_M, 0.0), report.t_s - way[1].t_s
            return (beyond / seconds if seconds else 0.0), far

        if near:
            before = min(near, key=needed)
        else:
            before = min(open_, key=lambda way: way[1].t_s) if len(open_) == 20 else (-1, report)
            opened += 1
        number = before[0] if near else opened - 1
        open_ = [way for way in open_ if way != before]
        open_.append((number, report))
        numbers.append(number)
    return numbers


def plain_times(reports: Sequence[Report], numbers: Sequence[int], hours: float) -> list[tuple[int, ...]]:
    """First and last second, ways, reports of the greatest and of the others, and changes between ways."""
    ways = [[at for at, number in enumerate(numbers) if number == way] for way in range(max(numbers) + 1)]
    whole = [way for way in ways if len(way) >= 5]
    spans = [(reports[way[0]].t_s, reports[way[-1]].t_s) for way in whole]
    edges = sorted({edge for span in spans for edge in span})
    # Seconds in which two are open: at edges, and between one and the next.
    twice = [(edge, edge) for edge in edges if sum(first <= edge <= last for first, last in spans) > 1]
    twice += [
        (one, other)
        for one, other in pairwise(edges)
        if sum(first <= one and other <= last for first, last in spans) > 1
    ]
    times: list[list[int]] = []
    for first, last in sorted(twice):
        if times and first - times[-1][1] <= hours * 3600:
            times[-1][1] = max(times[-1][1], last)
        else:
            times.append([first, last])
    kept = {at for way in whole for at in way}
    found = []
    for first, last in times:
        within = [numbers[at] for at in sorted(kept) if first <= reports[at].t_s <= last]
        each = sorted((within.count(way) for way in set(within)), reverse=True)
        changes = sum(one != other for one, other in pairwise(within))
        if len(each) > 1:
            found.append((first, last, len(each), each[0], sum(each[1:]), changes))
    return found


@st.composite
def senders(draw: st.DrawFn) -> list[Report]:
    """Ships that sail at sea under one number, each now and then silent."""
    ships = draw(
        st.lists(
            st.tuples(
                st.floats(-0.6, 0.6),
                st.sampled_from((0.0, 0.0, 0.3, 3.0, 90.0)),
                st.sampled_from((0, 5, 15, 24)),
                st.integers(0, 40),
                st.sampled_from((300, 1800, 7200)),
            ),
            min_size=1,
            max_size=25,
        )
    )
    reports = []
    for number, (lat, lon, knots, count, every_s) in enumerate(ships):
        start = draw(st.sampled_from((0, 3600, 36_000, 200_000)))
        for at in range(count):
            moved = knots * every_s * at / 3600 / 60
            place = (179.9 + lon + moved + 180) % 360 - 180
            reports.append(
                Report(T + start + at * every_s + 7 * number, round(place * 1e7), round(lat * 1e7) + number)
            )
    return sorted(reports, key=lambda report: report.t_s) or [Report(T, 0, 0)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(senders(), min_size=1, max_size=2))
def test_ways_are_those_of_the_plain_rule(ships: list[list[Report]]) -> None:
    fleet = fleet_of({f"ship-{number}": reports for number, reports in enumerate(ships)})
    firsts, offsets = fleet.starts[:-1], fleet.starts
    labels, counts = np.empty(fleet.count, np.int32), np.empty(len(firsts), np.int64)
    label_segments(
        *(firsts, offsets, fleet.t_s, fleet.lon_e7, fleet.lat_e7),
        *(USUAL.segment_kn, 2.0, 8 * 3600, labels, counts),
    )
    found = shared_times(fleet, USUAL)
    for ship in range(len(fleet.vessel_ids)):
        reports = reports_of(fleet, ship)
        numbers = plain_segments(reports, USUAL.segment_kn, USUAL.segment_h)
        assert labels[fleet.reports_of(ship)].tolist() == numbers
        rows = np.flatnonzero(found.vessel == ship)
        times = [
            (int(fleet.t_s[found.first[row]]), int(fleet.t_s[found.last[row]]), *found.told[row].tolist())
            for row in rows
        ]
        assert times == plain_times(reports, numbers, USUAL.segment_h)


def by_turns(count: int, apart_deg: float = 3.0) -> list[Report]:
    """Two ships under one number that send by turns, `count` reports each."""
    lons = (1_310_000_000, 1_310_000_000 + round(apart_deg * 1e7))
    return [Report(T + 600 * number, lons[number % 2], 400_000_000) for number in range(2 * count)]


@pytest.mark.parametrize(("count", "events"), [(5, 1), (4, 0)])
def test_two_ships_by_turns_are_one_event_with_its_measures(count: int, events: int) -> None:
    fleet = fleet_of({"ship": by_turns(count)})
    columns = Detector(fleet).events(EventKind.IDENTITY, USUAL)
    assert len(columns) == events
    if events:
        facts = {name: values[0] for name, values in columns.facts.items()}
        assert (facts["ways"], facts["reports_most"], facts["reports_others"]) == (2, 4, 4)
        assert facts["switches"] == 7
        assert facts["value"] == pytest.approx(metres(*by_turns(1)) / 1000)
        assert columns.check[0] == EVENT_CHECKS.index(EventCheck.SHARED_MMSI)


def test_ways_that_one_ship_can_sail_are_hers() -> None:
    near = by_turns(10, apart_deg=0.04)  # less than two miles
    there_and_back = [*by_turns(1)[:1], *[Report(T + 60 * at, 0, 0) for at in range(1, 20)], by_turns(11)[20]]
    for reports in (near, there_and_back, [Report(T, 0, 0)], []):
        assert len(Detector(fleet_of({"ship": reports})).events(EventKind.IDENTITY, USUAL)) == 0


CITE = Citation.of(("register",), None)


def identity(ident: str, first: int, last: int, vessel: str = "ship", **told: str) -> VesselIdentity:
    """What a ship was called, from one day after T to another."""
    empty = dict.fromkeys(("name", "flag", "imo_number", "mmsi", "call_sign", "owner", "note"), "")
    days = [date(2024, 3, 4 + day) for day in (first, last)]
    return VesselIdentity(
        **{**empty, **told}, id=ident, vessel_id=vessel, first_day=days[0], last_day=days[1], citation=CITE
    )


def track(ident: str, vessel: str, mmsi: str, first: int, last: int) -> Track:
    """A track from one second after T to another."""
    when = TimeSpan(*(datetime.fromtimestamp(T + at, UTC) for at in (first, last)), Precision.INTERVAL)
    return Track(ident, vessel, when, mmsi, 1, "0", "", CITE)


HEARD = {"ship": [Report(T + hour * 3600, 1_320_000_000 + hour, 420_000_000) for hour in range(240)]}


def told(
    *identities: VesselIdentity, tracks: Sequence[Track] = (), **more: Sequence[Particulars]
) -> list[ToldDoubt]:
    ships = {**HEARD, **({"other": HEARD["ship"]} if any(one.vessel_id == "other" for one in tracks) else {})}
    return told_doubts(fleet_of(ships), identities, tracks, more.get("sizes", ()))


def test_a_new_name_is_told_from_the_last_day_of_the_old_one() -> None:
    (doubt,) = told(
        identity("one", 0, 2, name="YU SON"),
        identity("same", 1, 3, name="Yu  son"),
        identity("two", 5, 8, name="EASTERN STAR"),
    )
    assert doubt.check is EventCheck.NAME_CHANGE
    assert (doubt.start_s, doubt.end_s) == (T + 4 * DAY - 1, T + 5 * DAY)
    assert doubt.words == "YU SON → EASTERN STAR"
    assert doubt.keys == ("identity:one", "identity:same", "identity:two")
    assert (doubt.first, doubt.last) == (95, 120)  # the reports round it
    assert doubt.value == 0


def test_names_side_by_side_tell_for_how_long_and_never_share_a_name() -> None:
    doubts = told(
        identity("one", 0, 6, name="A", call_sign="P5AA"),
        identity("two", 4, 9, name="B", call_sign="P5BB"),
        identity("three", 4, 9, name="C"),
    )
    names = [doubt for doubt in doubts if doubt.check is EventCheck.NAME_CHANGE]
    assert [(doubt.words, doubt.number) for doubt in names] == [("A → B; B → C", 2)]
    assert names[0].value == pytest.approx(6, abs=1e-4)
    assert [doubt.words for doubt in doubts if doubt not in names] == ["P5AA → P5BB"]


def test_what_is_not_dated_in_the_time_heard_is_left_to_the_card() -> None:
    assert told(identity("one", 15, 16, name="A"), identity("two", 17, 18, name="B")) == []
    undated = VesselIdentity("x", "ship", "B", "", "", "", "", "", None, None, "", CITE)
    assert told(identity("one", 0, 1, name="A"), undated) == []
    assert (
        told(identity("one", 0, 1, "elsewhere", name="A"), identity("two", 2, 3, "elsewhere", name="B")) == []
    )


def test_an_imo_number_under_two_mmsi_takes_its_times_from_reports() -> None:
    (doubt,) = told(
        identity("one", 0, 4, imo_number=IMO, mmsi="445000001"),
        identity("two", 4, 9, imo_number=IMO, mmsi="273000001"),
        identity("wrong", 0, 9, imo_number="1234560", mmsi="273000009"),
        identity("wrong-too", 0, 9, imo_number="1234560", mmsi="273000008"),
        tracks=[
            track("a", "ship", "445000001", 0, 4 * DAY + 100),
            track("b", "ship", "273000001", 4 * DAY + 200, 9 * DAY),
        ],
    )
    assert doubt.check is EventCheck.IMO_TWO_MMSI
    assert (doubt.start_s, doubt.end_s) == (T + 4 * DAY + 100, T + 4 * DAY + 200)
    assert doubt.words == f"IMO {IMO}: MMSI 445000001 → 273000001"
    assert set(doubt.keys) == {"identity:one", "identity:two", "track:a", "track:b"}


def test_one_mmsi_of_two_imo_numbers_or_of_two_ships_is_shared() -> None:
    (numbers,) = told(
        identity("one", 0, 4, imo_number=IMO, mmsi="445000001"),
        identity("two", 5, 9, imo_number=OTHER_IMO, mmsi="445000001"),
    )
    assert numbers.check is EventCheck.SHARED_MMSI
    (ships,) = told(
        tracks=[track("a", "ship", "445000001", 0, 5000), track("b", "other", "445000001", 4000, 9000)]
    )
    assert (ships.check, ships.start_s, ships.end_s) == (EventCheck.SHARED_MMSI, T + 4000, T + 5000)
    assert {ships.vessel, ships.other} == {0, 1}
    one_after_the_other = [track("a", "ship", "445000001", 0, 50), track("b", "other", "445000001", 60, 90)]
    assert told(tracks=one_after_the_other) == []


@pytest.mark.parametrize(("length", "doubts"), [(110.0, 0), (110.5, 1)])
def test_another_size_by_ais_is_told_only_between_files_in_which_the_ship_was_heard(
    length: float, doubts: int
) -> None:
    def source(name: str) -> Citation:
        return Citation.of((name,), None)

    sizes = [
        Particulars("p1", "ship", 105.0, 16.0, None, None, "", source("first")),
        Particulars("p2", "ship", length, 16.0, None, None, "", source("second")),
        Particulars("p3", "ship", 300.0, 50.0, None, None, "", source("register")),
    ]
    spans = [("first", 0, 1000), ("second", 2000, 3000)]
    tracks = [
        Track(name, "ship", track(name, "ship", "", *span).when, "", 1, "0", "", source(name))
        for name, *span in spans
    ]
    found = told(tracks=tracks, sizes=sizes)
    assert [doubt.check for doubt in found] == [EventCheck.SIZE_CHANGE] * doubts
    assert [doubt.value for doubt in found] == [5.5] * doubts


def test_spelling() -> None:
    assert alike("CHON MA SAN", "CHON MA SAM")
    assert not alike("CHON MA SAN", "EASTERN STAR")
    assert not alike("A" * 10_000, "A" * 10_000)  # nobody waits for that


@pytest.mark.skipif(not SAMPLES.exists(), reason="the real samples are not beside this checkout")
def test_a_real_day_has_the_imo_numbers_known_to_be_under_two_mmsi(tmp_path: Path) -> None:
    case = tmp_path / "day.gpkg"
    lines = (SAMPLES / "marinecadastre_2022-01-03.csv").read_text(encoding="utf-8").splitlines()
    several = ("IMO9442718", "IMO9548574", "IMO9212424", "IMO9813644", "IMO0000111", "IMO0000001")
    file = tmp_path / "some.csv"
    chosen = [
        line for place, line in enumerate(lines) if any(imo in line for imo in several) or not place % 50
    ]
    file.write_text("\n".join(chosen), encoding="utf-8")
    assert run(["import", str(file), "--into", str(case), "--new", "--every-ship", "--who", "Kim"]) < 2
    store = CaseStore.open(case, want_write=False)
    try:
        columns = Detector.of_case(store).events(EventKind.IDENTITY, USUAL)
    finally:
        store.close()
    of = np.flatnonzero(columns.check == EVENT_CHECKS.index(EventCheck.IMO_TWO_MMSI))
    words = {str(columns.facts["words"][row])[4:11] for row in of}
    assert words == {"9442718", "9548574", "9212424", "9813644"}
    assert len({columns.id_of(row) for row in range(len(columns))}) == len(columns)

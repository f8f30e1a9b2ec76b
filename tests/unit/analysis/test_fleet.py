"""A fleet holds every usable report once, ship by ship in order of time, whatever the order it came in."""

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.analysis.fleet import UNUSABLE, Fleet, TrackSpan
from desktop_app.domain.imports import DOUBT_BITS, Check
from desktop_app.domain.provenance import Citation
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.fixes import Fixes

FLAGS = (0, 0, 0, DOUBT_BITS[Check.ZERO_POSITION], DOUBT_BITS[Check.FUTURE], DOUBT_BITS[Check.SPEED])
Report = tuple[int, int, int, int, int]

reports = st.lists(
    st.tuples(
        st.integers(0, 30),
        st.integers(-1_800_000_000, 1_800_000_000),
        st.integers(-900_000_000, 900_000_000),
        st.integers(-1, 300),
        st.sampled_from(FLAGS),
    ),
    max_size=25,
)


def fixes_of(rows: list[Report]) -> Fixes:
    columns = np.array(rows, np.int64).reshape(-1, 5).T
    names = ("t_s", "lon_e7", "lat_e7", "sog_dkn", "doubts")
    return Fixes.of(**dict(zip(names, columns, strict=True)))


@given(st.dictionaries(st.sampled_from("abcdef"), reports, max_size=4))
def test_every_usable_report_once_in_order(ships: dict[str, list[Report]]) -> None:
    fleet = Fleet.of({ship: fixes_of(rows) for ship, rows in ships.items()})
    assert fleet.vessel_ids == tuple(sorted(ships))
    left_out = 0
    for ship, rows in ships.items():
        usable = [row for row in rows if not row[4] & UNUSABLE]
        left_out += len(rows) - len(usable)
        where = fleet.reports_of(fleet.places[ship])
        found = list(
            zip(
                fleet.t_s[where].tolist(),
                fleet.lon_e7[where].tolist(),
                fleet.lat_e7[where].tolist(),
                strict=True,
            )
        )
        times = [row[0] for row in usable]
        assert [time for time, _, _ in found] == sorted(time for time, _, _ in found)
        if times != sorted(times):  # only a track out of order is looked through for repetitions
            assert sorted(set(found)) == sorted({row[:3] for row in usable})
        else:
            assert found == [row[:3] for row in usable] or len(found) == len({row[:3] for row in usable})
    assert fleet.left_out + fleet.repeated + fleet.count == sum(map(len, ships.values()))
    assert fleet.left_out <= left_out


def test_the_tracks_of_a_case(training: CaseStore) -> None:
    fleet = Fleet.of_case(training)
    tracks = training.record.tracks
    assert fleet.count == sum(track.fixes for track in tracks) - fleet.left_out - fleet.repeated
    assert set(fleet.vessel_ids) == {track.vessel_id for track in tracks}
    for track in tracks:
        number = fleet.places[track.vessel_id]
        held = training.fixes(track.id)
        assert np.isin(held.t_s, fleet.t_s[fleet.reports_of(number)]).all()
        assert track.id in fleet.track_ids(number, int(held.t_s[0]), int(held.t_s[-1]))
    assert fleet.end_s == max(int(training.fixes(track.id).t_s[-1]) for track in tracks)


def test_a_time_between_two_tracks_names_the_nearer_one() -> None:
    one = fixes_of([(10, 1, 1, 0, 0)])
    fleet = Fleet.of({"a": one})
    spans = ((TrackSpan("early", 0, 10), TrackSpan("late", 100, 200)),)
    near = Fleet(**{**{name: getattr(fleet, name) for name in fleet.__dataclass_fields__}, "tracks": spans})
    assert near.track_ids(0, 5, 7) == ("early",)
    assert near.track_ids(0, 5, 150) == ("early", "late")
    assert near.track_ids(0, 80, 90) == ("late",)


def test_the_end_of_the_data_is_that_of_sources_that_share_ships(training: CaseStore) -> None:
    """Two files of one coast share a ship, another shares none, and one that does begins too late."""
    model = training.record.tracks[0]
    told = (
        ("a", "one"),
        ("b", "one"),
        ("b", "two"),
        ("c", "two"),
        ("d", "far"),
        ("c", "late"),
        ("e", "late"),
    )
    times = {"one": 100, "two": 200, "far": 900, "late": 200 + 31 * 86_400 + 1}
    tracks = [
        replace(model, id=f"{ship}-{source}", vessel_id=ship, fixes=1, citation=Citation.of([source], None))
        for ship, source in told
    ]
    held = {
        track.id: fixes_of([(times[source], 1, 1, 0, 0)])
        for track, (_, source) in zip(tracks, told, strict=True)
    }
    case = cast("CaseStore", SimpleNamespace(record=SimpleNamespace(tracks=tracks), fixes=held.__getitem__))
    fleet = Fleet.of_case(case)
    assert dict(zip(fleet.vessel_ids, fleet.data_end_s.tolist(), strict=True)) == {
        "a": 200,
        "b": 200,
        "c": times["late"],
        "d": 900,
        "e": times["late"],
    }


def test_nobody_writes_into_a_fleet() -> None:
    fleet = Fleet.of({"a": fixes_of([(1, 2, 3, 4, 0)])})
    with pytest.raises(ValueError, match="read-only"):
        fleet.t_s[0] = 5


def test_no_report_at_all() -> None:
    fleet = Fleet.of({})
    assert (fleet.count, fleet.end_s, fleet.starts.tolist()) == (0, 0, [0])

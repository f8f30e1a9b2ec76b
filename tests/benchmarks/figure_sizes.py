"""Figures as people ask for them: time, size and memory. Prints "name value" lines.

Cold is a process of its own, as from the command line; warm is the second figure of a window. Memory is the
highest sum over all processes of a command, each page shared between some of them counted in parts (PSS).
"""

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from desktop_app.bootstrap import prepare

prepare(headless=True)

from PySide6.QtCore import QEventLoop  # noqa: E402 - after the process is prepared

from desktop_app.app import make_application  # noqa: E402 - same
from desktop_app.domain.figure_design import Design  # noqa: E402 - same
from desktop_app.domain.figure_templates import template_named  # noqa: E402 - same
from desktop_app.exporters.proof.manifest import manifest_text  # noqa: E402 - same
from desktop_app.importers.reported_record import open_reported_record  # noqa: E402 - same
from desktop_app.jobs.runner import JobRunner  # noqa: E402 - same
from desktop_app.query.clauses import Filter  # noqa: E402 - same
from desktop_app.query.engine import QueryEngine  # noqa: E402 - same
from desktop_app.runtime.errors import TumenError  # noqa: E402 - same
from desktop_app.runtime.resources import Resources  # noqa: E402 - same
from desktop_app.ui.figure.figure import Figure  # noqa: E402 - same
from desktop_app.ui.figure.maker import FigureMaker  # noqa: E402 - same
from desktop_app.ui.figure.subject import Subject, theatre_subject  # noqa: E402 - same
from desktop_app.ui.figure.writing.pdf import pdf_bytes  # noqa: E402 - same
from desktop_app.ui.figure.writing.png import png_bytes  # noqa: E402 - same

ROUNDS: Final = 3
ROOT: Final = Path(__file__).resolve().parent.parent.parent
A3_MM: Final = "420x297mm"
MEGABYTE: Final = 1_000_000
# Training case: the pages between these two counts stand for 200, of which no case at hand has as many ships.
FEW_PAGES, MORE_PAGES = 10, 40
WANTED_PAGES: Final = 200
WATCHED_EVERY_S: Final = 0.05


def tell(name: str, value: float) -> None:
    """One line of the table."""
    print(f"{name} {value:.0f}", flush=True)


def family(pid: int) -> set[int]:
    """A process and all that it has started, as far as they are alive."""
    found = {pid}
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text(encoding="ascii").split():
                found |= family(int(child))
    except OSError:
        pass  # it has ended meanwhile
    return found


def memory_mb(pid: int) -> float:
    """What a process and its children take, now."""
    total_kb = 0
    for one in family(pid):
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii").splitlines()
        except OSError:
            continue
        total_kb += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total_kb * 1024 / MEGABYTE


def command(*words: str) -> tuple[float, float]:
    """Milliseconds and the highest memory in MB of one command, its process's start included."""
    start = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-m", "desktop_app", *words],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        highest, done = 0.0, threading.Event()

        def watch() -> None:
            nonlocal highest
            while not done.wait(WATCHED_EVERY_S):
                highest = max(highest, memory_mb(process.pid))

        watcher = threading.Thread(target=watch)
        watcher.start()
        code = process.wait()
        took = (time.perf_counter() - start) * 1000
        done.set()
        watcher.join()
    if code:
        sys.exit(f"tumen {' '.join(words)} ended with {code}")
    return took, highest


def cold(folder: Path) -> None:
    """Commands, each in a process of its own."""
    for name in ("a4-landscape", "slide-16x9"):
        words = ("figure", "--template", name, "-o", str(folder / "a.png"), "--force")
        took = [command(*words)[0] for _ in range(ROUNDS)]
        tell(f"figure_{name.split('-')[0]}_cold_ms", statistics.median(took))
    took_ms, highest_mb = command(
        "figure", "--template", "a4-landscape", "--page", A3_MM, "--dpi", "600", "-o", str(folder / "a3.png")
    )
    tell("figure_a3_600dpi_ms", took_ms)
    tell("figure_a3_600dpi_mb", highest_mb)
    words = ("pages", "--training", "--by", "voyage", "-o")
    few_ms, more_ms = (
        command(*words, str(folder / f"{count}.pdf"), "--limit", str(count))[0]
        for count in (FEW_PAGES, MORE_PAGES)
    )
    page_ms = (more_ms - few_ms) / (MORE_PAGES - FEW_PAGES)
    tell("page_ms", page_ms)
    tell("pages_200_s", (few_ms + page_ms * (WANTED_PAGES - FEW_PAGES)) / 1000)
    took_ms, _ = command("animate", "--training", "--step", "month", "-o", str(folder / "frame.png"))
    tell("animation_step_ms", took_ms / len(list(folder.glob("frame-*.png"))))


def design_of(name: str) -> Design:
    """A built-in design."""
    design = template_named(name)
    if design is None:
        sys.exit(f"no template {name}")
    return design


def timed(act: Callable[[], bytes]) -> tuple[float, int]:
    """Milliseconds and bytes."""
    start = time.perf_counter()
    data = act()
    return (time.perf_counter() - start) * 1000, len(data)


class Window:
    """What a window keeps from figure to figure."""

    def __init__(self) -> None:
        resources = Resources.locate()
        self._store = open_reported_record(resources)
        self._jobs = JobRunner()
        self._maker = FigureMaker(resources, self._jobs)
        self.subject: Subject = theatre_subject(QueryEngine(self._store), Filter())

    def figure(self, design: Design) -> Figure:
        """Make one and wait."""
        loop = QEventLoop()
        ended: list[Figure | TumenError] = []

        def end(result: Figure | TumenError) -> None:
            ended.append(result)
            loop.quit()

        self._maker.make(self.subject, design, end, end)
        loop.exec()
        if isinstance(ended[0], TumenError):
            sys.exit(str(ended[0]))
        return ended[0]

    def png(self, design: Design) -> bytes:
        """A PNG of its own map: the one before showed another page."""
        figure = self.figure(design)
        return png_bytes(figure, manifest_text(figure.manifest))

    def close(self) -> None:
        """Take all down."""
        self._maker.close()
        self._jobs.shutdown()
        self._store.close()


def warm() -> None:
    """Figures one after the other, as from a window."""
    application = make_application()
    window = Window()
    pages = {"a4": design_of("a4-landscape"), "slide": design_of("slide-16x9")}
    for design in pages.values():
        window.png(design)
    for name, design in pages.items():
        took = []
        for _ in range(ROUNDS):
            window.figure(pages["slide" if name == "a4" else "a4"])
            took.append(timed(lambda design=design: window.png(design))[0])  # type: ignore[misc]
        tell(f"figure_{name}_warm_ms", statistics.median(took))
    figure = window.figure(pages["a4"])
    took_ms, size = timed(lambda: pdf_bytes(figure, manifest_text(figure.manifest)))
    tell("figure_pdf_ms", took_ms)
    tell("figure_pdf_kb", size / 1000)
    window.close()
    application.processEvents()


def main() -> None:
    """Measure all."""
    with tempfile.TemporaryDirectory() as folder:
        cold(Path(folder))
    warm()


main()

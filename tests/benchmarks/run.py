"""`./tumen bench`: start-up, filters, drawing the map, figures, memory, uncertainty, a large case. One table.

Figures are medians of fresh processes that alternate, on a warm disk; compare ratios, not machines.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ROUNDS = 7
# 3508 by 2192 pixels: an A4 page across at 300 dpi, less the margins of a slide.
LARGE_FIGURE = ("1754x1096", "2")
ROUNDS_OF_MANY = 3
# What a figure may be on a machine with nothing else to do: all views of the record repainted within a frame,
# those of a million voyages before the hand that drags notices; never a queue of answers to old filters.
BOUNDS = {
    "filter_painted_ms": 16,
    "drag_painted_ms": 16,
    "drag_stale_rounds": 0,
    "drag_unseen": 0,
    "slide_painted_ms": 16,
    "slide_unseen": 0,
    "panel_slide_unseen": 0,
    "many_drag_painted_ms": 50,
    "many_drag_stale_rounds": 0,
    "many_drag_unseen": 0,
    "many_slide_painted_ms": 50,
    "many_slide_unseen": 0,
    "many_panel_slide_painted_ms": 50,
    "many_panel_slide_unseen": 0,
    "closed_form_ms": 3,
    "closed_form_of_five_ms": 5,
    "draws_50m_numbers_s": 1,
    "draws_cancelled_ms": 50,
    "figure_a4_cold_ms": 4_000,
    "figure_slide_warm_ms": 2_000,
    "figure_a3_600dpi_mb": 1_200,
    "figure_pdf_kb": 2_000,
    "pages_200_s": 60,
    "ais_peak_mb": 1_200,
    "voyages_imported_s": 5,
    "gaps_scan_ms": 15,
    "visits_s": 0.25,
    "voyages_s": 0.15,
    "encounters_s": 0.6,
    "events_all_s": 3,
    "events_peak_mb": 900,
}
# Frames a second that the window keeps while a million reports come in, and how fast ten millions do.
AT_LEAST = {"import_frames_per_s": 30, "ais_rows_per_s": 2_000_000}
# Percent of simulated cases in which an interval of 95 % holds the truth.
WITHIN = {
    "sums_covered_percent": (93, 97),
    "exposure_months_percent": (93, 97),
    "exposure_years_percent": (93, 97),
}


def run(program: str, settings: Path, case: Path | None = None) -> dict[str, float]:
    """Run one program in a fresh process; its "name value" lines."""
    environment = {
        **os.environ,
        "TUMEN_BENCH_START": repr(time.time()),
        "TUMEN_BENCH_SETTINGS": str(settings),
        **({"TUMEN_BENCH_CASE": str(case)} if case is not None else {}),
    }
    done = subprocess.run(  # noqa: S603 - our own interpreter and program
        [sys.executable, str(HERE / program)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    if done.returncode:
        sys.exit(f"{program} failed:\n{done.stderr}")
    pairs = [line.split() for line in done.stdout.splitlines()]
    return {pair[0]: float(pair[1]) for pair in pairs if len(pair) == 2}


def start_up(rounds: int, settings: Path) -> dict[str, float]:
    """Medians of both starts, taken in turn after one warm-up each."""
    run("bare_page.py", settings)
    run("start_window.py", settings)
    bare: list[float] = []
    ours: dict[str, list[float]] = {}
    for _ in range(rounds):
        bare.append(run("bare_page.py", settings)["painted"])
        for name, value in run("start_window.py", settings).items():
            ours.setdefault(name, []).append(value)
    result = {"bare_page_ms": statistics.median(bare)}
    result |= {f"window_{name}_ms": statistics.median(values) for name, values in ours.items()}
    for name in ("record", "complete"):
        result[f"{name}_ratio"] = round(result[f"window_{name}_ms"] / result["bare_page_ms"], 2)
    return result


def large_figure() -> float:
    """Milliseconds for a 3508 by 2192 figure from the command line, process start included."""
    with tempfile.TemporaryDirectory() as folder:
        size, scale = LARGE_FIGURE
        command = [sys.executable, "-m", "desktop_app", "figure", "-o", f"{folder}/a.png"]
        start = time.perf_counter()
        subprocess.run(  # noqa: S603 - our own interpreter and program
            [*command, "--from", "2024-10", "--to", "2024-10", "--size", size, "--scale", scale],
            check=True,
            capture_output=True,
            cwd=ROOT,
        )
        return (time.perf_counter() - start) * 1000


def a_million_voyages() -> dict[str, float]:
    """Medians of windows on a case of a million voyages, after one warm-up, then changes; it takes 0.8 GB."""
    with tempfile.TemporaryDirectory() as folder:
        settings, case = Path(folder) / "settings.json", Path(folder) / "many.gpkg"
        figures = run("many_voyages.py", settings, case)
        figures |= run("filter_engine.py", settings, case)
        run("many_window.py", settings, case)
        rounds = [run("many_window.py", settings, case) for _ in range(ROUNDS_OF_MANY)]
        figures |= {name: statistics.median(one[name] for one in rounds) for name in rounds[0]}
        figures |= run("scroll_table.py", settings, case)
        return figures | run("many_changes.py", settings, case)


def main() -> None:
    """Measure all, print a table or JSON."""
    parser = argparse.ArgumentParser(prog="tumen bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="fresh processes of each kind")
    parser.add_argument("--json", action="store_true", help="machine-readable")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / "settings.json"
        figures = start_up(arguments.rounds, settings)
        figures |= run("use_window.py", settings)
        figures |= run("draw_map.py", settings)
        figures |= run("open_close.py", settings)
        figures |= run("many_fixes.py", settings)
        figures |= run("uncertainty.py", settings)
        figures |= run("figure_sizes.py", settings)
        for program in ("import_frames.py", "import_ais.py", "import_voyages.py", "read_tables.py"):
            figures |= run(program, settings)
        for program in (
            "find_gaps.py",
            "find_visits.py",
            "find_meetings.py",
            "find_doubts.py",
            "find_events.py",
        ):
            figures |= run(program, settings)
    figures["figure_3508x2192_ms"] = round(large_figure())
    figures |= a_million_voyages()
    if arguments.json:
        print(json.dumps(figures, indent=1))
        return
    for name, value in figures.items():
        bound = f"  at most {BOUNDS[name]:g}" if name in BOUNDS else ""
        if name in AT_LEAST:
            bound = f"  at least {AT_LEAST[name]:g}"
        if name in WITHIN:
            bound = "  within {:g} and {:g}".format(*WITHIN[name])
        print(f"{name:<30}{value:>10g}{bound}")


main()

"""AIS reports from a CSV of MarineCadastre's layout into a case on the disk, beside what else does it.

Prints "name value" lines: rows a second and peak memory of Tumen, durable when the call returns; seconds in
which polars merely reads the same columns; rows a second of pandas with a GeoPackage through pyogrio, on
fewer rows. Each runs in a process of its own. Rows by the first argument, ten million without one.
"""

import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from synthetic_ais_csv import write_reports

from desktop_app.importers.importing import ImportOrder, SourceChoice
from desktop_app.importers.input_file import InputFile
from desktop_app.importers.running import run_imports
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.saving import create_empty

ROWS: Final = 10_000_000
ROWS_OF_PANDAS: Final = 500_000
WHO: Final = "Benchmark"
COLUMNS: Final = (
    *("MMSI", "BaseDateTime", "LAT", "LON", "SOG", "COG", "Heading", "VesselName", "IMO", "CallSign"),
    *("VesselType", "Status", "Length", "Width", "Draft"),
)


def tumen(path: Path, rows: int) -> None:
    """Import into a new case, with the kernels compiled before."""
    from desktop_app.importers.ais.warming import warm_up  # noqa: PLC0415 - in this process only

    resources = Resources.locate()
    warm_up(resources)
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        case = Path(folder) / "case.gpkg"
        create_empty(case, title="Benchmark", who=WHO, now=datetime.now(UTC))
        store = CaseStore.open(case)
        order = ImportOrder(InputFile(path, "", path.name), "marinecadastre", SourceChoice())
        start = time.perf_counter()
        done = run_imports(store, [order], WHO, resources, Feedback(), lambda _progress: None)
        took_s = time.perf_counter() - start
        if done.runs[0].counts.accepted != rows:
            raise SystemExit(f"not all rows were taken: {done.runs[0].counts}")
        store.close()
    _tell("ais", rows, took_s)


def polars(path: Path, rows: int) -> None:
    """Read the same columns, and let them go."""
    import polars as pl  # noqa: PLC0415 - in this process only

    start = time.perf_counter()
    frame = pl.read_csv(path, columns=list(COLUMNS))
    took_s = time.perf_counter() - start
    if frame.height != rows:
        raise SystemExit("polars lost rows")
    _tell("ais_polars", rows, took_s)


def pandas(path: Path, rows: int) -> None:
    """What people do otherwise: a table of points, written as a layer."""
    import pandas as pd  # noqa: PLC0415 - in this process only
    import pyogrio  # noqa: PLC0415 - as above
    import shapely  # noqa: PLC0415 - as above

    start = time.perf_counter()
    frame = pd.read_csv(path, usecols=list(COLUMNS), parse_dates=["BaseDateTime"])
    points = shapely.to_wkb(shapely.points(frame.pop("LON").to_numpy(), frame.pop("LAT").to_numpy()))
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        pyogrio.raw.write(
            Path(folder) / "layer.gpkg",
            geometry=points,
            field_data=[frame[name].to_numpy() for name in frame],
            fields=list(frame),
            geometry_type="Point",
            crs="EPSG:4326",
            layer="ais",
            driver="GPKG",
        )
        took_s = time.perf_counter() - start
    _tell("ais_pandas", rows, took_s)


def _tell(name: str, rows: int, took_s: float) -> None:
    print(f"{name}_s {took_s:.2f}")
    print(f"{name}_rows_per_s {rows / took_s:.0f}")
    # What getrusage tells begins with the peak of the process that started this one.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak_kb = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:"))
    print(f"{name}_peak_mb {int(peak_kb) / 1024:.0f}", flush=True)


PARTS: Final = {"tumen": tumen, "polars": polars, "pandas": pandas}


def main() -> None:
    """Make the files, run each part."""
    if len(sys.argv) > 2 and sys.argv[1] in PARTS:
        PARTS[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))
        return
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        for parts, count in ((("tumen", "polars"), rows), (("pandas",), min(rows, ROWS_OF_PANDAS))):
            path = Path(folder) / f"reports-{count}.csv"
            write_reports(path, count)
            for part in parts:
                command = [sys.executable, __file__, part, str(path), str(count)]
                subprocess.run(command, check=True)  # noqa: S603 - our own interpreter and program


main()

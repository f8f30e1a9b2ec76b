"""How long a CSV of a million voyages takes until it is a case that would outlive a power cut.

The file is made up and the same each time: dates, five hundred ships, three ports of loading, four of
discharge, barrels. `TUMEN_BENCH_ROWS` is the number of voyages.
"""

import os
import resource
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from desktop_app.importers.importing import ImportOrder, SourceChoice
from desktop_app.importers.input_file import InputFile
from desktop_app.importers.record import read_record
from desktop_app.importers.running import run_imports
from desktop_app.importers.tables.mapping import ColumnUse, Mapping
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.saving import save_as_case

ROWS = int(os.environ.get("TUMEN_BENCH_ROWS", "1000000"))
SHIPS = 500
FROM = ("Vostochny", "Nakhodka", "Vladivostok")
TO = ("Chongjin", "Nampo", "Hungnam", "Wonsan")
FIRST_DAY = datetime(2010, 1, 1, tzinfo=UTC).toordinal()
DAYS = 5_000
USES = (
    ColumnUse("time", "date"),
    ColumnUse("vessel", "ship"),
    ColumnUse("from_port", "from"),
    ColumnUse("to_port", "to"),
    ColumnUse("cargo", "cargo_bbl", unit="bbl"),
)


def write_table(path: Path) -> None:
    """A file of voyages; steps that are prime to the numbers mix them."""
    with path.open("w", encoding="utf-8") as file:
        file.write("date,ship,from,to,cargo_bbl\n")
        for row in range(ROWS):
            day = datetime.fromordinal(FIRST_DAY + row * 7_919 % DAYS).date()
            cargo = 1_000 + row * 104_729 % 60_000
            ship = row // DAYS * 211 % SHIPS
            ends = FROM[row % len(FROM)], TO[row // 7 % len(TO)]
            file.write(f"{day},EXAMPLE {ship:03d},{ends[0]},{ends[1]},{cargo}\n")


def main() -> None:
    """Write the file, import it, import it again."""
    resources, now = Resources.locate(), datetime(2026, 1, 1, tzinfo=UTC)
    with tempfile.TemporaryDirectory(dir=os.environ.get("TUMEN_BENCH_FOLDER")) as folder:
        table, case = Path(folder) / "voyages.csv", Path(folder) / "case.gpkg"
        write_table(table)
        reported = CaseStore.of_record(read_record(resources.geodatum("record")))
        with reported.whole() as source:
            save_as_case(source, case, title="Voyages", who="bench", now=now)
        reported.close()
        order = ImportOrder(
            InputFile(table, "", table.name), "table", SourceChoice(), mapping=Mapping("voyages", USES)
        )
        store = CaseStore.open(case)
        for name in ("voyages_imported_s", "voyages_again_s"):
            begun = time.perf_counter()
            (run,) = run_imports(store, [order], "bench", resources, Feedback(), lambda _: None, now).runs
            print(f"{name} {time.perf_counter() - begun:.1f}")
            print(f"{name.removesuffix('_s')}_rows {run.counts.accepted + run.counts.unchanged}")
        store.close()
        print(f"voyages_case_mb {case.stat().st_size / 1e6:.0f}")
    print(f"voyages_peak_mb {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f}")


main()

"""Changes of a case of a million voyages, and its check. Prints "name value" lines.

An edit counts until it is durable: the call returns after the COMMIT with `synchronous=EXTRA`.
"""

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.edits import Edit, Update
from desktop_app.storage.integrity import check

EDITS = 40
STEP = 24_989  # from one edited voyage to the next: pages in no order
WHO = "Benchmark"


def took_ms(action: Callable[[], object]) -> float:
    """Milliseconds that an action takes."""
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Measure and print."""
    case = Path(os.environ["TUMEN_BENCH_CASE"])
    store = CaseStore.open(case)
    with store.reader() as connection:
        found = connection.execute("SELECT id FROM voyage WHERE fid % ? = 0 LIMIT ?", (STEP, EDITS))
        voyages = [str(row_id) for (row_id,) in found]
    edits = [
        Edit("Edit a voyage", (Update("voyage", row_id, {"summary": f"Edited, number {number}."}),))
        for number, row_id in enumerate(voyages)
    ]
    store.edit(edits[0], WHO)
    edited = [took_ms(lambda edit=edit: store.edit(edit, WHO)) for edit in edits[1:]]  # type: ignore[misc]  # mypy infers no type for a default
    undone = [took_ms(lambda: store.undo(WHO)) for _ in edited]
    store.close()
    print(f"many_edit_ms {statistics.median(edited):.0f}")
    print(f"many_edit_worst_ms {max(edited):.0f}")
    print(f"many_undo_ms {statistics.median(undone):.0f}")
    print(f"many_check_s {took_ms(lambda: check(case)) / 1000:.1f}")


main()

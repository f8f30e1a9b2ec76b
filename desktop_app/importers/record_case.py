"""Writes the reported record as the case file that comes with the program; run when the package is built.

Reading its CSV and GeoJSON anew at every start took 60 ms of a second, the imports for it included.
"""

import sys
from pathlib import Path

from desktop_app.importers.record import read_record
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.saving import save_copy


def write_record_case(folder: Path, target: Path) -> None:
    """Read a record folder and write it as a case; the same folder makes the same bytes.

    Raises:
        InputError: something in the folder is wrong, or the file cannot be written.
    """
    store = CaseStore.of_record(read_record(folder))
    try:
        with store.whole() as source:
            save_copy(source, target)
    finally:
        store.close()


if __name__ == "__main__":
    write_record_case(Path(sys.argv[1]), Path(sys.argv[2]))

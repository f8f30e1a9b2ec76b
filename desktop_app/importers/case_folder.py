"""Opens a case folder: the reported record, or one of the same layout."""

from pathlib import Path

from desktop_app.analysis.load_model import estimate, load_model_of
from desktop_app.importers.record import read_record
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore


def open_case(resources: Resources, folder: Path | None) -> CaseStore:
    """The case in a folder, or the reported record that comes with the program.

    Raises:
        InputError: no such folder, or something in it is wrong; names file, line and reason.
    """
    if folder is not None and not folder.exists():
        raise InputError(f"no case at {folder}")
    if folder is not None and not folder.is_dir():
        raise InputError(f"{folder} is not a case: a case is a folder laid out like geodata/record")
    record = read_record(folder if folder is not None else resources.geodatum("record"))
    vessels = {vessel.id: vessel for vessel in record.vessels}
    model = load_model_of(record)
    volumes = {voyage.id: estimate(voyage, vessels.get(voyage.vessel_id), model) for voyage in record.voyages}
    return CaseStore(record, volumes)

"""The name and the folder that are suggested for what comes out of a case."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from desktop_app.domain.case_info import CaseInfo
from desktop_app.exporters.wording import SYNTHETIC
from desktop_app.storage.file_names import safe_file_name


def suggested_folder(case: Path | None) -> Path:
    """Beside the case, else among the user's documents."""
    if case is not None:
        return case.parent
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found) if found and Path(found).is_dir() else Path.home()


def suggested_name(info: CaseInfo) -> str:
    """A name without ending that says what is in the file, and that made-up data are made up."""
    words = info.title.translate(dict.fromkeys(map(ord, ".:"), " "))
    name = safe_file_name(" ".join(words.split()))
    return f"{SYNTHETIC} {name}" if info.synthetic and not name.startswith(SYNTHETIC) else name

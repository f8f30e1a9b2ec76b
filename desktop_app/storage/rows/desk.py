"""The case itself and the notes of those who work on it."""

from desktop_app.domain.case_info import CaseInfo
from desktop_app.domain.note import Note
from desktop_app.storage.rows.cells import Cells, day_cell, instant_cell, text_cell
from desktop_app.storage.rows.stored_row import StoredRow

# The one row of `case_info`; equal in every case, so that copies that are merged agree on it.
CASE_INFO_ID = "case"


def case_info_cells(info: CaseInfo) -> Cells:
    """The one row of `case_info`; the case's id stands in `tumen_schema`."""
    return {
        "id": CASE_INFO_ID,
        "title": info.title,
        "description": info.description,
        "as_of": day_cell(info.as_of),
        "synthetic": int(info.synthetic),
        "created_utc": instant_cell(info.created),
    }


def case_info_of(row: StoredRow, case_id: str) -> CaseInfo:
    """What the case says of itself."""
    return CaseInfo(
        case_id=case_id,
        title=row.required("title"),
        description=row.required("description"),
        as_of=row.day("as_of"),
        synthetic=row.yes("synthetic"),
        created=row.required_instant("created_utc"),
    )


def note_cells(note: Note) -> Cells:
    """A note."""
    return {
        "id": note.id,
        "subject": text_cell(note.subject),
        "text": note.text,
        "author": note.author,
        "written_utc": instant_cell(note.written),
    }


def note_of(row: StoredRow) -> Note:
    """A note."""
    return Note(
        id=row.id,
        subject=row.text("subject"),
        text=row.required("text"),
        author=row.required("author"),
        written=row.required_instant("written_utc"),
    )

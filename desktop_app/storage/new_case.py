"""Makes cases: an empty one, and one's own from what is nobody's."""

import uuid
from datetime import datetime
from pathlib import Path
from typing import Final

import apsw

from desktop_app.domain.case_info import CaseInfo
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.geopackage import create_case
from desktop_app.storage.log_entries import append_entry, instant_text
from desktop_app.storage.saving import copy_into, write_whole

EMPTY_DESCRIPTION: Final = "A new case."


def new_case_id() -> str:
    """A name for a case that no other case has."""
    return f"case-{uuid.uuid4()}"


def make_case(target: Path, title: str, who: str, now: datetime) -> None:
    """Write a case without any rows.

    Raises:
        InputError: as `saving.save_copy`.
    """

    def fill(connection: apsw.Connection) -> None:
        info = CaseInfo(new_case_id(), title, EMPTY_DESCRIPTION, None, synthetic=False, created=now)
        create_case(connection, info)
        with connection:
            append_entry(connection, kind="create", at=now, who=who, what=f"Make the case “{title}”")

    write_whole(target, fill)


def copy_as_own(
    source: apsw.Connection, target: Path, title: str, who: str, now: datetime, feedback: Feedback
) -> None:
    """Write what `source` shows as a new case with an id of its own.

    Raises:
        InputError, Cancelled: as `saving.save_copy`.
    """

    def fill(connection: apsw.Connection) -> None:
        copy_into(connection, source, feedback)
        (before,) = next(connection.execute("SELECT title FROM case_info"))
        with connection:
            connection.execute("UPDATE tumen_schema SET case_id = ?", (new_case_id(),))
            connection.execute("UPDATE case_info SET title = ?, created_utc = ?", (title, instant_text(now)))
            append_entry(connection, kind="create", at=now, who=who, what=f"Make the case from “{before}”")

    write_whole(target, fill)

"""Makes a case for somebody's own work."""

from datetime import datetime
from pathlib import Path

from desktop_app.importers.reported_record import open_reported_record
from desktop_app.runtime.resources import Resources
from desktop_app.storage.new_case import create_with_places


def make_case(target: Path, resources: Resources, *, title: str, who: str, now: datetime) -> None:
    """A case that knows the places, rules and factors of the reported record, and nothing that happened.

    Raises:
        InputError: the file cannot be written.
    """
    record = open_reported_record(resources)
    try:
        with record.whole() as source:
            create_with_places(target, source, title=title, who=who, now=now)
    finally:
        record.close()

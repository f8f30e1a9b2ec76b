"""One export from beginning to end: read, redact, write."""

from pathlib import Path
from typing import Final, NamedTuple

from desktop_app.exporters.data.data_set import Choice, data_set
from desktop_app.exporters.data.progress import Part
from desktop_app.exporters.data.writers import Format
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources

# Of the time that reading the rows takes of all.
_READING: Final = 0.6


class Exported(NamedTuple):
    """What was written.

    Attributes:
        path: as it was asked for.
        files: one by one.
        rows, tables: how many.
        redaction: what was left out, line by line.
    """

    path: Path
    files: tuple[Path, ...]
    rows: int
    tables: int
    redaction: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What was written, and where it is."""
        files = f" ({len(self.files)} files)" if len(self.files) > 1 else ""
        tables = f"{self.tables} table{'' if self.tables == 1 else 's'}"
        return f"{self.rows} row{'' if self.rows == 1 else 's'} of {tables} written to {self.path}{files}"


def export(
    engine: QueryEngine,
    choice: Choice,
    resources: Resources,
    chosen: Format,
    path: Path,
    feedback: Feedback,
    *,
    with_bom: bool = False,
) -> Exported:
    """Write what is chosen; a file that is there is replaced whole.

    Args:
        engine: the case under assumptions.
        choice: what of it.
        resources: has the licences of what comes with the program.
        chosen: the format.
        path: fits the format; see `check_name`.
        feedback: told how far it is.
        with_bom: of CSV, for Excel.

    Raises:
        TumenError: it cannot be read or written; what was there before is as it was.
        Cancelled: the feedback was cancelled; what was there before is as it was.
    """
    write = chosen.write_with_bom if with_bom and chosen.write_with_bom is not None else chosen.write
    with data_set(engine, choice, resources, Part(feedback, 0.0, _READING)) as data:
        files = write(data, path, Part(feedback, _READING, 1.0))
        rows = sum(len(table.rows) for table in data.tables)
        return Exported(path, files, rows, len(data.tables), data.readme.redaction)

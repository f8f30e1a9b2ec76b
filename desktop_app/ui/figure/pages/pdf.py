"""Pages into one PDF as they are made: none is kept in memory before the last is there."""

import os
import tempfile
from pathlib import Path

from desktop_app.exporters.proof.manifest import manifest_text
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.whole_file import write_whole
from desktop_app.ui.figure.figure import Figure
from desktop_app.ui.figure.writing.pdf import PdfWriting


class PdfPages:
    """One PDF of many figures, with the proof of each."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part.pdf")
            os.close(handle)
        except OSError as error:
            raise InputError(f"cannot write {path}: {error.strerror or error}") from error
        self._part = Path(name)
        self._writing = PdfWriting(self._part)

    def add(self, figure: Figure) -> None:
        """One more page, of its own size."""
        self._writing.add(figure, manifest_text(figure.manifest))

    def finish(self) -> Path:
        """Put the file into its place."""
        try:
            write_whole(self._path, self._writing.finish())
        finally:
            self.drop()
        return self._path

    def drop(self) -> None:
        """Take the unfinished file away."""
        self._writing.close()
        self._part.unlink(missing_ok=True)

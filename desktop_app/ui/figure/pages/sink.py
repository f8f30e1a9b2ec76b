"""Where pages go, one by one: into one PDF, or into files of a folder; whole or not at all."""

import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import Final, Protocol

from desktop_app.exporters.proof.manifest import manifest_text
from desktop_app.runtime.errors import InputError, UsageError
from desktop_app.runtime.resources import Resources
from desktop_app.runtime.whole_file import check_writable
from desktop_app.ui.figure.figure import Figure
from desktop_app.ui.figure.pages.pdf import PdfPages

IN_ONE: Final = (".pdf",)
IN_FOLDER: Final = (".png", ".svg")
# Of a file's name, whatever the thing is called: some file systems take 143 bytes with encryption, most 255.
LONGEST_NAME: Final = 60
_UNWANTED: Final = re.compile(r"[^\w\-]+")


class Sink(Protocol):
    """Takes pages in order; `finish` puts everything into its place, `drop` leaves nothing behind."""

    def add(self, figure: Figure) -> None:
        """One more page."""

    def finish(self) -> Path:
        """All pages are there; returns what was written."""

    def drop(self) -> None:
        """Called off, or failed."""


def target_of(path: Path) -> Path:
    """The file, or the folder, that pages go to.

    Raises:
        UsageError: unknown ending.
    """
    if path.suffix.lower() in IN_FOLDER:
        return path.with_suffix("")
    if path.suffix.lower() in IN_ONE:
        return path
    endings = ", ".join((*IN_ONE, *IN_FOLDER))
    raise UsageError(f"{path.name!r} has no ending that pages can be written as; use one of {endings}")


def check_pages_target(path: Path, *, force: bool) -> None:
    """Refuse a target before any work is done for it.

    Raises:
        UsageError: unknown ending.
        InputError: it cannot be written, or is there and may not be replaced; a folder with anything in it
            never is.
    """
    target = target_of(path)
    if target == path:
        check_writable(path, force=force)
        return
    if target.is_dir():
        if any(target.iterdir()):
            raise InputError(f"{target} is there already and not empty; pages go into a folder of their own")
        if not os.access(target.parent, os.W_OK):
            raise InputError(f"cannot write {target}: the folder {target.parent} is read-only")
        return
    check_writable(target, force=False)


def sink_for(path: Path, resources: Resources) -> Sink:
    """Where pages for a path go."""
    if path.suffix.lower() in IN_FOLDER:
        return FolderPages(path, resources)
    return PdfPages(path)


class FolderPages:
    """One file a page, in a folder that takes its name when all are there."""

    def __init__(self, path: Path, resources: Resources) -> None:
        self._target = target_of(path)
        self._ending = path.suffix.lower()
        self._resources = resources
        self._count = 0
        try:
            self._part = Path(tempfile.mkdtemp(dir=self._target.parent, prefix=".", suffix=".part"))
        except OSError as error:
            raise InputError(f"cannot write {self._target}: {error.strerror or error}") from error

    def add(self, figure: Figure) -> None:
        """One more file: number and title."""
        from desktop_app.ui.figure.writing.files import WriteOptions, figure_bytes  # noqa: PLC0415 - with the first page

        self._count += 1
        path = self._part / f"{self._count:04d}-{file_words(figure.title)}{self._ending}"
        data = figure_bytes(
            figure, manifest_text(figure.manifest), self._ending, WriteOptions(self._resources)
        )
        try:
            path.write_bytes(data)
        except OSError as error:
            raise InputError(f"cannot write {self._target}: {error.strerror or error}") from error

    def finish(self) -> Path:
        """The folder takes its name."""
        try:
            # A temporary folder is private; this one gets what the user's umask allows.
            umask = os.umask(0)
            os.umask(umask)
            self._part.chmod(0o777 & ~umask)
            self._part.rename(self._target)
        except OSError as error:
            self.drop()
            raise InputError(f"cannot write {self._target}: {error.strerror or error}") from error
        return self._target

    def drop(self) -> None:
        """Take the unfinished folder away."""
        shutil.rmtree(self._part, ignore_errors=True)


def file_words(title: str) -> str:
    """What a file can be called after a title: letters, digits and hyphens, never empty, never long."""
    words = _UNWANTED.sub("-", title[: 4 * LONGEST_NAME]).strip("-_").lower()
    return words.encode()[:LONGEST_NAME].decode(errors="ignore").strip("-_") or "page"

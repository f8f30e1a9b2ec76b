"""Where pages go, one by one: into a PDF, slides or files of a folder; whole or not at all."""

import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import Final, Protocol

from desktop_app.exporters.proof.manifest import manifest_text
from desktop_app.exporters.wording import number
from desktop_app.runtime.errors import InputError, UsageError
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.runtime.whole_file import check_writable, write_whole
from desktop_app.ui.figure.figure import Figure
from desktop_app.ui.figure.writing.files import WriteOptions, figure_bytes
from desktop_app.ui.figure.writing.pdf import PdfWriting

IN_ONE: Final = (".pdf", ".pptx")
IN_FOLDER: Final = (".png", ".svg")
# Of a file's name, whatever the thing is called: some file systems take 143 bytes with encryption, most 255.
LONGEST_NAME: Final = 60
# What the maps of slides may take in memory until all are there.
MOST_SLIDE_BYTES: Final = 800_000_000
_BYTES_PER_PIXEL: Final = 4
_UNWANTED: Final = re.compile(r"[^\w\-]+")


class Sink(Protocol):
    """Takes pages in order, in the GUI thread; `drop` leaves nothing behind."""

    def add(self, figure: Figure) -> None:
        """One more page."""

    def end(self) -> None:
        """No further page follows; still in the GUI thread."""

    def finish(self, feedback: Feedback) -> Path:
        """Put everything into its place, on any thread; returns what was written.

        Raises:
            InputError: the disk or the folder refuses.
            Cancelled: the feedback was cancelled.
        """

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
    """Where pages for a path go.

    Raises:
        InputError: the disk or the folder refuses.
    """
    if path.suffix.lower() in IN_FOLDER:
        return FolderPages(path, resources)
    return PdfPages(path) if path.suffix.lower() == ".pdf" else SlidePages(path)


def _refused(path: Path, error: OSError) -> InputError:
    return InputError(f"cannot write {path}: {error.strerror or error}")


class PdfPages:
    """One PDF; pages are drawn into a file beside it, so that hundreds take no more memory than one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part.pdf")
            os.close(handle)
        except OSError as error:
            raise _refused(path, error) from error
        self._scratch = Path(name)
        self._writing = PdfWriting(self._scratch)

    def add(self, figure: Figure) -> None:
        """One more page."""
        self._writing.add(figure, manifest_text(figure.manifest))

    def end(self) -> None:
        """No further page follows."""
        self._writing.close()

    def finish(self, feedback: Feedback) -> Path:
        """Pack the maps, tell proofs and titles, and take the name."""
        import pikepdf  # noqa: PLC0415 - 0.1 s, for PDF alone

        try:
            data = self._writing.finish()
            feedback.tell(1, 1)
            write_whole(self._path, data)
        except (pikepdf.PdfError, OSError) as error:
            # Qt does not say that a disk is full; its file is torn then.
            raise InputError(f"cannot write {self._path}: the disk is full") from error
        finally:
            self.drop()
        return self._path

    def drop(self) -> None:
        """Take the unfinished file away."""
        self._writing.close()
        self._scratch.unlink(missing_ok=True)


class SlidePages:
    """One slide a page; they are kept until all are there."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._figures: list[Figure] = []

    def add(self, figure: Figure) -> None:
        """One more slide.

        Raises:
            InputError: they would need too much memory.
        """
        self._figures.append(figure)
        design = figure.design
        each = design.width_px * design.height_px * design.scale**2 * _BYTES_PER_PIXEL
        if each * len(self._figures) > MOST_SLIDE_BYTES:
            most = int(MOST_SLIDE_BYTES / each)
            raise InputError(
                f"at {design.dpi} dpi there is room for {number(most)} slides; ask for fewer pages or dots, "
                "or for a PDF"
            )

    def end(self) -> None:
        """No further slide follows."""

    def finish(self, feedback: Feedback) -> Path:
        """Make the slides and take the name."""
        from desktop_app.ui.figure.writing.pptx import pptx_bytes  # noqa: PLC0415 - 0.3 s, for slides alone

        proofs = [manifest_text(figure.manifest) for figure in self._figures]
        data = pptx_bytes(self._figures, proofs)
        feedback.tell(1, 1)
        write_whole(self._path, data)
        return self._path

    def drop(self) -> None:
        """Nothing was written yet."""
        self._figures.clear()


class FolderPages:
    """One file a page, in a folder that takes its name when all are there."""

    def __init__(self, path: Path, resources: Resources) -> None:
        self._target = target_of(path)
        self._ending = path.suffix.lower()
        self._options = WriteOptions(resources)
        self._count = 0
        try:
            self._part = Path(tempfile.mkdtemp(dir=self._target.parent, prefix=".", suffix=".part"))
        except OSError as error:
            raise _refused(self._target, error) from error

    def add(self, figure: Figure) -> None:
        """One more file: number and title."""
        self._count += 1
        path = self._part / f"{self._count:04d}-{file_words(figure.title)}{self._ending}"
        data = figure_bytes(figure, manifest_text(figure.manifest), self._ending, self._options)
        try:
            path.write_bytes(data)
        except OSError as error:
            raise _refused(self._target, error) from error

    def end(self) -> None:
        """No further file follows."""

    def finish(self, feedback: Feedback) -> Path:
        """The folder takes its name."""
        feedback.tell(1, 1)
        try:
            # A temporary folder is private; this one gets what the user's umask allows.
            umask = os.umask(0)
            os.umask(umask)
            self._part.chmod(0o777 & ~umask)
            self._part.rename(self._target)
        except OSError as error:
            self.drop()
            raise _refused(self._target, error) from error
        return self._target

    def drop(self) -> None:
        """Take the unfinished folder away."""
        shutil.rmtree(self._part, ignore_errors=True)


def file_words(title: str) -> str:
    """What a file can be called after a title: letters, digits and hyphens, never empty, never long."""
    words = _UNWANTED.sub("-", title[: 4 * LONGEST_NAME]).strip("-_").lower()
    return words.encode()[:LONGEST_NAME].decode(errors="ignore").strip("-_") or "page"

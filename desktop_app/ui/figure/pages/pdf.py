"""Pages into one PDF as they are made: none is kept in memory; outline and dates are set at the end."""

import os
import tempfile
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from desktop_app.domain.figure_design import CSS_PX_PER_INCH, Design
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.whole_file import make_whole
from desktop_app.ui.figure.figure import Figure

# Dots per inch of the page's own units: a fortieth of a point.
RESOLUTION: Final = 1200


class PdfPages:
    """One PDF of many figures."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._titles: list[str] = []
        self._painter: QPainter | None = None
        try:
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part.pdf")
            os.close(handle)
        except OSError as error:
            raise InputError(f"cannot write {path}: {error.strerror or error}") from error
        self._part = Path(name)
        self._writer = QPdfWriter(name)
        self._writer.setResolution(RESOLUTION)
        self._writer.setCreator("Tumen")

    def add(self, figure: Figure) -> None:
        """One more page, of its own size."""
        _size(self._writer, figure.design)
        if self._painter is None:
            self._writer.setTitle(figure.title)
            self._painter = QPainter(self._writer)
            if not self._painter.isActive():
                raise InputError(f"cannot write {self._path}: the disk refuses")
        elif not self._writer.newPage():
            raise InputError(f"cannot write {self._path}: the disk is full")
        self._titles.append(figure.title)
        self._painter.save()
        self._painter.scale(RESOLUTION / CSS_PX_PER_INCH, RESOLUTION / CSS_PX_PER_INCH)
        figure.paint(self._painter)
        self._painter.restore()

    def finish(self) -> Path:
        """Put the file into its place, with an outline and without anything that hangs on the day."""
        self._end()
        try:
            make_whole(self._path, self._settle)
        finally:
            self.drop()
        return self._path

    def drop(self) -> None:
        """Take the unfinished file away."""
        self._end()
        self._part.unlink(missing_ok=True)

    def _end(self) -> None:
        if self._painter is not None:
            self._painter.end()
            self._painter = None

    def _settle(self, target: Path) -> None:
        import pikepdf  # noqa: PLC0415 - 0.1 s, for PDF alone

        try:
            with pikepdf.open(self._part) as pdf:
                with pdf.open_outline() as outline:
                    outline.root.extend(
                        pikepdf.OutlineItem(title, place) for place, title in enumerate(self._titles)
                    )
                for name in ("/CreationDate", "/ModDate"):
                    if name in pdf.docinfo:
                        del pdf.docinfo[name]
                del pdf.Root.Metadata
                pdf.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        except pikepdf.PdfError as error:
            raise InputError(f"cannot write {self._path}: the disk is full") from error


def _size(writer: QPdfWriter, design: Design) -> None:
    size = QSizeF(design.width_mm, design.height_mm)
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)

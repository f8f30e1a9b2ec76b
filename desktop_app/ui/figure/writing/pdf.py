"""Figures as PDF: text, legend and chart as vectors, fonts embedded, the map one picture, a page a figure."""

import hashlib
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QFile, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from desktop_app.domain.figure_design import CSS_PX_PER_INCH, MM_PER_INCH, POINTS_PER_INCH, Design
from desktop_app.exporters.proof.picture import settled
from desktop_app.runtime.errors import InputError
from desktop_app.ui.figure.figure import Figure
from desktop_app.ui.figure.writing.described import PROGRAM, Described, described, rdf
from desktop_app.ui.figure.writing.lossy import MOST_LOSSLESS_BYTES, as_jpeg
from desktop_app.ui.figure.writing.raster import check_page

if TYPE_CHECKING:
    import pikepdf

# Units per inch of the page: a seventeenth of a point, finer than any printer's dot.
_RESOLUTION: Final = 1200


def pdf_bytes(figure: Figure | Sequence[Figure], manifest: str | Sequence[str]) -> bytes:
    """One figure, or several on as many pages.

    Args:
        figure: what is painted; one, or at least one.
        manifest: the proof of each as canonical JSON; the digest of the file is put into all of them.

    Raises:
        UsageError: the map cannot be drawn at so many dots, or there is too little memory.
    """
    writing = PdfWriting()
    figures = (figure,) if isinstance(figure, Figure) else figure
    for one, proof in zip(figures, (manifest,) if isinstance(manifest, str) else manifest, strict=True):
        writing.add(one, proof)
    return writing.finish()


class PdfWriting:
    """A PDF that grows by a page a figure; of a figure that was added nothing but its page is kept.

    Args:
        scratch: a file that pages are kept in meanwhile, for many of them; None: in memory.
    """

    def __init__(self, scratch: Path | None = None) -> None:
        self._pages: list[tuple[Design, str]] = []
        self._words: Described | None = None
        self._manifests: list[str] = []
        self._device: QBuffer | QFile = QBuffer() if scratch is None else QFile(str(scratch))
        if not self._device.open(QIODevice.OpenModeFlag.WriteOnly):
            raise InputError(f"cannot write {scratch}: {self._device.errorString()}")
        self._writer = QPdfWriter(self._device)
        self._writer.setPdfVersion(QPdfWriter.PdfVersion.PdfVersion_1_6)
        self._writer.setResolution(_RESOLUTION)
        self._painter: QPainter | None = None

    def add(self, figure: Figure, manifest: str) -> None:
        """One more page, of its own size.

        Raises:
            UsageError: the map cannot be drawn at so many dots, or there is too little memory.
        """
        check_page(figure.design, figure.design.dpi)
        _set_size(self._writer, figure.design)
        words = described(figure)
        if self._painter is None:
            self._words = words
            self._painter = QPainter(self._writer)
        else:
            self._writer.newPage()
        self._pages.append((figure.design, words.title))
        self._manifests.append(manifest)
        self._painter.save()
        # Qt would make JPEGs whose colours are halved.
        self._painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        self._painter.scale(_RESOLUTION / CSS_PX_PER_INCH, _RESOLUTION / CSS_PX_PER_INCH)
        figure.paint(self._painter)
        self._painter.restore()

    def finish(self) -> bytes:
        """The file, without anything that hangs on the day or on chance; `add` was called before.

        Raises:
            InputError: the disk did not take all pages.
        """
        import pikepdf  # noqa: PLC0415 - 0.1 s, for PDF alone

        if self._painter is None or self._words is None:
            raise ValueError("a PDF has at least one page")
        self.close()
        written = io.BytesIO()
        try:
            pdf = pikepdf.open(self._drawn())
        except pikepdf.PdfError:
            raise InputError("The disk is full: not all pages could be kept.") from None
        with pdf:
            _tell(pdf, self._words, self._manifests)
            for page, (design, _) in zip(pdf.pages, self._pages, strict=True):
                _trim(page, design)
            _pack_pictures(pdf)
            with pdf.open_outline() as outline:
                outline.root.extend(
                    pikepdf.OutlineItem(title, place) for place, (_, title) in enumerate(self._pages)
                )
            _name_fonts(pdf)
            # Qt writes fonts in an order of chance. Saving counts the objects anew, as the pages come to
            # them, but gathers them in streams by their former numbers: so it is done twice.
            counted = io.BytesIO()
            pdf.save(counted, static_id=True, fix_metadata_version=False)
        with pikepdf.open(counted) as pdf:
            del pdf.trailer["/ID"]
            pdf.save(
                written,
                deterministic_id=True,
                fix_metadata_version=False,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
            )
        return settled(written.getvalue())

    def close(self) -> None:
        """No more pages; the scratch file is its owner's to delete."""
        if self._painter is not None and self._painter.isActive():
            self._painter.end()
        self._device.close()

    def _drawn(self) -> Path | io.BytesIO:
        if isinstance(self._device, QBuffer):
            return io.BytesIO(self._device.data().data())
        return Path(self._device.fileName())


def _set_size(writer: QPdfWriter, design: Design) -> None:
    """Qt rounds to whole points; `_trim` sets what is meant."""
    size = QSizeF(design.width_mm, design.height_mm)
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)


def _trim(page: "pikepdf.Page", design: Design) -> None:
    """The page's exact size, measured from the upper left corner, where Qt's drawing starts."""
    import pikepdf  # noqa: PLC0415 - as above

    top = float(page.mediabox[3])
    points = POINTS_PER_INCH / MM_PER_INCH
    width, height = design.width_mm * points, design.height_mm * points
    page.obj.MediaBox = pikepdf.Array([0, round(top - height, 4), round(width, 4), top])


def _tell(pdf: "pikepdf.Pdf", words: Described, manifests: Sequence[str]) -> None:
    """Words and proofs into the XMP (ISO 16684-1) and the document information; nothing of Qt's stays."""
    import pikepdf  # noqa: PLC0415 - as above

    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f"{rdf(words, manifests)}"
        '</x:xmpmeta><?xpacket end="r"?>'
    )
    metadata = pdf.make_stream(packet.encode("utf-8"))
    metadata.Type, metadata.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    pdf.Root.Metadata = metadata
    pdf.Root.Lang = "en"
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    # A random one, half of which would be kept.
    if "/ID" in pdf.trailer:
        del pdf.trailer["/ID"]
    for name in list(pdf.docinfo.keys()):
        del pdf.docinfo[name]
    told = {"/Title": words.title, "/Author": words.author, "/Creator": PROGRAM, "/Producer": PROGRAM}
    for name, text in told.items():
        if text:
            pdf.docinfo[name] = text


def _name_fonts(pdf: "pikepdf.Pdf") -> None:
    """Tags of cut fonts (ISO 32000-1, 9.6.4) after what is in them; Qt's hang on chance."""
    import pikepdf  # noqa: PLC0415 - as above

    for font in pdf.objects:
        if not isinstance(font, pikepdf.Dictionary) or font.get("/Subtype") != pikepdf.Name.Type0:
            continue
        for below in font.DescendantFonts:
            told = below.FontDescriptor
            files = [told[key] for key in ("/FontFile2", "/FontFile3") if key in told]
            if not files:
                continue  # a publisher's font that may not be embedded
            content = files[0].read_bytes()
            digest = int.from_bytes(hashlib.sha256(content).digest()[:8], "big")
            tag = "".join(chr(ord("A") + digest // 26**place % 26) for place in range(6))
            name = pikepdf.Name(f"/{tag}+{str(font.BaseFont)[1:].rpartition('+')[2]}")
            font.BaseFont = below.BaseFont = told.FontName = name


def _pack_pictures(pdf: "pikepdf.Pdf") -> None:
    """JPEG in the place of what is large without loss; pictures with transparency stay as they are."""
    import pikepdf  # noqa: PLC0415 - as above

    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Stream) or thing.get("/Subtype") != pikepdf.Name.Image:
            continue
        is_plain = thing.get("/ColorSpace") == pikepdf.Name.DeviceRGB and "/SMask" not in thing
        if not is_plain or int(thing.get("/Length", 0)) <= MOST_LOSSLESS_BYTES:
            continue
        from PIL import Image  # noqa: PLC0415 - 50 ms, for large pictures alone

        size = int(thing.Width), int(thing.Height)
        packed = as_jpeg(Image.frombytes("RGB", size, thing.read_bytes()))
        thing.write(packed, filter=pikepdf.Name.DCTDecode)

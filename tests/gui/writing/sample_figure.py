"""A small figure with all that writers meet, made of no case; as a script it writes it in every format."""

import hashlib
import sys
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QLinearGradient, QPainter, QPen

from desktop_app.domain.figure_design import Design, Place
from desktop_app.domain.manifest import Manifest
from desktop_app.domain.provenance import Source, SourceKind
from desktop_app.exporters.proof.manifest import manifest_text
from desktop_app.runtime.resources import Resources
from desktop_app.ui.charts.marks import hatch, sized
from desktop_app.ui.figure.figure import Figure, Part
from desktop_app.ui.figure.fonts import figure_font

TITLE = 'Calls <b>&amp; "volumes"</b> \x00 청진 2024'
URL = "https://example.org/a?b=1&c=<2>"


def sample(width_mm: float = 120.0, height_mm: float = 90.0, title: str = TITLE) -> Figure:
    """The figure: a page of 120 by 90 mm at 192 dpi."""
    design = Design("sample", width_mm, height_mm, place=Place(129.0, 41.0, 133.0, 44.0), author="A. Kim")
    page = QRectF(0, 0, design.width_px, design.height_px)
    box = QRectF(20, 60, 200, 160)
    font = figure_font(Resources.locate())
    drawn = map_picture(400, 320)

    def words(painter: QPainter) -> None:
        painter.setFont(sized(font, 16, bold=True))
        painter.setPen(QColor("#20262b"))
        painter.drawText(QPointF(20, 40), title)

    def picture(painter: QPainter) -> None:
        painter.drawImage(box, drawn)

    def chart(painter: QPainter) -> None:
        area = QRectF(240, 60, 180, 160)
        painter.setClipRect(area.adjusted(0, 0, -20, 0))
        colours = QLinearGradient(area.topLeft(), area.bottomRight())
        colours.setColorAt(0, QColor("#20666a"))
        colours.setColorAt(1, QColor("#c0e0d0"))
        painter.fillRect(area, colours)
        painter.setPen(QPen(QColor("#c8102e"), 2))
        painter.drawEllipse(area)

    def inset(painter: QPainter) -> None:
        painter.setClipRect(QRectF(250, 70, 30, 30))
        painter.fillRect(page, QColor("#f0c000"))
        painter.setClipping(False)
        hatch(painter, QRectF(300, 70, 60, 60), QColor("#555555"))

    def sources(painter: QPainter) -> None:
        painter.setFont(sized(font, 10))
        painter.setPen(QColor("#505a60"))
        for number in (1, 2):
            painter.drawText(
                QPointF(20, 250 + 16 * number), f"{number}  Source number {number}, published 2024"
            )

    def mark(painter: QPainter) -> None:
        painter.setFont(sized(font, 26, bold=True))
        painter.setPen(QColor(200, 16, 46, 40))
        painter.translate(60, 200)
        painter.rotate(-22)
        painter.drawText(QPointF(0, 0), "SYNTHETIC")

    parts = (
        Part("paper", page, lambda painter: painter.fillRect(page, QColor("#ffffff"))),
        Part("title", QRectF(20, 20, 400, 30), words),
        Part("map", box, picture),
        Part("chart", QRectF(240, 60, 180, 160), chart),
        Part("1 bad/id", QRectF(240, 60, 180, 160), inset),
        Part("sources", QRectF(20, 240, 400, 60), sources),
        Part("watermark", page, mark),
    )
    return Figure(
        design,
        parts,
        title,
        (source("A", "Ships & <ports>", URL), source("B", "두만강", "")),
        ("Filter: everything.", "A minimum."),
        (),
        synthetic=True,
        manifest=MANIFEST,
        attribution="© Example maps (ODbL)",
    )


def source(id_: str, title: str, url: str) -> Source:
    """A source that exists nowhere else."""
    return Source(id_, title, "Example press", "2024-05", url, SourceKind.ORIGINAL, "")


def map_picture(width: int, height: int) -> QImage:
    """Flat colours, a disc and thin lines, as maps have."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#dcebf5"))
    painter = QPainter(image)
    painter.fillRect(0, 0, width // 3, height, QColor("#f4f1e8"))
    painter.setBrush(QColor("#c8430a"))
    painter.drawEllipse(QPointF(width / 2, height / 2), 20, 20)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor("#3a5a7a"), 3))
    for place in range(0, width, 100):
        painter.drawLine(place, 0, width - place, height)
    painter.end()
    return image


MANIFEST = Manifest(
    case_id="case-1",
    case_title='hostile </tumen:proof> & "picture_sha256":"' + "a" * 64 + '"',
    synthetic=True,
    as_of="2024-12-31",
    data_sha256="b" * 64,
    records=(),
    record_count=0,
    filter={},
    assumptions={},
    view={},
    design={},
    sources=(("A", "Ships & <ports>"), ("B", "두만강")),
)
PROOF = manifest_text(MANIFEST)


def written(figure: Figure) -> dict[str, bytes]:
    """The figure in every format."""
    from desktop_app.ui.figure.writing.pdf import pdf_bytes  # noqa: PLC0415 - as files.py does
    from desktop_app.ui.figure.writing.png import png_bytes  # noqa: PLC0415 - same
    from desktop_app.ui.figure.writing.pptx import pptx_bytes  # noqa: PLC0415 - same
    from desktop_app.ui.figure.writing.svg import svg_bytes  # noqa: PLC0415 - same
    from desktop_app.ui.figure.writing.world_file import world_file  # noqa: PLC0415 - same

    resources = Resources.locate()
    second = figure._replace(design=replace(figure.design, width_mm=80.0), title="Second page")
    return {
        ".png": png_bytes(figure, PROOF),
        ".pdf": pdf_bytes((figure, second), (PROOF, PROOF)),
        ".svg": svg_bytes(figure, PROOF, resources),
        "outlines.svg": svg_bytes(figure, PROOF, resources, outlines=True),
        ".pptx": pptx_bytes((figure, second), (PROOF, PROOF)),
        ".pgw": world_file(figure, 300),
    }


if __name__ == "__main__":
    application = QGuiApplication([])
    for ending, data in written(sample()).items():
        Path(f"figure{ending}").write_bytes(data)
        sys.stdout.write(f"{ending} {hashlib.sha256(data).hexdigest()}\n")

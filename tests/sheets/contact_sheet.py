"""Draws the contact sheet of the map: twelve views from z 4 to z 14, all styles, all languages, one PNG.

    .venv/bin/python -m tests.sheets.contact_sheet [-o FILE] [--only TITLE] [--scale K]

Run it after every change of the base map or of its styles, look at it critically, and commit the picture
(`assets/pictures/contact_sheet.png`). It needs the built web bundle and no display.
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop_app.bootstrap import prepare

prepare(headless=True)

from PySide6.QtCore import QEventLoop, QRectF, Qt  # noqa: E402 - after the process is prepared
from PySide6.QtGui import QColor, QImage, QPainter  # noqa: E402 - same

from desktop_app.app import make_application  # noqa: E402 - same
from desktop_app.importers.reported_record import open_reported_record  # noqa: E402 - same
from desktop_app.mapview.capture import Captured, CaptureRequest, MapCapture  # noqa: E402 - same
from desktop_app.mapview.protocol import StyleChanged, ViewRequested  # noqa: E402 - same
from desktop_app.query.clauses import Filter  # noqa: E402 - same
from desktop_app.query.engine import QueryEngine  # noqa: E402 - same
from desktop_app.runtime.errors import TumenError  # noqa: E402 - same
from desktop_app.runtime.feedback import Feedback  # noqa: E402 - same
from desktop_app.runtime.resources import Resources  # noqa: E402 - same
from desktop_app.session.style import FIRST_LAYERS  # noqa: E402 - same
from desktop_app.ui.figure.fonts import figure_font  # noqa: E402 - same
from desktop_app.ui.map_answer import Asked, map_answer  # noqa: E402 - same

ROOT: Final = Path(__file__).resolve().parents[2]
TARGET: Final = ROOT / "assets" / "pictures" / "contact_sheet.png"
WIDTH_PX, HEIGHT_PX = 600, 400
COLUMNS: Final = 3
GAP_PX, CAPTION_PX, TITLE_PX = 14, 24, 44
INK, PAPER, QUIET = QColor("#1b2429"), QColor("#f3f4f2"), QColor("#5a666e")


@dataclass(frozen=True, slots=True)
class View:
    """One picture of the sheet."""

    title: str
    lon: float
    lat: float
    zoom: float
    theme: str
    language: str


VIEWS: Final = (
    View("Theatre", 131.6, 41.4, 4.5, "light", "en"),
    View("Sea of Japan", 134.0, 40.2, 5.5, "dark", "ru"),
    View("Yellow Sea", 124.2, 37.6, 6.25, "print", "ko"),
    View("Eastern Korea", 128.2, 40.0, 7, "light", "ko"),
    View("Primorye and Rason", 131.9, 42.9, 8, "light", "ru"),
    View("Wonsan and Hungnam", 127.7, 39.5, 9, "print", "ru"),
    View("Vladivostok", 131.95, 43.1, 10, "dark", "en"),
    View("Rajin and Sonbong", 130.36, 42.28, 11, "print", "en"),
    View("Nampo", 125.3, 38.74, 11, "contrast", "en"),
    View("Khasan and Tumangang", 130.64, 42.43, 12, "dark", "ko"),
    View("Nakhodka and Vostochny", 133.0, 42.77, 11.5, "light", "en"),
    View("Chongjin", 129.789, 41.768, 13.5, "contrast", "ko"),
)


class Camera:
    """Takes views of the reported record, one after the other, on one page."""

    def __init__(self, resources: Resources, scale: float) -> None:
        self._capture = MapCapture(resources)
        self._scale = scale
        store = open_reported_record(resources)
        answer = map_answer(QueryEngine(store), Filter(), Asked(), Feedback())
        self._features, self._visible = answer.features or b"", answer.visible
        store.close()

    def take(self, view: View) -> QImage:
        """The picture.

        Raises:
            TumenError: the map could not be drawn.
        """
        style = StyleChanged(view.theme, view.language, controls=False, layers=FIRST_LAYERS, synthetic=False)
        place = ViewRequested(view.lon, view.lat, view.zoom)
        request = CaptureRequest(
            WIDTH_PX, HEIGHT_PX, self._scale, self._features, self._visible, style, place
        )
        loop = QEventLoop()
        results: list[Captured | TumenError] = []

        def finish(result: Captured | TumenError) -> None:
            results.append(result)
            loop.quit()

        self._capture.capture(request, finish, finish)
        if not results:
            loop.exec()
        if isinstance(results[0], TumenError):
            raise results[0]
        return results[0].image

    def close(self) -> None:
        """Take the page down."""
        self._capture.close()


def sheet(camera: Camera, views: tuple[View, ...], resources: Resources) -> QImage:
    """All views with their captions, left to right, top to bottom."""
    columns = min(COLUMNS, len(views))
    rows = -(-len(views) // columns)
    width = columns * (WIDTH_PX + GAP_PX) + GAP_PX
    height = TITLE_PX + rows * (HEIGHT_PX + CAPTION_PX + GAP_PX)
    pictures = [camera.take(view) for view in views]
    ratio = pictures[0].devicePixelRatio()
    result = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_RGB32)
    result.setDevicePixelRatio(ratio)
    result.fill(PAPER)
    painter = QPainter(result)
    font = figure_font(resources)
    font.setPixelSize(17)
    font.setWeight(font.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(INK)
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(QRectF(GAP_PX, 0, width, TITLE_PX), left, "The map from z 4 to z 14")
    font.setPixelSize(13)
    font.setWeight(font.Weight.Normal)
    painter.setFont(font)
    for index, (view, picture) in enumerate(zip(views, pictures, strict=True)):
        x = GAP_PX + index % columns * (WIDTH_PX + GAP_PX)
        y = TITLE_PX + index // columns * (HEIGHT_PX + CAPTION_PX + GAP_PX)
        painter.drawImage(QRectF(x, y, WIDTH_PX, HEIGHT_PX), picture)
        painter.setPen(QUIET)
        caption = f"{view.title} · z {view.zoom:g} · {view.theme} · {view.language}"
        painter.drawText(QRectF(x, y + HEIGHT_PX, WIDTH_PX, CAPTION_PX), left, caption)
    painter.end()
    return result


def main() -> int:
    """Draw and save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, default=TARGET)
    parser.add_argument("--only", default="", metavar="TITLE", help="views whose title contains this")
    parser.add_argument("--scale", type=float, default=1, help="device pixels per pixel")
    arguments = parser.parse_args()
    views = tuple(view for view in VIEWS if arguments.only.lower() in view.title.lower())
    if not views:
        parser.error(f"no view has {arguments.only!r} in its title")
    application = make_application()
    resources = Resources.locate()
    camera = Camera(resources, arguments.scale)
    picture = sheet(camera, views, resources)
    camera.close()
    application.processEvents()
    if not picture.save(str(arguments.output)):
        parser.error(f"{arguments.output} cannot be written")
    return 0


if __name__ == "__main__":
    sys.exit(main())

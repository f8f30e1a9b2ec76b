"""The composer on the real engine: its map, its files, its end."""

import io
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image, ImageChops
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop_app.exporters.proof.embedded import embedded_manifests
from desktop_app.exporters.proof.manifest import manifest_text, read_manifest, short_hash
from desktop_app.runtime.settings import load
from desktop_app.ui.composer.composer_window import ComposerWindow
from desktop_app.ui.composer.templates_list import Template
from desktop_app.ui.figure.writing.raster import figure_image

WAIT_MS = 30_000
KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def settled(composer: ComposerWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not composer.live.is_busy, timeout=WAIT_MS)
    assert composer.live.trouble == ""


def pixels(image: QImage) -> Image.Image:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return Image.open(io.BytesIO(buffer.data().data())).convert("RGB")


def test_a_figure_is_composed_and_written_in_every_format(
    open_window: Any, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    qtbot.keyClick(window, Qt.Key.Key_E, KEYS)
    composer = window.workbench.outputs.composer.window
    assert composer is not None
    settled(composer, qtbot)
    social = composer.templates.named("social")
    assert isinstance(social, Template)
    composer.templates.taken.emit(social)
    settled(composer, qtbot)
    figure = composer.live.figure
    assert figure is not None
    # The window's own view lies within what the figure's map shows.
    subject = window.workbench.outputs.composer.subject()
    assert subject is not None
    drawn = figure.design.place
    assert drawn is not None
    assert drawn.west <= subject.place.west + 1e-3
    assert drawn.north >= subject.place.north - 1e-3
    for ending in (".png", ".pdf", ".svg", ".pptx"):
        target = tmp_path / f"figure{ending}"
        with qtbot.waitSignal(composer.saving.said, timeout=WAIT_MS) as said:
            composer.saving.save_to(target)
        assert said.args == [f"Figure written to {target}."]
        (manifest,) = embedded_manifests(target.read_bytes())
        assert short_hash(read_manifest(manifest)) == short_hash(
            read_manifest(manifest_text(figure.manifest))
        )
    written = Image.open(tmp_path / "figure.png").convert("RGB")
    assert ImageChops.difference(written, pixels(figure_image(figure, figure.design.dpi))).getbbox() is None
    part = figure.part("map")
    assert part is not None
    scale = figure.design.scale
    box = [round(side * scale) for side in part.box.getCoords()]
    assert len(written.crop(tuple(box)).getcolors(1 << 24) or ()) > 500  # a map, and no empty frame
    with pikepdf.open(tmp_path / "figure.pdf") as pdf:
        assert len(pdf.pages) == 1
    window.close()
    assert load(tmp_path / "settings.json").figure_template == "social"


def test_windows_close_while_the_map_is_drawn(open_window: Any, qtbot: QtBot) -> None:
    window = open_window()
    opener = window.workbench.outputs.composer
    opener.open()
    first = opener.window
    assert first is not None
    qtbot.waitUntil(lambda: first.live.is_busy, timeout=WAIT_MS)
    first.close()
    assert opener.window is None
    opener.open()
    again = opener.window
    assert again is not None
    settled(again, qtbot)
    again.document.change("t", again.document.design.without("legend"))
    again.view.gestures.carry_map(40, 0)
    again.live.refresh()
    assert again.live.is_busy
    with qtbot.waitSignal(window.closed):
        window.close()
    assert opener.window is None

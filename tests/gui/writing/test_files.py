"""Figures go to files whole or not at all, with what was asked for beside them, and to the clipboard."""

import io
import json
import math
import resource
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtGui import QGuiApplication

from desktop_app.exporters.proof.embedded import embedded_manifest
from desktop_app.runtime.errors import InputError, UsageError
from desktop_app.runtime.resources import Resources
from desktop_app.ui.figure.fonts import missing_glyphs
from desktop_app.ui.figure.writing.clipboard import clipboard_data
from desktop_app.ui.figure.writing.files import ENDINGS, WriteOptions, check_figure_target, write_figure
from desktop_app.ui.figure.writing.world_file import world_file


def test_a_figure_is_written_with_what_goes_beside_it(
    sample: Any, tmp_path: Path, resources: Resources
) -> None:
    path = tmp_path / "Figure.PNG"
    options = WriteOptions(resources, world_file=True, sidecar=True)
    written = write_figure(path, sample.figure, lambda _: sample.proof, options)
    assert written == (path, tmp_path / "Figure.pgw", tmp_path / "Figure.PNG.json")
    assert sorted(tmp_path.iterdir()) == sorted([*written, *tmp_path.glob("xdg_*")])
    assert path.read_bytes() == sample.files[".png"]
    assert written[2].read_text("ascii").strip() == embedded_manifest(sample.files[".png"])
    assert json.loads(written[2].read_text("ascii"))["format"] == "tumen-figure"
    # None is replaced unasked, whichever of them is there.
    for kept in written:
        for other in written:
            if other != kept:
                other.unlink(missing_ok=True)
        kept.write_bytes(b"kept")
        with pytest.raises(InputError, match="is there already"):
            write_figure(path, sample.figure, lambda _: sample.proof, options)
        assert kept.read_bytes() == b"kept"
        assert not [other for other in written if other != kept and other.exists()]
    assert write_figure(path, sample.figure, lambda _: sample.proof, options, force=True) == written


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_full_disk_leaves_the_old_file(
    sample: Any, tmp_path: Path, resources: Resources, ending: str
) -> None:
    path = tmp_path / f"figure{ending}"
    path.write_bytes(b"old")
    before = set(tmp_path.iterdir())
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_096, limits[1]))
    try:
        with pytest.raises(InputError, match=r"cannot write .*: File too large"):
            write_figure(path, sample.figure, lambda _: sample.proof, WriteOptions(resources), force=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_bytes() == b"old"
    assert set(tmp_path.iterdir()) == before


def test_what_makes_no_sense_is_refused(sample: Any, tmp_path: Path, resources: Resources) -> None:
    with pytest.raises(UsageError, match=r"'figure\.gif' has no figure ending; use \.png, \.pdf, \.svg or"):
        check_figure_target(tmp_path / "figure.gif", WriteOptions(resources))
    with pytest.raises(UsageError, match=r"beside a \.png alone"):
        check_figure_target(tmp_path / "figure.pdf", WriteOptions(resources, world_file=True))
    with pytest.raises(InputError, match="there is no folder"):
        check_figure_target(tmp_path / "no" / "figure.png", WriteOptions(resources))
    mapless = sample.figure._replace(parts=sample.figure.parts[:1])
    with pytest.raises(UsageError, match="no place on earth"):
        world_file(mapless, 300)


def test_a_world_file_puts_the_corners_of_the_map_where_they_are(sample: Any) -> None:
    for dpi in (96, 300):
        lines = [float(line) for line in world_file(sample.figure, dpi).decode("ascii").split()]
        across, *turns, down, left, top = lines
        assert turns == [0.0, 0.0]
        scale = dpi / 96
        # The map's box on the page is 20 to 220 by 60 to 220 CSS pixels; its place 129 to 133 E, 41 to 44 N.
        for x, y, lon, lat in ((20, 60, 129.0, 44.0), (220, 220, 133.0, 41.0), (120, 60, 131.0, 44.0)):
            # The numbers are of the first pixel's centre.
            east = left + across * (x * scale - 0.5)
            north = top + down * (y * scale - 0.5)
            # EPSG:3857 (OGP 7-2, 1.3.3.1): a sphere of 6,378,137 m.
            assert east == pytest.approx(6_378_137 * math.radians(lon), abs=0.01)
            wanted = 6_378_137 * math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))
            assert north == pytest.approx(wanted, abs=0.01)


def test_the_clipboard_has_a_picture_a_drawing_and_words(sample: Any, resources: Resources) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setMimeData(clipboard_data(sample.figure, sample.proof, resources))
    data = clipboard.mimeData()
    assert bytes(data.data("image/png").data()) == sample.files[".png"]
    assert bytes(data.data("image/svg+xml").data()) == sample.files[".svg"]
    picture = clipboard.image()
    assert (picture.width(), picture.height()) == Image.open(io.BytesIO(sample.files[".png"])).size
    assert picture.dotsPerMeterX() == round(192 / 0.0254)
    assert "1. Ships & <ports>." in data.text()
    clipboard.clear()


def test_letters_that_no_font_has_are_named() -> None:
    assert missing_glyphs("Chongjin 청진 Владивосток – “1 000” ½") == set()
    assert missing_glyphs("a\u0000\u200e\n\u00a0") == set()
    assert missing_glyphs("नम 𓀀 ok") == {"न", "म", "𓀀"}


def test_letters_that_no_font_has_do_no_harm(sample: Any, resources: Resources) -> None:
    title = "𓀀 नमस्ते " + "مرحبا \u202e" + "x" * 10_000
    figure = sample.module["sample"](title=title)
    for data in sample.module["written"](figure).values():
        assert data
    assert resources

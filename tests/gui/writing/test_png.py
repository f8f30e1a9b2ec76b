"""A figure's PNG: its size, its words, its proof; read by Pillow."""

import io
from typing import Any

import pytest
from PIL import Image, ImageChops, PngImagePlugin
from PySide6.QtGui import QColorSpace, QImage

from desktop_app.exporters.proof.embedded import embedded_manifest
from desktop_app.exporters.proof.picture import picture_digest
from desktop_app.runtime.errors import InputError, UsageError
from desktop_app.ui.figure.figure import Figure
from desktop_app.ui.figure.writing import raster
from desktop_app.ui.figure.writing.png import png_bytes
from desktop_app.ui.figure.writing.raster import check_page, figure_bands, figure_image


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize("dpi", [96, 300])
def test_a_png_has_the_size_of_the_page(sample: Any, dpi: int) -> None:
    image = opened(png_bytes(sample.figure, sample.proof, dpi=dpi))
    # 120 by 90 mm.
    assert image.size == (round(120 / 25.4 * dpi), round(90 / 25.4 * dpi))
    assert image.info["dpi"] == pytest.approx((dpi, dpi), abs=0.02)
    assert image.mode == "RGB"
    assert image.info["srgb"] == 0


def test_a_png_says_what_it_is(sample: Any) -> None:
    image = opened(sample.files[".png"])
    assert isinstance(image, PngImagePlugin.PngImageFile)
    texts = image.text
    assert texts["Title"] == sample.figure.title.replace("\0", "\ufffd")
    assert texts["Author"] == "A. Kim"
    assert texts["Copyright"] == "© Example maps (ODbL)"
    assert texts["Source"].splitlines() == [
        "1. Ships & <ports>. Example press, 2024-05. https://example.org/a?b=1&c=<2>",
        "2. 두만강. Example press, 2024-05",
    ]
    assert texts["tumen-manifest"] == embedded_manifest(sample.files[".png"])


def test_bands_are_the_whole_picture(sample: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = figure_image(sample.figure, 192)
    before = sample.files[".png"]
    monkeypatch.setattr(raster, "BAND_PIXELS", whole.width() * 77)
    bands = list(figure_bands(sample.figure, 192))
    assert len(bands) > 5
    top = 0
    for band in bands:
        top += band.height()
    assert top == whole.height()
    after = opened(png_bytes(sample.figure, sample.proof))
    # Qt smooths the edge of a curve by one level otherwise where it begins elsewhere.
    assert max(high for _, high in ImageChops.difference(after, opened(before)).getextrema()) <= 1
    read = QImage.fromData(before).convertToFormat(QImage.Format.Format_RGB32)
    read.setColorSpace(QColorSpace())  # the file says that it is sRGB, a picture in memory says nothing
    assert read == whole


def test_another_program_may_write_the_file_anew_but_not_the_picture(sample: Any) -> None:
    image = opened(sample.files[".png"])
    kept = PngImagePlugin.PngInfo()
    kept.add_itxt("tumen-manifest", image.text["tumen-manifest"])

    def saved(picture: Image.Image) -> bytes:
        buffer = io.BytesIO()
        picture.save(buffer, "PNG", pnginfo=kept, optimize=True)
        return buffer.getvalue()

    stated, found = picture_digest(saved(image))
    assert stated == found
    assert stated != "0" * 64
    red, green, blue = image.getpixel((300, 200))
    image.putpixel((300, 200), (red, green ^ 1, blue))
    stated, found = picture_digest(saved(image))
    assert stated != found


def test_what_cannot_be_drawn_is_refused_at_once(sample: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[int] = []
    paper = sample.figure.parts[0]._replace(paint=lambda _: painted.append(1))
    design = sample.figure.design

    def figure(**changes: float) -> Figure:
        return sample.figure._replace(parts=(paper,), design=sample.module["replace"](design, **changes))

    for bad, told in (
        (figure(dpi=601), "96 to 600 dpi, not 601"),
        (figure(width_mm=39.0), "sides of 40 to 1189 mm, not 39 × 90 mm"),
        (figure(height_mm=2_000.0), "not 120 × 2000 mm"),
    ):
        with pytest.raises(UsageError, match=told):
            png_bytes(bad, sample.proof)
    monkeypatch.setattr(raster, "free_memory_bytes", lambda: 2_000_000_000)
    with pytest.raises(UsageError, match=r"558 megapixels and needs about 5\.0 GB of memory, and 2\.0 GB"):
        png_bytes(figure(width_mm=841.0, height_mm=1189.0, dpi=600), sample.proof)
    check_page(figure(width_mm=420.0, height_mm=297.0, dpi=600).design, 600)
    assert painted == []


def test_a_picture_larger_than_memory_is_not_read(sample: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_app.exporters.proof.picture.free_memory_bytes", lambda: 1_000_000)
    with pytest.raises(InputError, match="too large to be checked"):
        picture_digest(sample.files[".png"])

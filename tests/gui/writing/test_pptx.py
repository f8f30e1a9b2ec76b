"""Slides: picture, title, notes; read by python-pptx and by LibreOffice."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pptx
import pypdfium2
import pytest
from PIL import Image

from desktop_app.exporters.proof.embedded import embedded_manifests
from desktop_app.exporters.proof.picture import picture_digest


def test_a_slide_is_the_figure(sample: Any) -> None:
    slides = pptx.Presentation(io.BytesIO(sample.files[".pptx"]))
    assert (slides.slide_width, slides.slide_height) == (120 * 36_000, 90 * 36_000)
    first, second = slides.slides
    assert first.shapes.title.text_frame.text == sample.figure.title.replace("\0", "\ufffd")
    # Above the slide: heard and listed, not seen.
    assert first.shapes.title.top + first.shapes.title.height <= 0
    picture = next(shape for shape in first.shapes if shape.name == "Figure")
    assert (picture.left, picture.top, picture.width, picture.height) == (0, 0, 120 * 36_000, 90 * 36_000)
    assert Image.open(io.BytesIO(picture.image.blob)).size == (907, 680)
    described = picture._element.nvPicPr.cNvPr.get("descr")
    assert described.endswith("Filter: everything. A minimum.")
    notes = first.notes_slide.notes_text_frame.text
    for words in ("Filter: everything.", "https://example.org/a?b=1&c=<2>", "2. 두만강", "© Example maps"):
        assert words in notes
    assert second.shapes.title.text_frame.text == "Second page"
    middle = next(shape for shape in second.shapes if shape.name == "Figure")
    assert middle.left == pytest.approx(20 * 36_000, abs=2)


def test_slides_tell_no_day_and_carry_their_proof(sample: Any) -> None:
    with zipfile.ZipFile(io.BytesIO(sample.files[".pptx"])) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert "W3CDTF" not in core
    assert len(embedded_manifests(sample.files[".pptx"])) == 2
    stated, found = picture_digest(sample.files[".pptx"])
    assert stated == found
    # Another text on a slide is another picture.
    with zipfile.ZipFile(io.BytesIO(sample.files[".pptx"])) as archive:
        changed = io.BytesIO()
        with zipfile.ZipFile(changed, "w") as other:
            for name in archive.namelist():
                data = archive.read(name)
                other.writestr(
                    name, data.replace(b"Calls", b"Balls") if name == "ppt/slides/slide1.xml" else data
                )
    stated, found = picture_digest(changed.getvalue())
    assert stated != found


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_the_slides(sample: Any, tmp_path: Path) -> None:
    (tmp_path / "figure.pptx").write_bytes(sample.files[".pptx"])
    soffice = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to"]
    command = [*soffice, "pdf", "--outdir", str(tmp_path), str(tmp_path / "figure.pptx")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)  # noqa: S603 - fixed words
    document = pypdfium2.PdfDocument(tmp_path / "figure.pdf")
    assert len(document) == 2
    points = 72 / 25.4
    assert document[0].get_size() == pytest.approx((120 * points, 90 * points), abs=1)
    drawn = document[0].render(scale=1).to_pil().convert("RGB")
    document.close()
    # The middle of the yellow square, in CSS pixels from the corner: points are three quarters of them.
    assert drawn.getpixel((round(265 * 0.75), round(85 * 0.75))) == pytest.approx((240, 192, 0), abs=8)

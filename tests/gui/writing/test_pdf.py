"""A figure’s PDF: text that is text, fonts inside, exact pages, nothing of the day; read by others."""

import io
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from desktop_app.exporters.proof.embedded import embedded_manifests
from desktop_app.ui.figure.writing import pdf as writing
from desktop_app.ui.figure.writing.pdf import PdfWriting, pdf_bytes


def test_words_are_text(sample: Any) -> None:
    document = pypdfium2.PdfDocument(sample.files[".pdf"])
    text = document[0].get_textpage().get_text_range()
    assert 'Calls <b>&amp; "volumes"</b>' in text
    assert "청진" in text
    for number in (1, 2):
        assert re.search(rf"^{number}\s+Source number {number}, published 2024", text, re.MULTILINE)
    document.close()


def test_pages_are_as_large_as_they_are_meant(sample: Any) -> None:
    points = 72 / 25.4
    with pikepdf.open(io.BytesIO(sample.files[".pdf"])) as document:
        boxes = [[float(side) for side in page.mediabox] for page in document.pages]
        titles = [item.title for item in document.open_outline().root]
    sizes = [(right - left, top - bottom) for left, bottom, right, top in boxes]
    assert sizes[0] == pytest.approx((120 * points, 90 * points), abs=1e-3)
    assert sizes[1] == pytest.approx((80 * points, 90 * points), abs=1e-3)
    assert titles == [sample.figure.title.replace("\0", "\ufffd"), "Second page"]


def test_a_pdf_looks_like_the_png(sample: Any) -> None:
    png = Image.open(io.BytesIO(sample.files[".png"])).convert("RGB")
    # Edges are smoothed otherwise, and pictures too: 1.6 of 255 levels in the mean.
    assert difference(png, sample.files[".pdf"]) < 2.0
    bare = sample.figure._replace(parts=tuple(part for part in sample.figure.parts if part.name != "title"))
    assert difference(png, pdf_bytes(bare, sample.proof)) > 2.0


def difference(png: Image.Image, pdf: bytes) -> float:
    """Mean difference of a pixel of the first page, drawn by pdfium, of 255."""
    document = pypdfium2.PdfDocument(pdf)
    drawn = document[0].render(scale=192 / 72).to_pil().convert("RGB")
    document.close()
    assert abs(drawn.width - png.width) <= 1
    assert abs(drawn.height - png.height) <= 1
    side = min(drawn.width, png.width), min(drawn.height, png.height)
    boxes = [image.crop((0, 0, *side)) for image in (drawn, png)]
    return float(max(ImageStat.Stat(ImageChops.difference(*boxes)).mean))


def test_fonts_are_inside_and_no_day_is(sample: Any) -> None:
    with pikepdf.open(io.BytesIO(sample.files[".pdf"])) as document:
        fonts = [thing for thing in document.objects if _is(thing, "/FontDescriptor")]
        assert fonts
        assert all("/FontFile2" in font for font in fonts)
        told = {str(key): str(value) for key, value in document.docinfo.items()}
        packet = document.Root.Metadata.read_bytes().decode()
    assert set(told) == {"/Title", "/Author", "/Creator", "/Producer"}
    assert told["/Author"] == "A. Kim"
    assert "Date" not in packet
    assert "© Example maps (ODbL)" in packet
    proofs = embedded_manifests(sample.files[".pdf"])
    assert len(proofs) == 2
    assert proofs[0] == proofs[1]


def _is(thing: object, kind: str) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == kind


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="poppler-utils is not installed")
def test_poppler_finds_nothing_to_complain_of(sample: Any, tmp_path: Path) -> None:
    path = tmp_path / "figure.pdf"
    path.write_bytes(sample.files[".pdf"])
    for command in (["pdffonts", str(path)], ["pdfinfo", "-meta", str(path)], ["pdftotext", str(path), "-"]):
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)  # noqa: S603 - fixed
        assert done.stderr == ""
        if command[0] == "pdffonts":
            rows = [line.split() for line in done.stdout.splitlines()[2:]]
            assert rows
            assert {row[-5] for row in rows} == {"yes"}  # emb


def test_large_pictures_are_packed_without_bleeding(sample: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MOST_LOSSLESS_BYTES", 1_000)
    packed = pdf_bytes(sample.figure, sample.proof)
    with pikepdf.open(io.BytesIO(packed)) as document:
        pictures = [thing for thing in document.objects if isinstance(thing, pikepdf.Stream)]
        found = [thing for thing in pictures if thing.get("/Filter") == "/DCTDecode"]
        assert len(found) == 1
        jpeg = Image.open(io.BytesIO(found[0].read_raw_bytes())).convert("RGB")
    plain = sample.module["map_picture"](400, 320)
    assert jpeg.size == (400, 320)
    for place in ((200, 160), (30, 10), (390, 318)):
        wanted = plain.pixelColor(*place)
        assert jpeg.getpixel(place) == pytest.approx((wanted.red(), wanted.green(), wanted.blue()), abs=6)


def test_many_pages_wait_on_the_disk(sample: Any, tmp_path: Path) -> None:
    scratch = tmp_path / "pages.part"
    writing = PdfWriting(scratch)
    for _ in range(3):
        writing.add(sample.figure, sample.proof)
    data = writing.finish()
    with pikepdf.open(io.BytesIO(data)) as document:
        assert len(document.pages) == 3
    assert scratch.is_file()

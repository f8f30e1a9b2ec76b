"""Files of figures, as they were written and as others have altered them, before the verdict."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, PngImagePlugin
from pptx import Presentation

from desktop_app.domain.figure_templates import TEMPLATES
from desktop_app.exporters.proof.carried import carried_by
from desktop_app.exporters.proof.manifest import short_hash
from desktop_app.exporters.proof.verdict import Trouble, Verdict, verdicts_on
from desktop_app.exporters.proof.versions import base_map_version
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.figure.figure import Figure
from desktop_app.ui.figure.writing.files import ENDINGS, WriteOptions, proof_of, write_figure

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("qtbot")]

Verify = Callable[[Path], Verdict]


@pytest.fixture
def figure(make: Any) -> Figure:
    """A small slide of the whole record."""
    made: Figure = make(replace(TEMPLATES[0], dpi=96))
    return made


@pytest.fixture
def verify(record: CaseStore, resources: Resources) -> Verify:
    def verify_(path: Path) -> Verdict:
        (found,) = verdicts_on(carried_by(path), QueryEngine(record), base_map_version(resources))
        return found

    return verify_


def written(figure: Figure, path: Path, resources: Resources, *, sidecar: bool = False) -> Path:
    return write_figure(path, figure, proof_of, WriteOptions(resources, sidecar=sidecar))[0]


def png_with(picture: Image.Image, proof: str = "") -> bytes:
    """The picture as another program saves it, with or without what it found in the file."""
    info = PngImagePlugin.PngInfo()
    if proof:
        info.add_itxt("tumen-manifest", proof, zip=True)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", pnginfo=info)
    return buffer.getvalue()


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_was_written_is_unchanged(
    figure: Figure, verify: Verify, resources: Resources, tmp_path: Path, ending: str
) -> None:
    found = verify(written(figure, tmp_path / f"figure{ending}", resources))
    assert not found.troubles
    assert found.sentences[0].startswith("Unchanged: all ")
    assert short_hash(found.manifest) == short_hash(figure.manifest)


def altered(path: Path) -> None:
    """A small change by another program that leaves the proof as it was."""
    data = path.read_bytes()
    if path.suffix == ".png":
        picture = Image.open(io.BytesIO(data))
        proof = picture.text["tumen-manifest"]
        other = picture.convert("RGB")
        other.putpixel((3, 3), (1, 2, 3))
        path.write_bytes(png_with(other, proof))
    elif path.suffix == ".pptx":
        slides = Presentation(io.BytesIO(data))
        slides.slides[0].notes_slide.notes_text_frame.text = "other notes"
        slides.save(str(path))
    elif path.suffix == ".svg":
        path.write_bytes(data.replace(b"</svg>", b"<rect width='9' height='9'/></svg>"))
    else:
        path.write_bytes(data + b"\n% more\n")


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_was_altered_is_told(
    figure: Figure, verify: Verify, resources: Resources, tmp_path: Path, ending: str
) -> None:
    path = written(figure, tmp_path / f"figure{ending}", resources)
    altered(path)
    found = verify(path)
    assert found.troubles == (Trouble.PICTURE,)
    assert found.sentences[1].startswith("Its records are unchanged")


def test_a_picture_that_was_only_saved_anew_is_not_altered(
    figure: Figure, verify: Verify, resources: Resources, tmp_path: Path
) -> None:
    path = written(figure, tmp_path / "figure.png", resources)
    with Image.open(path) as picture:
        anew = png_with(picture, picture.text["tumen-manifest"])
    path.write_bytes(anew)
    assert not verify(path).troubles


def test_a_stripped_picture_is_held_against_the_file_beside_it(
    figure: Figure, verify: Verify, resources: Resources, tmp_path: Path
) -> None:
    path = written(figure, tmp_path / "figure.png", resources, sidecar=True)
    beside = path.with_name("figure.png.json")
    assert not verify(beside).troubles
    with Image.open(path) as picture:
        stripped, other = png_with(picture), picture.convert("RGB")
    path.write_bytes(stripped)
    assert not verify(path).troubles
    other.putpixel((3, 3), (1, 2, 3))
    path.write_bytes(png_with(other))
    assert verify(path).troubles == verify(beside).troubles == (Trouble.PICTURE,)
    path.rename(tmp_path / "moved.png")
    assert not verify(beside).troubles
    with pytest.raises(InputError, match="carries no manifest"):
        verify(tmp_path / "moved.png")

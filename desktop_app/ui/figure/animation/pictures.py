"""Pictures of an animation to the file, or the files, that were asked for."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QImage

from desktop_app.exporters.proof.manifest import manifest_text
from desktop_app.query.animation_steps import Step
from desktop_app.runtime.whole_file import make_whole
from desktop_app.ui.figure.animation.film import write_film
from desktop_app.ui.figure.animation.gif import write_gif
from desktop_app.ui.figure.animation.request import AnimationRequest
from desktop_app.ui.figure.animation.stills import write_stills
from desktop_app.ui.figure.figure import Figure
from desktop_app.ui.figure.writing.png import png_bytes
from desktop_app.ui.figure.writing.raster import figure_image

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]


class Picture(NamedTuple):
    """One step, drawn.

    Attributes:
        pixels: blue, green, red and opacity a pixel; of a still None.
        file: of a still, the whole PNG.
    """

    pixels: "Pixels | None"
    file: bytes = b""


def picture_of(figure: Figure, ending: str) -> Picture:
    """Draw a figure for what is written; in the GUI thread."""
    if ending == ".png":
        return Picture(None, png_bytes(figure, manifest_text(figure.manifest)))
    return Picture(pixels_of(figure_image(figure, figure.design.dpi)))


def write_pictures(
    request: AnimationRequest, whole: Figure, sample: "Pixels", pictures: Iterator[Picture]
) -> tuple[Path, ...]:
    """Write all pictures, in a thread of its own.

    Args:
        request: where to, and how fast.
        whole: the figure of the whole period, for what a film tells of itself.
        sample: it drawn: every colour is in it.
        pictures: as they are made.

    Raises:
        InputError: the disk or the encoder refuses; what was there before is as it was.
    """
    path = request.path
    if request.ending == ".png":
        return write_stills(path, (picture.file for picture in pictures))
    told = told_of(whole, request)
    drawn = (picture.pixels for picture in pictures if picture.pixels is not None)
    if request.ending == ".gif":
        comment = "\n".join(told.values())
        make_whole(path, lambda part: write_gif(part, sample, drawn, request.seconds_per_step, comment))
    else:
        make_whole(path, lambda part: write_film(part, drawn, request.fps, request.repeats, told))
    return (path,)


def told_of(figure: Figure, request: AnimationRequest) -> dict[str, str]:
    """What a film says of itself: title, how it is played and from which sources, and its proof.

    The proof is that of the figure of the whole period; a still carries its own.
    """
    sources = "; ".join(f"{number}. {source.title}" for number, source in enumerate(figure.sources, start=1))
    described = " ".join((*figure.notes, f"{how_played(request)} Sources: {sources}."))
    return {"title": figure.title, "description": described, "comment": manifest_text(figure.manifest)}


def how_played(request: AnimationRequest) -> str:
    """In words: what each picture shows."""
    step = "stretch between two beginnings" if request.step is Step.DATA else request.step.value
    if request.cumulative:
        return f"Each picture shows everything up to the end of a {step}."
    return (
        f"Each picture shows one {step}."
        if request.length == 1
        else f"Each shows {request.length} times a {step}."
    )


def pixels_of(image: QImage) -> "Pixels":
    """A copy that no painter holds."""
    import numpy as np  # noqa: PLC0415 - 0.1 s of the start

    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return rows[:, : image.width()].copy()

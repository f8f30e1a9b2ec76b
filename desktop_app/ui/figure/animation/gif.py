"""Pictures to an animated GIF with one palette, so that colours mean the same in all of them."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop_app.runtime.errors import InputError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

    Pixels = NDArray[np.uint8]

COLOURS: Final = 256
# Pillow keeps a byte a pixel of all pictures until the file is written.
MOST_PIXELS: Final = 500_000_000
# The format counts hundredths of a second.
_TICK_MS: Final = 10


def write_gif(
    path: Path, sample: "Pixels", pictures: Iterable["Pixels"], seconds: float, comment: str
) -> None:
    """Write a GIF that begins again at its end.

    Args:
        path: of the file.
        sample: a picture with every colour that matters.
        pictures: blue, green, red and opacity a pixel.
        seconds: how long each is shown.
        comment: carried in the file, seen by nobody.

    Raises:
        OSError: the disk refuses.
        InputError: there is no picture, or they have more pixels than a GIF can be made of here.
    """
    palette = _image(sample).quantize(COLOURS)
    drawn = _drawn(path, palette, pictures)
    first = next(drawn, None)
    if first is None:
        raise InputError(f"cannot write {path.name}: there is no picture")
    first.save(
        path,
        save_all=True,
        append_images=drawn,
        duration=max(round(seconds * 1_000 / _TICK_MS), 1) * _TICK_MS,
        loop=0,
        disposal=1,
        optimize=False,
        comment=comment.encode("utf-8"),
    )


def _drawn(path: Path, palette: "Image", pictures: Iterable["Pixels"]) -> Iterator["Image"]:
    from PIL.Image import Dither  # noqa: PLC0415 - few sessions write a GIF

    for number, pixels in enumerate(pictures, start=1):
        height, width, _ = pixels.shape
        if number * width * height > MOST_PIXELS:
            raise InputError(
                f"cannot write {path.name}: more than {number - 1} pictures of {width} × {height} pixels do "
                "not fit into memory as a GIF; choose fewer dots per inch, longer steps, or .mp4"
            )
        # Dots of two colours would flicker from picture to picture.
        yield _image(pixels).quantize(palette=palette, dither=Dither.NONE)


def _image(pixels: "Pixels") -> "Image":
    from PIL import Image  # noqa: PLC0415 - as above

    return Image.fromarray(pixels[:, :, 2::-1].copy(), "RGB")

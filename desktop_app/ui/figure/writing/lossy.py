"""Large pictures inside documents: as they are while they are small, else as JPEG that nobody tells apart."""

import io
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.Image import Image

# Packed without loss. Two maps of this size leave room for the rest in a document of 2 MB.
MOST_LOSSLESS_BYTES: Final = 900_000
# Letters and thin lines looked at fourfold: at 85 rings show round letters, at 94 none; halved colours
# (4:2:0) bleed out of red and green lines at any quality.
_QUALITY: Final = 94
_FULL_COLOURS: Final = 0


def as_jpeg(picture: "Image") -> bytes:
    """A picture of red, green and blue as baseline JPEG, colours at full resolution."""
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=_QUALITY, subsampling=_FULL_COLOURS, optimize=True)
    return buffer.getvalue()

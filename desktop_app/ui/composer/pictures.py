"""Picture files that are put on a page: read whole, looked at, and refused with a reason."""

from pathlib import Path
from typing import Final

from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer

from desktop_app.runtime.errors import InputError

PICTURE_FILES: Final = "Pictures (*.png *.jpg *.jpeg *.svg)"
# As `design_json` allows.
MOST_BYTES: Final = 2_000_000


def read_picture(path: Path) -> bytes:
    """The bytes of a picture.

    Raises:
        InputError: it cannot be read, is larger than 2 MB, or is no PNG, JPEG or SVG.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise InputError(f"{path.name} cannot be read: {error.strerror or error}") from error
    if len(data) > MOST_BYTES:
        raise InputError(
            f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB; a page takes smaller ones"
        )
    is_svg = b"<svg" in data
    if not (QSvgRenderer(data).isValid() if is_svg else not QImage.fromData(data).isNull()):
        raise InputError(f"{path.name} is no picture that can be drawn; use PNG, JPEG or SVG")
    return data

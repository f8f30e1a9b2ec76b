"""Opens a file of tiles by its content."""

from pathlib import Path
from typing import Final

from desktop_app.importers.tiles import mbtiles, pmtiles_header
from desktop_app.importers.tiles.mbtiles import MbtilesFile
from desktop_app.importers.tiles.pmtiles import PmtilesFile
from desktop_app.importers.tiles.tile_file import TileFile
from desktop_app.runtime.errors import InputError

_OLD_PMTILES: Final = (b"PM\x01\x00", b"PM\x02\x00")


def open_tiles(path: Path) -> TileFile:
    """The file, open for reading.

    Raises:
        InputError: missing, a folder, unreadable, empty, of another format, damaged, or beyond a limit.
    """
    head = _head(path)
    if head.startswith((pmtiles_header.MAGIC, *_OLD_PMTILES)):
        return PmtilesFile(path)
    if head == mbtiles.MAGIC:
        return MbtilesFile(path)
    raise InputError(f"{path}: is neither a PMTiles nor an MBTiles file, or it is encrypted.")


def _head(path: Path) -> bytes:
    """The first 16 bytes."""
    try:
        if path.is_dir():
            raise InputError(f"{path}: is a folder, a file is needed.")
        if path.exists() and not path.is_file():
            raise InputError(f"{path}: is not an ordinary file.")  # a pipe would be waited for without end
        with path.open("rb") as file:
            head = file.read(len(mbtiles.MAGIC))
    except FileNotFoundError:
        raise InputError(f"{path}: the file is missing.") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}).") from None
    except ValueError:
        raise InputError(f"{path}: is not a file name.") from None  # a NUL character in it
    if not head:
        raise InputError(f"{path}: the file is empty.")
    return head

"""Folders of files that are written whole, and the same as one ZIP, the same bytes on any day."""

import shutil
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from desktop_app.runtime.errors import InputError
from desktop_app.runtime.whole_file import make_whole

# The first moment that a ZIP can tell.
EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE: Final = 0o100644 << 16


def make_folder(path: Path, make: Callable[[Path], object]) -> tuple[Path, ...]:
    """Let `make` fill a folder beside the target, then put its files in the target's place.

    A folder that is there keeps its other files; each file of the same name is replaced whole.

    Raises:
        InputError: the disk or the folder refuses, or there is a file of that name.
    """
    part: Path | None = None
    try:
        if path.exists() and not path.is_dir():
            raise InputError(f"cannot write {path}: it is a file, and a folder is to be made")
        part = Path(tempfile.mkdtemp(dir=path.parent, prefix="."))
        make(part)
        part.chmod(0o755)
        if not path.exists():
            part.replace(path)
            return tuple(sorted(path.iterdir()))
        names = sorted(file.name for file in part.iterdir())
        for name in names:
            (part / name).replace(path / name)
        return tuple(path / name for name in names)
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror or error}") from error
    finally:
        if part is not None:
            shutil.rmtree(part, ignore_errors=True)


def make_zip(path: Path, make: Callable[[Path], object]) -> tuple[Path, ...]:
    """Let `make` fill a folder and write its files as one ZIP.

    Raises:
        InputError: the disk or the folder refuses.
    """

    def write(part: Path) -> None:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".") as name:
            make(Path(name))
            zip_folder(Path(name), part)

    make_whole(path, write)
    return (path,)


def zip_folder(folder: Path, target: Path) -> None:
    """The files of a folder, by name, as a ZIP."""
    with zipfile.ZipFile(target, "w") as archive:
        for file in sorted(folder.iterdir()):
            info = zipfile.ZipInfo(file.name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = _PLAIN_FILE
            info.create_system = 3
            with file.open("rb") as source, archive.open(info, "w", force_zip64=True) as member:
                shutil.copyfileobj(source, member)

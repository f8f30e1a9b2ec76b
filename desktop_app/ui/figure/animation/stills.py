"""Pictures as numbered files, all of them or none."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from desktop_app.runtime.errors import InputError
from desktop_app.runtime.whole_file import write_whole

DIGITS: Final = 4


def still_path(path: Path, number: int) -> Path:
    """FOLDER/frame-0001.png for FOLDER/frame.png and 1."""
    return path.with_name(f"{path.stem}-{number:0{DIGITS}}{path.suffix}")


def stills_there(path: Path) -> Iterator[Path]:
    """Files that stand where pictures of this path would be written."""
    number = "[0-9]" * DIGITS
    return (found for found in path.parent.glob(f"*-{number}{path.suffix}") if _is_still(found, path))


def _is_still(found: Path, path: Path) -> bool:
    return found.stem[: -DIGITS - 1] == path.stem


def write_stills(path: Path, files: Iterable[bytes]) -> tuple[Path, ...]:
    """Write each file under its number; earlier pictures of this path with higher numbers go.

    Raises:
        InputError: the disk or the folder refuses; then nothing is left behind.
    """
    try:
        aside = Path(tempfile.mkdtemp(dir=path.parent, prefix=".", suffix=".part"))
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror or error}") from error
    try:
        written = []
        for number, data in enumerate(files, start=1):
            part = still_path(aside / path.name, number)
            write_whole(part, data)
            written.append(part)
        targets = tuple(path.with_name(part.name) for part in written)
        for old in list(stills_there(path)):
            if old not in targets:
                old.unlink()
        for part, target in zip(written, targets, strict=True):
            part.replace(target)
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return targets

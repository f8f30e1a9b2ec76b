"""Where the program's own files lie: web bundle, fonts, icons (`assets`); base map, record (`geodata`)."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from desktop_app.runtime.errors import InputError

_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Resources:
    """The two folders beside the code.

    Attributes:
        assets: holds `build/` (bundle, page, fonts) and `icons/`.
        geodata: holds `basemap.pmtiles` and `record/`.
    """

    assets: Path
    geodata: Path

    @classmethod
    def locate(cls, package: Path = _PACKAGE) -> "Resources":
        """The folders of this installation: inside the package if installed, else at the repository root."""
        if (package / "_assets").is_dir():
            return cls(package / "_assets", package / "_geodata")
        return cls(package.parent / "assets", package.parent / "geodata")

    def asset(self, relative: str) -> Path:
        """A file or folder below `assets`, such as "build/map.js".

        Raises:
            InputError: it leaves the folder or is not there.
        """
        return _inside(self.assets, relative)

    def geodatum(self, relative: str) -> Path:
        """A file or folder below `geodata`, such as "basemap.pmtiles".

        Raises:
            InputError: it leaves the folder or is not there.
        """
        return _inside(self.geodata, relative)


def _inside(folder: Path, relative: str) -> Path:
    parts = PurePosixPath(relative)
    if not relative or parts.is_absolute() or ".." in parts.parts or "\\" in relative or "\0" in relative:
        raise InputError(f"{relative!r} is not a file name inside {folder.name}")
    found = folder.joinpath(*parts.parts)
    if not found.resolve().is_relative_to(folder.resolve()):
        raise InputError(f"{relative!r} is not a file name inside {folder.name}")
    if not found.exists():
        raise InputError(f"{relative} is missing from the program's own files (looked in {folder})")
    return found

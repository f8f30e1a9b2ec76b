"""Mappings that a person saved under a name: one file each in a folder of the user, for all cases."""

from collections.abc import Collection
from pathlib import Path
from typing import Final

from desktop_app.importers.tables.mapping import Mapping
from desktop_app.importers.tables.mapping_json import mapping_text, read_mapping
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.settings import default_path
from desktop_app.runtime.whole_file import write_whole
from desktop_app.storage.file_names import safe_file_name

SUFFIX: Final = ".tumen-mapping.json"
_MOST_BYTES: Final = 1 << 20


def mappings_folder() -> Path:
    """Where they lie."""
    return default_path().parent / "mappings"


class SavedMappings:
    """The saved mappings of a folder, which need not be there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> tuple[str, ...]:
        """In the order of the alphabet."""
        try:
            files = [path.name for path in self._folder.iterdir() if path.name.endswith(SUFFIX)]
        except OSError:
            return ()
        return tuple(sorted((name.removesuffix(SUFFIX) for name in files), key=str.casefold))

    def load(self, name: str) -> Mapping:
        """A mapping by name.

        Raises:
            InputError: there is none of that name, or its file cannot be read.
        """
        if name not in self.names():
            there = ", ".join(self.names()) or "none yet"
            raise InputError(f"There is no saved mapping {name!r}; there are: {there}.")
        return read_mapping_file(self._folder / f"{name}{SUFFIX}")

    def save(self, name: str, mapping: Mapping) -> str:
        """Keep a mapping, in the place of one of the same name; the name that it got, fit for a file.

        Raises:
            InputError: the name is empty, or the folder cannot be written.
        """
        if not name.strip():
            raise InputError("A mapping needs a name.")
        kept = safe_file_name(f"{name.strip()}{SUFFIX}").removesuffix(SUFFIX)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"cannot make the folder {self._folder}: {error.strerror}") from error
        write_whole(self._folder / f"{kept}{SUFFIX}", mapping_text(mapping).encode())
        return kept

    def delete(self, name: str) -> None:
        """Forget a mapping.

        Raises:
            InputError: its file cannot be removed.
        """
        path = self._folder / f"{name}{SUFFIX}"
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise InputError(f"cannot remove {path}: {error.strerror}") from error

    def best_for(self, columns: Collection[str]) -> str:
        """The saved mapping that uses most of these columns and none that is missing; empty for none."""
        best, most = "", 0
        for name in self.names():
            try:
                used = {use.column for use in self.load(name).uses if use.column}
            except InputError:
                continue
            if used <= set(columns) and len(used) > most:
                best, most = name, len(used)
        return best


def read_mapping_file(path: Path) -> Mapping:
    """The mapping in a file.

    Raises:
        InputError: it cannot be read, or holds none; names file and reason.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error
    if len(data) > _MOST_BYTES:
        raise InputError(f"{path} is no mapping: it is longer than {_MOST_BYTES:,} bytes")
    try:
        return read_mapping(data.decode("utf-8-sig"))
    except ValueError as error:
        raise InputError(f"{path} is no mapping: {error}") from None

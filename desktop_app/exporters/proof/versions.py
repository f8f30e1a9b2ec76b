"""Versions of what draws a figure beside Tumen itself."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from desktop_app.runtime.resources import Resources

# Hexadecimal digits of a digest that tell one base map from another.
_DIGITS: Final = 16


def base_map_version(resources: Resources) -> str:
    """The base map by its content: reading its 10 MB takes 20 ms, once a process.

    Raises:
        InputError: the program's own files are not complete.
    """
    return _digest(resources.geodatum("basemap.pmtiles"))


@cache
def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:_DIGITS]

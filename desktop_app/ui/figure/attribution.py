"""Whom the base map is owed to, as its licences ask to be named."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from desktop_app.runtime.errors import InputError
from desktop_app.runtime.resources import Resources

_NAME: Final = "Base map"


def base_map_attribution(resources: Resources) -> str:
    """The line that stands on the map as well.

    Raises:
        InputError: the program's own files are not complete.
    """
    return _attribution(resources.geodatum("SOURCES.toml"))


@cache
def _attribution(path: Path) -> str:
    with path.open("rb") as file:
        told = tomllib.load(file)
    for dataset in told["dataset"]:
        if dataset["name"] == _NAME:
            return str(dataset["attribution"])
    raise InputError(f"{path} does not say whom the base map is owed to")

"""record.toml: what the record is called, and up to which day its sources were read."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from desktop_app.importers.record.text_file import read_text
from desktop_app.runtime.errors import InputError

KEYS: Final = {"title": str, "description": str, "as_of": date, "synthetic": bool}
WORDS: Final = {str: "text in quotes", date: "a date like 2026-07-31", bool: "true or false"}


@dataclass(frozen=True, slots=True)
class Header:
    """The keys of record.toml, named as in `Record`."""

    title: str
    description: str
    as_of: date
    synthetic: bool


def read_header(path: Path) -> Header:
    """The header of a record.

    Raises:
        InputError: an unreadable file, no TOML, an unknown or missing key, or another kind of value.
    """
    try:
        table: dict[str, Any] = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path}: is not TOML ({error}).") from None
    for key in table:
        if key not in KEYS:
            raise InputError(f"{path}: the key “{key}” is unknown.")
    for key, kind in KEYS.items():
        if key not in table:
            raise InputError(f"{path}: the key “{key}” is missing.")
        if not isinstance(table[key], kind) or isinstance(table[key], datetime) or table[key] == "":
            raise InputError(f"{path}: {key} is not {WORDS[kind]}.")
    return Header(**table)

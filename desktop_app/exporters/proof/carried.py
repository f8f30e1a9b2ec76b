"""Reads what a file carries: its manifest, and whether its picture is the one that Tumen wrote."""

from pathlib import Path
from typing import Final

from desktop_app.exporters.proof.manifest import read_manifest
from desktop_app.exporters.proof.verdict import Carried
from desktop_app.runtime.errors import InputError

# An A3 page at 600 dpi is 200 MB before it is packed; what is larger is no figure of ours.
LARGEST_BYTES: Final = 500_000_000


def carried_by(path: Path) -> Carried:
    """What a file carries.

    Raises:
        InputError: the file cannot be read, or carries no manifest that can be.
    """
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise InputError(f"{path.name} is larger than any figure of Tumen's.")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path.name} cannot be read: {error.strerror}.") from None
    if not data:
        raise InputError(f"{path.name} is empty: not one byte is in it.")
    return _carried(path.name, data)


def _carried(name: str, data: bytes) -> Carried:
    try:
        manifest = read_manifest(data.decode())
    except UnicodeDecodeError:
        raise InputError(f"{name} carries no manifest of Tumen's.") from None
    return Carried(name, manifest, None)

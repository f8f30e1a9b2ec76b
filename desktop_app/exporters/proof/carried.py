"""Reads what a file carries: its manifests, and whether its picture is the one that Tumen wrote."""

from pathlib import Path
from typing import Final

from desktop_app.exporters.proof.embedded import embedded_manifests, ending_of
from desktop_app.exporters.proof.manifest import read_manifest
from desktop_app.exporters.proof.picture import picture_digest
from desktop_app.exporters.proof.verdict import Carried
from desktop_app.runtime.errors import InputError

# An A3 page at 600 dpi is 200 MB before it is packed; what is larger is no figure of ours.
LARGEST_BYTES: Final = 500_000_000
# A file that holds a manifest and no picture.
_SIDECAR: Final = ".json"


def carried_by(path: Path) -> tuple[Carried, ...]:
    """What a file carries: one manifest a page or slide.

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
    manifests = tuple(read_manifest(text) for text in embedded_manifests(data))
    if not manifests:
        raise InputError(
            f"{path.name} carries no manifest of Tumen's: it was made by another program, or by one that "
            "dropped what it did not know, as many do when a picture is sent on or pasted."
        )
    fits = None
    if ending_of(data) != _SIDECAR:
        stated, found = picture_digest(data)
        fits = stated == found
    return tuple(Carried(path.name, manifest, fits) for manifest in manifests)

"""Reads what a file carries: its manifests, and whether its picture is the one that Tumen wrote."""

from pathlib import Path
from typing import Final

from desktop_app.domain.manifest import NO_DIGEST
from desktop_app.exporters.proof.embedded import embedded_manifests, ending_of
from desktop_app.exporters.proof.manifest import read_manifest
from desktop_app.exporters.proof.picture import found_digest
from desktop_app.exporters.proof.verdict import Carried
from desktop_app.runtime.errors import InputError

# An A3 page at 600 dpi is 200 MB before it is packed; what is larger is no figure of ours.
LARGEST_BYTES: Final = 500_000_000
# Ending of a file that holds a manifest and no picture; it follows the whole name of its figure.
SIDECAR: Final = ".json"


def carried_by(path: Path) -> tuple[Carried, ...]:
    """What a file carries: one manifest a page or slide.

    A picture that has lost its own is held against the .json beside it, and a .json against its picture.

    Raises:
        InputError: the file cannot be read, or carries no manifest that can be.
    """
    data = _content(path)
    is_sidecar = ending_of(data) == SIDECAR
    texts = embedded_manifests(data)
    beside = path.with_suffix("") if is_sidecar else path.with_name(f"{path.name}{SIDECAR}")
    if not texts and not is_sidecar and beside.is_file():
        texts = embedded_manifests(_content(beside))
    manifests = tuple(read_manifest(text) for text in texts)
    if not manifests:
        raise InputError(
            f"{path.name} carries no manifest of Tumen's: it was made by another program, or by one that "
            "dropped what it did not know, as many do when a picture is sent on or pasted."
        )
    stated = manifests[0].picture_sha256
    picture = (_content(beside) if beside.is_file() else b"") if is_sidecar else data
    fits = found_digest(picture) == stated if picture and stated != NO_DIGEST else None
    return tuple(Carried(path.name, manifest, fits) for manifest in manifests)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise InputError(f"{path.name} is larger than any figure of Tumen's.")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path.name} cannot be read: {error.strerror}.") from None
    if not data:
        raise InputError(f"{path.name} is empty: not one byte is in it.")
    return data

"""Whether a file is the picture that its proof speaks of, by digest.

Of a PNG it is that of its pixels, so that a program which only rewrites the file alters nothing. Of the
others it is that of the whole file with the digits of the digest itself zero; of slides that of their parts,
since a packed part cannot hold a digest of itself.
"""

import hashlib
import io
import json
import re
from typing import Final

from desktop_app.domain.manifest import NO_DIGEST
from desktop_app.exporters.proof.embedded import (
    LONGEST_PROOFS,
    PAGE_PROOF,
    embedded_manifest,
    ending_of,
    opened_slides,
    proof_members,
    unpacked,
)
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.memory import free_memory_bytes

# Pillow keeps four bytes of a pixel.
_BYTES_PER_PIXEL: Final = 4
_BAND_ROWS: Final = 256
_STATED: Final = re.compile(rb'(?<="picture_sha256":")[0-9a-f]{64}(?=")')
_PROOFS: Final = re.compile(rb"<tumen:proof>.*?</tumen:proof>|" + PAGE_PROOF.pattern, re.DOTALL)


def picture_digest(data: bytes, ending: str = "") -> tuple[str, str]:
    """The digest that a figure's proof states, and the one that its picture has.

    Args:
        data: the file.
        ending: of its name; empty: told from the content.

    Raises:
        InputError: it is broken, carries no proof, or has no picture.
    """
    kind = ending_of(data)
    if ending and ending.lower() != kind:
        raise InputError(f"The file is called {ending[:12]} and holds something else.")
    proof = embedded_manifest(data)
    if proof is None or kind in {"", ".json"}:
        raise InputError("The file is no picture with a proof.")
    return _stated(proof), found_digest(data)


def found_digest(data: bytes) -> str:
    """The digest of the picture in a file, whatever its proof says.

    Raises:
        InputError: it is broken or too large.
    """
    match ending_of(data):
        case ".png":
            return _of_pixels(data)
        case ".pptx":
            return _of_parts(data)
    return hashlib.sha256(without_digest(data)).hexdigest()


def without_digest(data: bytes) -> bytes:
    """A PDF, an SVG, a page or a part of slides with zeros in the place of the stated digests."""
    return _PROOFS.sub(lambda proofs: _STATED.sub(NO_DIGEST.encode(), proofs[0]), data)


def settled(data: bytes) -> bytes:
    """The same with the digest of its own picture in the proofs; made with zeros in their place."""
    digest = hashlib.sha256(data).hexdigest().encode()
    return _PROOFS.sub(lambda proofs: _STATED.sub(digest, proofs[0]), data)


def _stated(proof: str) -> str:
    try:
        content = json.loads(proof)
    except (ValueError, RecursionError):
        raise InputError("The file's proof is no JSON.") from None
    stated = content.get("picture_sha256") if isinstance(content, dict) else None
    if not isinstance(stated, str):
        raise InputError("The file's proof names no digest of its picture.")
    return stated


def _of_pixels(data: bytes) -> str:
    """SHA-256 over "WIDTHxHEIGHT:" and red, green and blue of each pixel, row by row."""
    from PIL import PngImagePlugin  # noqa: PLC0415 - 50 ms, for PNG alone

    try:
        picture = PngImagePlugin.PngImageFile(io.BytesIO(data))
        width, height = picture.size
        needed, free = width * height * _BYTES_PER_PIXEL, free_memory_bytes()
        if free is not None and needed > free:
            raise InputError(f"The PNG is too large to be checked: it needs {needed / 1e9:.1f} GB of memory.")
        picture.load()
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError):
        raise InputError("The PNG is damaged: its picture cannot be read.") from None
    digest = hashlib.sha256(f"{width}x{height}:".encode())
    for top in range(0, height, _BAND_ROWS):
        band = picture.crop((0, top, width, min(top + _BAND_ROWS, height)))
        digest.update(band.convert("RGB").tobytes())
    return digest.hexdigest()


def _of_parts(data: bytes) -> str:
    """SHA-256 over name, length and content of each part, in order of the names."""
    digest = hashlib.sha256()
    with opened_slides(data) as archive:
        proofs = set(proof_members(archive))
        left = LONGEST_PROOFS
        for name in sorted(set(archive.namelist())):
            content = unpacked(archive, name, left)
            left -= len(content)
            if name in proofs:
                content = without_digest(content)
            digest.update(f"{name}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
            digest.update(content)
    return digest.hexdigest()

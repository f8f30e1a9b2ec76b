"""The proofs that files carry: in PNG, PDF, SVG, slides and web pages, or in a file of their own beside them.

Whoever made a file may have put anything into it: everything that is read is bounded, and a broken file is
told in one sentence.
"""

import html
import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from desktop_app.domain.manifest import FORMAT, NO_DIGEST
from desktop_app.runtime.errors import InputError

# PNG 3rd edition, 11.3.3: a keyword of at most 79 letters.
KEYWORD: Final = "tumen-manifest"
NAMESPACE: Final = "urn:tumen:figure:1"
# Of one proof; a design may hold pictures of 2 MB. A PDF of 1,000 pages holds as many proofs.
LONGEST_PROOF: Final = 32_000_000
LONGEST_PROOFS: Final = 256_000_000
MOST_MEMBERS: Final = 10_000
PNG_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_PROOFS: Final = re.compile(rb"<tumen:proof>(.*?)</tumen:proof>", re.DOTALL)
_PROOF: Final = re.compile(rb"<rdf:li>([^<]*)</rdf:li>")
PAGE_PROOF: Final = re.compile(
    rb'<script type="application/json" id="tumen-manifest">(.*?)</script>', re.DOTALL
)
_SLIDES_PROOF: Final = re.compile(r"customXml/item\d+\.xml")


def embedded_manifest(data: bytes) -> str | None:
    """The first proof of a file, as canonical JSON; None where it carries none.

    Raises:
        InputError: the file is broken, or what it carries is too long.
    """
    return next(iter(embedded_manifests(data)), None)


def embedded_manifests(data: bytes) -> tuple[str, ...]:
    """The proofs of a file, one a page or slide; none where it is no figure of Tumen's.

    Raises:
        InputError: the file is broken, or what it carries is too long.
    """
    match ending_of(data):
        case ".png":
            return tuple(_in_png(data))
        case ".pdf":
            return in_xml(pdf_metadata(data))
        case ".svg":
            return in_xml(data)
        case ".pptx":
            with opened_slides(data) as archive:
                return tuple(proof for name in proof_members(archive) for proof in _in_member(archive, name))
        case ".json" | ".html" as kind:
            return _in_json(data if kind == ".json" else _of_page(data))
    return ()


def ending_of(data: bytes) -> str:
    """The usual ending of a file with this content; empty for what never carries a proof."""
    if data.startswith(PNG_SIGNATURE):
        return ".png"
    if data.startswith(b"%PDF-"):
        return ".pdf"
    if data.startswith(b"PK\x03\x04"):
        return ".pptx"
    head = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith((b"<svg", b"<?xml")):
        return ".svg"
    if head[:15].lower() == b"<!doctype html>":
        return ".html"
    return ".json" if head.startswith((b"{", b"[")) else ""


def with_digest(manifest: str, digest: str) -> str:
    """A manifest with the digest of the picture that carries it."""
    return manifest.replace(f'"picture_sha256":"{NO_DIGEST}"', f'"picture_sha256":"{digest}"')


def in_xml(data: bytes) -> tuple[str, ...]:
    """The proofs in the RDF of an SVG, of a PDF's XMP or of a part of slides."""
    return tuple(
        html.unescape(proof.decode("utf-8", "replace"))
        for proofs in _PROOFS.findall(data)
        for proof in _PROOF.findall(proofs)
    )


def pdf_metadata(data: bytes) -> bytes:
    """The XMP of a PDF as it stands in the file; empty where it has none.

    Raises:
        InputError: the file is broken.
    """
    import pikepdf  # noqa: PLC0415 - 0.1 s, for PDF alone

    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            stream = pdf.Root.get("/Metadata")
            # Tumen's is never packed; a packed one may unpack to any size.
            if not isinstance(stream, pikepdf.Stream) or "/Filter" in stream:
                return b""
            return stream.read_raw_bytes()
    except (pikepdf.PdfError, AttributeError, KeyError, RuntimeError, TypeError, ValueError):
        raise InputError("The PDF is damaged or locked: its metadata cannot be read.") from None


def opened_slides(data: bytes) -> zipfile.ZipFile:
    """The archive that slides are.

    Raises:
        InputError: it is broken, or has more parts than slides have.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise InputError("The slides are damaged: they cannot be unpacked.") from None
    if len(archive.infolist()) > MOST_MEMBERS:
        raise InputError(f"The slides have more than {MOST_MEMBERS:,} parts.")
    return archive


def proof_members(archive: zipfile.ZipFile) -> list[str]:
    """Names of the parts that can hold a proof."""
    return [name for name in archive.namelist() if _SLIDES_PROOF.fullmatch(name)]


def unpacked(archive: zipfile.ZipFile, name: str, longest: int) -> bytes:
    """One part of slides.

    Raises:
        InputError: it is broken, or longer than `longest` bytes.
    """
    try:
        with archive.open(name) as member:
            data = member.read(longest + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError):
        raise InputError(f"The slides are damaged: {name[:80]} cannot be unpacked.") from None
    if len(data) > longest:
        raise InputError(f"The slides cannot be checked: {name[:80]} unpacks to more than {longest:,} bytes.")
    return data


def _in_member(archive: zipfile.ZipFile, name: str) -> tuple[str, ...]:
    return in_xml(unpacked(archive, name, LONGEST_PROOFS))


def png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and content of each chunk.

    Raises:
        InputError: the file ends early.
    """
    place = len(PNG_SIGNATURE)
    kind = b""
    while kind != b"IEND":
        head = data[place : place + 8]
        length, kind = struct.unpack(">I4s", head) if len(head) == 8 else (len(data), b"")  # noqa: PLR2004 - a chunk's head
        if place + 12 + length > len(data):
            raise InputError("The PNG is damaged: it ends early.")
        yield kind, data[place + 8 : place + 8 + length]
        place += 12 + length


def _in_png(data: bytes) -> Iterator[str]:
    """Proofs in the international texts (PNG 3rd edition, 11.3.3.4)."""
    for kind, content in png_chunks(data):
        if kind != b"iTXt" or not content.startswith(KEYWORD.encode() + b"\0"):
            continue
        packed = content[len(KEYWORD) + 1 : len(KEYWORD) + 2] == b"\1"
        # Keyword, two bytes, language, keyword in it: each ended by a zero.
        text = content[len(KEYWORD) + 3 :].split(b"\0", 2)[-1]
        if packed:
            try:
                text = zlib.decompressobj().decompress(text, LONGEST_PROOF + 1)
            except zlib.error:
                raise InputError("The PNG is damaged: its proof cannot be unpacked.") from None
        if len(text) > LONGEST_PROOF:
            raise InputError(f"The PNG's proof is longer than {LONGEST_PROOF:,} bytes.")
        yield text.decode("utf-8", "replace")


def _of_page(data: bytes) -> bytes:
    """The element of a web page that holds its proof; empty where there is none."""
    found = PAGE_PROOF.search(data)
    return found[1] if found is not None else b""


def _in_json(data: bytes) -> tuple[str, ...]:
    if len(data) > LONGEST_PROOFS:
        raise InputError(f"The proof is longer than {LONGEST_PROOFS:,} bytes.")
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        return ()
    rows = content if isinstance(content, list) else [content]
    if not all(isinstance(row, dict) and row.get("format") == FORMAT for row in rows):
        return ()
    return tuple(json.dumps(row, sort_keys=True, separators=(",", ":")) for row in rows)

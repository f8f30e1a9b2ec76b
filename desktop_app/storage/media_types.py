"""What kind of file some content is, told from the content, and which endings go with it.

puremagic knows the signatures of pictures, documents and films. It knows no web archives and no plain text,
and takes every ZIP for a Word document; those are told here.
"""

import re
import zlib
from pathlib import PurePath
from typing import Final

# Bytes from the beginning that suffice: a page archive's headers and puremagic's farthest signature (tar, ISO
# 9660 at 32 kB) lie within.
HEAD_BYTES: Final = 65_536
UNKNOWN: Final = "application/octet-stream"
PLAIN_TEXT: Final = "text/plain"

# A match of one or two bytes is met by one random file in seventy, one of three by none in three thousand.
_LEAST_SIGNATURE_BYTES: Final = 3
_ZIP: Final = b"PK\x03\x04"
_GZIP: Final = b"\x1f\x8b"
_WARC: Final = b"WARC/"  # ISO 28500:2017, 4: a record begins with "WARC/1.0" or "WARC/1.1"
# What a ZIP holds stands at its end; its name is believed as far as this.
_ZIP_KINDS: Final = {
    ".wacz": "application/wacz",  # a web archive of Webrecorder; not registered
    ".kmz": "application/vnd.google-earth.kmz",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_MARKUP: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
# A drawing, a place file or a page: each may name parts that lie elsewhere.
_XML: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|svg)\b", re.IGNORECASE)
_HEADER_LINE: Final = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:[ \t]")  # RFC 5322, 2.2
# Every C0 control but tab, line feed, form feed, carriage return and the escape of ISO 2022.
_CONTROLS: Final = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")

# The first ending is the one that is added where a name has none of them.
_ENDINGS: Final = {
    "application/pdf": (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/gif": (".gif",),
    "image/tiff": (".tif", ".tiff"),
    "image/webp": (".webp",),
    "video/mp4": (".mp4", ".m4v"),
    "text/html": (".html", ".htm", ".xhtml"),
    "multipart/related": (".mhtml", ".mht"),
    "message/rfc822": (".eml",),
    "application/warc": (".warc", ".gz"),
    "application/gzip": (".gz", ".tgz"),
    "application/zip": (".zip",),
    **{kind: (ending,) for ending, kind in _ZIP_KINDS.items()},
    "application/xml": (".xml", ".svg", ".kml", ".gpx", ".xhtml"),
    PLAIN_TEXT: (".txt", ".csv", ".tsv", ".md", ".log", ".json", ".geojson", ".toml", ".nmea"),
}
_NO_ENDING: Final = (".bin",)

# What a desktop shows without running it and without asking a server for its parts. A saved page is not among
# them: a browser fetches what the page names.
_SHOWN_SAFELY: Final = frozenset(
    {
        "application/pdf",
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/tiff",
        "image/webp",
        "video/mp4",
        PLAIN_TEXT,
    }
)


def media_type_of(head: bytes, file_name: str) -> str:
    """The media type of content that begins with `head`.

    Args:
        head: the first HEAD_BYTES bytes, or all where there are fewer.
        file_name: only its ending counts, and only among kinds of ZIP.
    """
    if head.startswith(_ZIP):
        return _kind_of_zip(head, file_name)
    if head.startswith(_GZIP):
        return "application/warc" if _unzipped(head) == _WARC else "application/gzip"
    if head.startswith(_WARC):
        return "application/warc"
    if not head.startswith(_UTF_16) and _CONTROLS.search(head):
        return _by_signature(head) or UNKNOWN
    return _kind_of_text(head)


def endings_of(media_type: str) -> tuple[str, ...]:
    """Endings that fit a media type, the usual one first; ".bin" for what is not known."""
    return _ENDINGS.get(media_type, _NO_ENDING)


def is_shown_safely(media_type: str) -> bool:
    """Whether a desktop shows such a file without running it and without asking a server for its parts."""
    return media_type in _SHOWN_SAFELY


def _kind_of_text(head: bytes) -> str:
    if _MARKUP.match(head):
        return "text/html"
    if _XML.match(head):
        return "application/xml"
    headers = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0].lower()
    if _HEADER_LINE.match(head) and b"mime-version:" in headers:
        # RFC 2557: a page saved with its pictures.
        return "multipart/related" if b"multipart/related" in headers else "message/rfc822"
    # A PDF may be all text.
    return _by_signature(head) or (PLAIN_TEXT if head else UNKNOWN)


def _kind_of_zip(head: bytes, file_name: str) -> str:
    # EPUB and OpenDocument begin with an uncompressed member `mimetype` (OCF 3.3, 4.3).
    named = re.match(rb"PK\x03\x04.{22}\x08\x00..mimetype([a-z0-9.+/-]{3,100})PK", head, re.DOTALL)
    if named:
        return named[1].decode("ascii")
    return _ZIP_KINDS.get(PurePath(file_name).suffix.lower(), "application/zip")


def _unzipped(head: bytes) -> bytes:
    """The first bytes inside a gzip file; empty where it is damaged."""
    try:
        return zlib.decompressobj(wbits=31).decompress(head, len(_WARC))
    except zlib.error:
        return b""


def _by_signature(head: bytes) -> str:
    """The media type that puremagic knows; empty for none."""
    import puremagic  # noqa: PLC0415 - reads 200 kB of signatures, and only attaching needs them

    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return ""
    kinds = (match.mime_type for match in matches if len(match.byte_match) >= _LEAST_SIGNATURE_BYTES)
    return next((str(kind) for kind in kinds if kind), "")

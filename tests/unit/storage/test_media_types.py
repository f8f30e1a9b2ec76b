"""Kinds of files, told from content as real programs write it."""

import gzip
import io
import random
import zipfile

import pytest

from desktop_app.storage.media_types import (
    HEAD_BYTES,
    UNKNOWN,
    endings_of,
    is_shown_safely,
    media_type_of,
)


def zipped(*names: str, kind: str = "") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        if kind:
            archive.writestr("mimetype", kind)
        for name in names:
            archive.writestr(name, "x" * 100)
    return file.getvalue()


ODT = "application/vnd.oasis.opendocument.text"
MHTML = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\r\n\r\n------\r\n'
)
MAIL = b"Received: by host\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nSee multipart/related.\r\n"


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "x", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "x.jpg", "image/png"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "x", "image/jpeg"),
        (b"\xff\xd8\xff\xe1\0\x10Exif\0", "x", "image/jpeg"),
        (b"GIF89a" + bytes(20), "x", "image/gif"),
        (b"II*\0\x08\0\0\0", "x", "image/tiff"),
        (b"MM\0*\0\0\0\x08", "x", "image/tiff"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "x", "image/webp"),
        (b"\0\0\0\x20ftypisom\0\0\2\0isomiso2", "x", "video/mp4"),
        (b"\0\0\0\x20ftypmp42\0\0\0\0", "x", "video/mp4"),
        (zipped("a.txt"), "x", "application/zip"),
        (zipped("a.txt"), "x.docx.zip", "application/zip"),
        (zipped("datapackage.json", "archive/data.warc.gz"), "x.WACZ", "application/wacz"),
        (zipped("doc.kml"), "x.kmz", "application/vnd.google-earth.kmz"),
        (zipped("content.xml", kind=ODT), "x.docx", ODT),
        (b"WARC/1.1\r\nWARC-Type: warcinfo\r\n", "x", "application/warc"),
        (gzip.compress(b"WARC/1.0\r\nWARC-Type: warcinfo\r\n" + bytes(9000)), "x", "application/warc"),
        (gzip.compress(b"a log"), "x", "application/gzip"),
        (MHTML, "x", "multipart/related"),
        (MAIL, "x", "message/rfc822"),
        (b"\xef\xbb\xbf\n<!-- saved -->\n<!DOCTYPE HTML>\n", "x.pdf", "text/html"),
        (b"<html lang=ko>", "x", "text/html"),
        (b'<?xml version="1.0"?><kml>', "x.txt", "application/xml"),
        (b'<svg xmlns="http://www.w3.org/2000/svg">', "x", "application/xml"),
        ("Нефть 석유\n".encode(), "x.exe", "text/plain"),
        ("Нефть".encode("cp1251"), "x", "text/plain"),
        ("석유\r\n".encode("utf-16"), "x", "text/plain"),
        (b"\x7fELF\x02\x01\x01" + bytes(60), "x.txt", UNKNOWN),
        (b"\x01\x02\x03\x04\x05\x06", "x.pdf", UNKNOWN),
        (b"\x1f\x8b damaged \x00", "x", "application/gzip"),
    ],
)  # fmt: skip
def test_kinds(content: bytes, name: str, kind: str) -> None:
    found = media_type_of(content[:HEAD_BYTES], name)
    if kind is UNKNOWN:
        assert not is_shown_safely(found)
    else:
        assert found == kind


def test_noise_is_not_taken_for_something_that_is_opened() -> None:
    noise = random.Random(1)  # noqa: S311 - repeatable noise, no secret
    for _ in range(200):
        assert not is_shown_safely(media_type_of(noise.randbytes(2048), "x.pdf"))


def test_what_asks_a_server_for_its_parts_is_not_shown() -> None:
    assert not any(
        map(
            is_shown_safely,
            ("text/html", "multipart/related", "application/xml", "application/warc", UNKNOWN),
        )
    )
    assert endings_of("application/x-unheard-of") == (".bin",)

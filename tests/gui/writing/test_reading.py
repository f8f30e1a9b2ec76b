"""Proofs are read out of files that anybody may have made: bounded, and refused in a sentence."""

import io
import json
import re
import struct
import zipfile
import zlib
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.exporters.proof import embedded
from desktop_app.exporters.proof.embedded import embedded_manifest, embedded_manifests, ending_of, with_digest
from desktop_app.exporters.proof.picture import picture_digest
from desktop_app.runtime.errors import InputError

ENDINGS = (".png", ".pdf", ".svg", ".pptx")


@pytest.mark.parametrize("ending", [*ENDINGS, "outlines.svg"])
def test_every_format_gives_its_proof_back(sample: Any, ending: str) -> None:
    data = sample.files[ending]
    stated, found = picture_digest(data, f".{ending.rpartition('.')[2]}")
    assert stated == found
    assert embedded_manifest(data) == with_digest(sample.proof, stated)
    assert json.loads(embedded_manifest(data) or "")["case_title"] == sample.module["MANIFEST"].case_title
    with pytest.raises(InputError, match="something else"):
        picture_digest(data, ".gif")


@pytest.mark.parametrize("ending", [".pdf", ".svg", ".pptx"])
def test_a_changed_byte_is_seen(sample: Any, ending: str) -> None:
    data = sample.files[ending]
    where = {".pdf": b"/MediaBox [ 0 ", ".svg": b'fill="#ffffff"', ".pptx": b"IDAT"}[ending]
    place = data.index(where) + len(where) - 2 if where in data else len(data) // 2
    changed = bytearray(data)
    changed[place] ^= 1
    try:
        stated, found = picture_digest(bytes(changed))
    except InputError:
        return  # so broken that it cannot be read
    assert stated != found


def test_a_file_beside_is_read_too(sample: Any) -> None:
    assert embedded_manifest(sample.proof.encode()) == sample.proof
    assert embedded_manifests(f"[{sample.proof},{sample.proof}]".encode()) == (sample.proof, sample.proof)
    for other in (b"{}", b"[]", b'{"format":"other"}', b"{", b"[" * 100_000, b"\x00", b"", b"GIF89a"):
        assert embedded_manifests(other) == ()
    with pytest.raises(InputError, match="no picture with a proof"):
        picture_digest(sample.proof.encode())


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def test_bombs_do_not_go_off(sample: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "LONGEST_PROOF", 100_000)
    monkeypatch.setattr(embedded, "LONGEST_PROOFS", 100_000)
    packed = zlib.compress(b"x" * 50_000_000)
    png = sample.files[".png"]
    bomb = png[:8] + chunk(b"iTXt", b"tumen-manifest\0\1\0\0\0" + packed) + png[8:]
    with pytest.raises(InputError, match="longer than 100,000 bytes"):
        embedded_manifest(bomb)
    slides = io.BytesIO()
    with zipfile.ZipFile(slides, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("customXml/item1.xml", b"x" * 50_000_000)
    with pytest.raises(InputError, match="more than 100,000 bytes"):
        embedded_manifest(slides.getvalue())
    document = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.Metadata = pdf.make_stream(packed, Filter=pikepdf.Name.FlateDecode)
        pdf.save(document, compress_streams=False, fix_metadata_version=False)
    assert embedded_manifests(document.getvalue()) == ()
    # A page tree that holds itself: nobody walks it.
    circle = re.sub(rb"/Kids \[ \d+ 0 R \]", b"/Kids [ 2 0 R ]", document.getvalue())
    assert circle != document.getvalue()
    assert embedded_manifests(circle) == ()


@given(data=st.data())
@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
def test_broken_files_are_refused_in_a_sentence(sample: Any, data: st.DataObject) -> None:
    whole = sample.files[data.draw(st.sampled_from(ENDINGS))]
    if data.draw(st.booleans()):
        broken = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    else:
        broken = bytearray(whole)
        for _ in range(data.draw(st.integers(1, 8))):
            # The head, the tail and the proof are where formats are read.
            place = data.draw(
                st.one_of(st.integers(0, min(3_000, len(whole) - 1)), st.integers(0, len(whole) - 1))
            )
            broken[place] = data.draw(st.integers(0, 255))
    told = "fine."
    try:
        picture_digest(bytes(broken))
    except InputError as refused:
        told = str(refused)
    assert told.endswith(".")
    assert "\n" not in told


def test_kinds_are_told_by_content() -> None:
    assert ending_of(b"\xef\xbb\xbf  <svg/>") == ".svg"
    assert ending_of(b"%PDF-1.7") == ".pdf"
    assert ending_of(b"<html>") == ""

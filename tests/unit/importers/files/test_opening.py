"""Files as they come: packed, archived, nested, damaged, hostile."""

import gzip
import hashlib
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from desktop_app.importers.files import opening
from desktop_app.importers.files.opening import as_path, digest, expand, open_input, sample, stem_of
from desktop_app.importers.input_file import InputFile
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.feedback import Cancelled, Feedback

Pack = Callable[[bytes], bytes]
ZSTANDARD = zstandard.ZstdCompressor(write_checksum=True)
TEXT = "".join(f"{number},Посьет,청진\n" for number in range(60_000)).encode()


def a_file(path: Path, content: bytes) -> InputFile:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return InputFile(path, "", path.name)


def zipped(*members: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return target.getvalue()


def skippable(content: bytes) -> bytes:
    """A frame of Zstandard that holds nothing, before one that does."""
    return b"\x50\x2a\x4d\x18" + (4).to_bytes(4, "little") + b"note" + zstandard.compress(content)


@pytest.mark.parametrize(
    "packed",
    [
        TEXT,
        gzip.compress(TEXT),
        gzip.compress(TEXT[:1000]) + gzip.compress(b"") + gzip.compress(TEXT[1000:]),
        gzip.compress(TEXT) + b"\0" * 300_000,
        gzip.compress(gzip.compress(TEXT)),
        zstandard.compress(TEXT),
        zstandard.compress(TEXT[:1000]) + zstandard.compress(TEXT[1000:]),
        skippable(TEXT),
        gzip.compress(zstandard.compress(TEXT)),
    ],
)
def test_content_is_unpacked_whatever_the_name_says(tmp_path: Path, packed: bytes) -> None:
    file = a_file(tmp_path / "calls.csv", packed)
    with open_input(file) as stream:
        pieces = list(iter(lambda: stream.read(70_001), b""))
        assert b"".join(pieces) == TEXT
        assert stream.packed_done == stream.packed_size == len(packed)
        assert stream.sha256() == hashlib.sha256(packed).hexdigest()
    assert sample(file).head == TEXT[:65_536]
    with as_path(file) as path:
        assert path.read_bytes() == TEXT
        assert (path == file.path) == (packed == TEXT)
    assert path.exists() == (packed == TEXT)


@pytest.mark.parametrize("pack", [gzip.compress, ZSTANDARD.compress])
def test_a_file_that_is_cut_off_is_refused_wherever_it_ends(tmp_path: Path, pack: Pack) -> None:
    packed = pack(os.urandom(3000) + TEXT[:2000])
    for length in {5, 17, len(packed) // 2, len(packed) - 9, len(packed) - 1}:
        file = a_file(tmp_path / "cut.gz", packed[:length])
        with pytest.raises(InputError, match=r"^cut.gz is cut off: .* \d"), open_input(file) as stream:
            stream.read()


@pytest.mark.parametrize("pack", [gzip.compress, ZSTANDARD.compress])
def test_altered_and_foreign_bytes_are_refused(tmp_path: Path, pack: Pack) -> None:
    packed = bytearray(pack(os.urandom(3000)))
    for content in (packed[:1500] + b"\xff" * 8 + packed[1508:], packed + b"and more"):
        file = a_file(tmp_path / "odd.gz", bytes(content))
        with pytest.raises(InputError, match=r"^odd.gz is (damaged|cut off): "), open_input(file) as stream:
            stream.read()


@pytest.mark.parametrize("pack", [gzip.compress, ZSTANDARD.compress])
def test_a_bomb_ends_early_in_little_memory(
    tmp_path: Path, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.importers.files.unpacking.MOST_MORE_BYTES", 1 << 16)
    packed = pack(bytes(40 << 20))
    file = a_file(tmp_path / "bomb.gz", packed)
    pieces: list[int] = []

    def read() -> None:
        with open_input(file) as stream:
            pieces.extend(len(piece) for piece in iter(lambda: stream.read(1 << 17), b""))

    with pytest.raises(InputError, match=r"bomb.gz unpacks to more than \d"):
        read()
    assert sum(pieces) <= 200 * len(packed) + (1 << 16)
    nested = a_file(tmp_path / "deep.gz", gzip.compress(gzip.compress(gzip.compress(TEXT))))
    with pytest.raises(InputError, match="packed more than 2 times"):
        open_input(nested)


def test_an_archive_that_claims_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_app.importers.files.unpacking.MOST_MORE_BYTES", 1 << 20)
    file = a_file(tmp_path / "bomb.zip", zipped(("zeros.csv", bytes(50 << 20))))
    (found,) = expand([file.path], Feedback())
    assert found == file
    with pytest.raises(InputError, match=r"unpacks to more than"):
        open_input(InputFile(file.path, "zeros.csv", "bomb.zip/zeros.csv"))


def test_folders_and_archives_are_read_through_in_order(tmp_path: Path) -> None:
    inner = zipped(("внутри/c.csv", TEXT))
    outer = zipped(
        ("b.csv.gz", gzip.compress(TEXT)), ("inner.zip", inner), ("__MACOSX/._b", b"x"), (".hid", b"x")
    )
    a_file(tmp_path / "data" / "2.zip", outer)
    a_file(tmp_path / "data" / "sub" / "ships.shp", b"shp")
    for ending in ("dbf", "shx", "prj", "cpg", "shp.xml"):
        a_file(tmp_path / "data" / "sub" / f"ships.{ending}", ending.encode())
    a_file(tmp_path / "data" / "sub" / "alone.dbf", b"dbf")
    a_file(tmp_path / "data" / "1.csv", TEXT)
    a_file(tmp_path / "data" / ".hidden.csv", TEXT)
    (tmp_path / "data" / "round").symlink_to(tmp_path / "data")
    found = expand([tmp_path / "data", tmp_path / "missing.csv"], Feedback())
    assert [file.name for file in found] == [
        "data/1.csv",
        "data/2.zip/b.csv.gz",
        "data/2.zip/inner.zip/внутри/c.csv",
        "data/sub/alone.dbf",
        "data/sub/ships.shp",
        "missing.csv",
    ]
    assert [stem_of(file) for file in found] == ["1", "b", "c", "alone", "ships", "missing"]
    for file in found[:3]:
        with open_input(file) as stream:
            assert stream.read() == TEXT
        with as_path(file) as path:
            assert path.read_bytes() == TEXT
            assert path.suffix == ".csv"
    with pytest.raises(InputError, match=r"^missing.csv cannot be read: No such file"):
        sample(found[-1])
    cancelled = Feedback()
    cancelled.cancel()
    with pytest.raises(Cancelled):
        expand([tmp_path / "data"], cancelled)


def test_parts_of_a_shapefile_come_along_out_of_an_archive(tmp_path: Path) -> None:
    parts = {f"x/порт.{ending}": ending.encode() for ending in ("shp", "dbf", "shx", "prj", "cpg")}
    archive = a_file(tmp_path / "shapes.zip", zipped(*parts.items(), ("x/other.dbf", b"no")))
    found = expand([archive.path], Feedback())
    assert [file.name for file in found] == ["shapes.zip/x/other.dbf", "shapes.zip/x/порт.shp"]
    with as_path(found[1]) as path:
        assert {one.name: one.read_bytes() for one in path.parent.iterdir()} == {
            name.removeprefix("x/"): content for name, content in parts.items()
        }


def test_documents_that_are_archives_stay_whole(tmp_path: Path) -> None:
    for name, member in {"a.xlsx": "[Content_Types].xml", "b.ods": "mimetype", "c.kmz": "doc.kml"}.items():
        file = a_file(tmp_path / name, zipped((member, b"x"), ("more.xml", b"y")))
        assert expand([file.path], Feedback()) == (file,)


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("cp949", "청진항.csv"), ("cp866", "Посьет.csv"), ("utf-8", "Раджин.csv"), ("cp437", "Zürich.csv")],
)
def test_names_of_old_archives_are_read_in_their_code_page(tmp_path: Path, encoding: str, name: str) -> None:
    stand_in = "?" * len(name.encode(encoding))
    raw = zipped((stand_in, TEXT)).replace(stand_in.encode(), name.encode(encoding))
    (found,) = expand([a_file(tmp_path / "old.zip", raw).path], Feedback())
    assert found.name == f"old.zip/{name}"
    with open_input(found) as stream:
        assert stream.read() == TEXT


def test_damaged_encrypted_and_doubled_members_are_refused(tmp_path: Path) -> None:
    raw = zipped(("a.csv", os.urandom(5000)))
    at = raw.index(b"a.csv") + 100
    damaged = a_file(tmp_path / "x.zip", raw[:at] + b"\0\0\0\0" + raw[at + 4 :])
    (file,) = expand([damaged.path], Feedback())
    with pytest.raises(InputError, match=r"^x.zip/a.csv is damaged"), open_input(file) as stream:
        stream.read()
    directory = raw.index(b"PK\x01\x02")
    encrypted = a_file(tmp_path / "y.zip", raw[: directory + 8] + b"\x01" + raw[directory + 9 :])
    (file,) = expand([encrypted.path], Feedback())
    with pytest.raises(InputError, match=r"^y.zip/a.csv is encrypted"):
        open_input(file)
    with pytest.warns(UserWarning, match="Duplicate"):
        doubled = a_file(tmp_path / "z.zip", zipped(("a.csv", b"1"), ("a.csv", b"2")))
    assert expand([doubled.path], Feedback()) == (doubled,)
    cut = a_file(tmp_path / "w.zip", raw[:-30])
    assert expand([cut.path], Feedback()) == (cut,)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, reason in {
        tmp_path / "pipe": "is no ordinary file",
        Path("/dev/zero"): "is no ordinary file",
        tmp_path: "is a folder",
    }.items():
        with pytest.raises(InputError, match=reason):
            open_input(InputFile(path, "", path.name))


def test_a_file_that_grows_or_shrinks_under_the_hand_is_refused(tmp_path: Path) -> None:
    for length in (1 << 20, 5 << 20):
        file = a_file(tmp_path / "live.csv", os.urandom(4 << 20))
        with open_input(file) as stream:
            stream.read(10)
            os.truncate(file.path, length)
            with pytest.raises(
                InputError, match=r"live.csv changed while it was read: of its 4,194,304 bytes"
            ):
                stream.read()


def test_a_digest_is_taken_once_and_anew_after_a_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = a_file(tmp_path / "a.csv", TEXT)
    with open_input(file) as stream:
        stream.read()
    with monkeypatch.context() as patch:
        patch.setattr(opening, "open_layer", lambda *_: pytest.fail("it was read a second time"))
        assert digest(file, Feedback()) == hashlib.sha256(TEXT).hexdigest()
    a_file(tmp_path / "a.csv", TEXT + b"1\n")
    assert digest(file, Feedback()) == hashlib.sha256(TEXT + b"1\n").hexdigest()

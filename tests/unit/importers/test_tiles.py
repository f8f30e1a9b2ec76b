"""Own base maps, read: what good files hold, and one sentence for everything else."""

import gzip
import json
import os
import random
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import apsw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pmtiles.tile import Compression, Entry, TileType, serialize_directory, zxy_to_tileid

from desktop_app.importers.tiles.directory import Directory, tile_number
from desktop_app.importers.tiles.opening import open_tiles
from desktop_app.importers.tiles.pictures import format_of, picture_size
from desktop_app.importers.tiles.tile_file import TileFile, TileKind
from desktop_app.importers.tiles.wording import plain_text
from desktop_app.runtime.errors import InputError

LAND = "POLYGON ((0 0, 4096 0, 4096 4096, 0 4096, 0 0))"
FAR_EAST = {"min_lon_e7": 1_300_000_000, "min_lat_e7": 420_000_000,
            "max_lon_e7": 1_350_000_000, "max_lat_e7": 440_000_000}  # fmt: skip


def refusal(path: Path) -> str:
    """The sentence for a file that cannot be opened."""
    with pytest.raises(InputError) as refused:
        open_tiles(path)
    sentence = str(refused.value)
    assert str(path) in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


@pytest.fixture
def opened() -> Any:
    """Opens files and closes them after the test."""
    files: list[TileFile] = []

    def open_(path: Path) -> TileFile:
        files.append(open_tiles(path))
        return files[-1]

    yield open_
    for file in files:
        file.close()


@pytest.fixture
def raster(tmp_path: Path, tile_files: Any) -> Path:
    """A valid archive of two pictures."""
    tiles = {(0, 0, 0): tile_files.png("red"), (1, 1, 0): tile_files.png("blue")}
    path: Path = tile_files.pmtiles(tmp_path / "raster", tiles, {"name": "Two"}, **FAR_EAST)
    return path


def test_pmtiles_are_read_as_written(raster: Path, tile_files: Any, opened: Any) -> None:
    file = opened(raster)
    assert (file.info.name, file.info.kind, file.info.format) == ("Two", TileKind.RASTER, "png")
    assert (file.info.min_zoom, file.info.max_zoom) == (0, 1)
    assert file.info.bounds == (130, 42, 135, 44)
    assert file.tile(1, 1, 0) == tile_files.png("blue")
    assert [file.tile(*place) for place in ((1, 0, 0), (2, 0, 0), (1, 2, 0), (1, 0, -1))] == [None] * 4


def test_mbtiles_count_rows_from_the_south(tmp_path: Path, tile_files: Any, opened: Any) -> None:
    tiles = {(1, 1, 0): tile_files.png("blue"), (1, 1, 1): tile_files.png("red")}
    file = opened(tile_files.mbtiles(tmp_path / "нефть 지도.db", tiles, {"name": "Север"}))
    assert file.tile(1, 1, 0) == tile_files.png("blue")
    assert file.tile(1, 1, 1) == tile_files.png("red")
    assert file.tile(1, 0, 0) is None
    assert (file.info.name, file.info.min_zoom, file.info.max_zoom) == ("Север", 1, 1)
    assert file.info.bounds == pytest.approx((0, -85.06, 180, 85.06), abs=0.01)


def test_vector_tiles_come_unpacked(tmp_path: Path, tile_files: Any, opened: Any) -> None:
    tile = tile_files.vector(water=LAND)
    layers = [{"id": "water"}, {"id": "<b>roads</b>"}, {"id": 3}, "x"]
    metadata = {"vector_layers": layers, "attribution": '<a href="http://x/">© Somebody</a> &amp; Co'}
    form = {"tile_type": TileType.MVT, "tile_compression": Compression.GZIP}
    archive = opened(tile_files.pmtiles(tmp_path / "a", {(3, 6, 2): tile}, metadata, **form))
    database = opened(
        tile_files.mbtiles(tmp_path / "b", {(3, 6, 2): tile}, {"format": "pbf", "json": json.dumps(metadata)})
    )
    for file in (archive, database):
        assert file.tile(3, 6, 2) == gzip.decompress(tile)
        assert (file.info.kind, file.info.format) == (TileKind.VECTOR, "pbf")
        assert file.info.layers == ("water", "roads")
    assert archive.info.attribution == "© Somebody & Co"


def test_content_and_not_the_name_decides(tmp_path: Path, tile_files: Any, opened: Any) -> None:
    path = tile_files.mbtiles(tmp_path / "map.pmtiles", {(0, 0, 0): tile_files.png("red")}, {"format": "pbf"})
    assert opened(path).info.format == "png"


def test_file_is_only_read(tmp_path: Path, tile_files: Any, opened: Any) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    path = tile_files.mbtiles(folder / "map", {(0, 0, 0): tile_files.png("red")})
    apsw.Connection(str(path)).execute("PRAGMA journal_mode = wal").fetchall()
    before = path.read_bytes()
    names = sorted(entry.name for entry in folder.iterdir())
    assert opened(path).tile(0, 0, 0)
    assert path.read_bytes() == before
    assert sorted(entry.name for entry in folder.iterdir()) == names


def test_many_tiles_lie_in_leaves(tmp_path: Path, tile_files: Any, opened: Any) -> None:
    png = tile_files.png("red", 1)
    chance = random.Random(1)  # noqa: S311 - lengths that gzip cannot fold into the root directory
    tiles = {(7, x, y): png + chance.randbytes(chance.randrange(500)) for x in range(128) for y in range(128)}
    path = tile_files.pmtiles(tmp_path / "many", tiles)
    leaf_bytes = int.from_bytes(path.read_bytes()[48:56], "little")
    assert leaf_bytes > 0
    file = opened(path)
    for place in ((7, 0, 0), (7, 127, 127), (7, 64, 3), (7, 5, 99)):
        assert file.tile(*place) == tiles[place]


@given(st.integers(0, 30).flatmap(lambda z: st.tuples(*[st.just(z), *[st.integers(0, 2**z - 1)] * 2])))
def test_tile_numbers_are_those_of_the_specification(place: tuple[int, int, int]) -> None:
    assert tile_number(*place) == zxy_to_tileid(*place)


def test_pictures_are_known_by_their_bytes(tile_files: Any) -> None:
    vp8x = b"RIFF\0\0\0\0WEBPVP8X" + bytes(8) + (511).to_bytes(3, "little") + (255).to_bytes(3, "little")
    vp8l = b"RIFF\0\0\0\0WEBPVP8L" + bytes(4) + b"\x2f" + (255 | 511 << 14).to_bytes(4, "little") + bytes(5)
    vp8 = b"RIFF\0\0\0\0WEBPVP8 " + bytes(10) + struct.pack("<HH", 256, 512)
    jpeg = b"\xff\xd8\xff\xe0\0\x04ab\xff\xff\xc2\0\x11\x08\x02\0\x01\0" + bytes(9)
    assert [format_of(data) for data in (vp8x, vp8l, vp8, jpeg)] == ["webp", "webp", "webp", "jpg"]
    sizes = [picture_size(data) for data in (tile_files.png("red", 300), vp8x, vp8l, vp8, jpeg)]
    assert sizes == [(300, 300), (512, 256), (256, 512), (256, 512), (256, 512)]
    assert picture_size(vp8x[:25]) is None
    assert picture_size(b"\x1f\x8b") is None


def test_texts_of_a_file_are_one_plain_line() -> None:
    assert plain_text("a\n<script>b</script>\u202e &lt;c&gt; \0", 40) == "a b <c>"
    assert plain_text("x" * 500, 10) == "x" * 9 + "…"
    assert plain_text(["x"], 10) == ""


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b"PM\x01\x00" + bytes(500), "PMTiles archive of version 1"),
        (b"PM\x02\x00" + bytes(500), "PMTiles archive of version 2"),
        (b"PMTiles\x04" + bytes(500), "PMTiles archive of version 4"),
        (b"PMTiles\x03" + bytes(20), "cut off within its header"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "neither a PMTiles nor an MBTiles file, or it is encrypted"),
        (os.urandom(64).replace(b"P", b"Q"), "or it is encrypted"),
        (b"SQLite format 3\0" + b"\xff" * 500, "the database is damaged"),
        (b"SQLite format 3\0", "the database is damaged"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "файл 파일.mbtiles"
    path.write_bytes(content)
    assert reason in refusal(path)


def test_what_is_no_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "is a folder" in refusal(tmp_path)
    assert "is missing" in refusal(tmp_path / "gone.pmtiles")
    os.mkfifo(tmp_path / "pipe")
    assert "not an ordinary file" in refusal(tmp_path / "pipe")
    locked = tmp_path / "locked"
    locked.write_bytes(b"PMTiles\x03")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # root may read everything
    assert "cannot be read (Permission denied)" in refusal(locked)


# Where the fields of the header lie: specification 3.4, section 3.
HEADER_FAULTS: list[tuple[int, bytes, str]] = [
    (97, b"\x03", "packed with Brotli"),
    (98, b"\x04", "packed with Zstandard"),
    (97, b"\x00", "packed in an unknown way"),
    (99, b"\x05", "AVIF"),
    (99, b"\x06", "MLT"),
    (100, b"\x09", "zooms 9 to 1"),
    (101, b"\xff", "zooms 0 to 255"),
    (102, struct.pack("<i", 2_000_000_000), "its bounds"),
    (8, struct.pack("<Q", 2**40), "points 1,099,"),
    (16, struct.pack("<Q", 2**63), "beyond its end"),
    (64, struct.pack("<Q", 10), "points outside the file's tiles"),
    (16, struct.pack("<Q", 30), "a directory is cut off"),
    (24, struct.pack("<Q", 3), "its metadata cannot be unpacked"),
]


@pytest.mark.parametrize(("at", "value", "reason"), HEADER_FAULTS)
def test_false_headers_are_refused(raster: Path, at: int, value: bytes, reason: str) -> None:
    data = bytearray(raster.read_bytes())
    data[at : at + len(value)] = value
    raster.write_bytes(data)
    assert reason in refusal(raster)


def with_root(path: Path, root: bytes, leaves: bytes = b"") -> Path:
    """The archive with another root directory, and with these leaves, at its end."""
    data = bytearray(path.read_bytes())
    data[8:24] = struct.pack("<QQ", len(data), len(root))
    data[40:56] = struct.pack("<QQ", len(data) + len(root), len(leaves))
    path.write_bytes(data + root + leaves)
    return path


def varints(*numbers: int) -> bytes:
    """Small numbers as a directory holds them."""
    return gzip.compress(bytes(numbers))


@pytest.mark.parametrize(
    ("root", "reason"),
    [
        (b"no gzip", "a directory cannot be unpacked"),
        (varints(1, 0, 1), "claims 1 entries"),
        (varints(0), "a directory is empty"),
        (gzip.compress(b"\xff\xff\xff\x7f" + b"\x01" * 2000), "claims 268,435,455 entries"),
        (gzip.compress(b"\x80" * 40), "a number without end"),
        (gzip.compress(b"\xff" * 9 + b"\x7f"), "a number that is too large"),
        (varints(1, 0, 1, 0, 1), "an entry without content"),
        (varints(1, 0, 1, 5, 0), "begins nowhere"),
        (varints(2, 0, 0, 1, 1, 5, 5, 1, 0), "names a tile twice"),
        (gzip.compress(bytes(20 * 1024 * 1024)), "would unpack to more than 16,777,216 bytes"),
        (serialize_directory([Entry(0, 2**50, 10, 1)]), "points outside the file's tiles"),
        (serialize_directory([Entry(0, 0, 10, 0)]), "points outside the file's directories"),
    ],
)
def test_false_directories_are_refused(raster: Path, root: bytes, reason: str) -> None:
    assert reason in refusal(with_root(raster, root))


def test_leaves_that_lead_in_a_circle_are_refused(raster: Path) -> None:
    # A directory that names itself: its length appears within it, so it is sought by trying.
    leaf = next(data for n in range(20, 60) if len(data := serialize_directory([Entry(0, 0, n, 0)])) == n)
    assert "lead in a circle" in refusal(with_root(raster, leaf, leaf))


def test_archive_without_packing_is_read(raster: Path, tile_files: Any, opened: Any) -> None:
    root = gzip.decompress(serialize_directory([Entry(0, 0, len(tile_files.png("red")), 1)]))
    data = bytearray(with_root(raster, root).read_bytes())
    data[97] = 1
    raster.write_bytes(data)
    assert opened(raster).tile(0, 0, 0) == tile_files.png("red")


def test_file_cut_while_it_is_open_is_told(raster: Path, opened: Any) -> None:
    file = opened(raster)
    os.truncate(raster, 200)
    with pytest.raises(InputError, match=r"the tile 1/1/0 is cut off"):
        file.tile(1, 1, 0)


def test_tiles_beyond_a_limit_are_told(tmp_path: Path, tile_files: Any, opened: Any) -> None:
    tiles = {
        (1, 0, 0): tile_files.vector(water=LAND),
        (1, 0, 1): gzip.compress(bytes(9 * 1024 * 1024)),
        (1, 1, 1): gzip.compress(b"x" * 99)[:-9],
    }
    file = opened(tile_files.mbtiles(tmp_path / "vector", tiles, {"format": "pbf"}))
    with pytest.raises(InputError, match="1/0/1 would unpack to more than"):
        file.tile(1, 0, 1)
    with pytest.raises(InputError, match="1/1/1 is cut off"):
        file.tile(1, 1, 1)
    wide = bytearray(tile_files.png("red"))
    wide[16:20] = (100_000).to_bytes(4, "big")
    pictures = {(1, 0, 0): tile_files.png("red"), (1, 0, 1): bytes(wide), (1, 1, 1): b"text"}
    file = opened(tile_files.mbtiles(tmp_path / "pictures", pictures))
    with pytest.raises(InputError, match="1/0/1 has 100000 × 256 pixels"):
        file.tile(1, 0, 1)
    with pytest.raises(InputError, match="1/1/1 is no picture"):
        file.tile(1, 1, 1)


def test_closed_file_says_so(raster: Path, tmp_path: Path, tile_files: Any) -> None:
    for file in (
        open_tiles(raster),
        open_tiles(tile_files.mbtiles(tmp_path / "db", {(0, 0, 0): tile_files.png("red")})),
    ):
        file.close()
        file.close()
        with pytest.raises(InputError, match="closed"):
            file.tile(0, 0, 0)


ENDLESS = """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
    SELECT i AS zoom_level, i AS tile_column, i AS tile_row,
    CASE WHEN i < 0 THEN x'00' END AS tile_data FROM n"""
HUGE = "SELECT 0 AS zoom_level, 0 AS tile_column, 0 AS tile_row, zeroblob(900000000) AS tile_data"
STATEMENTS: list[tuple[str, str]] = [
    ("DROP TABLE tiles", "without the table “tiles”"),
    ("DROP TABLE metadata", "without the table “metadata”"),
    ("DELETE FROM tiles", "holds no tiles"),
    ("UPDATE tiles SET tile_data = 'text'", "neither PNG, JPEG or WebP"),
    ("UPDATE tiles SET tile_data = x'0000001c667479706176696600'", "AVIF"),
    ("ALTER TABLE tiles RENAME COLUMN tile_data TO other", "the database is damaged"),
    ("INSERT INTO metadata VALUES ('bounds', 'nan,1,2,3')", "its bounds are not four numbers"),
    ("INSERT INTO metadata VALUES ('bounds', '1,2,3')", "its bounds are not four numbers"),
    ("INSERT INTO metadata VALUES ('bounds', '1,2,x,3')", "its bounds are not four numbers"),
    ("INSERT INTO metadata VALUES ('bounds', '3,1,1,2')", "enclose nothing"),
    ("INSERT INTO metadata VALUES ('bounds', '1,2,999,3')", "not on earth"),
    ("INSERT INTO metadata VALUES ('bounds', '1,86,2,89')", "at a pole"),
    ("INSERT INTO metadata VALUES ('minzoom', 'x')", "no whole numbers"),
    ("INSERT INTO metadata VALUES ('minzoom', '0'), ('maxzoom', '99')", "zooms 0 to 99 cannot be"),
    ("INSERT INTO metadata VALUES ('minzoom', '5'), ('maxzoom', '2')", "zooms 5 to 2 cannot be"),
    ("UPDATE tiles SET zoom_level = 'deep'", "zooms (none) cannot be"),
    ("INSERT INTO metadata VALUES (cast(x'ff' AS text), 'x')", "the database is damaged"),
    (f"DROP TABLE tiles; CREATE VIEW tiles AS {ENDLESS}", "have no index"),
    (f"DROP TABLE tiles; CREATE VIEW tiles AS {HUGE}", "the database is damaged"),
]


@pytest.mark.parametrize(("statement", "reason"), STATEMENTS)
def test_false_databases_are_refused(tmp_path: Path, tile_files: Any, statement: str, reason: str) -> None:
    path = tile_files.mbtiles(tmp_path / "map", {(0, 0, 0): tile_files.png("red")})
    database = apsw.Connection(str(path))
    database.execute(statement).fetchall()
    database.close()
    assert reason in refusal(path)


def test_database_that_is_being_written_is_refused(tmp_path: Path, tile_files: Any) -> None:
    path = tile_files.mbtiles(tmp_path / "map", {(0, 0, 0): tile_files.png("red")})
    (tmp_path / "map-wal").write_bytes(b"pages")
    assert "still being written (map-wal lies beside it)" in refusal(path)


def test_tiles_may_be_a_view(tmp_path: Path, tile_files: Any, opened: Any) -> None:
    path = tile_files.mbtiles(
        tmp_path / "map", {(0, 0, 0): tile_files.png("red")}, {"bounds": "120,30,140,50"}
    )
    database = apsw.Connection(str(path))
    database.execute("ALTER TABLE tiles RENAME TO pictures; CREATE VIEW tiles AS SELECT * FROM pictures")
    database.close()
    file = opened(path)
    assert file.tile(0, 0, 0) == tile_files.png("red")
    assert file.info.bounds == (120, 30, 140, 50)


def survives(path: Path) -> None:
    """Opening and reading gives tiles or one sentence, nothing else."""
    try:
        file = open_tiles(path)
    except InputError:
        return
    for place in ((0, 0, 0), (1, 1, 0), (1, 1, 1), (2, 3, 1)):
        try:
            tile = file.tile(*place)
        except InputError:
            continue
        assert tile is None or isinstance(tile, bytes)
    file.close()


Mutation = Callable[[bytearray], bytearray]
CHANGES = st.lists(st.tuples(st.integers(0, 2**16), st.integers(0, 255)), min_size=1, max_size=12)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory, tile_files: Any) -> dict[str, bytes]:
    """A small valid file of each form."""
    folder = tmp_path_factory.mktemp("samples")
    png, tile = tile_files.png("red", 2), tile_files.vector(water=LAND)
    places = ((0, 0, 0), (1, 1, 0), (1, 1, 1), (2, 3, 1))
    form = {"tile_type": TileType.MVT, "tile_compression": Compression.GZIP}
    metadata = {"name": "x", "bounds": "120,30,140,50", "minzoom": "0", "maxzoom": "2"}
    made = [
        tile_files.pmtiles(folder / "raster", dict.fromkeys(places, png), {"name": "x"}),
        tile_files.pmtiles(folder / "vector", dict.fromkeys(places, tile), {"name": "x"}, **form),
        tile_files.mbtiles(folder / "database", dict.fromkeys(places, png), metadata),
    ]
    return {path.name: path.read_bytes() for path in made}


@pytest.mark.parametrize("name", ["raster", "vector", "database"])
@settings(max_examples=300, deadline=None)
@given(changes=CHANGES, keep=st.integers(0, 2**16) | st.none())
def test_no_mutation_does_harm(
    samples: dict[str, bytes],
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    changes: list[tuple[int, int]],
    keep: int | None,
) -> None:
    data = bytearray(samples[name])
    for at, value in changes:
        # Half of the changes fall into the first 256 bytes, where the structure is told.
        data[(at // 2) % (256 if at % 2 else len(data))] = value
    path = tmp_path_factory.getbasetemp() / "mutated"
    path.write_bytes(data if keep is None else data[: keep % len(data)])
    survives(path)


@given(st.binary(max_size=400))
def test_any_bytes_make_a_directory_or_a_reason(data: bytes) -> None:
    try:
        directory = Directory(data)
    except ValueError:
        return
    assert directory.first().length > 0
    directory.find(5)

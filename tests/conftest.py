"""What every test stands on: a prepared process, a home of its own, and silence that is checked."""

import gzip
import logging
import os
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import apsw
import mapbox_vector_tile
import pytest
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from desktop_app.bootstrap import prepare

prepare(headless=True)

from PySide6.QtCore import QBuffer, QIODevice  # noqa: E402 - after the process is prepared
from PySide6.QtGui import QColor, QImage  # noqa: E402 - same
from PySide6.QtWidgets import QFileDialog, QMessageBox  # noqa: E402 - same

from desktop_app.domain.record import Record  # noqa: E402 - same
from desktop_app.importers.record import read_record  # noqa: E402 - same
from desktop_app.importers.reported_record import open_reported_record  # noqa: E402 - same
from desktop_app.importers.training_case import open_training_case  # noqa: E402 - same
from desktop_app.runtime.resources import Resources  # noqa: E402 - same
from desktop_app.storage.case_store import CaseStore  # noqa: E402 - same

ROOT = Path(__file__).resolve().parent.parent

Tiles = Mapping[tuple[int, int, int], bytes]  # by zoom, column and row from the north


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings and logs of a test never reach the user's own."""
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))


class UnexpectedLog(logging.Handler):
    """Collects warnings and errors; a test that expects one says so with `caplog`."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line."""
        self.lines.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def silent_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning or error in the log fails the test, unless the test looks at the log itself."""
    handler = UnexpectedLog()
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    if "caplog" not in request.fixturenames:
        assert handler.lines == []


@pytest.fixture(autouse=True)
def no_leaked_threads() -> Iterator[None]:
    """Every thread that a test starts has ended with it."""
    before = set(threading.enumerate())
    yield
    leaked = [
        thread
        for thread in threading.enumerate()
        # A Qt pool thread that ran Python is known to `threading` as a dummy for as long as it lives.
        if thread not in before and thread.is_alive() and not isinstance(thread, threading._DummyThread)
    ]
    assert leaked == []


@pytest.fixture(autouse=True)
def no_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A modal dialog would hang the run."""

    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a modal dialog was opened")

    monkeypatch.setattr(QMessageBox, "exec", refuse)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", refuse)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", refuse)


@pytest.fixture(scope="session")
def resources() -> Resources:
    """The program's own files."""
    return Resources.locate()


@pytest.fixture
def store(resources: Resources) -> Iterator[CaseStore]:
    """The reported record, opened."""
    opened = open_reported_record(resources)
    yield opened
    opened.close()


@pytest.fixture
def training(resources: Resources) -> Iterator[CaseStore]:
    """The training case, opened."""
    opened = open_training_case(resources)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def reported(resources: Resources) -> Record:
    """The reported record as it is read, to hold the case against."""
    return read_record(resources.geodatum("record"))


@pytest.fixture
def small_case() -> Path:
    """A small case folder with every kind of row."""
    return ROOT / "tests" / "data" / "record_small"


def pytest_report_header() -> str:
    """The zone matters: the record must read the same in each."""
    return f"TZ={os.environ.get('TZ', 'system')}"


class TileFiles:
    """Makes small valid files of tiles, as other programs would."""

    def png(self, colour: str, side_px: int = 256) -> bytes:
        """A picture of one colour."""
        image = QImage(side_px, side_px, QImage.Format.Format_RGB32)
        image.fill(QColor(colour))
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        assert image.save(buffer, "PNG")
        return bytes(buffer.data().data())

    def vector(self, **layers: str) -> bytes:
        """A gzipped vector tile with one shape a layer, written as WKT in 0 to 4096, y from the north."""
        shapes = [
            {"name": name, "features": [{"geometry": shape, "properties": {"kind": "any"}}]}
            for name, shape in layers.items()
        ]
        encoded: bytes = mapbox_vector_tile.encode(shapes, default_options={"y_coord_down": True})
        return gzip.compress(encoded, mtime=0)

    def pmtiles(
        self, path: Path, tiles: Tiles, metadata: dict[str, Any] | None = None, **header: Any
    ) -> Path:
        """An archive of these tiles, PNG over the whole world unless `header` says otherwise."""
        zooms = [z for z, _, _ in tiles]
        form = {
            "tile_type": TileType.PNG,
            "tile_compression": Compression.NONE,
            "min_zoom": min(zooms),
            "max_zoom": max(zooms),
        }
        with path.open("wb") as file:
            writer = Writer(file)
            for place in sorted(tiles, key=lambda place: zxy_to_tileid(*place)):
                writer.write_tile(zxy_to_tileid(*place), tiles[place])
            writer.finalize({**form, **header}, metadata or {})
        return path

    def mbtiles(self, path: Path, tiles: Tiles, metadata: dict[str, Any] | None = None) -> Path:
        """A database of these tiles; their y is counted from the north, as everywhere but in the file."""
        database = apsw.Connection(str(path))
        database.execute("CREATE TABLE metadata (name text, value text)")
        database.execute(
            "CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob)"
        )
        database.execute("CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)")
        database.executemany("INSERT INTO metadata VALUES (?, ?)", (metadata or {}).items())
        for (z, x, y), data in tiles.items():
            database.execute("INSERT INTO tiles VALUES (?, ?, ?, ?)", (z, x, 2**z - 1 - y, data))
        database.close()
        return path


@pytest.fixture(scope="session")
def tile_files() -> TileFiles:
    """Files of tiles for tests of users' own base maps."""
    return TileFiles()

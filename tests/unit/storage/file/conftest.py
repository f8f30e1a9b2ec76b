"""A real case file: the small record, saved as somebody's case."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import apsw
import pytest

from desktop_app.importers.record import read_record
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.saving import save_as_case

ROOT = Path(__file__).resolve().parents[4]
NOW = datetime(2026, 3, 7, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def case_bytes(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The content of a case file."""
    path = tmp_path_factory.mktemp("case") / "sound.gpkg"
    store = CaseStore.of_record(read_record(ROOT / "tests" / "data" / "record_small"))
    with store.reader() as source:
        save_as_case(source, path, title="A case", who="A. Reader", now=NOW)
    store.close()
    return path.read_bytes()


@pytest.fixture
def case(tmp_path: Path, case_bytes: bytes) -> Path:
    """A case file alone in a folder."""
    folder = tmp_path / "cases"
    folder.mkdir()
    path = folder / "sound.gpkg"
    path.write_bytes(case_bytes)
    return path


@pytest.fixture
def spoil() -> Callable[[Path, str], None]:
    """Carries statements out as a hostile or careless program would, with every defence off."""

    def run(path: Path, statements: str) -> None:
        connection = apsw.Connection(str(path))
        connection.execute(statements).fetchall()
        connection.close()

    return run


class Disk:
    """A disk of 3 MB of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def call(self, *words: str) -> bool:
        """Whether a mount command succeeded."""
        return subprocess.run(words, check=False, capture_output=True).returncode == 0  # noqa: S603 - mount

    def lock(self) -> None:
        """Make it read-only."""
        assert self.call("mount", "-o", "remount,ro", str(self.folder))


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A small disk that can be filled or made read-only."""
    small = Disk(tmp_path / "disk")
    small.folder.mkdir()
    if os.geteuid() != 0 or not small.call(
        "mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(small.folder)
    ):
        pytest.skip("no disk can be mounted here")
    yield small
    assert small.call("umount", str(small.folder))


@pytest.fixture
def other_process() -> Iterator[Callable[[Path], str]]:
    """Opens a case for writing in another process, which keeps it open; tells why not, if not."""
    children: list[subprocess.Popen[str]] = []
    program = (
        "import sys; from pathlib import Path; from desktop_app.storage.opening import open_file\n"
        "opened = open_file(Path(sys.argv[1]), want_write=True)\n"
        "print(opened.read_only, flush=True); sys.stdin.read()"
    )

    def start(path: Path) -> str:
        child = subprocess.Popen(  # noqa: S603 - our own interpreter and program
            [sys.executable, "-c", program, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        children.append(child)
        assert child.stdout
        return child.stdout.readline().strip()

    yield start
    for child in children:
        child.kill()
        child.communicate()

"""What every test stands on: a prepared process, a home of its own, and silence that is checked."""

import logging
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.bootstrap import prepare

prepare(headless=True)

from PySide6.QtWidgets import QFileDialog, QMessageBox  # noqa: E402 - after the process is prepared

from desktop_app.importers.case_folder import open_case  # noqa: E402 - same
from desktop_app.runtime.resources import Resources  # noqa: E402 - same
from desktop_app.storage.case_store import CaseStore  # noqa: E402 - same

ROOT = Path(__file__).resolve().parent.parent


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


@pytest.fixture(scope="session")
def resources() -> Resources:
    """The program's own files."""
    return Resources.locate()


@pytest.fixture
def store(resources: Resources) -> Iterator[CaseStore]:
    """The reported record, opened."""
    opened = open_case(resources, None)
    yield opened
    opened.close()


@pytest.fixture
def small_case() -> Path:
    """A small case folder with every kind of row."""
    return ROOT / "tests" / "data" / "record_small"


def pytest_report_header() -> str:
    """The zone matters: the record must read the same in each."""
    return f"TZ={os.environ.get('TZ', 'system')}"

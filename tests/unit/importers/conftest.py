"""A small record in which one thing at a time is made wrong."""

import shutil
from pathlib import Path

import pytest

SMALL_RECORD = Path(__file__).parents[2] / "data" / "record_small"


@pytest.fixture
def small_record(tmp_path: Path) -> Path:
    """A writable copy of the made-up record under tests/data."""
    return Path(shutil.copytree(SMALL_RECORD, tmp_path / "record"))

"""`tumen detect` in processes of their own: the same case gives the same bytes, wherever it is run."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.domain.ais_event import EventKind

pytestmark = pytest.mark.e2e
ROOT = Path(__file__).resolve().parents[2]


def detected(*words: str, **environment: str) -> bytes:
    """What is printed of the training case."""
    command = [sys.executable, "-m", "desktop_app", "detect", "--training", "--format", "json", *words]
    done = subprocess.run(  # noqa: S603 - our own program
        command, capture_output=True, check=False, cwd=ROOT, env=os.environ | environment
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    return done.stdout


def test_neither_place_nor_chance_changes_what_is_found() -> None:
    here = detected(TZ="Asia/Vladivostok", PYTHONHASHSEED="1", LC_ALL="C.UTF-8")
    assert detected(TZ="America/New_York", PYTHONHASHSEED="2", LC_ALL="C") == here
    told = json.loads(here)
    assert told["note"].startswith("SYNTHETIC")
    assert list(told["counts"]) == [kind.value for kind in EventKind]
    assert all(event["synthetic"] and event["source_ids"] for event in told["events"])
    assert len({event["id"] for event in told["events"]}) == len(told["events"])
    found = {kind: sum(event["type"] == kind for event in told["events"]) for kind in told["counts"]}
    assert {kind: count["found"] for kind, count in told["counts"].items()} == found
    # A silence is told as one: why a ship is silent, no report says.
    text = here.decode().lower()
    assert found["gap"]
    assert not any(words in text for words in ("ais disabled", "switched off", "turned off"))

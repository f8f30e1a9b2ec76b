"""The leak is real, and the guard outlasts it."""

import subprocess
import sys

import pytest

from desktop_app.runtime.singleton_guard import FIRST_IMMORTAL, RESERVE

CALLS = 20_000
PROGRAM = """
import sys
from desktop_app.runtime.singleton_guard import guard_singletons
{guard}
from PySide6.QtCore import QObject
thing = QObject()
before = sys.getrefcount(None)
for _ in range({calls}):
    thing.blockSignals(True); thing.startTimer; thing.dumpObjectTree
    thing.setObjectName("x")
print(before - sys.getrefcount(None))
"""


def run(guard: str) -> subprocess.CompletedProcess[str]:
    program = PROGRAM.format(guard=guard, calls=CALLS)
    return subprocess.run(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )


@pytest.mark.skipif(sys.version_info >= FIRST_IMMORTAL, reason="None is immortal in this Python")
def test_unguarded_process_dies() -> None:
    # The day this fails, PySide6 has mended the leak and the guard can go.
    assert "none_dealloc" in run("").stderr


def test_guarded_process_lives() -> None:
    done = run("guard_singletons()")
    assert done.returncode == 0, done.stderr
    lost = int(done.stdout)
    assert lost < RESERVE // 1_000_000

"""Twenty ends of a process that works on a case, and a full disk; `./tumen stress` has a thousand."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_nothing_is_lost_by_whatever_end() -> None:
    done = subprocess.run(
        [sys.executable, "tests/stress/run.py", "--rounds", "20", "--every", "25"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    last = done.stdout.splitlines()[-1]
    counted = re.fullmatch(r"20 ends, (\d+) acknowledged steps, (\d+) full disks, 0 faults", last)
    assert counted, last
    assert all(int(number) > 3 for number in counted.groups())

"""`tumen animate` as a process of its own: writes, asks before it replaces, and can be called off."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
SMALL = ("--template", "social", "--dpi", "96", "--from", "2024-03", "--to", "2024-05", "--training")


def started(*words: str) -> subprocess.Popen[str]:
    """The command, begun."""
    return subprocess.Popen(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-m", "desktop_app", "animate", *SMALL, *words],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(*words: str) -> tuple[int, str, str]:
    """Exit code and what the command said."""
    with started(*words) as process:
        out, error = process.communicate(timeout=300)
    return process.returncode, out, error


def test_a_film_is_written_and_not_replaced_unasked(tmp_path: Path) -> None:
    path = tmp_path / "calls.gif"
    code, out, error = ended("-o", str(path), "--cumulative")
    assert (code, out) == (0, f"animation written to {path}\n"), error
    assert "3 of 3 pictures" in error
    with Image.open(path) as read:
        assert (getattr(read, "n_frames", 1), read.size) == (3, (1200, 675))
    before = path.read_bytes()
    code, _, error = ended("-o", str(path))
    assert code == 2
    assert "--force replaces it" in error
    assert path.read_bytes() == before


def test_ctrl_c_leaves_nothing(tmp_path: Path) -> None:
    with started("-o", str(tmp_path / "calls.mp4"), "--step", "day") as process:
        assert process.stderr is not None
        line = next(line for line in process.stderr if "pictures" in line)
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=300)
    assert "of 92 pictures" in line
    assert (process.returncode, "called off; nothing was written" in error) == (130, True)
    assert list(tmp_path.iterdir()) == []


def test_what_makes_no_sense_is_one_sentence(tmp_path: Path) -> None:
    for words, reason in (
        (("-o", str(tmp_path / "a.avi")), "is no film"),
        (("-o", str(tmp_path / "no" / "a.mp4")), "there is no folder"),
    ):
        code, out, error = ended(*words)
        assert (code, out) == (2, "")
        assert reason in error.splitlines()[-1]
        assert list(tmp_path.iterdir()) == []

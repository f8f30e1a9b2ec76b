"""`tumen pages` as a person types it: pages with real maps, refusals in sentences, nothing left by Ctrl+C."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pypdfium2
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
COMMAND = (sys.executable, "-m", "desktop_app", "pages", "--training", "--dpi", "96")

pytestmark = pytest.mark.e2e


def started(*words: str, **environment: str) -> "subprocess.Popen[str]":
    """The command under way."""
    return subprocess.Popen(  # noqa: S603 - our own interpreter and program
        [*COMMAND, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, **environment},
    )


def ended(process: "subprocess.Popen[str]") -> tuple[int, str, str]:
    """Its exit code, and what it said."""
    said, told = process.communicate(timeout=120)
    assert "Traceback" not in told
    return process.returncode, said, told


def test_pages_with_their_own_maps_the_same_anywhere(tmp_path: Path) -> None:
    files = []
    for name, zone in (("a.pdf", "UTC"), ("b.pdf", "Asia/Pyongyang")):
        words = ("--by", "month", "--limit", "2", "--template", "slide-16x9", "-o", str(tmp_path / name))
        code, said, told = ended(started(*words, TZ=zone))
        assert (code, said.splitlines()[0]) == (0, f"4 pages written to {tmp_path / name}")
        assert "4 of 4 pages" in told
        files.append(tmp_path / name)
    first, second = (path.read_bytes() for path in files)
    assert first == second
    with pypdfium2.PdfDocument(files[0]) as document:
        pictures = [page.render(scale=0.5).to_pil().crop((20, 80, 250, 200)).tobytes() for page in document]
    assert len(set(pictures)) == len(pictures)


def test_a_file_that_is_there_is_replaced_with_force_alone(tmp_path: Path) -> None:
    path = tmp_path / "there.pdf"
    path.write_text("old")
    words = ("--by", "vessel", "--limit", "1", "--no-overview", "-o", str(path))
    code, _, told = ended(started(*words))
    assert code == 2
    assert "--force" in told
    assert path.read_text() == "old"
    assert ended(started(*words, "--force"))[0] == 0
    assert path.read_bytes().startswith(b"%PDF")
    code, _, told = ended(started("--by", "vessel", "-o", str(path), "--force", "--template", "none such"))
    assert code == 2
    assert "a4-portrait" in told


def test_an_interrupted_run_leaves_nothing(tmp_path: Path) -> None:
    process = started("--by", "voyage", "-o", str(tmp_path / "never.pdf"))
    assert process.stderr is not None
    while "pages" not in process.stderr.readline():
        time.sleep(0)
    assert process.stderr.readline()
    process.send_signal(signal.SIGINT)
    code, said, told = ended(process)
    assert code == 130
    assert "nothing was written" in told
    assert said == ""
    assert list(tmp_path.iterdir()) == []

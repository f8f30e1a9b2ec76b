"""No request leaves the machine: the application runs where there is no network to reach."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent

pytestmark = [pytest.mark.e2e]

# Opens the window, waits until everything is painted, filters once, and reports what was refused.
WINDOW = """
import logging, sys
from pathlib import Path
from desktop_app.bootstrap import prepare
prepare(headless=True)
from datetime import date
from desktop_app.app import build_window, make_application
from desktop_app.mapview.protocol import Failed, FrameRequested, Painted
from desktop_app.query.clauses import DateClause
from desktop_app.runtime.resources import Resources

lines = []
class Listener(logging.Handler):
    def emit(self, record):
        lines.append(record.getMessage())
logging.getLogger().addHandler(Listener(logging.WARNING))
application = make_application()
window = build_window(None, Resources.locate(), Path(sys.argv[1]))
tiles = []
def on_message(message):
    if isinstance(message, Failed):
        lines.append(message.message)
    if isinstance(message, Painted):
        tiles.append(message.tiles)
        if len(tiles) == 1:
            window.workbench.session.set_clause(DateClause(date(2024, 4, 1), date(2024, 4, 30)), "")
            window.workbench.map.view.send(FrameRequested(2))
        else:
            blocked.extend(window.workbench.map.view.blocked)
            window.close()
            application.quit()
blocked = []
window.workbench.map.view.received.connect(on_message)
window.workbench.map.view.send(FrameRequested(1))
window.show()
application.exec()
print("tiles", tiles, "blocked", blocked, "lines", lines)
sys.exit(bool(blocked or lines or not all(tiles)))
"""


@pytest.fixture(scope="module")
def without_network() -> list[str]:
    """The command prefix that takes every interface away, loopback included."""
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("unshare is not installed")
    prefix = [unshare, "-n"] if os.geteuid() == 0 else [unshare, "-r", "-n"]
    check = subprocess.run([*prefix, "true"], capture_output=True, check=False)  # noqa: S603 - fixed words
    if check.returncode:
        pytest.skip("network namespaces are not permitted here")
    return prefix


def run(prefix: list[str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own interpreter and program
        [*prefix, sys.executable, *words], capture_output=True, text=True, check=False, cwd=ROOT, timeout=120
    )


def test_window_needs_no_network(without_network: list[str], tmp_path: Path) -> None:
    done = run(without_network, "-c", WINDOW, str(tmp_path / "settings.json"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "blocked [] lines []" in done.stdout


def test_self_test_needs_no_network(without_network: list[str]) -> None:
    done = run(without_network, "-m", "desktop_app", "--self-test")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "self-test ok"

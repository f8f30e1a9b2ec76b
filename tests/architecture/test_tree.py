"""The tree holds what it should, and nothing of anybody else."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
TOP = {
    "desktop_app",
    "assets",
    "geodata",
    "tests",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "tumen",
    "requirements.lock",
}
HOSTS = re.compile(r"pypi\.org|files\.pythonhosted|registry\.npmjs|deb\.debian\.org", re.IGNORECASE)


def tracked() -> list[Path]:
    """Files under version control, or all that would be."""
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - git from PATH
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    if done.returncode:
        pytest.skip("not a git checkout: the list of tracked files is not known")
    return [ROOT / line for line in done.stdout.splitlines() if (ROOT / line).is_file()]


def test_top_level_is_as_agreed() -> None:
    names = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert {name for name in names if not name.startswith(".")} <= TOP


def test_no_registry_host_in_any_text_file() -> None:
    for path in tracked():
        if path.suffix in {".pmtiles", ".png", ".webp"} or path == Path(__file__):
            continue
        assert not HOSTS.search(path.read_text(encoding="utf-8", errors="replace")), path


def test_no_bundled_third_party_code() -> None:
    names = {path.name for path in tracked()}
    assert not names & {"leaflet.js", "leaflet.css", "map.js", "qwebchannel.js"}
    assert not any(path.suffix in {".ttf", ".woff2"} for path in tracked())

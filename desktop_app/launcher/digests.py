"""What the installed project and the web bundle are made from, each as one hash."""

import hashlib
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

from desktop_app.launcher.errors import SetupError
from desktop_app.launcher.quick_start import RECORD_CODE

_BUILD_SUFFIXES = frozenset({".json", ".mjs", ".py"})


def packaging_digest(root: Path) -> str:
    """SHA-256 over the tables of pyproject.toml that say what is installed, in hex.

    Linter and test settings are left out: a change there installs nothing.

    Raises:
        SetupError: pyproject.toml is missing or is no TOML.
    """
    path = root / "pyproject.toml"
    try:
        with path.open("rb") as file:
            settings = tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SetupError(f"{path} cannot be read: {error}.") from error
    packaging = [settings.get("build-system"), settings.get("project"), settings.get("tool", {}).get("hatch")]
    return hashlib.sha256(json.dumps(packaging, sort_keys=True).encode()).hexdigest()


def web_digest(root: Path) -> str:
    """SHA-256 over names and bytes of every source of the web bundle, in hex."""
    total = hashlib.sha256()
    for source in web_sources(root):
        content = source.read_bytes()
        total.update(f"{source.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def web_sources(root: Path) -> Iterator[Path]:
    """Files that the build hook reads or runs, sorted.

    Web code, npm and compiler settings, scripts, page; the reported record and what makes a case file of it.
    """
    assets = root / "assets"
    web = (path for path in assets.glob("web/**/*") if path.is_file() and not path.name.startswith("."))
    scripts = (path for path in assets.glob("*") if path.suffix in _BUILD_SUFFIXES)
    shell = (path for path in [root / "desktop_app" / "mapview" / "shell.py"] if path.is_file())
    record = (path for path in (root / "geodata" / "record").glob("*") if path.is_file())
    code = (path for folder in RECORD_CODE for path in (root / "desktop_app" / folder).glob("**/*.py"))
    yield from sorted([*web, *scripts, *shell, *record, *code])

"""The one lock file and its commented groups of pinned, hashed requirements."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from desktop_app.launcher.errors import SetupError

LOCK_NAME = "requirements.lock"
RUN = "run"
SOURCES = "sources"
TEST = "test"
READERS = "readers"
BENCH = "bench"
BASEMAP = "basemap"
_MARK = "# group: "


def read_groups(path: Path) -> dict[str, str]:
    """Requirement text of each group in the lock file at `path`, by group name.

    Raises:
        SetupError: the file is missing, or a requirement stands before the first group.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise SetupError(f"{path} is missing: the checkout is not complete.") from None
    groups: dict[str, list[str]] = {}
    current: list[str] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith(_MARK):
            current = groups.setdefault(line.removeprefix(_MARK).strip(), [])
        elif current is not None:
            current.append(line)
        elif line.strip() and not line.startswith("#"):
            raise SetupError(f'{path}, line {number}: a requirement stands before the first "{_MARK}" line.')
    return {name: "\n".join(lines).strip() + "\n" for name, lines in groups.items()}


def join_groups(heading: str, groups: Mapping[str, str]) -> str:
    """Text of a lock file: `heading` (comment lines), then each group under its mark."""
    parts = [heading.strip() + "\n"]
    parts += [f"{_MARK}{name}\n{text.strip()}\n" for name, text in groups.items()]
    return "\n".join(parts)


def requirements(text: str) -> dict[str, str]:
    """Split a group into its requirements: name, version and marker line → the whole entry with hashes."""
    entries: dict[str, list[str]] = {}
    current: list[str] = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line[0].isspace():
            current = entries.setdefault(line.removesuffix("\\").strip(), [])
        current.append(line)
    return {name: "\n".join(lines) for name, lines in entries.items()}


def digest(text: str) -> str:
    """SHA-256 of a text, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()

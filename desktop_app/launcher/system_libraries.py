"""The shared libraries and fonts of the system that Qt needs: found lacking, installed or named."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from desktop_app.launcher.console import say
from desktop_app.launcher.debian_packages import known_to_apt, packages_for
from desktop_app.launcher.errors import SetupError
from desktop_app.launcher.failures import explain

# The modules Tumen imports, the engine's own process, and the platforms it is shown on or tested with.
_QT_OBJECTS = (
    "QtPdf.abi3.so",
    "QtSvg.abi3.so",
    "QtTest.abi3.so",
    "QtWebEngineWidgets.abi3.so",
    "Qt/libexec/QtWebEngineProcess",
    "Qt/plugins/platforms/libqoffscreen.so",
    "Qt/plugins/platforms/libqwayland.so",
    "Qt/plugins/platforms/libqxcb.so",
    "Qt/plugins/xcbglintegrations/libqxcb-egl-integration.so",
    "Qt/plugins/xcbglintegrations/libqxcb-glx-integration.so",
)
_NOT_FOUND = re.compile(r"^\s*(\S+) => not found$", re.MULTILINE)
_FONT_SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".pfb"})
_FONT_PACKAGES = ("fontconfig", "fonts-dejavu-core")


def provide(venv: Path) -> None:
    """See that everything Qt needs of the system is there: installed by apt as root, else asked for.

    Raises:
        SetupError: what is lacking, with the line that installs it.
    """
    lacking, has_font = missing_libraries(venv), any(font_files())
    if not lacking and has_font:
        return
    listed = ", ".join([*sorted(lacking), *([] if has_font else ["any font"])])
    if shutil.which("apt-get") is None:
        raise SetupError(
            f"Qt needs what this system lacks: {listed}. Install that with the system's package manager."
        )
    if os.geteuid() != 0:
        raise SetupError(request(listed, *_packages(lacking, has_font=has_font), fetched=_lists_fetched()))
    say(f"Qt needs what this system lacks: {listed}.")
    if not _lists_fetched():
        _apt_get("update", "Fetching the package lists")
    packages, unknown = _packages(lacking, has_font=has_font)
    say(f"Installing with apt-get: {' '.join(packages)} ...")
    install_packages(packages)
    if still := missing_libraries(venv):
        raise SetupError(f"Qt still lacks {', '.join(sorted(still))} after apt-get; {_unknown_note(unknown)}")


def install_packages(packages: Sequence[str]) -> None:
    """Install Debian packages, as root.

    Raises:
        SetupError: apt refuses.
    """
    if not _lists_fetched():
        _apt_get("update", "Fetching the package lists")
    try:
        _install(packages)
    except SetupError:
        _apt_get("update", "Fetching the package lists")  # lists gone stale name files no longer served
        _install(packages)


def missing_libraries(venv: Path) -> set[str]:
    """Names (sonames) of the shared libraries that Qt in `venv` links to and the system does not have."""
    (package,) = venv.glob("lib/python*/site-packages/PySide6")
    listing = subprocess.run(
        ["ldd", *(str(package / name) for name in _QT_OBJECTS)],
        capture_output=True,
        check=False,
        text=True,
        env={**os.environ, "LC_ALL": "C"},
    )
    if listing.returncode != 0:
        raise SetupError(f"ldd cannot read the libraries in {package}: {listing.stderr.strip()}")
    return parse_missing(listing.stdout)


def parse_missing(listing: str) -> set[str]:
    """Names of the libraries that the output of ldd reports as not found."""
    return set(_NOT_FOUND.findall(listing))


def request(listed: str, packages: Sequence[str], unknown: Sequence[str], *, fetched: bool) -> str:
    """The sentence for someone who is not root: what is lacking and the one line that brings it."""
    update = "" if fetched else "sudo apt-get update && "
    line = f"{update}sudo apt-get install -y {' '.join(packages)}"
    note = f"\n{_unknown_note(unknown)}" if unknown else ""
    return (
        f"Qt needs what this system lacks: {listed}. Install that with this line, then start again:\n"
        f"\n  {line}\n{note}"
    )


def font_files() -> Iterator[Path]:
    """Font files in the folders that fontconfig reads by default."""
    home = Path.home()
    data = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    own = os.environ.get("XDG_DATA_HOME") or str(home / ".local" / "share")
    folders = [home / ".fonts", *(Path(folder) / "fonts" for folder in [own, *data.split(":")])]
    for folder in folders:
        yield from (path for path in folder.glob("**/*") if path.suffix.lower() in _FONT_SUFFIXES)


def _packages(lacking: Iterable[str], *, has_font: bool) -> tuple[list[str], list[str]]:
    packages, unknown = packages_for(lacking, known_to_apt)
    return sorted({*packages, *(() if has_font else _FONT_PACKAGES)}), unknown


def _unknown_note(unknown: Sequence[str]) -> str:
    return f"the package of {', '.join(unknown) or 'these'} is to be found with `apt-file search`."


def _lists_fetched() -> bool:
    return any(Path("/var/lib/apt/lists").glob("*_Packages*"))


def _install(packages: Sequence[str]) -> None:
    _apt_get("install", "Installing the system libraries", "-y", "--no-install-recommends", *packages)


def _apt_get(action: str, doing: str, *arguments: str) -> None:
    """Run apt-get without questions; another apt that holds the lock is waited for."""
    command = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300", action, *arguments]
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        text=True,
        errors="replace",
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"},
    )
    if done.returncode != 0:
        raise explain(doing, done.stdout, Path("/var"))

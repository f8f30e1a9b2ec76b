"""Programs that the tests read Tumen's files with: installed by apt as root, else named and done without."""

import os
import shutil
import sysconfig
from pathlib import Path

from desktop_app.launcher.console import say
from desktop_app.launcher.errors import SetupError
from desktop_app.launcher.system_libraries import install_packages

# What is looked for, and the Debian packages that bring it.
_PROGRAMS = {
    "chromium": ("chromium",),
    "soffice": ("libreoffice-calc-nogui", "libreoffice-impress-nogui"),
    "pdftotext": ("poppler-utils",),
}
# PyICU, which the reader of FollowTheMoney stands on, is published as source alone.
_COMPILER = {"g++": ("g++",), "pkg-config": ("pkg-config",)}
_ICU_HEADER = Path("/usr/include/unicode/utypes.h")


def provide() -> None:
    """See that they are there; what cannot be installed is named, and its tests are left out."""
    packages = _lacking()
    if not packages:
        return
    listed = " ".join(packages)
    if shutil.which("apt-get") is not None and os.geteuid() == 0:
        say(f"Installing with apt-get what the tests read files with: {listed} ...")
        try:
            install_packages(packages)
        except SetupError as error:
            say(f"{error}\nThe tests that need them are left out.")
        return
    say(
        "Some tests read Tumen's files with other programs and are left out without them. This brings them:\n"
        f"\n  sudo apt-get install -y --no-install-recommends {listed}\n"
    )


def can_build_readers() -> bool:
    """Whether the lock file's group "readers" can be built here."""
    return (
        all(shutil.which(name) for name in _COMPILER) and _ICU_HEADER.is_file() and _python_header().is_file()
    )


def _lacking() -> list[str]:
    packages = [
        package
        for programs in (_PROGRAMS, _COMPILER)
        for name, brought in programs.items()
        if shutil.which(name) is None
        for package in brought
    ]
    if not _ICU_HEADER.is_file():
        packages.append("libicu-dev")
    if not _python_header().is_file():
        packages.append("python3-dev")
    return sorted(packages)


def _python_header() -> Path:
    return Path(sysconfig.get_path("include")) / "Python.h"

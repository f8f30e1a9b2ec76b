"""Which modules hold kernels, whether they are compiled, and the process that compiles them.

Run by itself it compiles what is not compiled, and says after each module how many of how many it has done.
"""

import importlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Final

from desktop_app.runtime.feedback import Cancelled, Feedback

PACKAGE: Final = Path(__file__).resolve().parents[1]
DECORATOR: Final = "@compiled("
# Folders whose modules may hold kernels, below the package.
_FOLDERS: Final = ("importers/ais", "analysis/kernels", "analysis")
# Less than everything that a person waits for (setpriority(2): 19 is the least).
NICENESS: Final = 10


_LOOK_S: Final = 0.1
_ahead: Final = threading.Lock()
_done: Final[list[bool]] = []


@cache
def kernel_modules() -> tuple[str, ...]:
    """Names of all modules with kernels, found by the decorator that compiles them."""
    found = []
    for folder in _FOLDERS:
        for path in sorted((PACKAGE / folder).glob("*.py")):
            if any(line.startswith(DECORATOR) for line in path.read_text("utf-8").splitlines()):
                parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
                found.append(".".join(parts))
    return tuple(found)


def is_compiled(module: str) -> bool:
    """Whether compiled code of a module is kept that is no older than its text.

    numba keeps an index file (".nbi") for each kernel, in the folder that `NUMBA_CACHE_DIR` names, else
    beside the module, else in the user's own cache (numba's documentation, "Notes on Caching"). What it keeps
    may yet be of another machine or version; then the kernel is compiled where it is used.
    """
    path = PACKAGE.parent.joinpath(*module.split(".")).with_suffix(".py")
    written = path.stat().st_mtime
    pattern = f"{path.stem}.*.nbi"
    return any(
        index.stat().st_mtime >= written for folder in _caches(path) for index in folder.rglob(pattern)
    )


def _caches(path: Path) -> Iterator[Path]:
    """Folders in which numba looks for compiled code of a module."""
    named = os.environ.get("NUMBA_CACHE_DIR", "")
    if named:
        yield Path(named)
        return
    yield path.parent / "__pycache__"
    yield _user_cache() / "numba"


def _user_cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def compile_all(modules: Sequence[str]) -> None:
    """Import modules, which compiles their kernels; a line on standard output after each."""
    for done, module in enumerate(modules, start=1):
        importlib.import_module(module)
        sys.stdout.write(f"{done} of {len(modules)}\n")
        sys.stdout.flush()


@contextmanager
def _alone() -> Iterator[None]:
    """One process at a time compiles for a user; the others wait, and find it done."""
    try:
        import fcntl  # noqa: PLC0415 - not on every system
    except ImportError:
        yield
        return
    folder = _user_cache() / "tumen"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "kernels.lock").open("a", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def compile_ahead(feedback: Feedback | None) -> None:
    """Have what is not compiled compiled in a process of its own, once, and wait for it.

    numba hears no cancelling, and holds the interpreter for a minute. Where the process cannot do it, kernels
    are compiled where they are used.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    with _ahead:
        if _done:
            return
        missing = [module for module in kernel_modules() if not is_compiled(module)]
        if missing:
            _run_apart(missing, feedback)
        _done.append(True)


def _run_apart(modules: Sequence[str], feedback: Feedback | None) -> None:
    command = [sys.executable, "-m", "desktop_app.runtime.kernels", *modules]
    # A Ctrl+C of the terminal is this process's to hear, which then ends the other.
    with subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command,
        cwd=PACKAGE.parent,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        while process.poll() is None:
            if feedback is not None and feedback.is_cancelled:
                process.kill()
                raise Cancelled
            with suppress(subprocess.TimeoutExpired):
                process.wait(_LOOK_S)


def main(modules: Sequence[str]) -> None:
    """Compile these modules, or all, with low priority."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    with _alone():
        wanted = modules or kernel_modules()
        compile_all([module for module in wanted if not is_compiled(module)])


if __name__ == "__main__":
    main(sys.argv[1:])

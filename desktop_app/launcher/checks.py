"""Everything CI runs: linter, formatter, type checker, then the tests."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from desktop_app.launcher.console import say

_CHECKS = {
    "ruff check": ("ruff", "check", "."),
    "ruff format": ("ruff", "format", "--check", "."),
    "mypy": ("mypy",),
}


def run_checks(root: Path, python: Path, pytest_arguments: Sequence[str]) -> int:
    """Run all of them whatever fails; 0 only when all passed.

    pytest comes last and nothing is printed after it, so that its closing line with the count ends the
    output. A failed check before it still fails the whole and is named before the tests start.
    """
    failed = [name for name, module in _CHECKS.items() if _run(name, root, python, module) != 0]
    passed = [name for name in _CHECKS if name not in failed]
    say(f"── passed: {', '.join(passed) or 'none'}; failed: {', '.join(failed) or 'none'}")
    if failed:
        say(f"The whole run fails because of {', '.join(failed)}, whatever the tests say.")
    # A test that had to compile them would wait longer than tests may.
    _run("kernels", root, python, ("desktop_app.runtime.kernels",))
    tests = _run("pytest", root, python, ("pytest", *pytest_arguments))
    return tests or (1 if failed else 0)


def _run(name: str, root: Path, python: Path, module: Sequence[str]) -> int:
    say(f"── {name}")
    return subprocess.run([str(python), "-m", *module], cwd=root, check=False).returncode

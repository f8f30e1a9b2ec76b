"""The house's rules that a tool can prove."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "desktop_app"
MODULES = sorted(PACKAGE.rglob("*.py"))

# Where each part of Qt may be imported; import-linter cannot name parts of an external package.
HOMES = {
    "PySide6.QtWebEngineWidgets": ("mapview",),
    "PySide6.QtWebEngineCore": ("mapview",),
    "PySide6.QtWebChannel": ("mapview",),
    "PySide6.QtWidgets": ("mapview", "ui", "app.py"),
}


def test_import_contracts_hold() -> None:
    # In a process of its own: the linter switches every logger off that exists before it.
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Contracts: 4 kept, 0 broken" in done.stdout


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


@pytest.mark.parametrize("part", HOMES)
def test_qt_parts_stay_at_home(part: str) -> None:
    users = {path.relative_to(PACKAGE).parts[0] for path in MODULES if part in imported(path)}
    assert users
    assert users <= set(HOMES[part])


def test_files_are_small() -> None:
    lengths = sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES)
    assert lengths[-1] <= 500
    assert lengths[len(lengths) // 2] < 200


def loaded_by(program: str) -> set[str]:
    """Top-level names in `sys.modules` after a program."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-c", f"import sys\n{program}\nprint(' '.join(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return set(done.stdout.split())


CORE = """
import desktop_app.importers.reported_record, desktop_app.query.engine, desktop_app.exporters.summary
import desktop_app.exporters.cards, desktop_app.analysis.load_model
"""
# All that may be loaded before the map answers: Qt, SQLite, the record's GeoJSON, the user's folders.
BEFORE_THE_MAP = {"PySide6", "shiboken6", "shibokensupport", "apsw", "geojson", "platformdirs", "desktop_app"}


def third_party(loaded: set[str]) -> set[str]:
    """Top-level packages that are neither the standard library's nor the interpreter's own."""
    tops = {name.split(".")[0] for name in loaded if not name.startswith("_")}
    return {name for name in tops - set(sys.stdlib_module_names) if (SITE / name).exists() or name in KNOWN}


SITE = Path(pytest.__file__).resolve().parent.parent
KNOWN = {"desktop_app", "shibokensupport"}


def test_core_does_without_qt() -> None:
    assert not {name for name in loaded_by(CORE) if name.split(".")[0] in {"PySide6", "shiboken6"}}


def test_nothing_else_is_loaded_before_the_map_answers() -> None:
    loaded = loaded_by(
        "import desktop_app.bootstrap, desktop_app.app, desktop_app.cli.main\n"
        "import importlib\n"
        "for name in desktop_app.app.SLOW_IMPORTS: importlib.import_module(name)"
    )
    assert "PySide6.QtWebEngineWidgets" in loaded
    assert third_party(loaded) <= BEFORE_THE_MAP


def test_slow_imports_are_all_the_window_needs() -> None:
    """Building the window must not import what the list forgot."""
    program = (
        "import desktop_app.app, importlib\n"
        "for name in desktop_app.app.SLOW_IMPORTS[:-1]: importlib.import_module(name)\n"
        "before = set(sys.modules)\n"
        "import desktop_app.ui.workbench\n"
        "late = [n for n in set(sys.modules) - before if n.startswith('desktop_app.ui.panels.')]\n"
        "assert late in ([], ['desktop_app.ui.panels.layers']), late"
    )
    assert "desktop_app.ui.workbench" in loaded_by(program)


def test_no_second_qt_binding_is_installed_or_asked_for() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8").lower()
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8").split("[tool.ruff")[0].lower()
    for text in (lock, project):
        assert "pyqt" not in text
    assert "pyside6==6.12.0" in project

"""What every start passes stays small and right."""

import subprocess
import sys
from pathlib import Path

from desktop_app.launcher.quick_start import application_command, checkout, is_unchanged, watched

ROOT = Path(__file__).parents[3]


def test_the_checkout_is_the_folder_of_the_launcher() -> None:
    assert Path(checkout()) == ROOT
    assert (Path(checkout()) / "tumen").is_file()


def test_the_folder_one_stands_in_is_not_searched_for_modules() -> None:
    assert application_command("/x", ["figure", "-o", "a b.png"]) == [
        "/x/.venv/bin/python", "-P", "-m", "desktop_app", "figure", "-o", "a b.png",
    ]  # fmt: skip


def test_the_real_sources_of_the_map_page_are_watched() -> None:
    lines = watched(str(ROOT)).splitlines()
    names = {line.rsplit(" ", 2)[0] for line in lines}
    expected = {"pyproject.toml", "requirements.lock", "assets/package-lock.json", "assets/build_hook.py"}
    assert expected | {"assets/web/main.ts", "desktop_app/mapview/shell.py"} <= names
    assert not any("node_modules" in name or "assets/build/" in name for name in names)


def test_an_empty_or_broken_checkout_is_not_unchanged(tmp_path: Path) -> None:
    assert not is_unchanged(str(tmp_path))
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "tumen-unchanged").write_text("", encoding="utf-8")
    assert not is_unchanged(str(tmp_path))


def test_it_loads_nothing_that_the_interpreter_has_not_loaded() -> None:
    code = "import sys; before = set(sys.modules); import desktop_app.launcher.quick_start as q; q.checkout()"
    code += "; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["desktop_app", "desktop_app.launcher", "desktop_app.launcher.quick_start"]

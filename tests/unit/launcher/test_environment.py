"""What a start installs: everything once, then only what changed, and never on top of half an install."""

import os
import shutil
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desktop_app.launcher import system_libraries, virtualenv
from desktop_app.launcher.environment import Environment
from desktop_app.launcher.errors import SetupError
from desktop_app.launcher.exclusive import exclusive
from desktop_app.launcher.quick_start import PAGE, is_unchanged

FIRST_RUN = ["create", "install folium==1", "project", "web", "libraries"]
RUN = ["run"]
BOTH = ["run", "test"]


@dataclass
class Installer:
    """Stands in for venv, pip, the build hook and apt, and writes down what it is asked.

    Attributes:
        calls: what was asked, in order.
        fails_at: the call that raises; empty for none.
    """

    calls: list[str] = field(default_factory=list)
    fails_at: str = ""

    def create(self, venv: Path, _lock: int) -> None:
        """As `virtualenv.create`."""
        shutil.rmtree(venv, ignore_errors=True)
        (venv / "bin").mkdir(parents=True)
        (venv / "bin" / "python").symlink_to(Path(sys.executable).resolve())
        self._called("create")

    def install_locked(self, _venv: Path, requirements: str, _lock: int) -> None:
        """As `virtualenv.install_locked`."""
        self._called(f"install {requirements.strip()}")

    def install_project(self, _venv: Path, _root: Path, _lock: int) -> None:
        """As `virtualenv.install_project`."""
        self._called("project")

    def build_web(self, _venv: Path, root: Path, _lock: int) -> None:
        """As `virtualenv.build_web`, as far as the set-up looks at the result."""
        self._called("web")
        (root / PAGE).parent.mkdir(exist_ok=True)
        (root / PAGE).write_text("page", encoding="utf-8")

    def provide(self, _venv: Path) -> None:
        """As `system_libraries.provide`."""
        self._called("libraries")

    def taken(self) -> list[str]:
        """The calls since the last question."""
        calls, self.calls = self.calls, []
        return calls

    def _called(self, name: str) -> None:
        self.calls.append(name)
        if name == self.fails_at:
            raise SetupError(f"{name} failed")


@pytest.fixture
def installer(monkeypatch: pytest.MonkeyPatch) -> Installer:
    stand_in = Installer()
    for name in ["create", "install_locked", "install_project", "build_web"]:
        monkeypatch.setattr(virtualenv, name, getattr(stand_in, name))
    monkeypatch.setattr(system_libraries, "provide", stand_in.provide)
    return stand_in


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A checkout with one file of each kind that a set-up reads."""
    files = {
        "requirements.lock": "# group: run\nfolium==1\n# group: test\npytest==9\n",
        "pyproject.toml": '[project]\nname = "tumen"\n[tool.ruff]\nline-length = 110\n',
        "assets/package.json": "{}",
        "assets/web/main.ts": "export {};",
        "desktop_app/mapview/shell.py": "",
        "desktop_app/mapview/view.py": "",
        "desktop_app/domain/vessel.py": "",
        "desktop_app/importers/record/voyages.py": "",
        "desktop_app/storage/ddl.py": "",
        "geodata/record/voyages.csv": "",
    }
    for name, text in files.items():
        path = tmp_path / "checkout" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "checkout"


@pytest.fixture
def ready(root: Path, installer: Installer) -> Path:
    Environment(root).prepare(RUN)
    assert installer.taken() == FIRST_RUN
    return root


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_a_second_start_does_nothing(ready: Path, installer: Installer) -> None:
    assert is_unchanged(str(ready))
    Environment(ready).prepare(RUN)
    assert installer.taken() == []


def test_tests_add_their_group_to_what_is_there(ready: Path, installer: Installer) -> None:
    Environment(ready).prepare(BOTH)
    assert installer.taken() == ["install pytest==9"]
    Environment(ready).prepare(RUN)
    assert installer.taken() == []


@pytest.mark.parametrize("step", FIRST_RUN)
def test_an_interrupted_set_up_is_not_taken_for_a_finished_one(
    root: Path, installer: Installer, step: str
) -> None:
    installer.fails_at = step
    with pytest.raises(SetupError):
        Environment(root).prepare(RUN)
    assert not is_unchanged(str(root))
    assert installer.taken()[-1] == step
    installer.fails_at = ""
    Environment(root).prepare(RUN)
    # Half an install is thrown away; what came after a whole one goes on where it stopped.
    done = FIRST_RUN.index(step)
    assert installer.taken() == (FIRST_RUN if done < 2 else FIRST_RUN[done:])


def test_an_interrupted_test_install_starts_over(ready: Path, installer: Installer) -> None:
    installer.fails_at = "install pytest==9"
    with pytest.raises(SetupError):
        Environment(ready).prepare(BOTH)
    installer.fails_at = ""
    installer.taken()
    assert not is_unchanged(str(ready))
    Environment(ready).prepare(RUN)
    assert installer.taken() == FIRST_RUN


@pytest.mark.parametrize(
    ("name", "text", "steps"),
    [
        ("assets/web/main.ts", "//", ["web"]),
        ("assets/package.json", " ", ["web"]),
        ("desktop_app/mapview/shell.py", "#", ["web"]),
        ("desktop_app/mapview/view.py", "#", []),
        ("desktop_app/storage/ddl.py", "#", ["web"]),
        ("geodata/record/voyages.csv", "id", ["web"]),
        ("pyproject.toml", "[tool.mypy]\nstrict = true\n", []),
        ("pyproject.toml", "[build-system]\nrequires = []\n", ["project"]),
        ("requirements.lock", "ruff==1\n", []),
    ],
)
def test_a_change_redoes_its_own_step_only(
    ready: Path, installer: Installer, name: str, text: str, steps: list[str]
) -> None:
    append(ready / name, text)
    Environment(ready).prepare(RUN)
    assert installer.taken() == steps
    assert is_unchanged(str(ready))


def test_a_new_web_file_and_a_lost_page_are_noticed(ready: Path, installer: Installer) -> None:
    (ready / "assets" / "web" / "layers").mkdir()
    (ready / "assets" / "web" / "layers" / "ports.ts").write_text("", encoding="utf-8")
    assert not is_unchanged(str(ready))
    Environment(ready).prepare(RUN)
    (ready / PAGE).unlink()
    assert not is_unchanged(str(ready))
    Environment(ready).prepare(RUN)
    assert installer.taken() == ["web", "web"]


def test_a_changed_run_group_makes_a_new_environment(ready: Path, installer: Installer) -> None:
    lock = ready / "requirements.lock"
    lock.write_text(lock.read_text(encoding="utf-8").replace("folium==1", "folium==2"), encoding="utf-8")
    assert not is_unchanged(str(ready))
    Environment(ready).prepare(RUN)
    assert installer.taken() == ["create", "install folium==2", "project", "web", "libraries"]


def test_a_moved_checkout_makes_a_new_environment(ready: Path, installer: Installer) -> None:
    moved = ready.rename(ready.parent / "elsewhere")
    assert not is_unchanged(str(moved))
    Environment(moved).prepare(RUN)
    assert installer.taken() == FIRST_RUN


def test_a_changed_time_alone_installs_nothing(ready: Path, installer: Installer) -> None:
    os.utime(ready / "requirements.lock", (1, 1))
    assert not is_unchanged(str(ready))
    Environment(ready).prepare(RUN)
    assert is_unchanged(str(ready))
    assert installer.taken() == []


def test_two_at_once_install_once(
    root: Path, installer: Installer, capsys: pytest.CaptureFixture[str]
) -> None:
    second = Environment(root)
    with exclusive(root):
        waiting = threading.Thread(target=second.prepare, args=(RUN,))
        waiting.start()
        while "waiting" not in capsys.readouterr().err:
            waiting.join(0.01)
        Environment(root)._complete(RUN, -1)
    waiting.join()
    assert installer.taken() == FIRST_RUN


def test_a_folder_that_cannot_be_written_is_named(
    root: Path, installer: Installer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_arguments: False)
    with pytest.raises(SetupError, match=f"{root} cannot be written"):
        Environment(root).prepare(RUN)
    assert installer.taken() == []

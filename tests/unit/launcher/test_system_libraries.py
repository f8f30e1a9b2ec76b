"""From what ldd says to the packages that apt is asked for."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from desktop_app.launcher import debian_packages, system_libraries
from desktop_app.launcher.debian_packages import packages_for
from desktop_app.launcher.errors import SetupError
from desktop_app.launcher.system_libraries import font_files, parse_missing, provide, request

LDD = """\
/x/PySide6/Qt/plugins/platforms/libqxcb.so:
\tlinux-vdso.so.1 (0x00007ffd6cd5e000)
\tlibQt6XcbQpa.so.6 => /x/PySide6/Qt/lib/libQt6XcbQpa.so.6 (0x00007f1c2d000000)
\tlibxcb-cursor.so.0 => not found
\tlibglib-2.0.so.0 => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f1c2c000000)
/x/PySide6/QtSvg.abi3.so:
\tlibglib-2.0.so.0 => not found
\tlibgthread-2.0.so.0 => not found
\tlibnovel.so.3 => not found
\t/lib64/ld-linux-x86-64.so.2 (0x00007f1c2e000000)
"""


def test_missing_libraries_are_read_from_ldd() -> None:
    assert parse_missing(LDD) == {
        "libxcb-cursor.so.0",
        "libglib-2.0.so.0",
        "libgthread-2.0.so.0",
        "libnovel.so.3",
    }


@pytest.mark.parametrize(
    ("on_offer", "glib"),
    [({"libglib2.0-0"}, "libglib2.0-0"), ({"libglib2.0-0t64"}, "libglib2.0-0t64"), (set(), "libglib2.0-0")],
)
def test_the_name_on_offer_is_chosen(on_offer: set[str], glib: str) -> None:
    packages, unknown = packages_for(parse_missing(LDD), lambda names: on_offer & set(names))
    assert packages == [glib, "libxcb-cursor0"]
    assert unknown == ["libnovel.so.3"]


def test_apt_is_not_asked_about_names_without_a_choice() -> None:
    asked: list[str] = []

    def known(names: Iterable[str]) -> set[str]:
        asked.extend(names)
        return set()

    packages_for({"libxcb-cursor.so.0"}, known)
    assert asked == []


def test_names_are_confirmed_by_what_apt_cache_prints(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tool = tmp_path / "apt-cache"
    tool.write_text(
        "#!/bin/sh\nprintf 'Package: libasound2t64\\nVersion: 1\\n\\n'\nexit 100\n", encoding="utf-8"
    )
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert debian_packages.known_to_apt(["libasound2", "libasound2t64"]) == {"libasound2t64"}


def test_the_request_is_one_line_to_copy() -> None:
    text = request("libxcb-cursor.so.0", ["fonts-dejavu-core", "libxcb-cursor0"], [], fetched=True)
    assert "libxcb-cursor.so.0" in text
    assert "\n  sudo apt-get install -y fonts-dejavu-core libxcb-cursor0\n" in text
    fresh = request("libnovel.so.3", ["libegl1"], ["libnovel.so.3"], fetched=False)
    assert "\n  sudo apt-get update && sudo apt-get install -y libegl1\n" in fresh
    assert "apt-file" in fresh


class System:
    """A machine whose libraries, fonts, user and apt are ours to set."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, *, user: int, lacking: set[str], broken_installs: int
    ) -> None:
        self.lacking = lacking
        self.broken_installs = broken_installs
        self.ran: list[str] = []
        monkeypatch.setattr(system_libraries, "missing_libraries", lambda _venv: set(self.lacking))
        monkeypatch.setattr(system_libraries, "font_files", lambda: iter(()))
        monkeypatch.setattr(system_libraries, "_lists_fetched", lambda: True)
        monkeypatch.setattr(system_libraries, "known_to_apt", set)
        monkeypatch.setattr(system_libraries, "_apt_get", self._apt_get)
        monkeypatch.setattr(shutil, "which", lambda _name: "/usr/bin/apt-get")
        monkeypatch.setattr(os, "geteuid", lambda: user)

    def _apt_get(self, action: str, _doing: str, *arguments: str) -> None:
        self.ran.append(" ".join([action, *(word for word in arguments if not word.startswith("-"))]))
        if action == "install":
            self.broken_installs -= 1
            if self.broken_installs >= 0:
                raise SetupError("404")
            self.lacking = self.lacking - {"libEGL.so.1"}


def test_root_installs_what_is_lacking(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    system = System(monkeypatch, user=0, lacking={"libEGL.so.1"}, broken_installs=0)
    provide(Path("/venv"))
    assert system.ran == ["install fontconfig fonts-dejavu-core libegl1"]
    assert "libEGL.so.1" in capsys.readouterr().err


def test_stale_lists_are_fetched_anew_once(monkeypatch: pytest.MonkeyPatch) -> None:
    system = System(monkeypatch, user=0, lacking={"libEGL.so.1"}, broken_installs=1)
    provide(Path("/venv"))
    assert [line.split()[0] for line in system.ran] == ["install", "update", "install"]
    System(monkeypatch, user=0, lacking={"libEGL.so.1"}, broken_installs=2)
    with pytest.raises(SetupError, match="404"):
        provide(Path("/venv"))


def test_what_apt_did_not_bring_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    System(monkeypatch, user=0, lacking={"libEGL.so.1", "libnovel.so.3"}, broken_installs=0)
    with pytest.raises(SetupError, match=r"libnovel\.so\.3"):
        provide(Path("/venv"))


def test_others_are_told_and_nothing_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    system = System(monkeypatch, user=1000, lacking={"libEGL.so.1"}, broken_installs=0)
    with pytest.raises(SetupError, match=r"libEGL\.so\.1.*\n.*\n.*sudo apt-get install -y .*libegl1"):
        provide(Path("/venv"))
    assert system.ran == []


def test_a_complete_system_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    system = System(monkeypatch, user=0, lacking=set(), broken_installs=0)
    monkeypatch.setattr(system_libraries, "font_files", lambda: iter([Path("/usr/share/fonts/a.ttf")]))
    provide(Path("/venv"))
    assert system.ran == []


def test_fonts_are_found_where_fontconfig_looks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert not any(font_files())
    font = tmp_path / "fonts" / "truetype" / "A.TTF"
    font.parent.mkdir(parents=True)
    font.write_bytes(b"")
    assert list(font_files()) == [font]

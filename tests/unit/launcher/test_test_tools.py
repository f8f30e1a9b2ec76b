"""The programs that tests read files with: brought where that is allowed, named where not."""

import os
import shutil
from pathlib import Path

import pytest

from desktop_app.launcher import test_tools
from desktop_app.launcher.errors import SetupError


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that has apt and none of the programs."""
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
    monkeypatch.setattr(test_tools, "_ICU_HEADER", Path("/nowhere/utypes.h"))


@pytest.mark.usefixtures("bare")
def test_root_has_them_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(test_tools, "install_packages", lambda packages: asked.append(list(packages)))
    test_tools.provide()
    (packages,) = asked
    assert {"chromium", "libreoffice-calc-nogui", "poppler-utils", "g++", "libicu-dev"} <= set(packages)
    assert packages == sorted(packages)


@pytest.mark.usefixtures("bare")
def test_others_are_told_the_line_and_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    test_tools.provide()
    told = capsys.readouterr()
    assert "sudo apt-get install -y --no-install-recommends chromium" in told.out + told.err
    assert not test_tools.can_build_readers()


@pytest.mark.usefixtures("bare")
def test_an_apt_that_refuses_ends_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_packages: list[str]) -> None:
        raise SetupError("Installing failed: no such package.")

    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(test_tools, "install_packages", refuse)
    test_tools.provide()
    told = capsys.readouterr()
    assert "no such package" in told.out + told.err

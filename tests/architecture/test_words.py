"""The README names every command, option and shortcut."""

import argparse
import re
from pathlib import Path

import pytest

from desktop_app.cli.parser import build_parser

ROOT = Path(__file__).resolve().parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHORTCUT = re.compile(r'"((?:(?:Ctrl|Shift|Alt)\+)+(?:[A-Z]|Left|Right)|[FGMZ]|F1|F5|Home|Escape)"')


def commands() -> list[str]:
    (group,) = [a for a in build_parser()._actions if isinstance(a, argparse._SubParsersAction)]
    return list(group.choices)


@pytest.mark.parametrize("command", commands())
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"`./tumen {command}" in README or f"./tumen {command} " in README


def test_every_filter_option_is_in_the_readme() -> None:
    (group,) = [a for a in build_parser()._actions if isinstance(a, argparse._SubParsersAction)]
    options = {
        option
        for action in group.choices["summary"]._actions
        for option in action.option_strings
        if option.startswith("--") and option != "--help"
    }
    assert len(options) >= 16
    for option in options:
        assert re.search(rf"`{option}[ =`]|{option}`", README), option


def test_every_shortcut_is_in_the_readme() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "desktop_app" / "ui").glob("*.py")]
    shortcuts = {found for source in sources for found in SHORTCUT.findall(source)}
    assert len(shortcuts) >= 16
    for shortcut in shortcuts:
        assert f"`{shortcut.replace('Escape', 'Esc')}`" in README, shortcut


def test_every_package_is_in_the_architecture() -> None:
    text = (ROOT / "desktop_app" / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for package in (ROOT / "desktop_app").iterdir():
        if (package / "__init__.py").exists():
            assert f"`{package.name}`" in text, package.name

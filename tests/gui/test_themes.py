"""Every theme can be chosen everywhere, and is remembered."""

import pytest

from desktop_app.cli.parser import build_parser
from desktop_app.runtime.settings import Settings
from desktop_app.session.style import Theme
from desktop_app.ui.theme import THEMES, first_style, system_theme


@pytest.mark.parametrize("theme", Theme)
def test_theme_is_remembered(theme: Theme) -> None:
    assert first_style(Settings(theme=theme.value)).theme is theme


@pytest.mark.parametrize("stored", ["system", "", "plaid"])
def test_anything_else_is_the_systems(stored: str) -> None:
    assert first_style(Settings(theme=stored)).theme is system_theme()


def test_menu_offers_every_theme() -> None:
    assert set(THEMES) == {"system", *(theme.value for theme in Theme)}


@pytest.mark.parametrize("theme", Theme)
def test_figures_take_every_theme(theme: Theme) -> None:
    arguments = build_parser().parse_args(["figure", "-o", "a.png", "--theme", theme.value])
    assert arguments.theme == theme.value

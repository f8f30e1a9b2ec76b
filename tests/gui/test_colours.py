"""Colours by computation: told apart by people who see fewer of them, and strong enough on their grounds."""

import itertools
import re
from pathlib import Path
from typing import Final

import pytest
from coloraide import Color as PlainColor
from coloraide.filters.cvd import Deutan, Protan, Tritan

from desktop_app.query.volumes_results import MOST_PARTS
from desktop_app.session.style import Theme
from desktop_app.ui.palette import PALETTES, Palette

SOURCE: Final = Path(__file__).resolve().parents[2] / "assets" / "web" / "theme.ts"
# Just noticeable is about 2; ten is told apart in marks of a few pixels.
LEAST_DELTA_E: Final = 10
# WCAG 2.2: 1.4.3 (4.5 for text), 1.4.11 (3 for marks), 1.4.6 (7 for text of enhanced contrast).
TEXT_RATIO: Final = dict.fromkeys(Theme, 4.5) | {Theme.CONTRAST: 7.0}
MARK_RATIO: Final = dict.fromkeys(Theme, 3.0) | {Theme.CONTRAST: 4.5}

MAP_MARKS: Final = ("loading", "discharge", "rail", "neutral", "voyage")
MAP_NAMES: Final = {
    "text": ("land", "sea", "deep"),
    "place": ("land", "sea"),
    "country": ("land", "sea"),
    "region": ("land",),
    "seaName": ("sea", "deep"),
    "waterName": ("land", "sea"),
    # Names of stations and words beside lines are written in these.
    "rail": ("land", "sea"),
    "voyage": ("sea", "deep"),
}
CHART_MARKS: Final = ("sea_volume", "rail_volume", "notified", "claimed", "cap")
# Claimed figures are outlines, never filled.
TOLD_BY_SHAPE: Final = {"claimed"}


class Color(PlainColor):
    """With the simulations of Brettel, Viénot and Mollon (1997) and Viénot, Brettel and Mollon (1999)."""


Color.register([Protan(), Deutan(), Tritan()], overwrite=True)


def page_tokens() -> dict[Theme, dict[str, str]]:
    """The map's tokens by theme, as `theme.ts` writes them; the deepest sea as "deep"."""
    found: dict[Theme, dict[str, str]] = {}
    blocks = re.findall(
        r"const (\w+): Theme = \{\n(.*?)\n\};", SOURCE.read_text("utf-8"), re.DOTALL | re.ASCII
    )
    for name, body in blocks:
        base = re.search(r"\.\.\.(\w+),", body)
        tokens = dict(found[Theme[base[1]]]) if base else {}
        tokens |= dict(re.findall(r'(\w+): "(#[0-9a-f]{6})"', body))
        deep = re.search(r'depth: ramp\("(#\w+)", "(#\w+)"\)', body)
        if deep:
            assert deep[1] == tokens["sea"]
            tokens["deep"] = deep[2]
        found[Theme[name]] = tokens
    assert found.keys() == set(Theme)
    return found


PAGE: Final = page_tokens()


def least_difference(one: str, other: str) -> float:
    """CIEDE2000 to the eye that tells them apart worst."""
    pairs = [(Color(one), Color(other))]
    pairs += [
        (Color(one).filter(sight), Color(other).filter(sight)) for sight in ("protan", "deutan", "tritan")
    ]
    return min(first.delta_e(second, method="2000") for first, second in pairs)


def contrast(one: str, other: str) -> float:
    """WCAG's ratio."""
    return Color(one).contrast(other, method="wcag21")


def test_the_measures_measure() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    # Red and green of equal lightness: far apart to most, close to a deuteranope.
    assert Color("#b04040").delta_e("#5d7a30", method="2000") > 30
    assert least_difference("#b04040", "#5d7a30") < 20


@pytest.mark.parametrize("theme", Theme)
def test_page_and_window_share_their_tokens(theme: Theme) -> None:
    palette: Palette = PALETTES[theme]
    page = PAGE[theme]
    for token in ("land", "sea", "loading", "discharge", "rail", "neutral"):
        assert getattr(palette, token).lower() == page[token], token
    assert palette.sea_volume.lower() == page["voyage"]
    assert palette.rail_volume == palette.rail


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize(("one", "other"), [*itertools.combinations(MAP_MARKS, 2)])
def test_marks_of_the_map_are_told_apart(theme: Theme, one: str, other: str) -> None:
    assert least_difference(PAGE[theme][one], PAGE[theme][other]) >= LEAST_DELTA_E


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize(("one", "other"), [*itertools.combinations(CHART_MARKS, 2)])
def test_areas_of_the_charts_are_told_apart(theme: Theme, one: str, other: str) -> None:
    palette = PALETTES[theme]
    least = 5 if TOLD_BY_SHAPE & {one, other} else LEAST_DELTA_E
    assert least_difference(getattr(palette, one), getattr(palette, other)) >= least


@pytest.mark.parametrize("theme", Theme)
def test_parts_of_a_bar_are_told_apart(theme: Theme) -> None:
    """The eight among themselves, and from what stands on or beside them."""
    palette = PALETTES[theme]
    assert len(palette.parts) == MOST_PARTS
    beside = (palette.neutral, palette.rail_volume, palette.notified, palette.cap)
    pairs = [*itertools.combinations(palette.parts, 2), *itertools.product(palette.parts, beside)]
    close = {(one, other) for one, other in pairs if least_difference(one, other) < LEAST_DELTA_E}
    assert close == set()
    assert all(contrast(part, palette.panel) >= MARK_RATIO[theme] for part in palette.parts)


@pytest.mark.parametrize("theme", Theme)
def test_selection_is_no_mark_of_the_map(theme: Theme) -> None:
    for mark in MAP_MARKS:
        assert least_difference(PAGE[theme]["selection"], PAGE[theme][mark]) >= LEAST_DELTA_E
    assert contrast(PAGE[theme]["selection"], PAGE[theme]["selectionHalo"]) >= 7


@pytest.mark.parametrize("theme", Theme)
def test_names_are_read_on_their_grounds(theme: Theme) -> None:
    page = PAGE[theme]
    weak = {
        (name, ground): round(contrast(page[name], page[ground]), 2)
        for name, grounds in MAP_NAMES.items()
        for ground in grounds
        if contrast(page[name], page[ground]) < (TEXT_RATIO if name not in MAP_MARKS else MARK_RATIO)[theme]
    }
    assert weak == {}


@pytest.mark.parametrize("theme", Theme)
def test_marks_stand_out_on_land_and_sea(theme: Theme) -> None:
    page, palette = PAGE[theme], PALETTES[theme]
    weak = {
        (mark, ground): round(contrast(page[mark], page[ground]), 2)
        for mark in (*MAP_MARKS, "placeDot")
        for ground in ("land", "sea")
        if contrast(page[mark], page[ground]) < MARK_RATIO[theme]
    }
    weak |= {
        (mark, "panel"): round(contrast(getattr(palette, mark), palette.panel), 2)
        for mark in CHART_MARKS
        if contrast(getattr(palette, mark), palette.panel) < MARK_RATIO[theme]
    }
    assert weak == {}


@pytest.mark.parametrize("theme", Theme)
def test_words_of_the_window_are_read(theme: Theme) -> None:
    palette = PALETTES[theme]
    weak = {
        (word, ground): round(contrast(getattr(palette, word), getattr(palette, ground)), 2)
        for word in ("text", "quiet", "warning", "cap", "selection")
        for ground in ("panel", "window")
        if contrast(getattr(palette, word), getattr(palette, ground)) < TEXT_RATIO[theme]
    }
    assert weak == {}

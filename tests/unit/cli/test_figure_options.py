"""Options of `tumen figure` to a page: what is asked for is on it, what contradicts is refused."""

import argparse
from pathlib import Path

import pytest

from desktop_app.cli.figure_design import figure_design
from desktop_app.cli.figure_options import call_out, page_size
from desktop_app.cli.parser import build_parser
from desktop_app.domain.figure_design import Anchor, Arrangement, Design, ItemKind, TableKind
from desktop_app.domain.figure_templates import TEMPLATES, screen_design
from desktop_app.runtime.errors import InputError, UsageError
from desktop_app.storage.case_store import CaseStore


def design_of(store: CaseStore, *words: str) -> Design:
    return figure_design(build_parser().parse_args(["figure", "-o", "a.png", *words]), store)


def test_without_options_it_is_the_page_of_before(store: CaseStore) -> None:
    design = design_of(store)
    assert (design.width_px, design.height_px) == pytest.approx((1600, 1200))
    assert (design.dpi, design.items) == (192, screen_design(1600, 1200).items)
    small = design_of(store, "--size", "1500x1130", "--scale", "1", "--no-chart")
    assert (small.width_px, small.height_px, small.dpi) == pytest.approx((1500, 1130, 96))
    assert not small.shows(ItemKind.CHART)


def test_what_is_asked_for_is_on_the_page(store: CaseStore, tmp_path: Path) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_bytes(b"<svg/>")
    design = design_of(
        store,
        *(
            "--template",
            "a4-portrait",
            "--dpi",
            "150",
            "--page",
            "100x80mm",
            "--title",
            "T",
            "--subtitle",
            "S",
        ),
        *("--author", "A. Kim", "--logo", str(logo), "--call-out=130.3,42.2,Rajin, pier 3", "--graticule"),
        *("--call-out=125.4,38.7,Nampo", "--table", "selection"),
    )
    assert (design.width_mm, design.height_mm, design.dpi, design.author) == (100, 80, 150, "A. Kim")
    words = {item.id: item.text for item in design.items if item.text}
    assert words == {
        "title": "T",
        "subtitle": "S",
        "call_out-1": "Rajin, pier 3",
        "call_out-2": "Nampo",
    }
    anchors = [item.anchor for item in design.items if item.kind is ItemKind.CALL_OUT]
    assert anchors == [Anchor(130.3, 42.2), Anchor(125.4, 38.7)]
    assert design.table is TableKind.SELECTION
    assert design.shows(ItemKind.TABLE)
    assert design.shows(ItemKind.PICTURE)
    assert design.graticule
    assert design.arrangement is TEMPLATES[2].arrangement


def test_a_page_of_its_own_lies_as_its_sides_say(store: CaseStore) -> None:
    assert design_of(store, "--page", "300x200").arrangement is Arrangement.BESIDE
    assert design_of(store, "--page", "200x300mm").arrangement is Arrangement.STACKED
    assert not design_of(store, "--template", "a4-portrait", "--table", "none").shows(ItemKind.TABLE)


def test_contradictions_are_refused(store: CaseStore, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not go with --template"):
        design_of(store, "--template", "social", "--size", "800x600")
    with pytest.raises(UsageError, match="say the same"):
        design_of(store, "--scale", "1", "--dpi", "300")
    with pytest.raises(InputError, match="cannot read"):
        design_of(store, "--logo", str(tmp_path / "none.png"))
    large = tmp_path / "large.png"
    large.write_bytes(bytes(2_000_001))
    with pytest.raises(InputError, match="larger than 2 MB"):
        design_of(store, "--logo", str(large))


@pytest.mark.parametrize("text", ["10x10mm", "210", "210x", "axb", "210x1190", "nanxnan", "-210x297"])
def test_what_is_no_page_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        page_size(text)


@pytest.mark.parametrize(
    "text", ["130,42", "130,42, ", "x,42,Rajin", "181,42,Rajin", "130,86,Rajin", "nan,1,a", ""]
)
def test_what_is_no_call_out_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        call_out(text)

"""The parser: everything is listed, nonsense is refused."""

import argparse

import pytest

from desktop_app.cli.option_types import bounding_box, pixel_size, whole_scale
from desktop_app.cli.parser import build_parser


def test_help_lists_every_command() -> None:
    text = build_parser().format_help()
    for word in ("open", "figure", "summary", "test", "bench", "lock", "--self-test", "--version"):
        assert word in text


@pytest.mark.parametrize("text", ["1600", "x", "0x0", "99999x1", "1600x1000x2", "-1x5", ""])
def test_bad_sizes(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="WIDTHxHEIGHT"):
        pixel_size(text)


@pytest.mark.parametrize(
    "text", ["1,2,3", "a,b,c,d", "130,40,120,50", "120,50,130,40", "0,0,nan,1", "0,-90,1,90"]
)
def test_bad_boxes(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        bounding_box(text)


@pytest.mark.parametrize("text", ["0", "5", "1.5", "two"])
def test_bad_scales(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        whole_scale(text)


def test_good_values() -> None:
    assert pixel_size("1600x1000") == (1600, 1000)
    assert bounding_box("118,33,146,50") == (118.0, 33.0, 146.0, 50.0)
    arguments = build_parser().parse_args(["figure", "-o", "a.png", "--from", "2024", "--vessel", "A"])
    assert (arguments.first_day, arguments.vessel, arguments.scale) == ("2024", ["A"], None)


def test_a_case_is_one_thing_or_the_other() -> None:
    arguments = build_parser().parse_args(["open", "--training"])
    assert (arguments.training, arguments.case) == (True, None)
    assert not build_parser().parse_args(["open", "a.gpkg"]).training
    for words in (["open"], ["open", "a.gpkg", "--training"], ["summary", "--case", "a.gpkg", "--training"]):
        with pytest.raises(SystemExit):
            build_parser().parse_args(words)

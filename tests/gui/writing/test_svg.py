"""A figure's SVG: named groups, letters, nothing from elsewhere; drawn by resvg beside the PNG."""

import io
import re
from typing import Any

import pytest
import resvg_py
from lxml import etree
from PIL import Image, ImageChops, ImageStat

from desktop_app.runtime.resources import Resources

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"


def drawn(svg: bytes, fonts: list[str]) -> Image.Image:
    """By resvg at 192 dots per inch, without any font of this machine."""
    png = resvg_py.svg_to_bytes(
        svg_string=svg.decode(), dpi=192, font_files=fonts or None, skip_system_fonts=True
    )
    return Image.open(io.BytesIO(bytes(png))).convert("RGB")


def difference(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of a pixel, of 255."""
    side = min(one.width, other.width), min(one.height, other.height)
    assert one.width - side[0] + other.width - side[0] <= 1
    assert one.height - side[1] + other.height - side[1] <= 1
    boxes = [image.crop((0, 0, *side)) for image in (one, other)]
    return float(max(ImageStat.Stat(ImageChops.difference(*boxes)).mean))


@pytest.mark.parametrize("name", [".svg", "outlines.svg"])
def test_an_svg_looks_like_the_png(sample: Any, resources: Resources, name: str) -> None:
    fonts = [str(path) for path in sorted(resources.asset("build/fonts").glob("*.ttf"))]
    png = Image.open(io.BytesIO(sample.files[".png"])).convert("RGB")
    # Outlines need no font at all. Edges are smoothed otherwise: half a level in the mean.
    found = drawn(sample.files[name], fonts if name == ".svg" else [])
    assert difference(png, found) < 0.8
    root = etree.fromstring(sample.files[name])
    root.remove(next(group for group in root if group.get("id") == "title"))
    assert difference(png, drawn(etree.tostring(root), fonts)) > 0.8


def test_each_part_is_a_group_of_its_own(sample: Any) -> None:
    root = etree.fromstring(sample.files[".svg"])
    assert (root.get("width"), root.get("height")) == ("120mm", "90mm")
    groups = [group for group in root if group.tag == f"{SVG}g"]
    assert [group.get("id") for group in groups] == [
        "paper",
        "title",
        "map",
        "chart",
        "part-1-bad-id",
        "sources",
        "watermark",
    ]
    assert groups[2].findtext(f"{SVG}title") == "Map"
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    used = set(re.findall(rb"url\(#([^)]+)\)", sample.files[".svg"]))
    assert {name.decode() for name in used} <= set(ids)
    # Both parts that cut something out have a cut of their own.
    assert {b"chart-clipPath1", b"part-1-bad-id-clipPath1"} <= used


def test_letters_are_text_with_just_the_fonts_they_need(sample: Any) -> None:
    root = etree.fromstring(sample.files[".svg"])
    texts = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert "".join(texts[:3]).startswith('Calls <b>&amp; "volumes"</b>')
    assert "1  Source number 1, published 2024" in texts
    style = root.findtext(f"{SVG}style")
    assert re.findall(r"font-family:'([^']+)';font-weight:(\d+)", style) == [
        ("Tumen Sans", "400"),
        ("Tumen Sans", "600"),
        ("Tumen Sans KR", "600"),
    ]
    assert len(style) < 60_000
    outlined = etree.fromstring(sample.files["outlines.svg"])
    assert not list(outlined.iter(f"{SVG}text"))
    assert outlined.find(f"{SVG}style") is None


def test_an_svg_asks_for_nothing(sample: Any) -> None:
    for name in (".svg", "outlines.svg"):
        root = etree.fromstring(sample.files[name])
        assert not list(root.iter(f"{SVG}script", f"{SVG}foreignObject", f"{SVG}a"))
        links = [element.get(HREF) for element in root.iter() if element.get(HREF)]
        assert links
        assert all(link.startswith(("data:image/png;base64,", "data:image/jpeg;base64,")) for link in links)
        assert not re.search(rb"url\((?!#|data:font)", sample.files[name])
        assert not [key for element in root.iter() for key in element.attrib if key.startswith("on")]

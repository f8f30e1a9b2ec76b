"""A figure as SVG 1.1: a named group a part, letters as text with their fonts or as outlines; and proof."""

import base64
import io
import re
from typing import Final
from xml.etree import ElementTree as ET

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize
from PySide6.QtGui import QFont, QPainter
from PySide6.QtSvg import QSvgGenerator

from desktop_app.domain.figure_design import CSS_PX_PER_INCH
from desktop_app.exporters.proof.embedded import NAMESPACE
from desktop_app.exporters.proof.picture import settled
from desktop_app.runtime.resources import Resources
from desktop_app.ui.figure.figure import Figure, Part
from desktop_app.ui.figure.fonts import FAMILIES
from desktop_app.ui.figure.writing.described import described, rdf, writable
from desktop_app.ui.figure.writing.lossy import MOST_LOSSLESS_BYTES, as_jpeg
from desktop_app.ui.figure.writing.raster import check_page
from desktop_app.ui.figure.writing.svg_text import embed_fonts, outline

_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_HREF: Final = f"{{{_XLINK}}}href"
_PNG_DATA: Final = "data:image/png;base64,"
_PLAIN_PX: Final = 12
_POINTS_AT: Final = re.compile(r"url\(#([^)]+)\)")
_UNNAMEABLE: Final = re.compile(r"[^\w.-]", re.ASCII)

ET.register_namespace("", _SVG)
ET.register_namespace("xlink", _XLINK)
ET.register_namespace("tumen", NAMESPACE)


def svg_bytes(figure: Figure, manifest: str, resources: Resources, *, outlines: bool = False) -> bytes:
    """The figure as SVG, without script and without anything from elsewhere.

    Args:
        figure: what is painted.
        manifest: its proof as canonical JSON; the digest of the file is put into it.
        resources: where the fonts lie.
        outlines: letters as shapes, for programs that know no embedded fonts; they are no text any more.

    Raises:
        UsageError: the map cannot be drawn at so many dots, or there is too little memory.
        InputError: the program's own fonts are missing.
    """
    design = figure.design
    check_page(design, design.dpi)
    words = described(figure)
    root = ET.Element(
        _tag("svg"),
        {
            "version": "1.1",
            "width": f"{design.width_mm:g}mm",
            "height": f"{design.height_mm:g}mm",
            "viewBox": f"0 0 {design.width_px:.6g} {design.height_px:.6g}",
        },
    )
    ET.SubElement(root, _tag("title")).text = words.title
    ET.SubElement(root, _tag("desc")).text = words.notes
    # Made by us of escaped words just now, so no stranger's XML is read.
    ET.SubElement(root, _tag("metadata")).append(ET.fromstring(rdf(words, (manifest,))))  # noqa: S314 - as said
    taken: set[str] = set()
    for part in figure.parts:
        root.append(_group(part, design.width_px, design.height_px, _name(part.name, taken)))
    if outlines:
        outline(root)
    else:
        embed_fonts(root, resources)
    return settled(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _tag(name: str) -> str:
    return f"{{{_SVG}}}{name}"


def _name(name: str, taken: set[str]) -> str:
    """A part's name as an id that no other part has (XML 1.0, NCName)."""
    plain = _UNNAMEABLE.sub("-", name)
    start = plain if plain[:1].isalpha() else f"part-{plain}"
    found, count = start, 1
    while found in taken:
        count += 1
        found = f"{start}-{count}"
    taken.add(found)
    return found


def _group(part: Part, width_px: float, height_px: float, name: str) -> ET.Element:
    """What one part draws, its ids made its own."""
    drawn = _drawn(part, width_px, height_px)
    group = ET.Element(_tag("g"), {"id": name})
    ET.SubElement(group, _tag("title")).text = writable(part.name.replace("_", " ")).capitalize()
    group.extend(element for element in drawn if element.tag in {_tag("defs"), _tag("g")})
    for element in group.iter():
        for key, value in element.attrib.items():
            if "url(#" in value:
                element.set(key, _POINTS_AT.sub(rf"url(#{name}-\1)", value))
        if element is not group and "id" in element.attrib:
            element.set("id", f"{name}-{element.get('id')}")
        if element.tag == _tag("image"):
            # Enlarged, a map is to be smooth; and large ones are JPEGs.
            element.attrib.pop("image-rendering", None)
            element.set(_HREF, _smaller(element.get(_HREF, "")))
    _prune(group)
    return group


def _drawn(part: Part, width_px: float, height_px: float) -> ET.Element:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)  # clips; the default knows none
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(round(width_px), round(height_px)))
    generator.setViewBox(QRectF(0, 0, width_px, height_px))
    generator.setResolution(round(CSS_PX_PER_INCH))
    painter = QPainter(generator)
    # Qt writes a font to every shape too; without this it is the application's, which the window changes.
    plain = QFont(list(FAMILIES))
    plain.setPixelSize(_PLAIN_PX)
    painter.setFont(plain)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    part.paint(painter)
    painter.end()
    text = bytes(buffer.data().data()).decode("utf-8", "replace")
    # Qt escapes every text; what it lets through are characters that no XML can hold.
    return ET.fromstring(writable(text))  # noqa: S314 - Qt's own output, without a document type


def _smaller(link: str) -> str:
    """A large picture without transparency as JPEG."""
    if len(link) * 3 // 4 <= MOST_LOSSLESS_BYTES or not link.startswith(_PNG_DATA):
        return link
    from PIL import PngImagePlugin  # noqa: PLC0415 - 50 ms, for large pictures alone

    with PngImagePlugin.PngImageFile(io.BytesIO(base64.b64decode(link.removeprefix(_PNG_DATA)))) as picture:
        if picture.mode != "RGB":
            return link
        return "data:image/jpeg;base64," + base64.b64encode(as_jpeg(picture)).decode("ascii")


def _prune(element: ET.Element) -> None:
    """Take away what draws nothing: Qt opens a group with every change of pen and font."""
    for child in list(element):
        _prune(child)
        is_bare = child.tag in {_tag("g"), _tag("defs")} and not len(child)
        if is_bare or (child.tag == _tag("text") and not (child.text or "").strip()):
            element.remove(child)

"""Letters of an SVG: as text with the letters of the bundled fonts that it uses, or as outlines."""

import base64
import io
from collections import defaultdict
from typing import Final
from xml.etree import ElementTree as ET

from PySide6.QtGui import QFont, QPainterPath

from desktop_app.runtime.resources import Resources
from desktop_app.ui.figure.fonts import FACES, FAMILIES

_TEXT: Final = "{http://www.w3.org/2000/svg}text"
_PATH: Final = "{http://www.w3.org/2000/svg}path"
_STYLE: Final = "{http://www.w3.org/2000/svg}style"
_BOLD: Final = 600
# Outlines are taken at this size and shrunk, so that no letter is rounded to its pixels.
_OUTLINE_PX: Final = 100


def embed_fonts(root: ET.Element, resources: Resources) -> None:
    """Put those letters of the bundled fonts into an SVG that its texts use; others fall back by name.

    Raises:
        InputError: the program's own fonts are missing.
    """
    used: defaultdict[int, set[int]] = defaultdict(set)
    for element in root.iter():
        # Groups have a font too, with no text of their own.
        if "font-family" in element.attrib:
            families = [name.strip() for name in element.attrib["font-family"].split(",")]
            quoted = ",".join("'" + name.replace("'", "") + "'" for name in families)
            element.set("font-family", f"{quoted},sans-serif")
        if element.tag == _TEXT:
            weight = _BOLD if int(element.get("font-weight", "400")) >= _BOLD else 400
            used[weight].update(map(ord, element.text or ""))
    rules = []
    for family, weight, name in FACES:
        letters = _cut(resources.asset(f"build/fonts/{name}").read_bytes(), used[weight])
        if letters:
            data = base64.b64encode(letters).decode("ascii")
            rules.append(
                f"@font-face{{font-family:'{family}';font-weight:{weight};src:url(data:font/woff;base64,{data})}}"
            )
            # What one family has, the next in line is not asked for.
            used[weight] -= _letters(letters)
    style = ET.Element(_STYLE, {"type": "text/css"})
    style.text = "".join(rules)
    root.insert(0, style)


def outline(root: ET.Element) -> None:
    """Turn every text into a shape at the same place."""
    for element in list(root.iter(_TEXT)):
        path = QPainterPath()
        path.addText(0, 0, _font(element), element.text or "")
        scale = float(element.get("font-size", "0")) / _OUTLINE_PX
        x, y = float(element.get("x", "0")), float(element.get("y", "0"))
        kept = {name: element.get(name, "") for name in ("fill", "fill-opacity", "stroke")}
        element.clear()
        element.tag = _PATH
        element.attrib.update(kept, d=_commands(path, x, y, scale))
        # Overlapping strokes of a letter are filled whole.
        element.set("fill-rule", "nonzero")


def _cut(font: bytes, codes: set[int]) -> bytes:
    """The letters of these codes that a font has, as WOFF; empty where it has none of them."""
    from fontTools import subset  # noqa: PLC0415 - 0.1 s, for SVG alone
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - same

    face = TTFont(io.BytesIO(font), recalcTimestamp=False)
    # A space alone is no reason to carry a font.
    if not {code for code in codes & set(face.getBestCmap()) if not chr(code).isspace()}:
        return b""
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.flavor = "woff"
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(face)
    face.flavor = "woff"
    written = io.BytesIO()
    face.save(written)
    return written.getvalue()


def _letters(font: bytes) -> set[int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - as above

    return set(TTFont(io.BytesIO(font)).getBestCmap())


def _font(element: ET.Element) -> QFont:
    font = QFont([name.strip() for name in element.get("font-family", ",".join(FAMILIES)).split(",")])
    font.setPixelSize(_OUTLINE_PX)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setWeight(QFont.Weight(int(element.get("font-weight", "400"))))
    font.setItalic(element.get("font-style") != "normal")
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _commands(path: QPainterPath, x: float, y: float, scale: float) -> str:
    """A path in SVG's words; a cubic is told by three elements, of which only the first says so."""
    words = []
    after_curve = 0
    for place in range(path.elementCount()):
        element = path.elementAt(place)
        point = f"{x + element.x * scale:.2f} {y + element.y * scale:.2f}"
        if element.type == QPainterPath.ElementType.CurveToElement:
            after_curve = 2
            words.append(f"C{point}")
        elif after_curve:
            after_curve -= 1
            words.append(point)
        else:
            words.append(f"{'M' if element.isMoveTo() else 'L'}{point}")
    return " ".join(words)

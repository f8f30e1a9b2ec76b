"""The bundled fonts, so that a figure looks the same on every machine."""

import base64
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

from desktop_app.runtime.resources import Resources

FAMILIES: Final = ("Tumen Sans", "Tumen Sans KR")


def load_fonts(resources: Resources) -> None:
    """Make the bundled families known to Qt, once a process."""
    if FAMILIES[0] not in QFontDatabase.families():
        for path in sorted(resources.asset("build/fonts").glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(path))


def with_fallback(font: QFont, resources: Resources) -> QFont:
    """The system's font, with ours for scripts it lacks: a Korean title never shows as empty boxes."""
    load_fonts(resources)
    result = QFont(font)
    result.setFamilies([font.family(), *FAMILIES])
    return result


def figure_font(resources: Resources) -> QFont:
    """The figures' font."""
    load_fonts(resources)
    font = QFont(list(FAMILIES))
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


HANGUL: Final = range(0xAC00, 0xD7A4)
FACES: Final = (
    ("Tumen Sans", 400, "TumenSans-Regular.ttf"),
    ("Tumen Sans", 600, "TumenSans-SemiBold.ttf"),
    ("Tumen Sans KR", 400, "TumenSansKR-Regular.ttf"),
)


def embed_fonts(svg: bytes, resources: Resources) -> bytes:
    """Put the fonts that the text needs into an SVG: it reads the same where they are not installed."""
    text = svg.decode("utf-8")
    korean = any(ord(character) in HANGUL for character in text)
    rules = [
        f"@font-face{{font-family:'{family}';font-weight:{weight};"
        f"src:url(data:font/ttf;base64,{_base64(resources, name)})}}"
        for family, weight, name in FACES
        if korean or family == FAMILIES[0]
    ]
    style = f"<style>{''.join(rules)}</style>"
    listed = ",".join(FAMILIES)
    text = text.replace("<defs>", f"<defs>{style}", 1)
    return text.replace(listed, f"{listed},sans-serif").encode("utf-8")


def _base64(resources: Resources, name: str) -> str:
    return base64.b64encode(resources.asset(f"build/fonts/{name}").read_bytes()).decode("ascii")

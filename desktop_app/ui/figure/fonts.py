"""The bundled fonts, so that a figure looks the same on every machine."""

import unicodedata
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase, QRawFont

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


# Family, weight and file; in this order a letter is looked for.
FACES: Final = (
    ("Tumen Sans", 400, "TumenSans-Regular.ttf"),
    ("Tumen Sans", 600, "TumenSans-SemiBold.ttf"),
    ("Tumen Sans KR", 400, "TumenSansKR-Regular.ttf"),
    ("Tumen Sans KR", 600, "TumenSansKR-SemiBold.ttf"),
)


def missing_glyphs(text: str) -> set[str]:
    """The characters of a text that no bundled font has: a figure shows a box for each.

    Raises:
        InputError: the program's own fonts are missing.
    """
    load_fonts(Resources.locate())
    faces = [QRawFont.fromFont(QFont(family)) for family in FAMILIES]
    return {
        character
        for character in set(text)
        # Controls, formats and spaces show nothing anyhow.
        if unicodedata.category(character) not in {"Cc", "Cf", "Zs", "Zl", "Zp", "Mn"}
        and not any(face.supportsCharacter(ord(character)) for face in faces)
    }

"""The bundled fonts, so that a figure looks the same on every machine."""

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

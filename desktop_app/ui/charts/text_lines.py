"""Text in lines of a given width."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF


def wrap(text: str, font: QFont, width: float) -> tuple[str, ...]:
    """Break a text into lines no wider than `width`; a word that is wider alone is cut."""
    metrics = QFontMetricsF(font)
    space = metrics.horizontalAdvance(" ")
    lines: list[str] = []
    line, taken = "", 0.0
    # Not at every white space: thousands are parted by one that must not be broken at.
    for word in filter(None, text.replace("\n", " ").split(" ")):
        # Words are measured one by one: a line that grows would be measured whole at each of them.
        advance = metrics.horizontalAdvance(word)
        if line and taken + space + advance <= width:
            line, taken = f"{line} {word}", taken + space + advance
            continue
        if line:
            lines.append(line)
        line, taken = word, advance
        while taken > width:
            cut = max(sum(metrics.horizontalAdvance(line[:n]) <= width for n in range(1, len(line))), 1)
            lines.append(line[:cut])
            line = line[cut:]
            taken = metrics.horizontalAdvance(line)
    return (*lines, line) if line else tuple(lines)


def wrapped_to(text: str, font: QFont, width: float, most: int) -> tuple[str, ...]:
    """The same in at most so many lines; the last one is cut where the text is longer."""
    lines = wrap(text, font, width)
    if len(lines) <= most:
        return lines
    rest = " ".join(lines[most - 1 :])
    cut = QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
    return (*lines[: most - 1], cut)

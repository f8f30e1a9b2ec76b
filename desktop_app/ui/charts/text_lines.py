"""Text in lines of a given width."""

from bisect import bisect_right

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
            cut = _fitting(line, metrics, width)
            lines.append(line[:cut])
            line = line[cut:]
            taken = metrics.horizontalAdvance(line)
    return (*lines, line) if line else tuple(lines)


def _fitting(word: str, metrics: QFontMetricsF, width: float) -> int:
    """How many characters from the first are no wider than this; at least one."""
    beyond = 1
    while beyond < len(word) and metrics.horizontalAdvance(word[:beyond]) <= width:
        beyond *= 2
    ends = range(1, min(beyond, len(word)))
    return max(bisect_right(ends, width, key=lambda end: metrics.horizontalAdvance(word[:end])), 1)


def wrapped_to(text: str, font: QFont, width: float, most: int) -> tuple[str, ...]:
    """The same in at most so many lines; the last one is cut where the text is longer."""
    lines = wrap(text, font, width)
    if len(lines) <= most:
        return lines
    rest = " ".join(lines[most - 1 :])
    cut = QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
    return (*lines[: most - 1], cut)

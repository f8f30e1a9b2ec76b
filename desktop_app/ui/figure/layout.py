"""Where the parts of a figure lie. All lengths are pixels at scale 1, whole so that the map stays sharp."""

import math
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from desktop_app.domain.provenance import Source
from desktop_app.runtime.errors import UsageError
from desktop_app.ui.charts.marks import sized
from desktop_app.ui.charts.text_lines import wrap
from desktop_app.ui.figure.content import FigureContent

MARGIN: Final = 24
TITLE_PX: Final = 22.0
SUBTITLE_PX: Final = 13.0
SOURCE_PX: Final = 9.5
IMPRINT_PX: Final = 8.5
CHART_PX: Final = 10.0
CHART_HEIGHT: Final = 206
GAP: Final = 10
COLUMN_GAP: Final = 18
LEAST_COLUMN: Final = 290
LEAST_BRIEF_COLUMN: Final = 260
LEAST_MAP_HEIGHT: Final = 240


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One entry of the source list, already cut into lines."""

    number: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureLayout:
    """Rectangles of the parts.

    Attributes:
        title_lines, subtitle_lines, chart_lines: wrapped texts.
        columns: the source list by column.
    """

    width: int
    height: int
    title_lines: tuple[str, ...]
    subtitle_lines: tuple[str, ...]
    head: QRectF
    map: QRectF
    chart: QRectF | None
    chart_lines: tuple[str, ...]
    sources: QRectF
    columns: tuple[tuple[SourceLine, ...], ...]
    imprint: QRectF


def line_height(pixels: float) -> float:
    """Distance between base lines for a font size."""
    return math.ceil(pixels * 1.36)


def layout_for_size(content: FigureContent, font: QFont, width: int, height: int) -> FigureLayout:
    """Fit a figure into a size; the map takes what the words leave.

    Where they leave too little, each source has one line, and titles are cut short.

    Raises:
        UsageError: the words leave no room for a map; says how high the figure must be.
    """
    rest = 0.0
    for brief in (False, True):
        rest = _place(content, font, width, 0, brief=brief).height
        map_height = math.floor(height - rest)
        if map_height >= LEAST_MAP_HEIGHT:
            return _place(content, font, width, map_height, brief=brief)
    raise UsageError(
        f"a figure of {width}x{height} has no room for the map beside {len(content.sources)} sources; "
        f"it needs a height of at least {math.ceil(rest) + LEAST_MAP_HEIGHT}"
    )


def layout_for_map(content: FigureContent, font: QFont, map_width: int, map_height: int) -> FigureLayout:
    """Put the words round a map of a given size."""
    return _place(content, font, map_width + 2 * MARGIN, map_height, brief=False)


def _place(content: FigureContent, font: QFont, width: int, map_height: int, *, brief: bool) -> FigureLayout:
    inner = width - 2 * MARGIN
    title = wrap(content.title, sized(font, TITLE_PX, bold=True), inner)
    plain = sized(font, SUBTITLE_PX)
    subtitle = (*wrap(content.subtitle, plain, inner), *wrap(content.filter_sentence, plain, inner))
    head_height = len(title) * line_height(TITLE_PX) + len(subtitle) * line_height(SUBTITLE_PX)
    head = QRectF(MARGIN, MARGIN - 6, inner, head_height)
    map_rect = QRectF(MARGIN, math.ceil(head.bottom() + GAP), inner, map_height)
    bottom = map_rect.bottom()
    chart: QRectF | None = None
    chart_lines: tuple[str, ...] = ()
    if content.chart is not None:
        chart_font = sized(font, CHART_PX)
        chart_lines = wrap(content.chart_sentence, chart_font, inner)
        foot = math.ceil(QFontMetricsF(chart_font).height() * len(chart_lines))
        chart = QRectF(MARGIN, bottom + GAP, inner, CHART_HEIGHT + foot)
        bottom = chart.bottom()
    columns = _columns(content, font, inner, brief=brief)
    rows = max((sum(len(entry.lines) for entry in column) for column in columns), default=0)
    sources = QRectF(MARGIN, bottom + GAP, inner, (rows + 1) * line_height(SOURCE_PX))
    imprint_lines = len(wrap(content.imprint, sized(font, IMPRINT_PX), inner))
    imprint = QRectF(MARGIN, sources.bottom() + 6, inner, imprint_lines * line_height(IMPRINT_PX))
    height = math.ceil(imprint.bottom() + MARGIN / 2)
    return FigureLayout(
        width, height, title, subtitle, head, map_rect, chart, chart_lines, sources, columns, imprint
    )


def _columns(
    content: FigureContent, font: QFont, inner: float, *, brief: bool
) -> tuple[tuple[SourceLine, ...], ...]:
    """The source list in as many columns as fit, filled evenly from left to right."""
    least = LEAST_BRIEF_COLUMN if brief else LEAST_COLUMN
    count = max(int((inner + COLUMN_GAP) // (least + COLUMN_GAP)), 1)
    width = (inner - (count - 1) * COLUMN_GAP) / count
    source_font = sized(font, SOURCE_PX)
    indent = QFontMetricsF(source_font).horizontalAdvance("00  ")
    room = width - indent
    entries = [
        SourceLine(
            number,
            (_in_one_line(source, source_font, room),) if brief else wrap(_words(source), source_font, room),
        )
        for number, source in enumerate(content.sources, start=1)
    ]
    total = sum(len(entry.lines) for entry in entries)
    share = total / count
    columns: list[list[SourceLine]] = [[] for _ in range(count)]
    done = 0
    for entry in entries:
        columns[min(int(done / share) if share else 0, count - 1)].append(entry)
        done += len(entry.lines)
    return tuple(tuple(column) for column in columns)


def _words(source: Source) -> str:
    """Title, publisher and date; the address stands in the case, too long for a figure."""
    return f"{source.title}. {_published(source)}"


def _published(source: Source) -> str:
    return ", ".join(part for part in (source.publisher, source.published) if part)


def _in_one_line(source: Source, font: QFont, width: float) -> str:
    """The same, cut: the title first, since publisher and date find the source."""
    metrics = QFontMetricsF(font)
    right = Qt.TextElideMode.ElideRight
    tail = metrics.elidedText(_published(source), right, width)
    room = width - metrics.horizontalAdvance(f" {tail}")
    if room < metrics.horizontalAdvance("Title…"):
        return tail
    return f"{metrics.elidedText(f'{source.title}.', right, room)} {tail}"

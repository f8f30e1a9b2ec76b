"""The list of pages behind the overview: name, calls, barrels, days and page of each, and what has none."""

from collections.abc import Sequence
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from desktop_app.domain.figure_design import CSS_PX_PER_INCH, MM_PER_INCH, Design, Item, ItemKind
from desktop_app.exporters.page_facts import page_name
from desktop_app.exporters.wording import barrels, calls, days, marked, number
from desktop_app.query.pages.results import PageKind, PageList, PageThing
from desktop_app.runtime.resources import Resources
from desktop_app.session.style import Theme
from desktop_app.ui.charts.marks import pen, sized
from desktop_app.ui.figure.figure import Figure, Part
from desktop_app.ui.figure.items import watermark
from desktop_app.ui.figure.items.block import Block, line_height
from desktop_app.ui.figure.items.words import words_block
from desktop_app.ui.figure.look import Look, look_of
from desktop_app.ui.figure.pages.request import PAGE_NUMBER, PagesRequest, page_number
from desktop_app.ui.palette import colour

PLURALS: Final = {
    PageKind.VESSEL: ("vessel", "vessels"),
    PageKind.PORT: ("port", "ports"),
    PageKind.VOYAGE: ("voyage", "voyages"),
    PageKind.MONTH: ("month", "months"),
}
# Rows stand looser than lines of one text; a second column where the page has room for it.
SPACING: Final = 1.2
LEAST_COLUMN: Final = 52.0  # in multiples of the words’ size
# Shares of a column: name, days, calls, barrels, page.
SHARES: Final = (0.32, 0.22, 0.1, 0.28, 0.08)
HEADINGS: Final = ("", "Days (UTC)", "Calls", "Barrels", "Page")


class _Sheet(NamedTuple):
    """How the list is laid on a page of a design; CSS pixels.

    Attributes:
        head: the words over the list.
        area: of the rows.
        columns: how many columns there are.
        rows: in each.
        step: from row to row.
        pixels: size of the words.
    """

    look: Look
    head: Block
    title: Block
    area: QRectF
    columns: int
    rows: int
    step: float
    pixels: float


def contents_pages(request: PagesRequest, found: PageList, resources: Resources) -> int:
    """How many pages the list takes."""
    sheet = _sheet(request, found, resources)
    return -(-len(found.things) // (sheet.rows * sheet.columns))


def contents_figures(
    request: PagesRequest, found: PageList, overview: Figure, total: int, resources: Resources
) -> tuple[Figure, ...]:
    """The pages of the list; sources, notes and imprint are the overview's.

    Args:
        request: what is written.
        found: what is listed.
        overview: the first page.
        total: how many pages there are.
        resources: fonts.
    """
    sheet, design = _sheet(request, found, resources), overview.design
    room, count = sheet.rows * sheet.columns, contents_pages(request, found, resources)
    whole = QRectF(0, 0, design.width_px, design.height_px)
    figures = []
    for place in range(count):
        rows = list(enumerate(found.things, start=2 + count))[place * room : (place + 1) * room]
        kept = [part for name in ("paper", "imprint") if (part := overview.part(name)) is not None]
        kept.append(Part("pages", whole, partial(_paint, sheet=sheet, rows=rows, design=design)))
        item = page_number(design, 2 + place, total)
        kept.append(Part(PAGE_NUMBER, whole, partial(_paint_number, item=item, look=sheet.look)))
        if overview.synthetic:
            mark = overview.part(watermark.NAME)
            kept += [mark] if mark is not None else []
        title = marked(_title(found), synthetic=overview.synthetic)
        figures.append(overview._replace(parts=tuple(kept), title=title, overflowing=(), tiles=0))
    return tuple(figures)


def told_of(found: PageList) -> str:
    """How many there are, what they add up to, and what has no page; sentences."""
    one, several = PLURALS[found.kind]
    total = found.total
    words = [
        f"One page a {one}: {pages(found.found)} with {calls(total.calls, approximate=total.approximate)}"
    ]
    if total.estimated:
        volume = barrels(total.low_bbl, total.best_bbl, total.high_bbl)
        words.append(f"{volume} estimated for {number(total.estimated)}")
    sentences = [f"{', '.join(words)}."]
    if total.estimated < total.calls:
        sentences.append("A minimum: of the other calls no volume can be estimated.")
    if found.kind in {PageKind.PORT, PageKind.MONTH}:
        ends = "both its ports" if found.kind is PageKind.PORT else "each month that its days lie in"
        sentences.append(f"A voyage stands on the page of {ends}, so that pages add up to more.")
    if found.left_out:
        sentences.append(f"{number(found.left_out)} more are left out by the limit.")
    if found.empty:
        word = one if found.empty == 1 else several
        sentences.append(f"{number(found.empty)} other {word} without a row under this filter have no page.")
    return " ".join(sentences)


def pages(count: int) -> str:
    """So many pages."""
    return f"{number(count)} page{'' if count == 1 else 's'}"


def _title(found: PageList) -> str:
    return f"Pages by {PLURALS[found.kind][0]}"


def _sheet(request: PagesRequest, found: PageList, resources: Resources) -> _Sheet:
    design = request.design
    theme = Theme(design.theme or request.subject.theme)
    look = look_of(design, theme, resources)
    margin = design.margin_mm / MM_PER_INCH * CSS_PX_PER_INCH
    inner = QRectF(0, 0, design.width_px, design.height_px).adjusted(margin, margin, -margin, -margin)
    pixels = look.size_px(ItemKind.TABLE)
    title = words_block(
        (marked(_title(found), synthetic=request.subject.engine.store.record.synthetic),),
        look,
        look.size_px(ItemKind.TITLE),
        look.accent,
        bold=True,
        most=2,
    )(inner.width())
    told = (
        told_of(found),
        f"Filter: {request.subject.filter.sentence()}. Sources: page 1, and each page’s own.",
    )
    head = words_block(told, look, look.size_px(ItemKind.SUBTITLE), look.palette.quiet, most=8)(inner.width())
    step = line_height(pixels) * SPACING
    # Two lines for the imprint at the foot, one row for the headings.
    foot = 3 * line_height(look.size_px(ItemKind.IMPRINT)) + step
    top = inner.top() + title.height + head.height + 2 * step
    area = QRectF(inner.left(), top, inner.width(), max(inner.bottom() - foot - top, step))
    columns = max(int(inner.width() // (LEAST_COLUMN * pixels)), 1)
    return _Sheet(look, head, title, area, columns, max(int(area.height() // step), 1), step, pixels)


def _paint(painter: QPainter, sheet: _Sheet, rows: Sequence[tuple[int, PageThing]], design: Design) -> None:
    area, look = sheet.area, sheet.look
    margin = design.margin_mm / MM_PER_INCH * CSS_PX_PER_INCH
    sheet.title.paint(painter, QRectF(margin, margin, area.width(), sheet.title.height))
    sheet.head.paint(painter, QRectF(margin, margin + sheet.title.height, area.width(), sheet.head.height))
    gap = 2 * sheet.pixels
    width = (area.width() - (sheet.columns - 1) * gap) / sheet.columns
    for column in range(sheet.columns):
        some = rows[column * sheet.rows : (column + 1) * sheet.rows]
        if not some:
            break
        left = area.left() + column * (width + gap)
        painter.setPen(colour(look.palette.quiet))
        painter.setFont(sized(look.font, sheet.pixels))
        _paint_cells(painter, HEADINGS, QPointF(left, area.top() - sheet.step), width, sheet)
        for place, (page, thing) in enumerate(some):
            corner = QPointF(left, area.top() + place * sheet.step)
            painter.setPen(pen(look.palette.line))
            painter.drawLine(corner, corner + QPointF(width, 0))
            painter.setPen(colour(look.palette.text))
            _paint_cells(painter, _cells(thing, page), corner, width, sheet)


def _cells(thing: PageThing, page: int) -> tuple[str, ...]:
    totals = thing.totals
    first, last = thing.first_day, thing.last_day
    return (
        page_name(thing),
        days(first, last) if first is not None and last is not None else "",
        f"{'about ' if totals.approximate else ''}{number(totals.calls)}",
        barrels(totals.low_bbl, totals.best_bbl, totals.high_bbl, unit="") if totals.estimated else "–",
        number(page),
    )


def _paint_cells(
    painter: QPainter, cells: Sequence[str], corner: QPointF, width: float, sheet: _Sheet
) -> None:
    """One row: the name and the days from the left, numbers from the right of their columns."""
    metrics = QFontMetricsF(painter.font())
    base = corner.y() + (sheet.step - metrics.height()) / 2 + metrics.ascent()
    left = corner.x()
    for place, (cell, share) in enumerate(zip(cells, SHARES, strict=True)):
        room = width * share - sheet.pixels * 0.6
        words = metrics.elidedText(cell, Qt.TextElideMode.ElideRight, room)
        is_number = place > 1
        x = left + width * share - metrics.horizontalAdvance(words) if is_number else left
        painter.drawText(QPointF(x, base), words)
        left += width * share


def _paint_number(painter: QPainter, item: Item, look: Look) -> None:
    if item.box is None:
        return
    pixels = look.px(item)
    box = QRectF(*(side / MM_PER_INCH * CSS_PX_PER_INCH for side in item.box))
    words_block((item.text,), look, pixels, look.palette.text)(box.width()).paint(painter, box)

"""Payments in a thin row under the bars, month by month on the same axis; never a ledger of barrels.

Bars: amounts that are published, each currency to a scale of its own. Rings: payments without an amount.
Brackets: payments known only for a time longer than a month, which are added to nothing.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from desktop_app.domain.statement import Payment
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.exporters.payment_words import payment_name, price_sentence
from desktop_app.exporters.wording import time_span
from desktop_app.query.payments_results import Paid
from desktop_app.ui.charts.axis import PeriodAxis, short_number
from desktop_app.ui.charts.marks import bracket, pen
from desktop_app.ui.charts.part_looks import PartLook, Texture, fill
from desktop_app.ui.charts.volumes_data import VolumesData
from desktop_app.ui.charts.volumes_tips import payments_words
from desktop_app.ui.charts.window_marks import LABEL_GROUND, QUALIFIER_WORDS, Hits, WindowMark
from desktop_app.ui.palette import Palette, colour

TITLE: Final = "Paid"
RING_PX: Final = 3.0
BAR_SHARE: Final = 0.66
WIDEST_BAR_PX: Final = 14.0
LEAST_BAR_PX: Final = 2.0
FOOT_PX: Final = 3.0
_TEXTURES: Final = (Texture.PLAIN, Texture.ACROSS, Texture.DOWN, Texture.GRID)


def payment_looks(data: VolumesData, palette: Palette) -> dict[str, PartLook]:
    """How the bars of each currency look; one without a published amount has none."""
    paid = [currency for currency, highest in data.highest_paid.items() if highest]
    return {
        currency: PartLook(palette.neutral, _TEXTURES[place % len(_TEXTURES)])
        for place, currency in enumerate(paid)
    }


def paint_payments(
    painter: QPainter, row: QRectF, axis: PeriodAxis, data: VolumesData, palette: Palette
) -> Hits:
    """Draw into `row`, whose left and right sides are the axis's."""
    if not data.has_payments:
        return []
    metrics = QFontMetricsF(painter.font())
    painter.setPen(pen(palette.quiet))
    title = QRectF(row.left() - 100, row.bottom() - metrics.height(), 94, metrics.height())
    painter.drawText(title, int(Qt.AlignmentFlag.AlignRight), TITLE)
    painter.setPen(pen(palette.line))
    painter.drawLine(row.bottomLeft(), row.bottomRight())
    hits = [_longer(painter, row, axis, data, payment, palette) for payment in data.longer_payments]
    looks, highest = payment_looks(data, palette), data.highest_paid
    for index, start in enumerate(axis.starts):
        sums = data.paid.get(start, ())
        if sums:
            slot = QRectF(axis.x_of(index), row.top(), axis.slot, row.height())
            _period(painter, slot, sums, highest, looks, palette)
            hits.insert(0, (slot, _mark(data, start, sums, palette)))
    return hits


def _period(
    painter: QPainter,
    slot: QRectF,
    sums: tuple[Paid, ...],
    highest: Mapping[str, float],
    looks: dict[str, PartLook],
    palette: Palette,
) -> None:
    """The currencies of one period side by side."""
    whole = max(min(slot.width() * BAR_SHARE, WIDEST_BAR_PX * len(sums)), LEAST_BAR_PX)
    width = whole / len(sums)
    for place, one in enumerate(sums):
        left = slot.center().x() - whole / 2 + place * width
        top = slot.bottom()
        if one.amount:
            height = (slot.height() - FOOT_PX - 1) * one.amount / highest[one.currency]
            box = QRectF(left, top - max(height, 1.5), max(width - 0.5, 1.5), max(height, 1.5))
            fill(painter, [box], looks[one.currency], palette.panel)
        if one.without_amount:
            painter.setPen(pen(palette.text, 1.2))
            painter.setBrush(colour(palette.panel))
            painter.drawEllipse(QPointF(left + width / 2, slot.bottom() - RING_PX - 1), RING_PX, RING_PX)


def _longer(
    painter: QPainter, row: QRectF, axis: PeriodAxis, data: VolumesData, payment: Payment, palette: Palette
) -> tuple[QRectF, WindowMark]:
    """A bracket over its time, with its amount where there is room."""
    left, right = axis.x_of_day(payment.when.first_day), axis.x_of_day(payment.when.last_day)
    right = max(right, left + 3)
    y = row.top() + 1
    bracket(painter, left, right, y, FOOT_PX, pen(palette.quiet, 1.2))
    label = f"{payment.currency} without an amount"
    if payment.amount is not None:
        label = f"{QUALIFIER_WORDS[payment.qualifier]}{short_number(payment.amount)} {payment.currency}"
    metrics = QFontMetricsF(painter.font())
    width = metrics.horizontalAdvance(label) + 4
    box = QRectF((left + right - width) / 2, y + 1, width, metrics.height())
    months = {start for start in data.paid if left <= axis.x_of_day(start) < right}
    covered = [QRectF(axis.x_of_day(start), row.top(), axis.slot, row.height()) for start in months]
    if width < right - left - 4 and not any(box.intersects(other) for other in covered):
        painter.setPen(pen(palette.quiet))
        painter.fillRect(box, colour(palette.panel, LABEL_GROUND))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter), label)
    words = [f"{payment_name(payment)}, {time_span(payment.when)}", payment.purpose]
    price = data.beside.prices.longer.get(payment.id) if data.beside.prices is not None else None
    words += [price_sentence(price)] if price is not None else []
    key = f"payment:{payment.id}"
    mark = WindowMark(
        "payment",
        payment.id,
        payment.amount or 0.0,
        payment.when,
        label,
        palette.quiet,
        "\n".join(words),
        (key,),
    )
    return QRectF(left - 1, row.top() - 1, right - left + 2, row.height() + 2), mark


def _mark(data: VolumesData, start: date, sums: tuple[Paid, ...], palette: Palette) -> WindowMark:
    last = data.period.last_day(start)
    keys = data.payment_keys(start)
    words = "\n".join(payments_words(data, start))
    when = TimeSpan.of_days(start, last, Precision.WINDOW)
    return WindowMark("payment", sums[0].ids[0], 0.0, when, TITLE, palette.quiet, words, keys)

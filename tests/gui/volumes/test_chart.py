"""What the volumes chart draws and tells: heights, sums, corrections, days without a look."""

from datetime import date
from typing import Any, Final

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from desktop_app.domain.assumption import Key, Range
from desktop_app.query.clauses import ChoiceClause, ClauseKind
from desktop_app.query.periods import Period
from desktop_app.query.volumes_results import Cell, Question, Shown, Split
from desktop_app.ui.charts.axis import PeriodAxis
from desktop_app.ui.charts.unseen_days import paint_unseen_days
from desktop_app.ui.charts.volumes_widget import Spot
from desktop_app.ui.models.volumes_table import Column
from desktop_app.ui.palette import LIGHT

pytestmark = pytest.mark.gui
APRIL: Final = date(2024, 4, 1)


def test_bars_of_any_length_have_the_same_sum(made_up: Any) -> None:
    totals = []
    for period in Period:
        made_up.ask(Question(period))
        data = made_up.panel.data
        assert data is not None
        total = Cell()
        for cell in (*data.bars.values(), *data.unplaced.values()):
            total = total.plus(cell)
        totals.append(total)
        assert total[:5] == data.total[:5]
    assert totals[0].best_bbl > totals[0].low_bbl > 0
    assert totals[0][5:] == pytest.approx(totals[1][5:])
    assert totals[0][5:] == pytest.approx(totals[2][5:])


def test_heights_are_the_ends_of_the_range(made_up: Any) -> None:
    """Full up to the low end and light on to the high end, in the chart's own scale; trains beside calls."""
    made_up.ask(Question(split=Split.MODE))
    data = made_up.panel.data
    assert data is not None
    boxes = [box for box, start, _ in made_up.hits.bars.parts if start == APRIL]
    cell = data.bars[APRIL]
    plot = made_up.hits.bars.plot
    height = plot.bottom() - min(box.top() for box in boxes)
    full = sum(box.height() for box in boxes[:2])
    assert full / height == pytest.approx(cell.low_bbl / cell.high_bbl)
    made_up.ask(Question(split=Split.MODE, shown=Shown.CALLS))
    sea, rail = (box for box, start, _ in made_up.hits.bars.parts if start == APRIL)
    assert sea.height() / rail.height() == pytest.approx(cell.calls / cell.consignments)
    assert sea.right() < rail.left() + 1  # never on each other


def test_a_line_across_the_bar_stands_at_the_best_figure(made_up: Any) -> None:
    data, bars = made_up.panel.data, made_up.hits.bars
    assert data is not None
    cell = data.bars[APRIL]
    solid = next(box for box, start, _ in bars.parts if start == APRIL)
    y = bars.plot.bottom() - solid.height() * cell.best_bbl / cell.low_bbl
    image = made_up.panel.chart.grab().toImage()
    column = [image.pixelColor(round(solid.center().x()), row).name() for row in range(image.height())]
    dark = [row for row, name in enumerate(column) if name == LIGHT.text.lower()]
    assert any(abs(row - y) <= 1.5 for row in dark)
    assert solid.top() - y > 5


def test_moved_assumptions_move_bars_and_total_and_are_said(made_up: Any) -> None:
    before = made_up.panel.data
    assert before is not None
    assert before.assumed == ""
    with made_up.qtbot.waitSignal(made_up.coordinator.delivered):
        made_up.session.assume(Key.LOAD_FRACTION, Range(0.1, 0.2, 0.3), "")
    after = made_up.panel.data
    assert after is not None
    assert after.assumed == "Changed by hand"
    assert "20\N{NO-BREAK SPACE}%" in made_up.panel.sentence
    assert after.total.best_bbl < before.total.best_bbl
    assert after.shares[0].cell.best_bbl == pytest.approx(after.years[0].cell.best_bbl)
    crossed = [data.years[0].crossed_best for data in (before, after)]
    assert crossed[0] is not None
    assert crossed[1] is None or crossed[1] > crossed[0]
    # Days without a look and payments rest on no assumption.
    assert (after.looks, after.paid) == (before.looks, before.paid)


def test_the_share_of_the_cap_is_told_year_by_year_and_leads_to_the_year(record: Any) -> None:
    record.panel.resize(1500, 320)
    told = {mark.id: (box, mark.words) for box, mark in record.hits.marks if "share of the cap" in mark.words}
    assert set(told) == {"2023", "2024", "2025"}
    box, words = told["2024"]
    assert "observed: 10.2\N{NO-BREAK SPACE}% (3.4–10.9\N{NO-BREAK SPACE}%) for 2 of them" in words
    assert "notified: " in words
    assert "claimed: 300.0\N{NO-BREAK SPACE}%" in words
    record.click(box.center())
    assert record.session.selection == ("year:2024",)
    # Where years have no room, the newest with an observed volume stands alone.
    record.panel.resize(700, 209)
    assert [mark.id for _, mark in record.hits.marks if "share of the cap" in mark.words] == ["2024"]


def test_what_is_corrected_stands_beside_and_is_in_no_sum(made_up: Any) -> None:
    before = made_up.panel.data
    assert before is not None
    assert not before.corrected
    assert not made_up.panel.corrected.isChecked()
    made_up.panel.corrected.setFocus()
    made_up.qtbot.keyClick(made_up.panel.corrected, Qt.Key.Key_Space)
    made_up.settle()
    data = made_up.panel.data
    assert data is not None
    assert data.total == before.total
    assert data.bars == before.bars
    april = data.corrected[APRIL]
    assert april.best > data.bars[APRIL].best_bbl
    assert april.low <= april.best <= april.high
    # August has no usable look: no outline, and a reason.
    august = date(2024, 8, 1)
    assert august not in data.corrected
    assert "\nVostochny in August 2024: none of the 31 days" in made_up.panel.chart.words(Spot(august))
    assert "corrected for days without a look" in made_up.panel.sentence
    made_up.show_table()
    assert not made_up.panel.table.isColumnHidden(Column.CORRECTED)
    row = next(row for row in made_up.panel.rows.rows if row.key == "month:2024-08")
    assert "Vostochny in August 2024" in row.corrected


def test_zero_silence_and_cloud_look_different(record: Any) -> None:
    """A notified zero, a month without a figure and a clouded month are three pictures."""
    record.panel.resize(1500, 320)
    image = record.panel.chart.grab().toImage()
    bars = record.hits.bars
    axis, plot = bars.axis, bars.plot

    def slot(month: date) -> bytes:
        left = round(axis.x_of(axis.starts.index(month)))
        part = image.copy(left + 2, round(plot.top()) + 2, round(axis.slot) - 4, round(plot.height()))
        return bytes(part.constBits())

    assert len({slot(date(2023, 10, 1)), slot(date(2025, 6, 1)), slot(date(2024, 8, 1))}) == 3


def test_a_year_is_hatched_where_its_unseen_month_is(record: Any) -> None:
    record.ask(Question(Period.YEAR))
    chart = record.panel.chart
    place = record.in_slot(date(2024, 1, 1))
    words = chart.words(chart.spot_at(place))
    assert "1 of 12 months without a usable image" in words
    assert "31 days hidden by cloud, 335 days of which nothing is stated" in words
    assert "whether there was a usable image is not stated" in chart.words(Spot(date(2025, 1, 1)))


def test_what_is_not_stated_is_neither_hatched_nor_called_clear(record: Any) -> None:
    record.filter(ChoiceClause(ClauseKind.DISCHARGE, ("nampo",), ("Nampo",)))
    data = record.panel.data
    assert data is not None
    assert data.looks == {}
    assert "usable image" not in record.panel.chart.words(Spot(date(2024, 8, 1)))
    assert "usable image" not in record.panel.sentence
    assert not record.panel.corrected.isEnabled()
    assert "Nothing is stated" in record.panel.corrected.toolTip()


def test_a_month_is_hatched_as_far_as_its_share_of_days_without_a_look(made_up: Any) -> None:
    data = made_up.panel.data
    assert data is not None
    widths = {}
    for month in (APRIL, date(2024, 8, 1)):
        image = QImage(200, 60, QImage.Format.Format_RGB32)
        image.fill(0xFFFFFF)
        painter = QPainter(image)
        axis = PeriodAxis(Period.MONTH, (month,), 20, 150)
        one = data._replace(looks={month: data.looks[month]})
        paint_unseen_days(painter, QRectF(20, 10, 150, 40), axis, one, LIGHT)
        painter.end()
        inked = [x for x in range(200) for y in range(60) if image.pixel(x, y) & 0xFFFFFF != 0xFFFFFF]
        widths[month] = (min(inked) - 20, max(inked) - 20)
    # Clouds or no image on 20 of April's 30 days, and on all of August's.
    assert widths[APRIL] == pytest.approx((0, 100), abs=2)
    assert widths[date(2024, 8, 1)] == pytest.approx((0, 150), abs=2)


@pytest.mark.parametrize("period", Period)
def test_days_lie_where_their_periods_are(period: Period) -> None:
    axis = PeriodAxis(period, period.between(date(2023, 1, 1), date(2024, 12, 31)), 10.0, 731.0)
    days = [19_358 + number for number in range(0, 731, 7)]  # from 1 January 2023 on
    assert axis.xs_of_days(days) == pytest.approx(
        [axis.x_of_day(date.fromordinal(719_163 + day)) for day in days]
    )
    assert axis.xs_of_days([0, 30_000]) == pytest.approx([10.0, 741.0])

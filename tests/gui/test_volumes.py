"""The volumes panel, driven with mouse and keyboard."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.assumption import Key, Range
from desktop_app.domain.record import Record
from desktop_app.exporters.cards import card_for
from desktop_app.jobs.runner import JobRunner
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause
from desktop_app.query.periods import Period
from desktop_app.query.results import MOST_SELECTED
from desktop_app.query.volumes_results import Cell, Question, Shown, Split
from desktop_app.session.coordinator import Coordinator
from desktop_app.session.session import Session
from desktop_app.session.style import Style
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.charts.axis import PeriodAxis
from desktop_app.ui.charts.unseen_days import paint_unseen_days
from desktop_app.ui.charts.volumes_chart import ChartHits
from desktop_app.ui.charts.volumes_widget import Spot
from desktop_app.ui.models.volumes_table import Column, VolumesTableModel
from desktop_app.ui.palette import LIGHT
from desktop_app.ui.panels import volumes
from desktop_app.ui.panels.volumes import VolumesPanel

pytestmark = pytest.mark.gui

LEFT: Final = Qt.MouseButton.LeftButton
CHON_MA_SAN: Final = ChoiceClause(ClauseKind.VESSEL, ("chon-ma-san",), ("CHON MA SAN",))
APRIL: Final = date(2024, 4, 1)


class Drive:
    """A panel on a case, shown, with its answers."""

    def __init__(self, store: CaseStore, qtbot: QtBot) -> None:
        self.session = Session(store, Style())
        self.jobs = JobRunner()
        self.coordinator = Coordinator(self.session, self.jobs)
        self.panel = VolumesPanel(self.session)
        self.qtbot = qtbot
        self.panel.question_changed.connect(lambda: self.coordinator.ask(self.panel))
        qtbot.addWidget(self.panel)
        self.panel.resize(1200, 320)
        with qtbot.waitExposed(self.panel):
            self.panel.show()
        self.coordinator.add(self.panel)
        with qtbot.waitSignal(self.coordinator.delivered):
            self.coordinator.refresh()

    def filter(self, *clauses: Any) -> None:
        """Set clauses and wait for the answers."""
        for clause in clauses:
            with self.qtbot.waitSignal(self.coordinator.delivered):
                self.session.set_clause(clause, "")

    def ask(self, question: Question) -> None:
        """Show something else."""
        self.panel.set_question(question)
        self.settle()

    def settle(self) -> None:
        """Wait until the panel shows what is asked for."""
        self.qtbot.waitUntil(
            lambda: (
                self.coordinator.is_settled
                and self.panel.data is not None
                and self.panel.data.question == self.panel.question
            )
        )

    def show_table(self) -> None:
        """Turn to the table and wait for its rows."""
        self.panel._tabs.setCurrentWidget(self.panel.table)
        self.qtbot.waitUntil(lambda: self.coordinator.is_settled and bool(self.panel.rows.rows))

    @property
    def hits(self) -> ChartHits:
        """Where things were painted just now."""
        self.panel.chart.grab()
        hits = self.panel.chart._hits
        assert hits is not None
        return hits

    def click(self, at: QPointF) -> None:
        """Click into the chart."""
        self.qtbot.mouseClick(self.panel.chart, LEFT, pos=at.toPoint())

    def in_slot(self, start: date) -> QPointF:
        """A point in a period where no bar is."""
        bars = self.hits.bars
        left = bars.axis.x_of(bars.axis.starts.index(start))
        return QPointF(left + bars.axis.slot / 2, bars.plot.top() + 3)


@pytest.fixture
def record(store: CaseStore, qtbot: QtBot) -> Iterator[Drive]:
    drive = Drive(store, qtbot)
    yield drive
    drive.jobs.shutdown()


@pytest.fixture
def made_up(training: CaseStore, qtbot: QtBot) -> Iterator[Drive]:
    drive = Drive(training, qtbot)
    yield drive
    drive.jobs.shutdown()


@pytest.mark.parametrize(
    ("period", "start", "key"),
    [
        (Period.MONTH, date(2024, 3, 1), "month:2024-03"),
        (Period.QUARTER, date(2024, 1, 1), "quarter:2024-Q1"),
        (Period.YEAR, date(2024, 1, 1), "year:2024"),
    ],
)
def test_a_click_opens_the_ledger_of_a_period(record: Drive, period: Period, start: date, key: str) -> None:
    record.ask(Question(period))
    place = record.in_slot(start)
    assert "observed" in record.panel.chart.words(record.panel.chart.spot_at(place))
    record.click(place)
    assert record.session.selection == (key,)
    card = card_for(record.session.store, key)
    assert card is not None
    assert card.sources


def test_the_cap_line_leads_to_its_resolution_and_a_crossing_to_its_year(made_up: Drive) -> None:
    box = next(box for box, mark in made_up.hits.marks if mark.kind == "rule")
    made_up.click(box.center())
    assert made_up.session.selection == ("rule:refined-cap",)
    box, mark = next((box, mark) for box, mark in made_up.hits.marks if mark.kind == "year")
    assert "crosses 500" in mark.label
    made_up.click(box.center())
    assert made_up.session.selection == ("year:2024",)


@pytest.mark.parametrize("split", [Split.VESSEL, Split.LOADING, Split.DISCHARGE, Split.PRODUCT, Split.MODE])
def test_a_click_on_a_part_selects_its_voyages(made_up: Drive, split: Split) -> None:
    made_up.ask(Question(Period.QUARTER, split))
    data = made_up.panel.data
    assert data is not None
    quarter = [part for _, start, part in made_up.hits.bars.parts if start == APRIL]
    assert len(set(quarter)) > 1
    for part in set(quarter):
        tallest = max(
            (box for box, start, other in made_up.hits.bars.parts if (start, other) == (APRIL, part)),
            key=lambda box: box.height(),
        )
        made_up.click(tallest.center())
        chosen = made_up.session.selection
        cell = data.cells[APRIL, part]
        ships = made_up.session.store.voyages(
            key.removeprefix("voyage:") for key in chosen if key.startswith("voyage:")
        )
        assert sum(row.ships for row in ships) == cell.calls
        assert sum(key.startswith("consignment:") for key in chosen) == cell.consignments


def test_bars_of_any_length_have_the_same_sum(made_up: Drive) -> None:
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


def test_heights_are_the_ends_of_the_range(made_up: Drive) -> None:
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


def test_a_line_across_the_bar_stands_at_the_best_figure(made_up: Drive) -> None:
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


def test_moved_assumptions_move_bars_and_total_and_are_said(made_up: Drive) -> None:
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


def test_the_share_of_the_cap_is_told_year_by_year_and_leads_to_the_year(record: Drive) -> None:
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


def test_a_click_on_the_row_of_payments_selects_them(made_up: Drive, record: Drive) -> None:
    data = made_up.panel.data
    assert data is not None
    paid = [(box, mark) for box, mark in made_up.hits.marks if mark.kind == "payment"]
    box, mark = next((box, mark) for box, mark in paid if mark.when.first_day == APRIL)
    assert "A check, not a finding" in mark.words
    made_up.click(box.center())
    assert made_up.session.selection == data.payment_keys(APRIL)
    assert len(made_up.session.selection) == 8
    actions = {action.text(): action for action in made_up.panel.menu(Spot(APRIL)).actions()}
    made_up.session.select((), "")
    actions["Select the payments of Apr 2024"].trigger()
    assert made_up.session.selection == data.payment_keys(APRIL)
    # In the record one payment has no amount, and another is of a whole year: apart, and in no bar.
    marks = [mark for _, mark in record.hits.marks if mark.kind == "payment"]
    assert [mark.keys for mark in marks] == [("payment:payment-first",), ("payment:payments-2024",)]
    assert "amount not published" in marks[0].words


def test_what_is_corrected_stands_beside_and_is_in_no_sum(made_up: Drive) -> None:
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


def test_the_keyboard_goes_through_periods_and_parts(made_up: Drive) -> None:
    made_up.ask(Question(split=Split.VESSEL))
    chart = made_up.panel.chart
    made_up.hits  # noqa: B018 - painted, so that the tooltip has its place
    chart.setFocus()
    key = made_up.qtbot.keyClick
    with made_up.qtbot.waitSignal(chart.menu_wanted):
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, chart.rect().center(), QPoint())
        QGuiApplication.sendEvent(chart, asked)
    for menu in made_up.panel.findChildren(QMenu):
        menu.close()
    key(chart, Qt.Key.Key_Home)
    key(chart, Qt.Key.Key_End)
    last = chart._cursor.start
    key(chart, Qt.Key.Key_Left)
    assert chart._cursor.start is not None
    assert last is not None
    assert Period.MONTH.after(chart._cursor.start) == last
    while chart._cursor.start > APRIL:
        key(chart, Qt.Key.Key_Left)
    assert "Apr 2024" in chart.accessibleDescription()
    key(chart, Qt.Key.Key_Up)
    name = made_up.panel.data.parts[chart._cursor.part].name  # type: ignore[union-attr, index]  # it has one
    assert f"{name}: " in chart.accessibleDescription()
    key(chart, Qt.Key.Key_Return)
    assert made_up.session.selection
    assert all(one.startswith("voyage:") for one in made_up.session.selection)
    key(chart, Qt.Key.Key_Down)
    key(chart, Qt.Key.Key_Space)
    assert made_up.session.selection == ("month:2024-04",)


def test_its_menu_filters_to_a_month_and_to_a_part(made_up: Drive) -> None:
    made_up.ask(Question(split=Split.VESSEL))
    _, start, part = next(hit for hit in made_up.hits.bars.parts if hit[1] == APRIL)
    menu = made_up.panel.menu(Spot(start, part))
    actions = {action.text(): action for action in menu.actions()}
    with made_up.qtbot.waitSignal(made_up.coordinator.delivered):
        actions["Filter to Apr 2024"].trigger()
    assert made_up.session.filter.dates == DateClause(APRIL, date(2024, 4, 30))
    assert made_up.panel.data is not None
    assert set(made_up.panel.data.bars) == {APRIL}
    name = made_up.panel.data.parts[part].name
    with made_up.qtbot.waitSignal(made_up.coordinator.delivered):
        actions[f"Filter to “{name}”"].trigger()
    assert made_up.session.filter.choice(ClauseKind.VESSEL).names == (name,)
    assert "name no ship" in made_up.panel.sentence


def test_pointing_links_to_the_other_views_both_ways(made_up: Drive) -> None:
    place = made_up.in_slot(APRIL)
    made_up.qtbot.mouseMove(made_up.panel.chart, place.toPoint() - QPoint(0, 1))
    made_up.qtbot.mouseMove(made_up.panel.chart, place.toPoint())
    assert made_up.session.hover == "month:2024-04"
    made_up.session.set_hover("voyage:voyage-01", "table")
    assert made_up.panel.chart._selected == {date(2024, 3, 1)}
    made_up.session.set_hover("", "table")
    made_up.session.select(("month:2024-05",), "")
    assert made_up.panel.chart._selected == {date(2024, 5, 1)}


def test_every_row_of_the_table_leads_to_cards_with_its_sources(record: Drive) -> None:
    record.show_table()
    model = record.panel.rows
    assert model.rowCount() > 20
    for place in range(model.rowCount()):
        record.panel.table.selectRow(place)
        assert record.session.selection
        sources = set()
        for key in record.session.selection:
            card = card_for(record.session.store, key)
            assert card is not None, key
            sources |= {source.id for source in card.sources}
        assert model.row(place).sources <= sources, model.row(place)
        assert model.row(place).sources


def test_the_table_is_sorted_by_what_it_says(made_up: Drive, qtmodeltester: Any) -> None:
    made_up.ask(Question(split=Split.VESSEL))
    made_up.show_table()
    model, table = made_up.panel.rows, made_up.panel.table
    header = table.horizontalHeader()
    for _ in range(2):
        place = QPoint(header.sectionViewportPosition(Column.HIGH) + 40, header.height() // 2)
        made_up.qtbot.mouseClick(header.viewport(), LEFT, pos=place)
    highs = [row.high for row in model.rows]
    assert highs == sorted(highs, reverse=True)
    assert highs[0] > highs[-1]
    qtmodeltester.check(VolumesTableModel())
    qtmodeltester.check(model)


def test_the_table_tells_low_best_and_high_apart(record: Drive) -> None:
    record.show_table()
    assert record.panel.table.isColumnHidden(Column.CORRECTED)
    rows = {row.key: row for row in record.panel.rows.rows if row.key}
    march = rows["month:2024-03"]
    thin = "\N{NARROW NO-BREAK SPACE}"
    assert march.figures == (f"8{thin}592", f"25{thin}604", f"27{thin}272")
    assert (march.calls, march.known) == (5, 1)
    assert march.notes == "4 calls without a volume"
    assert march.looks == "not stated"
    assert rows["payment:payments-2024"].ledger == "paid"
    assert "added to no other payment" in rows["payment:payments-2024"].notes


def test_the_table_is_copied_with_its_filter_and_sources(made_up: Drive) -> None:
    made_up.filter(DateClause(APRIL, date(2024, 6, 30)))
    made_up.show_table()
    made_up.panel.activateWindow()
    made_up.panel.table.setFocus()
    made_up.qtbot.waitUntil(made_up.panel.table.hasFocus)
    with made_up.qtbot.waitSignal(made_up.panel.said):
        made_up.qtbot.keyClick(made_up.panel.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    lines = data.text().splitlines()
    assert lines[0].startswith("SYNTHETIC")
    assert lines[1].split("\t")[0] == "Period (UTC)"
    table = lines[2 : lines.index("")]
    assert len(table) == made_up.panel.rows.rowCount()
    # All columns but that of corrections, which nobody asked for.
    assert {line.count("\t") for line in table} == {len(Column) - 2} == {lines[1].count("\t")}
    assert "Days with a usable image" in lines[1]
    assert "A check, not a finding" in data.text()
    assert any("Filter: 2024-04-01 to 2024-06-30" in line for line in lines)
    assert data.html().count("<tr>") == len(lines) - 1
    sources = lines[lines.index("Sources:") + 1 :]
    assert len(sources) == len({one for row in made_up.panel.rows.rows for one in row.sources})


def test_the_panel_follows_the_filter(record: Drive) -> None:
    record.show_table()
    rows = record.panel.rows.rowCount()
    record.filter(CHON_MA_SAN)
    ledgers = [row.ledger for row in record.panel.rows.rows]
    assert ledgers.count("observed") == 2 < rows
    # Payments name no ship: dates and words alone choose them, and that is said.
    assert set(ledgers) == {"observed", "paid"}
    assert "name no ship" in record.panel.sentence
    assert "Payments name none of these either" in record.panel.sentence
    assert record.panel.data is not None
    assert [year.year for year in record.panel.data.years] == [2024]
    assert record.panel.data.limit_bbl == 500_000


def test_where_nothing_passes_the_way_out_is_shown(record: Drive) -> None:
    record.filter(CHON_MA_SAN, DateClause(date(2031, 1, 1)))
    assert not record.panel.chart.isVisible()
    assert record.panel._empty.isVisible()
    lift = next(button for button in record.panel._empty.buttons if "2031" in button.toolTip())
    with record.qtbot.waitSignal(record.coordinator.delivered):
        record.qtbot.mouseClick(lift, LEFT)
    assert record.panel.chart.isVisible()


def test_an_empty_case_says_so(reported: Record, qtbot: QtBot) -> None:
    store = CaseStore.of_record(
        replace(reported, voyages=(), calls=(), sightings=(), notified=(), claims=(), consignments=())
    )
    drive = Drive(store, qtbot)
    assert drive.panel._empty.isVisible()
    assert drive.panel._empty.sentence == "There are no volumes in this case."
    drive.jobs.shutdown()
    store.close()


def test_a_selection_is_bounded_and_says_so(made_up: Drive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(volumes, "MOST_SELECTED", 3)
    assert MOST_SELECTED > 3
    with made_up.qtbot.waitSignal(made_up.panel.said) as said:
        made_up.panel._select_cells([(APRIL, None)])
    assert len(made_up.session.selection) == 3
    assert said.args is not None
    assert "first 3 of" in said.args[0]


def test_zero_silence_and_cloud_look_different(record: Drive) -> None:
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


def test_a_year_is_hatched_where_its_unseen_month_is(record: Drive) -> None:
    record.ask(Question(Period.YEAR))
    chart = record.panel.chart
    place = record.in_slot(date(2024, 1, 1))
    words = chart.words(chart.spot_at(place))
    assert "1 of 12 months without a usable image" in words
    assert "31 days hidden by cloud, 335 days of which nothing is stated" in words
    assert "whether there was a usable image is not stated" in chart.words(Spot(date(2025, 1, 1)))


def test_what_is_not_stated_is_neither_hatched_nor_called_clear(record: Drive) -> None:
    record.filter(ChoiceClause(ClauseKind.DISCHARGE, ("nampo",), ("Nampo",)))
    data = record.panel.data
    assert data is not None
    assert data.looks == {}
    assert "usable image" not in record.panel.chart.words(Spot(date(2024, 8, 1)))
    assert "usable image" not in record.panel.sentence
    assert not record.panel.corrected.isEnabled()
    assert "Nothing is stated" in record.panel.corrected.toolTip()


def test_a_month_is_hatched_as_far_as_its_share_of_days_without_a_look(made_up: Drive) -> None:
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


def test_everything_has_a_name(made_up: Drive) -> None:
    controls: list[QWidget] = [
        made_up.panel.corrected,
        made_up.panel.periods,
        made_up.panel.splits,
        made_up.panel.shown,
    ]
    named: list[QWidget] = [*controls, made_up.panel.chart, made_up.panel.table]
    assert all(widget.accessibleName() for widget in named)
    assert all(box.focusPolicy() & Qt.FocusPolicy.TabFocus for box in controls)
    made_up.panel.periods.setFocus()
    made_up.qtbot.keyClick(made_up.panel.periods, Qt.Key.Key_Down)
    made_up.settle()
    assert made_up.panel.question.period is Period.QUARTER

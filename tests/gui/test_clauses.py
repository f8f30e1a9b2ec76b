"""The filter by hand: chips that are turned off and on, editors for every kind of clause, saved filters."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QMenu,
    QPushButton,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.exporters.wording import number
from desktop_app.query.clauses import (
    NOT_DOCUMENTED,
    AreaClause,
    ChoiceClause,
    ClauseKind,
    DateClause,
    Filter,
    TextClause,
    VolumeClause,
    VoyageClause,
)
from desktop_app.session.editor import CaseEditor
from desktop_app.session.saved_filters import SavedFilters
from desktop_app.session.session import Session
from desktop_app.session.style import Style
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.saving import save_as_case
from desktop_app.ui.clause_editors import ClauseEditors
from desktop_app.ui.clause_row import ClauseRow
from desktop_app.ui.elided_label import ElidedLabel
from desktop_app.ui.map_area import MapArea
from desktop_app.ui.name_dialogs import NameDialog
from desktop_app.ui.saved_filters_menu import FilterListDialog, SavedFiltersMenu

pytestmark = pytest.mark.gui

LEFT = Qt.MouseButton.LeftButton
DATES = DateClause(date(2024, 1, 1), date(2024, 12, 31))
TEXT = TextClause("yu")


@pytest.fixture
def row(bench: Any, qtbot: QtBot) -> Iterator[ClauseRow]:
    """The row of clauses in a window of its own."""
    host = QWidget()
    made = ClauseRow(bench.session, ClauseEditors(bench.session, bench.coordinator, host))
    layout = QVBoxLayout(host)
    layout.addWidget(made)
    layout.addStretch(1)
    qtbot.addWidget(host)
    host.resize(1100, 300)
    with qtbot.waitExposed(host):
        host.show()
    bench.coordinator.refresh()
    yield made
    host.close()


def texts(row: ClauseRow) -> dict[str, bool]:
    return {chip.button.text(): chip.is_on for chip in row.chips.values()}


def test_a_chip_is_turned_off_and_on_and_removed_by_mouse(bench: Any, qtbot: QtBot, row: ClauseRow) -> None:
    session = bench.session
    session.set_filter(Filter.of(TEXT, DATES))
    assert list(texts(row)) == ["2024-01-01 – 2024-12-31", "with the text “yu”"]
    chip = row.chips[ClauseKind.DATES]
    qtbot.mouseClick(chip.button, LEFT)
    assert session.filter == Filter.of(TEXT)
    assert texts(row)["2024-01-01 – 2024-12-31"] is False
    assert "off" in chip.button.accessibleName()
    qtbot.mouseClick(chip.button, LEFT)
    assert session.filter == Filter.of(TEXT, DATES)
    qtbot.mouseClick(chip.cross, LEFT)
    assert session.filter == Filter.of(TEXT)
    assert list(row.chips) == [ClauseKind.TEXT]
    qtbot.mouseClick(row.reset, LEFT)
    assert row.chips == {}
    assert not row.reset.isEnabled()


def test_a_chip_by_keyboard(bench: Any, qtbot: QtBot, row: ClauseRow) -> None:
    session = bench.session
    session.set_filter(Filter.of(TEXT, DATES))
    row.add.setFocus()
    qtbot.keyClick(row.add, Qt.Key.Key_Tab)
    button = row.chips[ClauseKind.DATES].button
    assert button.hasFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert session.lifted == (DATES,)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert session.lifted == ()
    qtbot.keyClick(button, Qt.Key.Key_Delete)
    assert session.filter == Filter.of(TEXT)
    text = row.chips[ClauseKind.TEXT].button
    assert text.hasFocus()
    qtbot.keyClick(text, Qt.Key.Key_Return)
    popup = QApplication.activePopupWidget()
    assert popup is row._editors.text
    assert row._editors.text.field.text() == "yu"
    popup.close()


def test_many_chips_take_more_lines_and_no_more_width(bench: Any, qtbot: QtBot, row: ClauseRow) -> None:
    before, width = row.height(), row.window().width()
    kinds = [kind for kind in ClauseKind if kind.value in {"operator", "loading", "discharge", "product"}]
    long = [ChoiceClause(kind, ("a name as long as names of companies are",)) for kind in kinds]
    bench.session.set_filter(Filter.of(DATES, TEXT, VolumeClause(1, 2), *long))
    qtbot.waitUntil(lambda: row.height() > before)
    assert row.window().width() == width
    boxes = [QRect(chip.pos(), chip.size()) for chip in row.chips.values()]
    assert not any(one.intersects(other) for place, one in enumerate(boxes) for other in boxes[place + 1 :])
    assert all(row._flow.rect().contains(box) for box in boxes)
    assert all(chip.width() < 320 for chip in row.chips.values())
    bench.session.reset_filter()
    qtbot.waitUntil(lambda: row.height() == before)


def test_the_row_says_what_is_hidden(bench: Any, qtbot: QtBot, row: ClauseRow) -> None:
    with qtbot.waitSignal(row.hiding) as told:
        bench.session.set_clause(TEXT, "")
    assert told.args == [True]
    row.show_count(1_234, 5_678)
    assert row.count.text() == f"{number(1_234)} of {number(5_678)} voyages"
    assert f"{number(4_444)} voyages are hidden" in row.count.toolTip()
    with qtbot.waitSignal(row.hiding) as told:
        bench.session.lift(ClauseKind.TEXT)
    assert told.args == [False]


def test_the_menu_has_every_kind_of_clause(bench: Any, qtbot: QtBot, row: ClauseRow) -> None:
    bench.session.set_clause(TEXT, "")
    qtbot.mouseClick(row.add, LEFT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    actions = menu.actions()
    assert len(actions) == len(ClauseKind) - 1  # one voyage alone is chosen elsewhere
    assert [action.text() for action in actions if action.isChecked()] == ["Text…"]
    menu.close()


def tick_box(popup: Any, number: int) -> QPoint:
    """Where the box of a row lies."""
    index = popup.model.index(number, 0)
    option = QStyleOptionViewItem()
    option.initFrom(popup.list)
    option.rect = popup.list.visualRect(index)
    option.features = QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
    element = QStyle.SubElement.SE_ItemViewItemCheckIndicator
    box: QRect = popup.list.style().subElementRect(element, option, popup.list)
    return box.center()


def choice_popup(row: ClauseRow, qtbot: QtBot, kind: ClauseKind) -> Any:
    row.edit(kind)
    popup = row._editors.choice
    assert QApplication.activePopupWidget() is popup
    qtbot.waitUntil(lambda: popup.model.rowCount() > 0)
    return popup


def names(popup: Any) -> list[tuple[str, str]]:
    model = popup.model
    return [tuple(str(model.index(n, column).data()) for column in (0, 1)) for n in range(model.rowCount())]


def test_vessels_are_searched_and_ticked(bench: Any, qtbot: QtBot, row: ClauseRow) -> None:
    popup = choice_popup(row, qtbot, ClauseKind.VESSEL)
    assert popup.search.hasFocus()
    qtbot.keyClicks(popup.search, "8691702")
    qtbot.keyClick(popup.search, Qt.Key.Key_Return)
    assert bench.session.filter.choice(ClauseKind.VESSEL) == ChoiceClause(ClauseKind.VESSEL, ("yu-son",))
    qtbot.keyClick(popup.search, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(popup.search, "wan heng")  # a former name
    qtbot.keyClick(popup.search, Qt.Key.Key_Return)
    assert set(bench.session.filter.choice(ClauseKind.VESSEL).values) == {"yu-son", "kum-jin-gang-3"}
    assert "YU SON" in bench.session.filter.sentence()
    qtbot.keyClick(popup.search, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(popup.search, "no such ship")
    assert popup.model.rowCount() == 0
    assert "called that" in popup._state.text()
    popup.close()


def test_values_come_with_counts_and_the_undocumented_last(bench: Any, qtbot: QtBot, row: ClauseRow) -> None:
    bench.session.set_clause(DATES, "")
    popup = choice_popup(row, qtbot, ClauseKind.LOADING)
    facets = bench.session.engine.facets(bench.session.filter, ClauseKind.LOADING)
    assert {text for _, text in names(popup)} == {f"{facet.passing} / {facet.total}" for facet in facets}
    assert names(popup)[-1][0] == "not documented"
    qtbot.mouseClick(popup.list.viewport(), LEFT, pos=tick_box(popup, 0))
    first = bench.session.filter.choice(ClauseKind.LOADING)
    assert first.names == (names(popup)[0][0],)
    qtbot.mouseClick(popup.list.viewport(), LEFT, pos=tick_box(popup, popup.model.rowCount() - 1))
    assert bench.session.filter.choice(ClauseKind.LOADING).values[1:] == (NOT_DOCUMENTED,)
    assert "or a port not documented" in bench.session.filter.sentence()
    # Its own clause does not touch its counts.
    qtbot.waitUntil(lambda: bench.coordinator.is_settled)
    assert {text for _, text in names(popup)} == {f"{facet.passing} / {facet.total}" for facet in facets}
    qtbot.mouseClick(popup.none, LEFT)
    assert bench.session.filter == Filter.of(DATES)
    qtbot.mouseClick(popup.all, LEFT)
    assert set(bench.session.filter.choice(ClauseKind.LOADING).values) == {facet.value for facet in facets}
    popup.close()


def test_values_by_keyboard(bench: Any, qtbot: QtBot, row: ClauseRow) -> None:
    popup = choice_popup(row, qtbot, ClauseKind.HOW_KNOWN)
    qtbot.keyClick(popup.search, Qt.Key.Key_Down)
    assert popup.list.hasFocus()
    qtbot.keyClick(popup.list, Qt.Key.Key_Down)
    qtbot.keyClick(popup.list, Qt.Key.Key_Space)
    assert len(bench.session.filter.choice(ClauseKind.HOW_KNOWN).values) == 1
    qtbot.keyClick(popup.list, Qt.Key.Key_Escape)
    assert not popup.isVisible()


def test_one_popup_for_all_choices(qtbot: QtBot, row: ClauseRow) -> None:
    first = choice_popup(row, qtbot, ClauseKind.TRACKER)
    trackers = names(first)
    first.close()
    second = choice_popup(row, qtbot, ClauseKind.LISTING)
    assert second is first
    assert names(second) != trackers
    assert second.accessibleName() == "Sanctions list"
    second.close()


def test_volumes_are_typed(bench: Any, qtbot: QtBot, row: ClauseRow) -> None:
    row.edit(ClauseKind.VOLUME)
    popup = row._editors.volume
    qtbot.keyClicks(popup.low, "20 000")
    qtbot.keyClick(popup.low, Qt.Key.Key_Tab)
    assert bench.session.filter.clause(ClauseKind.VOLUME) == VolumeClause(20_000)
    qtbot.keyClicks(popup.high, "5000")
    qtbot.keyClick(popup.high, Qt.Key.Key_Return)
    assert "above the upper" in popup._fault.text()
    assert bench.session.filter.clause(ClauseKind.VOLUME) == VolumeClause(20_000)
    qtbot.keyClicks(popup.high, "0")
    qtbot.keyClick(popup.high, Qt.Key.Key_Return)
    qtbot.mouseClick(popup.unknown, LEFT, pos=QPoint(8, popup.unknown.height() // 2))
    assert bench.session.filter.clause(ClauseKind.VOLUME) == VolumeClause(20_000, 50_000, unknown=True)
    assert popup._fault.isHidden()
    popup.close()


def test_text_filters_once_the_hand_rests(bench: Any, qtbot: QtBot, row: ClauseRow) -> None:
    changes: list[object] = []
    row.edit(ClauseKind.TEXT)
    popup = row._editors.text
    bench.session.changed.connect(changes.append)
    qtbot.keyClicks(popup.field, "chongjin")
    assert changes == []
    qtbot.waitUntil(lambda: bench.session.filter == Filter.of(TextClause("chongjin")))
    assert len(changes) == 1
    qtbot.keyClicks(popup.field, "!")
    qtbot.keyClick(popup.field, Qt.Key.Key_Return)
    assert bench.session.filter == Filter.of(TextClause("chongjin!"))
    assert not popup.isVisible()
    bench.session.changed.disconnect(changes.append)


def test_an_area_is_asked_of_the_map(qtbot: QtBot, row: ClauseRow) -> None:
    row.edit(ClauseKind.AREA)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    with qtbot.waitSignal(row._editors.area_wanted) as asked:
        qtbot.keyClick(menu, Qt.Key.Key_Down)
        qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert asked.args == ["view"]


def test_every_control_has_a_name(bench: Any, row: ClauseRow) -> None:
    ring = ((130.0, 40.0), (134.0, 40.0), (134.0, 44.0))
    bench.session.set_filter(Filter.of(DATES, TEXT, AreaClause(ring)))
    for kind in (ClauseKind.VESSEL, ClauseKind.VOLUME, ClauseKind.TEXT):
        row.edit(kind)
        popup = QApplication.activePopupWidget()
        assert popup is not None
        focusable = [w for w in popup.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
        assert focusable
        assert all(w.accessibleName() or getattr(w, "text", str)() for w in focusable), kind
        popup.close()
    buttons = [w for w in row.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert all(w.accessibleName() or getattr(w, "text", str)() for w in buttons)


def test_a_long_sentence_is_elided_and_copied_whole(qtbot: QtBot) -> None:
    host = QWidget()
    label = ElidedLabel(host)
    qtbot.addWidget(host)
    sentence = "Filter: " + "; ".join(f"clause {number}" for number in range(80))
    label.show_sentence(sentence)
    assert label.sizeHint().width() < 200
    assert label.toolTip() == sentence
    label.setFocus()
    qtbot.keyClick(label, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == sentence


class SeenMap(QObject):
    """Stands for the map's widget: a view that somebody has moved to."""

    received = Signal(object)

    def __init__(self, west: float) -> None:
        super().__init__()
        self.sent: list[object] = []
        self.viewport = SimpleNamespace(west=west, south=40.0, east=west + 4, north=44.0)

    def send(self, message: object) -> None:
        """Keep it."""
        self.sent.append(message)


def test_an_extent_of_long_ago_becomes_that_of_the_map(bench: Any, qtbot: QtBot) -> None:
    seen = SeenMap(130.0)
    area = MapArea(bench.session, seen, "map", seen)  # type: ignore[arg-type] # stands for a MapView
    area.start("view")
    first = bench.session.filter.clause(ClauseKind.AREA)
    assert first.ring[0] == (130.0, 40.0)
    bench.session.lift(ClauseKind.AREA)
    seen.viewport.west = 131.0
    bench.session.put_back(ClauseKind.AREA)
    qtbot.waitUntil(lambda: bench.session.filter.clause(ClauseKind.AREA).ring[0] == (131.0, 40.0))
    assert bench.session.filter.clause(ClauseKind.AREA).follows_view


class Desk:
    """An editable case with its menu of saved filters."""

    def __init__(self, store: CaseStore, qtbot: QtBot) -> None:
        self.session = Session(store, Style())
        self.editor = CaseEditor(self.session, "Tester")
        self.host = QWidget()
        qtbot.addWidget(self.host)
        self.saved = SavedFilters(self.session, self.editor, self.host)
        self.menu = SavedFiltersMenu(QMenu(self.host), self.session, self.saved, self.host)

    def entries(self) -> list[str]:
        """What the menu offers when it is opened."""
        self.menu.menu.aboutToShow.emit()
        return [action.text() for action in self.menu.menu.actions() if not action.isSeparator()]


@pytest.fixture
def desk(store: CaseStore, tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    path = tmp_path / "mine.gpkg"
    with store.whole() as source:
        save_as_case(source, path, title="Mine", who="Tester", now=datetime.now(UTC))
    mine = CaseStore.open(path)
    made = Desk(mine, qtbot)
    yield made
    made.editor.shutdown()
    mine.close()


def test_a_filter_is_saved_renamed_applied_and_deleted(desk: Desk, qtbot: QtBot) -> None:
    assert desk.entries()[-1] == "No saved filters in this case"
    filter_ = Filter.of(DATES, ChoiceClause(ClauseKind.VESSEL, ("yu-son",), ("YU SON",)), VolumeClause(5))
    desk.session.set_filter(filter_)
    desk.menu.ask_name()
    dialog = desk.menu.dialog
    assert isinstance(dialog, NameDialog)
    assert "YU SON" in dialog.name.text()
    dialog.name.setText("YU SON & others")
    with qtbot.waitSignal(desk.editor.done):
        qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert desk.entries()[-1] == "YU SON && others"
    desk.session.reset_filter()
    desk.menu.menu.actions()[-1].trigger()
    assert desk.session.filter == filter_
    (saved,) = desk.saved.all
    listed = FilterListDialog(desk.saved, desk.host)
    qtbot.addWidget(listed)
    with qtbot.waitSignal(desk.editor.done):
        listed.list.item(0).setText("Another")
    assert [one.name for one in desk.saved.all] == ["Another"]
    assert desk.saved.all[0].id == saved.id
    with qtbot.waitSignal(desk.editor.done):
        qtbot.mouseClick(listed.delete, LEFT)
    assert desk.saved.all == ()
    assert listed.list.count() == 0
    with qtbot.waitSignal(desk.editor.done):
        desk.editor.undo()
    assert [one.name for one in desk.saved.all] == ["Another"]


def test_a_name_that_is_taken_is_told_before_it_is_replaced(desk: Desk, qtbot: QtBot) -> None:
    desk.session.set_filter(Filter.of(TEXT))
    with qtbot.waitSignal(desk.editor.done):
        desk.saved.save("Mine")
    desk.session.set_filter(Filter.of(DATES))
    desk.menu.ask_name()
    dialog = desk.menu.dialog
    assert isinstance(dialog, NameDialog)
    dialog.name.setText("Mine")
    assert "will be replaced" in dialog._note.text()
    button = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Replace")
    with qtbot.waitSignal(desk.editor.done):
        qtbot.mouseClick(button, LEFT)
    assert [(one.name, one.filter) for one in desk.saved.all] == [("Mine", Filter.of(DATES))]


def test_a_read_only_case_says_why_it_keeps_none(store: CaseStore, qtbot: QtBot) -> None:
    desk = Desk(store, qtbot)
    desk.session.set_filter(Filter.of(TEXT))
    with qtbot.waitSignal(desk.menu.said) as said:
        desk.menu.ask_name()
    assert store.read_only
    assert store.read_only in said.args[0]
    assert desk.menu.dialog is None
    desk.editor.shutdown()


def test_the_chip_of_one_voyage_leads_to_it(bench: Any, row: ClauseRow) -> None:
    bench.session.set_clause(VoyageClause("v-2024-03-chon-ma-san", "CHON MA SAN"), "")
    chip = row.chips[ClauseKind.VOYAGE]
    assert "CHON MA SAN" in chip.button.text()
    row.edit(ClauseKind.VOYAGE)
    assert bench.session.selection == ("voyage:v-2024-03-chon-ma-san",)

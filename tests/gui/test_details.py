"""The details panel, driven with mouse and keyboard on the reported record."""

from base64 import b64decode
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMainWindow, QToolButton
from pytestqt.qtbot import QtBot

from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.assumption import Key, Range
from desktop_app.domain.lag import MOST_NEAR_DAYS
from desktop_app.domain.record import Record
from desktop_app.exporters.card import Card, Link, Row, Section
from desktop_app.exporters.cards import card_for
from desktop_app.exporters.near_rows import NOT_YET
from desktop_app.jobs.runner import JobRunner
from desktop_app.query.clauses import ChoiceClause, ClauseKind
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.session import Session
from desktop_app.session.style import Style, Theme
from desktop_app.storage.attachments import attach_edit, read_for_attaching
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.edits import Edit, Update
from desktop_app.storage.saving import save_as_case
from desktop_app.ui.details_actions import add_details_actions
from desktop_app.ui.panels.details import EMPTY, GONE, WRITTEN_MS, DetailsPanel
from desktop_app.ui.panels.voyages import VoyagesPanel

pytestmark = pytest.mark.gui

LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier
PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)  # one pixel
CTRL = Qt.KeyboardModifier.ControlModifier


class Reader:
    """Somebody who looks at cards."""

    def __init__(self, panel: DetailsPanel, session: Session, qtbot: QtBot) -> None:
        self.panel = panel
        self.session = session
        self.qtbot = qtbot

    @property
    def words(self) -> str:
        """What the card says."""
        return self.panel.text.toPlainText()

    def select(self, *keys: str) -> None:
        """Select these things, and wait for the card."""
        with self.qtbot.waitSignal(self.panel.shown):
            self.session.select(keys, "")

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key that shows another card."""
        with self.qtbot.waitSignal(self.panel.shown):
            self.qtbot.keyClick(self.panel.text, key, modifier)

    def settle(self, condition: Any) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(condition, timeout=5_000)


@pytest.fixture
def reader(bench: Any, qtbot: QtBot) -> Iterator[Reader]:
    jobs = JobRunner()
    panel = DetailsPanel(bench.session, jobs)
    qtbot.addWidget(panel)
    panel.resize(520, 420)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.activateWindow()
    panel.take_focus()
    yield Reader(panel, bench.session, qtbot)
    jobs.shutdown()


def test_a_card_shows_its_sources_and_copies_an_address(reader: Reader, reported: Record) -> None:
    assert EMPTY in reader.words
    voyage = next(row for row in reported.voyages if row.vessel_id == "chon-ma-san")
    reader.select(f"voyage:{voyage.id}")
    assert "CHON MA SAN" in reader.words
    assert "8660313" in reader.words
    assert "Why do we believe this?" in reader.words
    assert "Sources of the rest (" in reader.words
    address = next(word for word in reader.words.split() if word.startswith("https://"))
    view = reader.panel.text
    cursor = view.document().find(address)
    cursor.setPosition(cursor.selectionStart() + 6)
    view.setTextCursor(cursor)
    view.ensureCursorVisible()
    reader.qtbot.mouseClick(view.viewport(), LEFT, pos=view.cursorRect(cursor).center())
    assert QGuiApplication.clipboard().text() == address


def test_links_are_reached_and_followed_with_the_keyboard(reader: Reader) -> None:
    reader.select("source:BBC")
    card = card_for(reader.session.store, "source:BBC")
    assert card is not None
    first, second = list(card.links())[:2]
    for _ in range(2):
        reader.qtbot.keyClick(reader.panel.text, Qt.Key.Key_Tab)
    assert reader.panel.text.textCursor().selectedText() == second.text
    reader.press(Qt.Key.Key_Return)
    assert reader.session.selection == (second.key,)
    reader.press(Qt.Key.Key_Left, ALT)
    assert reader.session.selection == ("source:BBC",)
    assert first.text in reader.words
    reader.press(Qt.Key.Key_Right, ALT)
    assert reader.session.selection == (second.key,)


def test_the_map_marks_what_a_link_under_the_pointer_leads_to(reader: Reader) -> None:
    reader.select("port:vostochny")
    view = reader.panel.text
    cursor = view.document().find("TBK oil terminal")
    view.setTextCursor(cursor)
    view.ensureCursorVisible()
    reader.qtbot.mouseMove(view.viewport(), QPoint(2, 2))
    reader.qtbot.mouseMove(view.viewport(), view.cursorRect(cursor).center() - QPoint(8, 0))
    reader.settle(lambda: reader.session.hover == "port:tbk-terminal")
    reader.qtbot.mouseMove(view.viewport(), QPoint(2, 2))
    reader.settle(lambda: reader.session.hover == "")


def test_back_finds_the_card_as_it_was_left(reader: Reader) -> None:
    reader.select("port:vostochny")
    reader.panel.text.scroll_to(150)
    reader.select("port:nampo")
    assert reader.panel.text.scrolled == 0
    with reader.qtbot.waitSignal(reader.panel.shown):
        reader.qtbot.mouseClick(reader.panel.text.viewport(), Qt.MouseButton.BackButton, pos=QPoint(50, 50))
    assert reader.session.selection == ("port:vostochny",)
    assert reader.panel.text.scrolled == 150
    with reader.qtbot.waitSignal(reader.panel.shown):
        reader.qtbot.mouseClick(reader.panel.forward, LEFT)
    assert reader.session.selection == ("port:nampo",)


def test_back_after_clearing_shows_what_was_cleared(reader: Reader) -> None:
    reader.select("port:nampo")
    reader.select()
    assert EMPTY in reader.words
    reader.press(Qt.Key.Key_Left, ALT)
    assert reader.session.selection == ("port:nampo",)


def test_several_selected_things_are_stepped_through(reader: Reader) -> None:
    reader.select("port:nampo", "port:chongjin")
    assert "Nampo" in reader.words
    assert not reader.panel.previous.isEnabled()
    with reader.qtbot.waitSignal(reader.panel.shown):
        reader.qtbot.mouseClick(reader.panel.following, LEFT)
    assert "Chongjin" in reader.words
    assert reader.session.selection == ("port:nampo", "port:chongjin")
    assert not reader.panel.following.isEnabled()


def test_next_and_previous_follow_the_order_of_the_table(reader: Reader, bench: Any) -> None:
    table = VoyagesPanel(bench.session, bench.jobs)
    reader.qtbot.addWidget(table)
    reader.panel.order_voyages(table.neighbours)
    table.counted.connect(reader.panel.refresh_steps)
    bench.link(table)
    bench.settle(
        lambda: bench.session.set_clause(
            ChoiceClause(ClauseKind.VESSEL, ("chon-ma-san",), ("CHON MA SAN",)), ""
        )
    )
    shown = table.neighbours("v-2024-03-chon-ma-san")
    assert shown is not None
    assert shown.total == 3
    window = QMainWindow()
    reader.qtbot.addWidget(window)
    add_details_actions(reader.panel, window.menuBar().addMenu("Details"))
    window.setCentralWidget(reader.panel)
    window.resize(520, 420)
    with reader.qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    reader.panel.take_focus()
    reader.select("voyage:v-2024-03-chon-ma-san")
    reader.press(Qt.Key.Key_PageDown, CTRL)
    assert reader.session.selection == (shown.following,)
    reader.press(Qt.Key.Key_PageUp, CTRL)
    assert reader.session.selection == ("voyage:v-2024-03-chon-ma-san",)
    bench.settle(bench.session.reset_filter)
    reader.settle(reader.panel.following.isEnabled)
    assert table.neighbours("v-2024-03-chon-ma-san") != shown
    window.takeCentralWidget()


def test_things_of_a_kind_are_stepped_through_by_name(reader: Reader) -> None:
    names = sorted(row.name for row in reader.session.store.record.vessels)
    reader.select("vessel:an-san-1")
    for name in names[1:4]:
        reader.settle(reader.panel.following.isEnabled)
        with reader.qtbot.waitSignal(reader.panel.shown):
            reader.qtbot.mouseClick(reader.panel.following, LEFT)
        assert reader.words.startswith(name)


def test_the_card_is_copied_as_text_unless_words_are_marked(reader: Reader) -> None:
    reader.select("port:nampo")
    reader.qtbot.keyClick(reader.panel.text, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text().startswith("Nampo\n")
    reader.qtbot.keyClick(reader.panel.text, Qt.Key.Key_Tab)
    marked = reader.panel.text.textCursor().selectedText()
    reader.qtbot.keyClick(reader.panel.text, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == marked


def test_the_map_is_asked_for_where_a_thing_lies(reader: Reader) -> None:
    reader.select("call:call-2024-10-chon-ma-san")
    with reader.qtbot.waitSignal(reader.panel.zoom_wanted) as wanted:
        reader.qtbot.mouseClick(reader.panel.zoom, LEFT)
    west, south, east, north = wanted.args[0]
    assert west < 133.07 < east
    assert south < 42.75 < north
    reader.select("source:BBC")
    assert not reader.panel.zoom.isEnabled()


def test_a_narrow_panel_puts_labels_above_values(reader: Reader) -> None:
    def is_beside() -> bool:
        return reader.panel.text.document().find("IMO number").currentTable() is not None

    reader.select("vessel:chon-ma-san")
    assert is_beside()
    reader.panel.resize(240, 420)
    reader.settle(lambda: not is_beside())
    assert reader.panel.text.horizontalScrollBar().maximum() == 0
    reader.panel.resize(520, 420)
    reader.settle(is_beside)


def test_text_is_never_read_as_markup(reader: Reader) -> None:
    hostile = "<img src=x onerror=alert(1)><b>BOLD</b>"
    rows = (Row(hostile, hostile), Row("", Link(hostile, "port:nampo")))
    card = Card("x:y", hostile, hostile, (Section(hostile, rows, (hostile,)),))
    reader.panel.text.show_card(card, reader.panel._palette)
    assert reader.words.count(hostile) == 7


def test_an_endless_text_is_cut_and_says_so(reader: Reader) -> None:
    card = Card("x:y", "Long", "", (Section("", (), ("ж" * 3_000_000,)),))
    reader.panel.text.show_card(card, reader.panel._palette)
    assert "cut after 20\u202f000 characters" in reader.words
    assert len(reader.words) < 30_000


def test_what_was_deleted_is_said_to_be_gone(reader: Reader) -> None:
    reader.select("vessel:never-there")
    assert GONE in reader.words
    assert not reader.panel.copy.isEnabled()


def test_a_change_of_the_data_reads_the_card_again_where_it_was(reader: Reader) -> None:
    reader.select("port:vostochny")
    reader.panel.text.scroll_to(150)
    with reader.qtbot.waitSignal(reader.panel.shown):
        reader.session.changed.emit(SessionChange(Changed.DATA))
    assert reader.panel.text.scrolled == 150
    reader.session.set_style(Style(Theme.DARK))
    assert reader.panel.text.scrolled == 150


def test_buttons_tell_what_they_do_and_with_which_key(reader: Reader) -> None:
    reader.select("port:nampo")
    reader.select("vessel:yu-son")
    reader.settle(reader.panel.previous.isEnabled)
    assert reader.panel.back.toolTip() == "Back to Nampo (Alt+Left)"
    assert reader.panel.previous.toolTip() == "Previous vessel (Ctrl+PgUp)"
    for button in reader.panel.findChildren(QToolButton):
        assert button.accessibleName(), button.objectName()
        assert not button.icon().isNull(), button.objectName()


@pytest.fixture
def own(reported: Record, tmp_path: Path, qtbot: QtBot) -> Iterator[Reader]:
    """The panel on a case of one's own, with a picture and a saved page attached to a source."""
    path = tmp_path / "own.gpkg"
    memory = CaseStore.of_record(reported)
    with memory.reader() as connection:
        save_as_case(connection, path, title="Own", who="A. Kim", now=datetime.now(UTC))
    memory.close()
    store = CaseStore.open(path)
    for name, content in (
        ("해안.png", PNG),
        ("page.html", b"<!doctype html><img src='https://x.example/a'>"),
    ):
        (tmp_path / name).write_bytes(content)
        prepared = read_for_attaching(tmp_path / name)
        store.edit(attach_edit(prepared, "BBC", "", datetime.now(UTC)), "A. Kim", (prepared,))
    session, jobs = Session(store, Style()), JobRunner()
    panel = DetailsPanel(session, jobs)
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(panel)
    window.resize(520, 420)
    with qtbot.waitExposed(window):
        window.show()
    yield Reader(panel, session, qtbot)
    jobs.shutdown()
    store.close()


def attachment_card(own: Reader, file_name: str) -> None:
    """Show the card of an attachment, and bring the link that opens it under the keyboard."""
    row = next(row for row in own.session.store.record.attachments if row.file_name == file_name)
    own.select(f"attachment:{row.id}")
    own.panel.take_focus()
    for _ in range(2):
        own.qtbot.keyClick(own.panel.text, Qt.Key.Key_Tab)
    assert own.panel.text.textCursor().selectedText() == "Open a read-only copy"


def test_a_kept_copy_is_opened_read_only(own: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url)) or True)
    attachment_card(own, "해안.png")
    with own.qtbot.waitSignal(own.panel.said):
        own.qtbot.keyClick(own.panel.text, Qt.Key.Key_Return)
    copy = Path(opened[0].toLocalFile())
    assert copy.read_bytes() == PNG
    assert not copy.stat().st_mode & 0o222
    own.panel.deleteLater()
    own.settle(lambda: not copy.exists())


def test_a_saved_page_is_never_opened_but_saved_where_one_says(
    own: Reader, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: pytest.fail("a page was opened"))
    folder = tmp_path / "copies"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    attachment_card(own, "page.html")
    with own.qtbot.waitSignal(own.panel.said):
        own.qtbot.keyClick(own.panel.text, Qt.Key.Key_Return)
    assert [path.name for path in folder.iterdir()] == ["page.html"]


def test_an_edit_shows_in_the_card_with_who_made_it(own: Reader) -> None:
    own.select("vessel:chon-ma-san")
    edit = Edit("Note on CHON MA SAN", (Update("vessel", "chon-ma-san", {"note": "Seen again."}),))
    own.session.store.edit(edit, "B. Pak")
    with own.qtbot.waitSignal(own.panel.shown):
        own.session.data_changed()
    assert "Seen again." in own.words
    assert "by B. Pak: Note on CHON MA SAN." in own.words


def test_the_card_follows_the_days_that_count_as_near(reader: Reader) -> None:
    reader.select(_first_call(reader))
    assert "14 days before" in reader.words
    with reader.qtbot.waitSignal(reader.panel.shown):
        reader.session.set_near_days(13, "timeline")
    assert "14 days before" not in reader.words
    assert "within ± 13 days" in reader.words
    reader.session.set_near_days(10_000, "timeline")
    assert reader.session.near_days == MOST_NEAR_DAYS


def _first_call(reader: Reader) -> str:
    with reader.session.store.reader() as connection:
        ((ident,),) = connection.execute(
            "SELECT id FROM voyage WHERE start_utc = '2024-03-07T00:00:00Z' AND precision = 'day'"
        )
    return f"voyage:{ident}"


def test_the_chance_of_a_very_large_case_follows_its_card(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.exporters.near_rows._SOON", 0)
    told: list[str] = []
    reader.panel.shown.connect(lambda _: told.append(reader.words))
    reader.select(_first_call(reader))
    assert NOT_YET in told[0]
    reader.settle(lambda: "cannot be told" in reader.words)
    # Once it is known, a card has it from the first.
    reader.select("payment:payment-first")
    assert NOT_YET not in told[1]


def test_a_card_follows_the_assumptions_where_it_is_read(reader: Reader) -> None:
    reader.select("vessel:chon-ma-san")
    assert "51\u202f208 bbl (17\u202f183–54\u202f544)" in reader.words
    reader.panel.text.scroll_to(60)
    steps = reader.panel.following.isEnabled()
    with reader.qtbot.waitSignal(reader.panel.shown):
        reader.session.choose_scenario("us-2018-half", "")
    assert "28\u202f449 bbl (25\u202f775–30\u202f302)" in reader.words
    assert "Under the scenario “Half laden”" in reader.words
    assert reader.panel.text.scrolled == 60
    assert reader.panel.following.isEnabled() is steps
    reader.select("source:BBC")
    assert "Half laden" not in reader.words
    # A card that tells no volume is not read anew.
    with reader.qtbot.assertNotEmitted(reader.panel.shown, wait=2 * WRITTEN_MS):
        reader.session.choose_scenario("", "")


def test_a_card_is_not_written_at_each_move_of_a_hand(reader: Reader) -> None:
    reader.select("vessel:chon-ma-san")
    told: list[str] = []
    reader.panel.shown.connect(told.append)
    with reader.qtbot.waitSignal(reader.panel.shown):
        for best in (0.5, 0.6, 0.7):
            reader.session.assume(Key.LOAD_FRACTION, Range(best, best, best), "")
    reader.qtbot.wait(2 * WRITTEN_MS)
    assert len(told) == 1
    # 3,565 t × 0.7 × 7.98 bbl/t, for two calls.
    assert "39\u202f828 bbl" in reader.words


def test_an_event_stands_among_those_that_are_found_under_the_filter(reader: Reader) -> None:
    """The record has no AIS reports; what it documents hints at one call that nobody saw."""
    key = f"ais_event:{reader.session.engine.events(EventKind.MISSED_CALL).id_of(0)}"
    reader.select(key)
    reader.settle(lambda: reader.panel._position.text() == "1 of 1")
    assert not reader.panel.following.isEnabled()
    reader.session.set_clause(ChoiceClause(ClauseKind.EVENT, ("gap",)), "")
    reader.settle(lambda: reader.panel._position.text() == "")
    reader.session.reset_filter()
    reader.settle(lambda: reader.panel._position.text() == "1 of 1")

"""The window that explains how volumes are reckoned: by keyboard, and in step with the assumptions."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.exporters.cards import card_for
from desktop_app.session.session import Session
from desktop_app.session.style import Style, Theme
from desktop_app.ui.help.help_window import HelpWindow, Page
from desktop_app.ui.palette import DARK
from tests.gui.conftest import Bench

pytestmark = pytest.mark.gui
Key = Qt.Key


@dataclass
class Help:
    """The window on the reported record."""

    window: HelpWindow
    session: Session
    qtbot: QtBot

    @property
    def text(self) -> str:
        """What the page says."""
        return self.window.text.toPlainText()

    def wait_for(self, words: str) -> None:
        """Until the page says this."""
        self.qtbot.waitUntil(lambda: words in self.text)


@pytest.fixture
def help_(bench: Bench) -> Iterator[Help]:
    parent = QWidget()
    bench.qtbot.addWidget(parent)
    parent.resize(1280, 800)
    parent.show()
    window = HelpWindow(bench.session, bench.jobs, parent)
    opened = Help(window, bench.session, bench.qtbot)
    with bench.qtbot.waitExposed(window):
        window.show_page(Page.VOLUMES)
    opened.wait_for("The ladder")
    yield opened
    window.close()


def test_pages_are_chosen_by_key_and_links_followed_by_key(help_: Help) -> None:
    help_.window.pages.setFocus()
    help_.qtbot.keyClick(help_.window.pages, Key.Key_Down)
    help_.wait_for("One cap for all")
    assert help_.window.windowTitle() == "Help: The cap, and what it is not"
    assert help_.window.text.accessibleName() == "The cap, and what it is not"
    assert help_.window.text.scrolled == 0
    help_.window.text.setFocus()
    with help_.qtbot.waitSignal(help_.window.followed) as followed:
        help_.qtbot.keyClick(help_.window.text, Key.Key_Tab)
        help_.qtbot.keyClick(help_.window.text, Key.Key_Return)
    assert followed.args == ["rule:refined-cap"]
    assert card_for(help_.session.store, "rule:refined-cap") is not None
    assert help_.window.isVisible()


def test_the_page_follows_the_assumptions_where_it_is_read(help_: Help) -> None:
    help_.window.text.scroll_to(200)
    help_.session.choose_scenario("us-2018-half", "")
    help_.wait_for("scenario “Half laden”")
    assert help_.window.text.scrolled == 200
    help_.session.choose_scenario("", "")
    help_.wait_for("With the published assumptions")


def test_a_page_is_copied_with_its_sources(help_: Help) -> None:
    help_.window.text.setFocus()
    with help_.qtbot.waitSignal(help_.window.said):
        help_.qtbot.keyClick(help_.window.text, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("How volumes are reckoned")
    assert "UN Statistics Division" in copied.partition("Sources")[2]


def test_the_page_is_written_in_the_colours_of_the_theme(help_: Help) -> None:
    help_.session.set_style(Style(theme=Theme.DARK))
    cursor = help_.window.text.document().begin()
    fragment = cursor.begin().fragment()
    assert fragment.charFormat().foreground().color().name().upper() == DARK.text

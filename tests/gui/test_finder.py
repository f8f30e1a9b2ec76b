"""The search field and its list, with real keys, beside a map that only notes what it is told."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.record import Record
from desktop_app.jobs.runner import JobRunner
from desktop_app.runtime.resources import Resources
from desktop_app.session.style import Language, Style, Theme
from desktop_app.ui.finder import Finder
from desktop_app.ui.finder_list import ROW_PX

pytestmark = pytest.mark.gui

ENTER, ESCAPE, DOWN, UP = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Up


class NotedMap:
    """The side of the map panel that the finder uses."""

    def __init__(self, parent: QWidget) -> None:
        self.view = QWidget(parent)
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport = None
        self.told: list[tuple[Any, ...]] = []

    def go_to(self, lon: float, lat: float, zoom: float, label: str) -> None:
        """Note a pin."""
        assert 3 <= zoom <= 14
        self.told.append(("go", round(lon, 2), round(lat, 2), label))

    def fit(self) -> None:
        """Note a fit."""
        self.told.append(("fit",))

    def clear_pin(self) -> None:
        """Note that the pin goes."""
        self.told.append(("clear",))


OpenFinder = Callable[..., tuple[Finder, NotedMap]]


@pytest.fixture
def open_finder(bench: Any, qtbot: QtBot, resources: Resources) -> Iterator[OpenFinder]:
    jobs = JobRunner()
    windows: list[QWidget] = []

    def opener(files: Resources = resources, width: int = 640) -> tuple[Finder, NotedMap]:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(width, 480)
        noted = NotedMap(window)
        finder = Finder(bench.session, noted, jobs, files, window)  # type: ignore[arg-type]
        layout = QVBoxLayout(window)
        layout.addWidget(finder)
        layout.addWidget(noted.view, 1)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        finder.start()
        return finder, noted

    yield opener
    jobs.shutdown()


def find(finder: Finder, qtbot: QtBot, text: str) -> list[str]:
    """Type; what is listed."""
    finder.selectAll()
    qtbot.keyClicks(finder, text)
    qtbot.waitUntil(lambda: bool(names(finder)) and "Reading" not in names(finder)[0])
    return names(finder)


def names(finder: Finder) -> list[str]:
    return [row.name for row in finder.list.found.rows] if finder.list.isVisible() else []


def test_the_list_says_that_it_reads_then_what_it_found(open_finder: OpenFinder, qtbot: QtBot) -> None:
    finder, _ = open_finder()
    qtbot.keyClicks(finder, "n")
    assert names(finder) == ["Reading the gazetteer…"]
    assert find(finder, qtbot, "najin")[0] == "Rajin"
    assert "Najin" in str(finder.list.found.index(0).data())


def test_enter_selects_a_port_and_gives_the_keyboard_to_the_map(
    open_finder: OpenFinder, qtbot: QtBot, bench: Any
) -> None:
    finder, noted = open_finder()
    find(finder, qtbot, "kp cho")
    qtbot.keyClick(finder, ENTER)
    assert bench.session.selection == ("port:chongjin",)
    assert noted.told[-2:] == [("clear",), ("fit",)]
    assert noted.view.hasFocus()
    assert not finder.list.isVisible()
    assert finder.text() == "Chongjin"


def test_the_arrows_move_past_headings_and_round(open_finder: OpenFinder, qtbot: QtBot) -> None:
    finder, _ = open_finder()
    listed = find(finder, qtbot, "chong")
    assert "Ships" in listed
    seen = []
    for _ in range(len(listed) - 1):
        row = finder.list.chosen()
        assert row is not None
        seen.append(row.name)
        qtbot.keyClick(finder, DOWN)
    assert seen == [name for name in listed if name != "Ships"]
    assert finder.list.currentIndex().row() == 0
    qtbot.keyClick(finder, UP)
    assert finder.list.currentIndex().row() == len(listed) - 1


def test_a_town_and_coordinates_get_a_pin(open_finder: OpenFinder, qtbot: QtBot) -> None:
    finder, noted = open_finder()
    find(finder, qtbot, "hunchun")
    qtbot.keyClick(finder, DOWN)
    qtbot.keyClick(finder, UP)
    qtbot.keyClick(finder, ENTER)
    assert noted.told[-1] == ("go", 130.36, 42.87, "Hunchun")
    finder.start()
    find(finder, qtbot, "42.75N 133.08E")
    qtbot.keyClick(finder, ENTER)
    assert noted.told[-1][:3] == ("go", 133.08, 42.75)


def test_a_click_chooses(open_finder: OpenFinder, qtbot: QtBot, bench: Any) -> None:
    finder, _ = open_finder()
    listed = find(finder, qtbot, "nampo")
    assert listed[0] == "Nampo"
    place = finder.list.visualRect(finder.list.found.index(0)).center()
    qtbot.mouseClick(finder.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert bench.session.selection == ("port:nampo",)


def test_a_ship_selects_its_rows_or_its_card_alone(
    open_finder: OpenFinder, qtbot: QtBot, bench: Any, reported: Record
) -> None:
    finder, noted = open_finder()
    find(finder, qtbot, "chon ma san")
    qtbot.keyClick(finder, ENTER)
    assert len(bench.session.selection) >= 2
    assert {key.split(":")[0] for key in bench.session.selection} == {"voyage"}
    sailed = {voyage.vessel_id for voyage in reported.voyages}
    idle = next(ship for ship in reported.vessels if ship.id not in sailed and ship.imo_number)
    finder.start()
    find(finder, qtbot, idle.imo_number)
    with qtbot.waitSignal(finder.said) as told:
        qtbot.keyClick(finder, ENTER)
    assert idle.name in told.args[0]
    assert bench.session.selection == (f"vessel:{idle.id}",)
    assert noted.told.count(("fit",)) == 1


def test_escape_closes_the_list_then_empties_then_leaves(open_finder: OpenFinder, qtbot: QtBot) -> None:
    finder, noted = open_finder()
    find(finder, qtbot, "wonsan")
    qtbot.keyClick(finder, ESCAPE)
    assert not finder.list.isVisible()
    assert finder.text() == "wonsan"
    qtbot.keyClick(finder, ESCAPE)
    assert finder.text() == ""
    assert noted.told[-1] == ("clear",)
    qtbot.keyClick(finder, ESCAPE)
    assert noted.view.hasFocus()


def test_losing_the_keyboard_hides_the_list(open_finder: OpenFinder, qtbot: QtBot) -> None:
    finder, noted = open_finder()
    find(finder, qtbot, "wonsan")
    noted.view.setFocus()
    assert not finder.list.isVisible()


def test_a_damaged_gazetteer_is_told_and_the_record_still_found(
    open_finder: OpenFinder, qtbot: QtBot, resources: Resources, tmp_path: Path
) -> None:
    shutil.copytree(resources.geodata / "record", tmp_path / "record")
    (tmp_path / "gazetteer.csv").write_text("id\n", "utf-8")
    finder, _ = open_finder(replace(resources, geodata=tmp_path))
    with qtbot.waitSignal(finder.said) as told:
        qtbot.keyClicks(finder, "chongjin")
    assert "gazetteer.csv, line 1" in told.args[0]
    assert names(finder)[0] == "Chongjin"


def test_the_list_stays_in_the_window_and_the_hint_fits(open_finder: OpenFinder, qtbot: QtBot) -> None:
    finder, _ = open_finder(width=380)
    find(finder, qtbot, "zzqqxx")
    window = finder.window()
    assert window.rect().contains(finder.list.geometry())
    assert finder.list.sizeHintForRow(1) > ROW_PX  # the sentence is written whole, on more than one line
    window.resize(150, 480)
    assert finder.placeholderText() == "Find (Ctrl+K)"


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_every_glyph_is_drawn(open_finder: OpenFinder, qtbot: QtBot, bench: Any, theme: Theme) -> None:
    finder, _ = open_finder()
    bench.session.set_style(Style(theme, Language.KOREAN))
    for typed in ("vlad", "sea of", "kha", "rajin", "russia", "krpus", "UHWW", "chon ma", "42.75N 133.08E"):
        find(finder, qtbot, typed)
        picture = finder.list.grab().toImage()
        left = {picture.pixel(x, y) for x in range(9, 25) for y in range(4, ROW_PX - 4)}
        assert len(left) > 1, typed

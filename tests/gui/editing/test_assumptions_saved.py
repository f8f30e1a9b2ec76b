"""What the assumptions panel changes in a case: scenarios, and parameters that it lacks."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt

from desktop_app.domain.assumption import Key, Range
from desktop_app.domain.record import Record
from desktop_app.query.assumptions import scenario_named
from desktop_app.session.scenarios import OWN_SOURCE, Scenarios
from desktop_app.storage.edits import Delete, Edit
from desktop_app.ui.assumptions.save_dialog import OWN, SaveScenarioDialog
from desktop_app.ui.panels.assumptions import AssumptionsPanel

pytestmark = pytest.mark.gui

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(desk: Any, reported: Record) -> Iterator[AssumptionsPanel]:
    scenarios = Scenarios(desk.session, desk.editor, desk.session)
    made = AssumptionsPanel(desk.session, desk.jobs, scenarios, lambda: reported)
    desk.qtbot.addWidget(made)
    made.resize(560, 700)
    made.show()
    yield made
    made.hide()


def asked(panel: AssumptionsPanel, desk: Any) -> SaveScenarioDialog:
    """The dialog that a click on Save opens."""
    desk.qtbot.mouseClick(panel.bar.save, LEFT)
    assert panel.dialog is not None
    return panel.dialog


def test_what_was_moved_is_saved_as_a_scenario_and_saved_again(panel: AssumptionsPanel, desk: Any) -> None:
    desk.session.assume(Key.LOAD_FRACTION, Range(0.4, 0.6, 0.8), "")
    dialog = asked(panel, desk)
    assert not dialog.save.isEnabled()
    assert dialog.fault.text() == "A scenario needs a name."
    desk.qtbot.keyClicks(dialog.name, "published")
    assert not dialog.save.isEnabled()
    dialog.name.clear()
    desk.qtbot.keyClicks(dialog.name, "Six tenths")
    assert dialog.source.currentText() == OWN
    with desk.qtbot.waitSignal(desk.editor.done):
        desk.qtbot.mouseClick(dialog.save, LEFT)
    desk.qtbot.waitUntil(lambda: panel.bar.chooser.currentText() == "Six tenths")
    saved = scenario_named(desk.store, "Six tenths")
    assert saved is not None
    assert saved.citation.source_ids == (OWN_SOURCE.id,)
    desk.qtbot.waitUntil(
        lambda: "changed by A. Reader" in panel.rows[Key.LOAD_FRACTION].origin.accessibleName()
    )
    # Moved on and saved under the same name: the scenario gets the values.
    desk.session.assume(Key.LOAD_FRACTION, Range(0.5, 0.6, 0.8), "")
    dialog = asked(panel, desk)
    assert (dialog.name.text(), dialog.save.text()) == ("Six tenths", "Replace")
    dialog.source.setCurrentText("no such source")
    assert not dialog.save.isEnabled()
    dialog.source.setCurrentIndex(dialog.source.findData("US18AP"))
    with desk.qtbot.waitSignal(desk.editor.done):
        desk.qtbot.mouseClick(dialog.save, LEFT)
    value = next(row for row in desk.store.record.scenario_values if row.scenario_id == saved.id)
    assert (value.value, value.citation.source_ids) == (Range(0.5, 0.6, 0.8), ("US18AP",))


def test_there_is_nothing_to_save_of_the_published(panel: AssumptionsPanel, desk: Any) -> None:
    with desk.qtbot.waitSignal(panel.said) as said:
        desk.qtbot.mouseClick(panel.bar.save, LEFT)
    assert said.args == ["There is nothing to save: every assumption is as published."]


def test_parameters_that_a_case_lacks_are_taken_over(panel: AssumptionsPanel, desk: Any) -> None:
    assert not panel.lacking.isVisible()
    before = desk.session.assumptions
    desk.edit(Edit("Take two out", (Delete("parameter", "wagon_t"), Delete("parameter", "stay_days"))))
    assert Key.WAGON_T not in panel.rows
    assert panel.lacking.sentence.text().startswith("This case lacks 2 of the parameters")
    with desk.qtbot.waitSignal(desk.editor.done):
        desk.qtbot.mouseClick(panel.lacking.add, LEFT)
    desk.qtbot.waitUntil(lambda: not panel.lacking.isVisible())
    assert list(panel.rows) == list(Key)
    assert desk.session.assumptions == before

"""Scenarios are saved, changed, renamed and removed in the case: each by one edit, with its sources."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop_app.domain.assumption import Key, Range, Scenario
from desktop_app.domain.findings import Severity
from desktop_app.domain.history import Change
from desktop_app.exporters.cards import card_for
from desktop_app.exporters.standing import who_changed
from desktop_app.importers.record import read_record
from desktop_app.query.assumptions import published, scenario_assumptions, scenario_named
from desktop_app.runtime.resources import Resources
from desktop_app.session.editor import CaseEditor
from desktop_app.session.scenarios import OWN_SOURCE, Scenarios
from desktop_app.session.session import Session
from desktop_app.session.style import Style
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.conflicts import conflicts
from desktop_app.storage.edits import Delete, Edit
from desktop_app.storage.integrity import check
from desktop_app.storage.merging import merge

pytestmark = pytest.mark.gui

HALF = Range(0.4, 0.5, 0.6)
NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def scenarios(desk: Any) -> Scenarios:
    return Scenarios(desk.session, desk.editor, desk.session)


def named(store: CaseStore, name: str) -> Scenario:
    """The scenario of this name."""
    found = scenario_named(store, name)
    assert found is not None
    return found


def test_what_was_moved_is_saved_with_a_source_and_taken(desk: Any, scenarios: Scenarios) -> None:
    session = desk.session
    session.choose_scenario("us-2018-half", "")
    session.assume(Key.BBL_PER_T, Range(7.5, 8.0, 8.2), "")
    with desk.qtbot.waitSignals([scenarios.changed, desk.editor.done]):
        scenarios.save("  Winter diesel ", "What if it is all winter diesel?", ("UNSTATS",))
    saved = named(desk.store, "winter diesel")
    assert (saved.name, saved.note) == ("Winter diesel", "What if it is all winter diesel?")
    assert session.assumptions == scenario_assumptions(desk.store, saved.id)
    assert session.assumptions.name == "Winter diesel"
    rows = {row.parameter_id: row for row in desk.store.record.scenario_values if row.scenario_id == saved.id}
    # Only what differs from the published; what the other scenario stated keeps the sources it had there.
    assert {key: row.citation.source_ids for key, row in rows.items()} == {
        "load_fraction": ("US18AFP", "US18WE"),
        "laden_fraction": ("US18AFP", "US18WE"),
        "bbl_per_t": ("UNSTATS",),
    }
    assert rows["bbl_per_t"].value == Range(7.5, 8.0, 8.2)
    assert desk.editor.can_undo == "Save the scenario “Winter diesel”"
    who = who_changed(desk.store, f"scenario_value:{rows['bbl_per_t'].id}")
    assert who is not None
    assert who[0] == "A. Reader"
    assert who_changed(desk.store, "parameter:bbl_per_t") is None
    card = card_for(desk.store, f"scenario:{saved.id}")
    assert card is not None
    assert {f"scenario_value:{row.id}" for row in rows.values()} <= {link.key for link in card.links()}
    assert {f"parameter:{key}" for key in rows} <= {link.key for link in card.links()}
    with desk.qtbot.waitSignal(desk.editor.done):
        desk.editor.undo()
    assert scenario_named(desk.store, "winter diesel") is None
    assert session.assumptions == published(desk.store)


def test_a_scenario_follows_the_values_in_use_and_back(desk: Any, scenarios: Scenarios) -> None:
    session = desk.session
    session.assume(Key.LOAD_FRACTION, HALF, "")
    session.assume(Key.WAGON_T, Range(55.0, 58.0, 60.0), "")
    with desk.qtbot.waitSignal(desk.editor.done):
        scenarios.save("Mine")
    mine = named(desk.store, "mine")
    (source,) = (row for row in desk.store.record.sources if row.id == OWN_SOURCE.id)
    assert source == OWN_SOURCE
    told: list[str] = []
    scenarios.update(mine, then=lambda _, sentence: told.append(sentence))
    assert told == ["The scenario “Mine” has these values already."]
    session.assume(Key.LOAD_FRACTION, Range(0.5, 0.5, 0.5), "")
    wagons = session.assumptions.get(Key.WAGON_T)
    session.assume(Key.WAGON_T, wagons.published, "")
    session.assume(Key.STAY_DAYS, Range(1.0, 2.0, 3.0), "")
    with desk.qtbot.waitSignal(desk.editor.done):
        scenarios.update(mine, "After the pictures of May", ("BBC",))
    values = {
        row.parameter_id: row for row in desk.store.record.scenario_values if row.scenario_id == mine.id
    }
    assert {key: row.value.best for key, row in values.items()} == {"load_fraction": 0.5, "stay_days": 2.0}
    assert {row.citation.source_ids for row in values.values()} == {("BBC",)}
    assert values["load_fraction"].note == "After the pictures of May"
    assert session.assumptions == scenario_assumptions(desk.store, mine.id)
    assert session.assumptions.moved_by_hand == ()
    with desk.qtbot.waitSignal(desk.editor.done):
        scenarios.rename(mine, "Ours ")
    assert session.assumptions.name == "Ours"
    with desk.qtbot.waitSignal(desk.editor.done):
        scenarios.remove(named(desk.store, "ours"))
    assert not [row for row in desk.store.record.scenario_values if row.scenario_id == mine.id]
    assert session.assumptions == published(desk.store)
    with desk.qtbot.waitSignal(desk.editor.done):
        desk.editor.undo()
    assert {row.id for row in desk.store.record.scenario_values} >= {row.id for row in values.values()}


def test_a_name_is_asked_for_and_is_no_others(scenarios: Scenarios) -> None:
    half = next(row for row in scenarios.all if row.id == "us-2018-half")
    assert scenarios.problem("Full") == scenarios.problem("half laden", but=half) == ""
    assert scenarios.problem(" ") == "A scenario needs a name."
    assert scenarios.problem("HALF LADEN") == "There is a scenario of this name already."
    assert "kept for" in scenarios.problem("published")
    assert "at most 80" in scenarios.problem("x" * 81)


def test_a_case_that_cannot_be_changed_says_how_to_get_one(desk: Any, resources: Resources) -> None:
    store = CaseStore.of_record(read_record(resources.geodatum("record")))
    session = Session(store, Style())
    editor = CaseEditor(session, "A. Reader")
    scenarios = Scenarios(session, editor, session)
    session.assume(Key.LOAD_FRACTION, HALF, "")
    heard: list[tuple[Change | None, str]] = []
    with desk.qtbot.waitSignal(editor.failed) as failed:
        scenarios.save("Mine", then=lambda change, sentence: heard.append((change, sentence)))
    assert heard == [(None, scenarios.read_only)] == [(None, failed.args[0])]
    assert "Save as case…" in scenarios.read_only
    assert session.assumptions.moved_by_hand  # nothing is lost
    editor.shutdown()
    store.close()


def test_a_case_without_parameters_gets_the_published_ones(
    desk: Any, scenarios: Scenarios, resources: Resources
) -> None:
    reference = read_record(resources.geodatum("record"))
    store = desk.store
    values = [Delete("scenario_value", row.id) for row in store.record.scenario_values]
    desk.edit(
        Edit("Take them out", (*values, *(Delete("parameter", row.id) for row in store.record.parameters)))
    )
    assert scenarios.missing == tuple(Key)
    assert desk.session.assumptions.rows == ()
    with desk.qtbot.waitSignal(desk.editor.done):
        scenarios.add_published(reference)
    assert scenarios.missing == ()
    assert {row.id: row for row in store.record.parameters} == {row.id: row for row in reference.parameters}
    assert desk.session.assumptions == published(store)
    told: list[str] = []
    scenarios.add_published(reference, then=lambda _, sentence: told.append(sentence))
    assert told == ["The case holds every parameter already."]


def somebody(desk: Any, path: Path, name: str, value: Range) -> None:
    """A colleague saves a scenario in a copy, and gives one of the record's a further value."""
    store = CaseStore.open(path)
    session = Session(store, Style())
    editor = CaseEditor(session, "A. Colleague")
    scenarios = Scenarios(session, editor, session)
    session.assume(Key.LOAD_FRACTION, value, "")
    with desk.qtbot.waitSignal(editor.done):
        scenarios.save(name)
    session.choose_scenario("us-2018-half", "")
    session.assume(Key.STAY_DAYS, Range(1.0, value.best * 4, 4.0), "")
    with desk.qtbot.waitSignal(editor.done):
        scenarios.update(named(store, "half laden"))
    editor.shutdown()
    store.close()


def test_two_copies_with_scenarios_of_one_name_become_one_sound_case(
    desk: Any, own_case: Path, tmp_path: Path
) -> None:
    copies = [tmp_path / "kim.gpkg", tmp_path / "ann.gpkg"]
    for copy, best in zip(copies, (0.5, 0.6), strict=True):
        shutil.copy(own_case, copy)
        somebody(desk, copy, "Mine", Range(0.2, best, 0.9))
    found = []
    for number, (ours, theirs) in enumerate((copies, copies[::-1])):
        out = tmp_path / f"merged{number}.gpkg"
        merge(ours, theirs, out, who="Lee", now=NOW)
        assert [one for one in check(out) if one.severity is Severity.ERROR] == []
        store = CaseStore.open(out, want_write=False)
        with store.reader() as connection:
            told = {(row.table, row.row_id, row.column) for row in conflicts(connection)}
        mine = [row for row in store.record.scenarios if row.name == "Mine"]
        found.append({scenario_assumptions(store, row.id) for row in mine})
        # Both gave the record's scenario a stay of their own: one row, and a question about its value.
        assert told == {("scenario_value", "us-2018-half-stay_days", "best")}
        store.close()
    assert found[0] == found[1]
    assert {one.range(Key.LOAD_FRACTION).best for one in found[0]} == {0.5, 0.6}

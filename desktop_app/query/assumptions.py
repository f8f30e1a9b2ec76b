"""The assumptions of a case: the published, a scenario, and what stays of them when the case changes."""

from dataclasses import replace

from desktop_app.domain.assumption import Assumptions, Scenario, assumptions_of
from desktop_app.storage.case_store import CaseStore


def published(store: CaseStore) -> Assumptions:
    """What the case's own parameters say."""
    return store.cached("published assumptions", lambda: assumptions_of(store.record.parameters))


def scenario_named(store: CaseStore, name: str) -> Scenario | None:
    """A scenario by id or, without regard to case, by name; None where there is none."""
    wanted = name.casefold()
    return next((row for row in store.record.scenarios if wanted in {row.id, row.name.casefold()}), None)


def scenario_assumptions(store: CaseStore, scenario_id: str) -> Assumptions:
    """The assumptions of a scenario; the published for an empty id or one that is gone."""
    record = store.record
    scenario = next((row for row in record.scenarios if row.id == scenario_id), None)
    if scenario is None:
        return published(store)
    return assumptions_of(record.parameters, scenario, record.scenario_values)


def carried_over(store: CaseStore, before: Assumptions) -> Assumptions:
    """The same assumptions after a change of the case: read anew, but for what was moved by hand."""
    now = scenario_assumptions(store, before.scenario_id)
    for row in before.moved_by_hand:
        now = now.moved(row.key, row.value)
    return now


def settled(store: CaseStore, assumptions: Assumptions) -> Assumptions:
    """The same values, told as the scenario’s or the published ones where a hand has put all of them back."""
    of_scenario = scenario_assumptions(store, assumptions.scenario_id)
    rows = tuple(
        stated if stated is not None and stated.value == row.value else row
        for row in assumptions.rows
        for stated in (of_scenario.get(row.key),)
    )
    if rows == of_scenario.rows:
        return of_scenario
    return published(store) if assumptions.is_published else replace(assumptions, rows=rows)

"""Cards of scenarios and of the values they put in the place of published parameters."""

from typing import Final

from desktop_app.domain.assumption import Scenario, ScenarioValue, published_range
from desktop_app.domain.statement import Parameter
from desktop_app.exporters.assumption_words import range_words
from desktop_app.exporters.card import Card, Link, Row, Section, citations_of, finish, present
from desktop_app.exporters.things import thing
from desktop_app.storage.case_store import CaseStore

_STAYS: Final = "What it does not name stays as published."


def scenario_card(store: CaseStore, ident: str) -> Card | None:
    """A scenario: what it is for, and each of its values beside the published one."""
    row = thing(store, Scenario, f"scenario:{ident}")
    if row is None:
        return None
    values = [value for value in store.record.scenario_values if value.scenario_id == ident]
    parameters = [thing(store, Parameter, f"parameter:{value.parameter_id}") for value in values]
    told = tuple(
        Row(
            parameter.name,
            (
                Link(range_words(value.value, parameter.unit), f"scenario_value:{value.id}"),
                ", published ",
                Link(range_words(published_range(parameter), parameter.unit), f"parameter:{parameter.id}"),
            ),
            value.citation.source_ids,
        )
        for value, parameter in zip(values, parameters, strict=True)
        if parameter is not None
    )
    sections = [
        Section("", (), (row.note,)) if row.note else None,
        Section("What it assumes", told, (_STAYS,))
        if told
        else Section("What it assumes", (), ("Nothing else than what is published.",)),
    ]
    published = [parameter for parameter in parameters if parameter is not None]
    rests = citations_of(values, published)
    return finish(store, f"scenario:{ident}", row.name, "Scenario", sections, row.citation, rests)


def scenario_value_card(store: CaseStore, ident: str) -> Card | None:
    """One value of a scenario beside the published one."""
    row = thing(store, ScenarioValue, f"scenario_value:{ident}")
    if row is None:
        return None
    scenario = thing(store, Scenario, f"scenario:{row.scenario_id}")
    parameter = thing(store, Parameter, f"parameter:{row.parameter_id}")
    name = parameter.name if parameter is not None else row.parameter_id
    unit = parameter.unit if parameter is not None else ""
    published = (
        Link(range_words(published_range(parameter), unit), f"parameter:{parameter.id}")
        if parameter is not None
        else None
    )
    section = Section(
        "",
        present(
            ("Scenario", Link(scenario.name, f"scenario:{scenario.id}") if scenario is not None else None),
            ("Value", range_words(row.value, unit)),
            ("Published", published),
        ),
        (row.note,) if row.note else (),
    )
    rests = [parameter.citation] if parameter is not None else []
    subtitle = f"Value of the scenario {scenario.name}" if scenario is not None else "Value of a scenario"
    return finish(store, f"scenario_value:{ident}", name, subtitle, [section], row.citation, rests)

"""Parameters, and the scenarios that put other values in their place."""

from pathlib import Path
from typing import Final

from desktop_app.domain.assumption import BOUNDS, Range, Scenario, ScenarioValue, fits, key_of
from desktop_app.domain.statement import Parameter
from desktop_app.importers.record.csv_table import read_table
from desktop_app.importers.record.ids import Ids
from desktop_app.importers.record.row import Row

_VALUES: Final = ("low", "best", "high")
PARAMETER_COLUMNS: Final = ("id", "name", *_VALUES, "unit", "note", "source_ids", "grade")
SCENARIO_COLUMNS: Final = ("id", "name", "note", "source_ids", "grade")
SCENARIO_VALUE_COLUMNS: Final = (
    "id",
    "scenario_id",
    "parameter_id",
    *_VALUES,
    "note",
    "source_ids",
    "grade",
)


def read_parameters(path: Path, ids: Ids) -> tuple[Parameter, ...]:
    """Parameters in the file's order."""
    return tuple(_parameter(row) for row in read_table(path, PARAMETER_COLUMNS, ids))


def _parameter(row: Row) -> Parameter:
    ident = row.new_id("parameter")
    value = _range(row, ident)
    return Parameter(
        id=ident,
        name=row.required("name"),
        low=value.low,
        best=value.best,
        high=value.high,
        unit=row.text("unit"),
        note=row.text("note"),
        citation=row.citation(),
    )


def read_scenarios(path: Path, ids: Ids) -> tuple[Scenario, ...]:
    """Scenarios in the file's order."""
    return tuple(
        Scenario(row.new_id("scenario"), row.required("name"), row.text("note"), row.citation())
        for row in read_table(path, SCENARIO_COLUMNS, ids)
    )


def read_scenario_values(path: Path, ids: Ids) -> tuple[ScenarioValue, ...]:
    """Values of scenarios in the file's order."""
    values: dict[tuple[str, str], ScenarioValue] = {}
    for row in read_table(path, SCENARIO_VALUE_COLUMNS, ids):
        value = _scenario_value(row)
        key = value.scenario_id, value.parameter_id
        if key in values:
            raise row.error(f"{values[key].id} gives this scenario another value of the same parameter")
        values[key] = value
    return tuple(values.values())


def _scenario_value(row: Row) -> ScenarioValue:
    parameter_id = row.reference("parameter_id", "parameter")
    return ScenarioValue(
        id=row.new_id("scenario_value"),
        scenario_id=row.reference("scenario_id", "scenario"),
        parameter_id=parameter_id,
        value=_range(row, parameter_id),
        note=row.text("note"),
        citation=row.citation(),
    )


def _range(row: Row, parameter_id: str) -> Range:
    value = Range(*(row.required_number(column) for column in _VALUES))
    if not value.low <= value.best <= value.high:
        raise row.error("low, best and high are not in order")
    key = key_of(parameter_id)
    if key is not None and not fits(key, value):
        least, most = BOUNDS[key]
        raise row.error(f"{parameter_id} is not between {least:g} and {most:g}")
    return value

"""Options of the command line to the assumptions in use."""

import argparse

from desktop_app.domain.assumption import BOUNDS, Assumptions, Key, Range
from desktop_app.query.assumptions import published, scenario_assumptions, scenario_named
from desktop_app.query.number_text import parse_number
from desktop_app.runtime.errors import UsageError
from desktop_app.storage.case_store import CaseStore


def assumptions_from(
    arguments: argparse.Namespace, store: CaseStore, saved: Assumptions | None = None
) -> Assumptions:
    """The assumptions that the options describe.

    Args:
        arguments: of the command.
        store: the case.
        saved: what they begin with where no scenario is named; None for the published ones.

    Raises:
        UsageError: the case has no such scenario or parameter, or a value is none.
    """
    assumptions = saved
    if assumptions is None or arguments.scenario is not None:
        assumptions = _scenario(arguments.scenario, store)
    for text in arguments.assume:
        assumptions = _moved(assumptions, text)
    return assumptions


def _scenario(name: str | None, store: CaseStore) -> Assumptions:
    if name is None:
        return published(store)
    scenario = scenario_named(store, name)
    if scenario is None:
        names = ", ".join(row.name for row in store.record.scenarios)
        raise UsageError(f"--scenario: the case has no “{name}”; it has {names or 'no scenarios'}")
    return scenario_assumptions(store, scenario.id)


def _moved(assumptions: Assumptions, text: str) -> Assumptions:
    name, equals, value_text = text.partition("=")
    held = {row.key.value: row.key for row in assumptions.rows}
    key = held.get(name.strip())
    if not equals or key is None:
        raise UsageError(f"--assume {text}: write KEY=VALUE with KEY one of {', '.join(held) or 'none here'}")
    least, most = BOUNDS[key]
    try:
        return assumptions.moved(key, _range(key, value_text))
    except (ValueError, UsageError):
        raise UsageError(
            f"--assume {text}: {name} takes one number or LOW..BEST..HIGH in order, {least:g} to {most:g}"
        ) from None


def _range(key: Key, text: str) -> Range:
    numbers = [parse_number(part) for part in text.split("..")]
    if len(numbers) == 1:
        return Range(numbers[0], numbers[0], numbers[0])
    if len(numbers) != len(Range._fields):
        raise ValueError(f"{key}: {text}")
    return Range(*numbers)

"""Assumptions as JSON in a saved view: the scenario they began with, and what was moved by hand."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from desktop_app.domain.assumption import Assumptions, Key, Range, fits
from desktop_app.query.assumptions import scenario_assumptions
from desktop_app.storage.case_store import CaseStore


class Assumed(NamedTuple):
    """What is kept of assumptions; the numbers of scenarios are the case's.

    Attributes:
        scenario_id: empty for the published.
        moved: values moved by hand.
    """

    scenario_id: str = ""
    moved: tuple[tuple[Key, Range], ...] = ()

    @classmethod
    def of(cls, assumptions: Assumptions) -> "Assumed":
        """What is kept of these."""
        return cls(assumptions.scenario_id, tuple((row.key, row.value) for row in assumptions.moved_by_hand))

    def in_case(self, store: CaseStore) -> Assumptions:
        """The same in a case; a scenario that is gone gives the published, a key it lacks is left out."""
        found = scenario_assumptions(store, self.scenario_id)
        for key, value in self.moved:
            found = found.moved(key, value)
        return found


def assumed_content(assumed: Assumed) -> dict[str, Any]:
    """JSON types."""
    return {
        "scenario": assumed.scenario_id,
        "moved": {key.value: list(value) for key, value in assumed.moved},
    }


def read_assumed(content: object) -> Assumed:
    """What JSON says.

    Raises:
        ValueError, TypeError: it is not what `assumed_content` makes.
    """
    if not isinstance(content, Mapping) or set(content) != {"scenario", "moved"}:
        raise ValueError("assumptions are no object of scenario and moved")
    scenario, moved = content["scenario"], content["moved"]
    if not isinstance(scenario, str) or not isinstance(moved, Mapping):
        raise TypeError("the scenario is no text, or what was moved no object")
    return Assumed(scenario, tuple((Key(key), _range(Key(key), value)) for key, value in moved.items()))


def _range(key: Key, value: object) -> Range:
    if not isinstance(value, list) or len(value) != len(Range._fields):
        raise ValueError(f"{key} is not three numbers")
    found = Range(*(float(number) for number in value))
    if not fits(key, found):
        raise ValueError(f"{key} is not in order, or out of bounds")
    return found

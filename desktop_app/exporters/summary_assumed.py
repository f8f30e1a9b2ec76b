"""The part of a summary that tells what its volumes assume, and how sure they are."""

from typing import Any, NamedTuple

from desktop_app.analysis.uncertainty.results import Interval
from desktop_app.domain.assumption import Assumption, Assumptions, Range
from desktop_app.exporters.assumption_words import assumptions_name, assumptions_sentence
from desktop_app.exporters.headline import Headline, simulated_intervals
from desktop_app.runtime.feedback import Feedback


class Draws(NamedTuple):
    """A simulation that is asked for: how many draws, from which seed."""

    draws: int
    seed: int


def assumptions_json(assumptions: Assumptions) -> dict[str, Any]:
    """Every parameter in use beside the published one."""
    return {
        "name": assumptions_name(assumptions),
        "scenario": assumptions.scenario_id,
        "published": assumptions.is_published,
        "sentence": assumptions_sentence(assumptions),
        "parameters": [_parameter(row) for row in assumptions.rows],
    }


def intervals_json(found: Headline, wanted: Draws | None) -> dict[str, Any]:
    """95 % of the documented total, and of that with unknown capacities drawn."""
    return {
        "documented": interval_json(found.interval),
        "drawn": interval_json(found.drawn),
        "simulated": None if wanted is None else _simulated(found, wanted),
    }


def interval_json(interval: Interval | None) -> dict[str, int] | None:
    """An interval in whole barrels."""
    return None if interval is None else {name: round(value) for name, value in interval._asdict().items()}


def range_json(value: Range) -> dict[str, float]:
    """A range by the names of its ends."""
    return value._asdict()


def _parameter(row: Assumption) -> dict[str, Any]:
    return {
        "key": row.key.value,
        "name": row.name,
        "unit": row.unit,
        "value": range_json(row.value),
        "published": range_json(row.published),
        "stated_by": row.subject or None,
        "note": row.note,
        "sources": list(row.source_ids),
    }


def _simulated(found: Headline, wanted: Draws) -> dict[str, Any]:
    interval, drawn = simulated_intervals(found, wanted.draws, wanted.seed, Feedback())
    return {
        "documented": interval_json(interval),
        "drawn": interval_json(drawn),
        "draws": wanted.draws,
        "seed": wanted.seed,
    }

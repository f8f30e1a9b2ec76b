"""Filter options of the command line to a filter."""

import argparse

from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause, Filter
from desktop_app.query.day_text import parse_day
from desktop_app.query.vessel_search import resolve
from desktop_app.runtime.errors import UsageError
from desktop_app.storage.content import Content


def filter_from(arguments: argparse.Namespace, record: Content) -> Filter:
    """The filter that the options describe.

    Raises:
        UsageError: a date is none, the first lies after the last, or a vessel is not in the case.
    """
    first = parse_day(arguments.first_day, end=False) if arguments.first_day is not None else None
    last = parse_day(arguments.last_day, end=True) if arguments.last_day is not None else None
    if first is not None and last is not None and first > last:
        raise UsageError(f"--from {first} lies after --to {last}")
    vessels = list(dict.fromkeys(resolve(record.vessels, text) for text in arguments.vessel))
    return Filter.of(
        DateClause(first, last),
        ChoiceClause(
            ClauseKind.VESSEL,
            tuple(vessel.id for vessel in vessels),
            tuple(vessel.name for vessel in vessels),
        ),
    )

"""Filter options of the command line to a filter."""

import argparse
from typing import Final

from desktop_app.exporters.things import words_of
from desktop_app.query.clause_names import choice
from desktop_app.query.clauses import (
    AreaClause,
    ChoiceClause,
    ClauseKind,
    DateClause,
    Filter,
    TextClause,
    VolumeClause,
    VoyageClause,
)
from desktop_app.query.day_text import parse_day
from desktop_app.query.number_text import parse_number
from desktop_app.query.value_search import resolve_value
from desktop_app.runtime.errors import UsageError
from desktop_app.storage.case_store import CaseStore

# Option, as argparse names it → what it chooses.
CHOICES: Final = {
    "vessel": ClauseKind.VESSEL,
    "operator": ClauseKind.OPERATOR,
    "listed_by": ClauseKind.LISTING,
    "loading": ClauseKind.LOADING,
    "discharge": ClauseKind.DISCHARGE,
    "port": ClauseKind.PORT,
    "mode": ClauseKind.MODE,
    "product": ClauseKind.PRODUCT,
    "tracker": ClauseKind.TRACKER,
    "known_from": ClauseKind.HOW_KNOWN,
    "grade": ClauseKind.GRADE,
    "doubt": ClauseKind.DOUBT,
    "event": ClauseKind.EVENT,
}


def filter_from(arguments: argparse.Namespace, store: CaseStore) -> Filter:
    """The filter that the options describe.

    Raises:
        UsageError: a date or number is none, a range is turned round, or a value is not in the case.
    """
    return Filter.of(
        _dates(arguments.first_day, arguments.last_day),
        *(_choice(store, option, kind, getattr(arguments, option)) for option, kind in CHOICES.items()),
        _volume(arguments.volume, unknown=arguments.not_estimated),
        _area(arguments.within),
        _voyage(store, arguments.voyage),
        TextClause(arguments.text),
    )


def _dates(first_text: str | None, last_text: str | None) -> DateClause:
    first = parse_day(first_text, end=False) if first_text is not None else None
    last = parse_day(last_text, end=True) if last_text is not None else None
    if first is not None and last is not None and first > last:
        raise UsageError(f"--from {first} lies after --to {last}")
    return DateClause(first, last)


def _choice(store: CaseStore, option: str, kind: ClauseKind, texts: list[str]) -> ChoiceClause:
    try:
        values = dict.fromkeys(resolve_value(store, kind, text) for text in texts)
    except UsageError as error:
        raise UsageError(f"--{option.replace('_', '-')}: {error}") from None
    return choice(kind, tuple(values), store.record)


def _volume(text: str | None, *, unknown: bool) -> VolumeClause:
    if text is None:
        if unknown:
            raise UsageError("--not-estimated belongs to --volume LOW..HIGH")
        return VolumeClause()
    low_text, dots, high_text = text.partition("..")
    if not dots or not (low_text.strip() or high_text.strip()):
        raise UsageError(f"--volume: {text!r} is no range; write LOW..HIGH, LOW.. or ..HIGH in barrels")
    low, high = (parse_number(part) if part.strip() else None for part in (low_text, high_text))
    if (low is not None and low < 0) or (high is not None and high < 0):
        raise UsageError("--volume: a volume is not below zero")
    if low is not None and high is not None and low > high:
        raise UsageError(f"--volume: {low_text.strip()} is more than {high_text.strip()}")
    return VolumeClause(low, high, unknown=unknown)


def _voyage(store: CaseStore, ident: str) -> VoyageClause:
    if not ident:
        return VoyageClause()
    row = store.voyage(ident)
    if row is None:
        raise UsageError(f"--voyage: the case has no voyage {ident!r}; exported data name their ids")
    return VoyageClause(row.id, words_of(store, row))


def _area(box: tuple[float, float, float, float] | None) -> AreaClause:
    if box is None:
        return AreaClause()
    west, south, east, north = box
    return AreaClause(((west, south), (east, south), (east, north), (west, north)), "the box asked for")

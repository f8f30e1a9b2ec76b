"""How many voyages each value of a clause has, and what each clause of a filter hides."""

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import numpy as np

from desktop_app.domain.ais_event import EventKind
from desktop_app.query.clauses import NOT_DOCUMENTED, ClauseKind, Filter
from desktop_app.query.columns.choices import Choice
from desktop_app.query.event_passing import voyages_with
from desktop_app.query.passing_consignments import RAIL
from desktop_app.query.reading import read
from desktop_app.query.results import Facet, Hiding
from desktop_app.storage.case_store import CaseStore

if TYPE_CHECKING:
    from desktop_app.query.engine import QueryEngine

_NAMES: Final = {
    ClauseKind.VESSEL: "SELECT id, name FROM vessel",
    ClauseKind.LOADING: "SELECT id, name_en FROM port",
    ClauseKind.DISCHARGE: "SELECT id, name_en FROM port",
    ClauseKind.PORT: "SELECT id, name_en FROM port",
}
_NOTHING: Final = {
    ClauseKind.VESSEL: "not named",
    ClauseKind.LISTING: "on no list",
    ClauseKind.DOUBT: "nothing doubtful",
    ClauseKind.EVENT: "no event",
}


def facets(engine: "QueryEngine", others: Filter, kind: ClauseKind) -> tuple[Facet, ...]:
    """The values that occur, by name, `NOT_DOCUMENTED` last.

    Args:
        engine: of the case.
        others: the filter without a clause of this kind.
        kind: of a choice.
    """
    if kind is ClauseKind.EVENT:
        passing, total = _by_event(engine, engine.passing(others))
    else:
        choice = engine.columns().choice(kind)
        everything = np.ones(len(choice.codes), np.bool_)
        passing, total = _by_value(choice, engine.passing(others)), _by_value(choice, everything)
    if kind is ClauseKind.MODE:
        passing[RAIL] = len(engine.passing_consignments(others))
        total[RAIL] = len(engine.store.record.consignments)
    names = _names(engine.store, kind)
    found = [
        Facet(value, names.get(value, value), passing[value], count)
        for value, count in total.items()
        if count
    ]
    return tuple(sorted(found, key=lambda facet: (not facet.value, facet.name.casefold(), facet.value)))


def _by_value(choice: Choice, passing: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> Counter[str]:
    counts: Counter[str] = Counter()
    for values, count in zip(choice.members, choice.counts(passing).tolist(), strict=True):
        for value in values or (NOT_DOCUMENTED,):
            counts[value] += count
    return counts


def _by_event(
    engine: "QueryEngine", passing: "np.ndarray[tuple[int], np.dtype[np.bool_]]"
) -> tuple[Counter[str], Counter[str]]:
    """Voyages with an event of each kind, and without any."""
    counts: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    without = np.ones(len(passing), np.bool_)
    for kind in EventKind:
        mask = voyages_with(engine, kind)
        counts[kind.value], totals[kind.value] = int((mask & passing).sum()), int(mask.sum())
        without &= ~mask
    counts[NOT_DOCUMENTED], totals[NOT_DOCUMENTED] = int((without & passing).sum()), int(without.sum())
    return counts, totals


def _names(store: CaseStore, kind: ClauseKind) -> Mapping[str, str]:
    named = {NOT_DOCUMENTED: _NOTHING.get(kind, "not documented")}
    if kind in _NAMES:
        named |= {str(ident): str(name) for ident, name in read(store, _NAMES[kind])}
    return named


def hidings(engine: "QueryEngine", filter_: Filter) -> tuple[Hiding, ...]:
    """What each clause hides by itself, the one that hides most first."""
    found = [
        Hiding(
            clause.kind,
            clause.sentence(),
            int(np.count_nonzero(engine.passing(filter_.without(clause.kind)))),
        )
        for clause in filter_.clauses
    ]
    return tuple(sorted(found, key=lambda hiding: -hiding.passing))

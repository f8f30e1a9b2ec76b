"""What a clause's values are called in one case: a sentence names ships and ports as the case does."""

import dataclasses
from collections.abc import Mapping
from typing import Final

from desktop_app.domain.ais_event import EVENT_NAMES
from desktop_app.domain.imports import CHECK_WORDS
from desktop_app.domain.movement import HowKnown
from desktop_app.query.clauses import NOT_DOCUMENTED, ChoiceClause, Clause, ClauseKind, Filter
from desktop_app.storage.content import Content

HOW_KNOWN: Final = {HowKnown.IMAGE: "an image", HowKnown.AIS: "AIS", HowKnown.REPORT: "a report"}


def names_of(kind: ClauseKind, record: Content) -> Mapping[str, str]:
    """Value → name for a kind of choice; a value that is not there is its own name."""
    if kind is ClauseKind.VESSEL:
        return {vessel.id: vessel.name for vessel in record.vessels}
    if kind in {ClauseKind.LOADING, ClauseKind.DISCHARGE, ClauseKind.PORT}:
        return {port.id: port.names.en for port in record.ports}
    if kind is ClauseKind.HOW_KNOWN:
        return {how.value: name for how, name in HOW_KNOWN.items()}
    if kind is ClauseKind.DOUBT:
        return {check.value: words for check, words in CHECK_WORDS.items()}
    if kind is ClauseKind.EVENT:
        return {event.value: names[1] for event, names in EVENT_NAMES.items()}
    return {}


def named(clause: Clause, record: Content) -> Clause:
    """The clause with its values called as the case calls them now; one that is gone keeps its last name."""
    if not isinstance(clause, ChoiceClause):
        return clause
    known = names_of(clause.kind, record)
    last = dict(zip(clause.values, clause.names, strict=bool(clause.names)))
    called = (known.get(value) or last.get(value) or value for value in clause.values)
    return dataclasses.replace(clause, names=tuple(called))


def named_filter(filter_: Filter, record: Content) -> Filter:
    """The filter with the values of all its clauses called as the case calls them now."""
    return Filter(tuple(named(clause, record) for clause in filter_.clauses))


def choice(kind: ClauseKind, values: tuple[str, ...], record: Content) -> ChoiceClause:
    """A choice of these values, named as the case names them."""
    known = names_of(kind, record)
    names = ("" if value == NOT_DOCUMENTED else known.get(value, value) for value in values)
    return ChoiceClause(kind, values, tuple(names))

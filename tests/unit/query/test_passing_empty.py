"""Every clause asked of a case in which nothing moves."""

from dataclasses import replace
from datetime import date

from desktop_app.domain.record import Record
from desktop_app.query.clauses import (
    CHOICE_KINDS,
    NOT_DOCUMENTED,
    AreaClause,
    ChoiceClause,
    DateClause,
    Filter,
    TextClause,
    VolumeClause,
    VoyageClause,
)
from desktop_app.query.engine import QueryEngine
from desktop_app.storage.case_store import CaseStore


def test_an_empty_case_answers_everything(reported: Record) -> None:
    store = CaseStore.of_record(replace(reported, voyages=(), calls=(), sightings=()))
    engine = QueryEngine(store)
    corners = ((120.0, 30.0), (130.0, 30.0), (130.0, 40.0), (120.0, 40.0), (120.0, 30.0))
    clauses = (
        DateClause(date(2024, 1, 1), date(2024, 1, 31)),
        VolumeClause(1.0, None, unknown=True),
        AreaClause(corners, "a rectangle"),
        TextClause("nampo"),
        VoyageClause("osc-2024-01", "one of the record"),
        *(ChoiceClause(kind, ("x", NOT_DOCUMENTED)) for kind in CHOICE_KINDS),
    )
    for clause in clauses:
        filter_ = Filter.of(clause)
        passing = (engine.passing(filter_), engine.passing_calls(filter_), engine.passing_positions(filter_))
        assert not any(flags.any() for flags in passing), clause
    assert all(engine.facets(Filter(), kind) == () for kind in CHOICE_KINDS)
    store.close()

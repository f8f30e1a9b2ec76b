"""What a consignment by rail is asked by a filter, and what hides all of them."""

from collections.abc import Iterator

import pytest

from desktop_app.domain.record import Record
from desktop_app.importers.training_case import training_record
from desktop_app.query.clauses import (
    CHOICE_KINDS,
    NOT_DOCUMENTED,
    ChoiceClause,
    ClauseKind,
    DateClause,
    Filter,
)
from desktop_app.query.engine import QueryEngine
from desktop_app.storage.case_store import CaseStore


@pytest.fixture(scope="module")
def engine(reported: Record) -> Iterator[QueryEngine]:
    store = CaseStore.of_record(training_record(reported))
    yield QueryEngine(store)
    store.close()


def test_consignments_pass_what_they_have_and_no_clause_about_ships(engine: QueryEngine) -> None:
    everything = engine.passing_consignments(Filter())
    assert everything == engine.store.record.consignments
    for kind in CHOICE_KINDS:
        of_ships = kind not in {ClauseKind.MODE, ClauseKind.PRODUCT, ClauseKind.GRADE, ClauseKind.DOUBT}
        if of_ships:
            clause = ChoiceClause(kind, ("nobody", NOT_DOCUMENTED))
            assert engine.passing_consignments(Filter.of(clause)) == ()
    by_rail = Filter.of(ChoiceClause(ClauseKind.MODE, ("rail",)))
    assert engine.passing_consignments(by_rail) == everything
    assert len(engine.columns()) > 0
    assert not engine.passing(by_rail).any()
    product = everything[0].product
    carrying = engine.passing_consignments(Filter.of(ChoiceClause(ClauseKind.PRODUCT, (product,))))
    assert carrying == tuple(row for row in everything if row.product == product)
    first = everything[0].when.first_day
    dated = engine.passing_consignments(Filter.of(DateClause(None, first)))
    assert dated == tuple(row for row in everything if row.when.first_day <= first)

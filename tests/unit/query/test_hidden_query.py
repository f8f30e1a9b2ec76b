"""A thing is told as hidden exactly by the clauses that its own views leave it out for."""

from datetime import date

import pytest

from desktop_app.query.clause_names import choice
from desktop_app.query.clauses import Clause, ClauseKind, DateClause, Filter, TextClause, VolumeClause
from desktop_app.query.engine import QueryEngine
from desktop_app.query.hidden_query import hidden_thing
from desktop_app.storage.case_store import CaseStore

SPRING = DateClause(date(2024, 3, 1), date(2024, 5, 31))


def test_every_voyage_is_told_as_the_filter_treats_it(store: CaseStore) -> None:
    engine = QueryEngine(store)
    clauses: list[Clause] = [
        SPRING,
        choice(ClauseKind.VESSEL, ("yu-son", ""), store.record),
        choice(ClauseKind.LOADING, ("vostochny",), store.record),
        VolumeClause(1000),
        TextClause("nampo"),
    ]
    filter_ = Filter.of(*clauses)
    with store.reader() as reader:
        ids = dict(reader.execute("SELECT id, fid FROM voyage").fetchall())
    fids = engine.columns().fid.tolist()
    told = 0
    for ident, fid in ids.items():
        place = fids.index(fid)
        expected = {clause.kind for clause in clauses if not engine.passing(Filter.of(clause))[place]}
        hidden = hidden_thing(engine, filter_, f"voyage:{ident}")
        assert ({clause.kind for clause in hidden.clauses} if hidden else set()) == expected
        told += hidden is not None
    assert told > len(ids) // 2


@pytest.mark.parametrize(("kind", "table"), [("call", "port_call"), ("sighting", "sighting")])
def test_calls_and_positions_have_days_of_their_own(store: CaseStore, kind: str, table: str) -> None:
    engine = QueryEngine(store)
    with store.reader() as reader:
        rows = reader.execute(f"SELECT id, start_utc, end_utc FROM {table}").fetchall()  # noqa: S608 - one of two
    assert rows
    for ident, start, end in rows:
        inside = str(start) < "2024-06" and str(end) >= "2024-03"
        assert (hidden_thing(engine, Filter.of(SPRING), f"{kind}:{ident}") is None) == inside


def test_what_is_context_is_hidden_by_dates_alone(store: CaseStore) -> None:
    engine = QueryEngine(store)
    payment, event = store.record.payments[0], store.record.public_events[0]
    ships = choice(ClauseKind.VESSEL, ("yu-son",), store.record)
    late = DateClause(date(2030, 1, 1))
    for key in (f"payment:{payment.id}", f"event:{event.id}"):
        assert hidden_thing(engine, Filter.of(ships), key) is None
        hidden = hidden_thing(engine, Filter.of(ships, late), key)
        assert hidden is not None
        assert hidden.clauses == (late,)


@pytest.mark.parametrize("key", ["", "voyage:none", "port:vostochny", "vessel:yu-son", "x", "voyage:' OR 1"])
def test_what_no_filter_hides_is_not_told(store: CaseStore, key: str) -> None:
    assert hidden_thing(QueryEngine(store), Filter.of(SPRING), key) is None


def test_the_window_is_widened_as_far_as_needed(store: CaseStore) -> None:
    engine = QueryEngine(store)
    key = "voyage:v-2024-11-05-unnamed"
    hidden = hidden_thing(engine, Filter.of(SPRING), key)
    assert hidden is not None
    assert hidden.widened() == DateClause(SPRING.first_day, date(2024, 11, 5))
    hidden = hidden_thing(engine, Filter.of(DateClause(date(2025, 1, 1))), key)
    assert hidden is not None
    assert hidden.widened() == DateClause(date(2024, 11, 5))
    assert hidden_thing(engine, Filter.of(hidden.widened() or SPRING), key) is None

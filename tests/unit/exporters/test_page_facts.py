"""The facts at the head of a page: what is documented of its thing, each with the sources of just that."""

import pytest

from desktop_app.exporters.page_facts import MOST_FACTS, Fact, page_facts, page_name
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.pages.listing import page_list
from desktop_app.query.pages.results import PageKind, PagesQuestion
from desktop_app.storage.case_store import CaseStore


def facts_of(store: CaseStore, kind: PageKind, ident: str) -> list[Fact]:
    """The facts on the page of one thing."""
    engine = QueryEngine(store)
    things = page_list(engine, Filter(), PagesQuestion(kind)).things
    thing = next(one for one in things if one.key == f"{kind}:{ident}")
    return list(page_facts(engine, thing.key, thing.filter))


def test_a_vessel_with_who_lists_her_and_where_each_is_from(store: CaseStore) -> None:
    facts = facts_of(store, PageKind.VESSEL, "chon-ma-san")
    told = {fact.label: fact for fact in facts}
    assert told["IMO number"].words == "8660313"
    listed = [fact for fact in facts if fact.label == "Listed by"]
    rows = [row for row in store.record.listings if row.vessel_id == "chon-ma-san"]
    assert {fact.words.split()[0]: fact.source_ids for fact in listed} == {
        row.authority: row.citation.source_ids for row in rows
    }


@pytest.mark.parametrize("kind", PageKind)
def test_each_page_has_some_and_not_too_many(training: CaseStore, kind: PageKind) -> None:
    engine = QueryEngine(training)
    known = {source.id for source in training.record.sources}
    for thing in page_list(engine, Filter(), PagesQuestion(kind)).things[::4]:
        facts = page_facts(engine, thing.key, thing.filter)
        assert 0 < len(facts) <= MOST_FACTS
        assert all(fact.label and fact.words for fact in facts)
        assert {ident for fact in facts for ident in fact.source_ids} <= known


def test_a_month_says_that_nothing_is_published_or_stated(store: CaseStore) -> None:
    facts = facts_of(store, PageKind.MONTH, "2024-03")
    assert facts[0] == Fact("Notified to the UN", "no figure published for this month alone")
    months = page_list(QueryEngine(store), Filter(), PagesQuestion(PageKind.MONTH)).things
    assert "Mar 2024" in [page_name(month) for month in months]


def test_rows_that_name_nothing_have_no_facts(store: CaseStore) -> None:
    assert facts_of(store, PageKind.VESSEL, "") == []

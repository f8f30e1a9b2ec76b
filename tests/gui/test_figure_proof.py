"""The sources that a figure prints are those that the rows in its manifest cite."""

from datetime import date

import pytest

from desktop_app.domain.figure_design import Design, Item, ItemKind
from desktop_app.domain.figure_templates import TEMPLATES
from desktop_app.exporters.page_facts import page_facts
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.figure.content import figure_content
from desktop_app.ui.figure.subject import Subject, theatre_subject

pytestmark = pytest.mark.gui

FILTERS = (
    Filter(),
    Filter.of(DateClause(date(2024, 1, 1), date(2024, 6, 30))),
    Filter.of(ChoiceClause(ClauseKind.TRACKER, ("off",), ("off",))),
    Filter.of(DateClause(date(1990, 1, 1), date(1990, 1, 2))),
)


def printed(subject: Subject, design: Design) -> tuple[set[str], set[str]]:
    """Ids of the sources in print, and of those among the rows of the manifest."""
    content = figure_content(subject, design)
    rows = {row.key for row in content.proof.records}
    assert content.proof.sources == tuple((source.id, source.title) for source in content.sources)
    return {source.id for source in content.sources}, {
        key.removeprefix("source:") for key in rows if key.startswith("source:")
    }


@pytest.mark.parametrize("design", TEMPLATES, ids=lambda design: design.name)
def test_print_and_manifest_name_the_same_sources(
    store: CaseStore, training: CaseStore, design: Design
) -> None:
    for case in (store, training):
        engine = QueryEngine(case)
        for filter_ in FILTERS:
            in_print, among_rows = printed(theatre_subject(engine, filter_), design)
            assert in_print == among_rows


def test_what_the_page_of_a_ship_tells_is_among_its_rows(store: CaseStore, training: CaseStore) -> None:
    design = TEMPLATES[0].with_item(Item(ItemKind.FACTS.value, ItemKind.FACTS))
    told = 0
    for case in (store, training):
        engine = QueryEngine(case)
        for vessel in case.record.vessels:
            filter_ = Filter.of(ChoiceClause(ClauseKind.VESSEL, (vessel.id,), (vessel.name,)))
            if not engine.figure_rows(filter_).shown:
                continue
            facts = page_facts(engine, f"vessel:{vessel.id}", filter_)
            _, among_rows = printed(theatre_subject(engine, filter_), design)
            assert {source for fact in facts for source in fact.source_ids} <= among_rows
            told += len(facts)
    assert told > 0

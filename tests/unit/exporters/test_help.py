"""Help pages: all that they state comes from the case, and leads there."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop_app.domain.assumption import Key, Range
from desktop_app.domain.record import Record
from desktop_app.exporters.card import Card
from desktop_app.exporters.card_text import card_text
from desktop_app.exporters.cards import card_for
from desktop_app.exporters.help.cap_page import NO_CAP, cap_page
from desktop_app.exporters.help.volumes_page import volumes_page
from desktop_app.query.assumptions import scenario_assumptions
from desktop_app.query.engine import QueryEngine
from desktop_app.storage.case_store import CaseStore

T, N = "\u202f", "\u00a0"
PAGES = [volumes_page, cap_page]


@pytest.mark.parametrize("which", ["store", "training"])
@pytest.mark.parametrize("make", PAGES)
def test_every_link_and_source_of_a_page_leads_to_a_card(
    make: Callable[[QueryEngine], Card], which: str, request: pytest.FixtureRequest
) -> None:
    case: CaseStore = request.getfixturevalue(which)
    page = make(QueryEngine(case))
    links = {link.key for link in page.links()}
    assert len(links) > 3
    assert [key for key in links if card_for(case, key) is None] == []
    known = {source.id for source in page.sources}
    assert {ident for one in page.sections for row in one.rows for ident in row.sources} <= known
    assert page.synthetic is case.info.synthetic


def test_the_ladder_links_each_assumption_and_names_all_rungs(store: CaseStore) -> None:
    page = volumes_page(QueryEngine(store))
    links = {link.key for link in page.links()}
    assert {f"parameter:{key}" for key in Key} <= links
    assert {f"factor:{row.id}" for row in store.record.factors} <= links
    assert {f"scenario:{row.id}" for row in store.record.scenarios} <= links
    text = card_text(page)
    order = ["Documented cargo:", "Deadweight scale:", "Greatest draught:", "Waterline:", "Assumed fraction:"]
    places = [text.index(name) for name in order]
    assert places == sorted(places)
    assert f"25{T}604{N}bbl (8{T}592–27{T}272)" in text


def test_numbers_of_a_page_are_those_in_use(store: CaseStore) -> None:
    half = scenario_assumptions(store, "us-2018-half").moved(Key.WATERPLANE, Range(0.5, 0.5, 0.5))
    text = card_text(volumes_page(QueryEngine(store, half)))
    # 1.025 t/m³ × 105 m × 16.5 m × 0.5 × 0.1 m.
    assert f"One such step is 89{N}t" in text or "One such step is 89 t" in text
    assert f"The coefficient 50{N}%, moved by hand" in text
    assert f"capacity × load 50{N}%." in text
    assert "instead of" in text


def test_the_cap_is_told_with_its_shares_and_the_wrong_readings(store: CaseStore) -> None:
    page = cap_page(QueryEngine(store))
    text = card_text(page)
    assert f"500{T}000 bbl per calendar year" in text
    assert f"168{T}679 bbl: 33.7{N}%" in text
    # 15,279 by Russia and 280,928 by China, of 500,000.
    assert f"296{T}207 bbl: 59.2{N}%, added up over RU and CN; months without a figure: RU 11, CN 1" in text
    # 51,208 of 500,000, from 17,183 to 54,544.
    assert f"10.2{N}% (3.4–10.9{N}%)" in text
    links = {link.key for link in page.links()}
    assert {"rule:refined-cap", "rule:crude-cap"} <= links
    wrong = ("whose-cap", "56000-t", "rfa-units")
    assert {f"contradiction:contradiction-{reading}" for reading in wrong} <= links
    # A million barrels at 8.50 and 7.23 barrels a tonne.
    assert f"117{T}647 to 138{T}313 t" in text


def test_another_limit_in_the_case_is_another_limit_on_the_page(reported: Record) -> None:
    rules = tuple(replace(row, limit=250_000.0) if row.id == "refined-cap" else row for row in reported.rules)
    store = CaseStore.of_record(replace(reported, rules=rules))
    try:
        text = card_text(cap_page(QueryEngine(store)))
    finally:
        store.close()
    assert f"250{T}000 bbl per calendar year" in text
    assert f"500{T}000" not in text
    assert f"67.5{N}%" in text


def test_a_case_without_parameters_or_rules_says_so(reported: Record) -> None:
    bare = replace(reported, parameters=(), scenarios=(), scenario_values=(), rules=())
    store = CaseStore.of_record(bare)
    try:
        engine = QueryEngine(store)
        volumes, cap = card_text(volumes_page(engine)), card_text(cap_page(engine))
    finally:
        store.close()
    assert "This case holds no parameters" in volumes
    assert "load fraction: not in this case" in volumes or "load: not in this case" in volumes
    assert NO_CAP in cap

"""What is said of a figure before it is written, and that nothing is said where nothing is to be."""

import struct
from dataclasses import replace
from typing import Any

import pytest

from desktop_app.domain.assumption import Key, Range
from desktop_app.domain.figure_design import Design, House, ItemKind, Place
from desktop_app.domain.figure_templates import template_named
from desktop_app.domain.findings import Severity
from desktop_app.exporters.preflight import preflight
from desktop_app.exporters.preflight_page import BASE_MAP_LAT, metres_per_mm
from desktop_app.exporters.preflight_remark import OwnMapCredit, PreflightFacts, Remark
from desktop_app.query.clauses import ChoiceClause, ClauseKind, Filter, TextClause
from desktop_app.query.engine import QueryEngine
from desktop_app.query.volumes_results import Question
from desktop_app.runtime.resources import Resources
from desktop_app.session.style import FIRST_LAYERS
from desktop_app.storage.case_store import CaseStore

THEATRE = Place(118.0, 33.0, 146.0, 50.0)
RAIL_HEAD = Place(130.2, 42.1, 130.9, 42.6)


def facts(**values: Any) -> PreflightFacts:
    design = template_named("a4-landscape")
    assert design is not None
    usual = PreflightFacts(design, THEATRE, 170.0, FIRST_LAYERS, (), Question())
    return usual._replace(**values)


def remarks(store: CaseStore, filter_: Filter, of: PreflightFacts) -> dict[str, Remark]:
    found = preflight(QueryEngine(store), filter_, of)
    assert len({remark.key for remark in found}) == len(found)
    assert all(remark.sentence.endswith(".") and remark.advice.endswith(".") for remark in found)
    return {remark.key: remark for remark in found}


def without(design: Design, *kinds: ItemKind) -> Design:
    return replace(design, items=tuple(replace(item, shown=item.kind not in kinds) for item in design.items))


def test_a_sound_figure_of_the_record_has_notes_alone(store: CaseStore) -> None:
    found = remarks(store, Filter(), facts())
    assert {remark.severity for remark in found.values()} == {Severity.NOTE}
    assert found.keys() == {"source_grade", "source_address", "capacity", "days", "not_placed"}
    assert found["capacity"].sentence.startswith("A minimum: ")


def test_made_up_data_and_a_filter_are_told(training: CaseStore) -> None:
    found = remarks(training, Filter.of(ChoiceClause(ClauseKind.TRACKER, ("off",), ("off",))), facts())
    assert found["synthetic"].severity is Severity.WARNING
    assert " of 43 voyages are shown" in found["filter"].sentence
    nothing = remarks(training, Filter.of(TextClause("no such words")), facts())
    assert nothing["empty"].severity is Severity.WARNING


def test_the_railway_is_measured_on_the_page(store: CaseStore) -> None:
    assert "railway" not in remarks(store, Filter(), facts())
    found = remarks(store, Filter(), facts(place=RAIL_HEAD))
    assert "of 21 stretches can lie more than 0.5 mm off" in found["railway"].sentence
    assert "railway" not in remarks(store, Filter(), facts(place=RAIL_HEAD, layers=("ports",)))
    # A degree of longitude is half as long at 60° as at the equator.
    assert metres_per_mm(Place(0, 60, 1, 60), 100) == pytest.approx(556.6, abs=0.1)


def test_what_is_hidden_or_does_not_fit_is_a_warning(store: CaseStore) -> None:
    design = without(facts().design, ItemKind.IMPRINT, ItemKind.SOURCES, ItemKind.SUBTITLE)
    found = remarks(
        store,
        Filter(),
        facts(
            design=replace(design, house=House("Some Serif")),
            overflowing=("title", "text-3"),
            missing_glyphs=frozenset("\U00013000"),
            own_maps=(OwnMapCredit("Chart <b>", ""), OwnMapCredit("Named", "Somebody")),
            place=Place(118.0, 5.0, 146.0, 50.0),
        ),
    )
    warned = {key for key, remark in found.items() if remark.severity is Severity.WARNING}
    assert warned == {"attribution", "sources", "subtitle", "overflow", "glyphs", "own_map"}
    assert "title, text-3" in found["overflow"].sentence
    assert "U+13000" in found["glyphs"].sentence
    assert "“Chart <b>”" in found["own_map"].sentence
    assert {"house_font", "edge"} <= found.keys()
    assert next(iter(found.values())).severity is Severity.WARNING
    bare = remarks(store, Filter(), facts(design=without(design, *ItemKind), place=RAIL_HEAD))
    assert "railway" not in bare


def test_assumptions_and_rows_without_a_source_are_told(store: CaseStore) -> None:
    engine = QueryEngine(store)
    other = engine.under(engine.assumptions.moved(Key.LOAD_FRACTION, Range(0.2, 0.4, 0.6)))
    found = {remark.key: remark for remark in preflight(other, Filter(), facts())}
    assert "not the published ones" in found["assumptions"].sentence


def test_evidence_that_names_no_source_is_told(training: CaseStore) -> None:
    """Another program may write it; Tumen itself cannot."""
    writing = training._connect()
    (evidence,) = next(iter(writing.execute("SELECT evidence_id FROM voyage ORDER BY id")))
    writing.execute("DELETE FROM citation WHERE evidence_id = ?", (evidence,))
    (shared,) = next(iter(writing.execute("SELECT COUNT(*) FROM voyage WHERE evidence_id = ?", (evidence,))))
    writing.close()
    found = remarks(training, Filter(), facts(layers=()))
    assert int(found["uncited"].sentence.split()[0]) >= shared


def test_the_base_map_ends_where_the_remark_says(resources: Resources) -> None:
    """PMTiles 3, section 3.2: bounds in the header, ten-millionths of a degree."""
    header = resources.geodatum("basemap.pmtiles").read_bytes()[:127]
    _, south, _, north = (edge / 1e7 for edge in struct.unpack_from("<4i", header, 102))
    assert (south, north) == BASE_MAP_LAT

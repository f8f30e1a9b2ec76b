"""Reference layers as the map, cards and figures know them, also where nobody can be believed."""

import gzip
import json
from collections.abc import Callable
from typing import Any

import apsw
import pytest

from desktop_app.domain.map_style import FIRST_LAYERS, Language
from desktop_app.domain.record import Record
from desktop_app.exporters.cards import card_for
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.reference_layers import feature_of, first_layers, known_layers, layers_shown
from desktop_app.query.shown_records import Showing, shown_records
from desktop_app.query.views import SavedView, Shown, read_view, view_text
from desktop_app.storage.case_store import CaseStore, info_of
from desktop_app.storage.geopackage import create_case
from desktop_app.storage.record_writer import write_record

AREA = [[[130, 42], [131, 42], [131, 43], [130, 42]]]
FEATURES = (
    {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": AREA},
     "properties": {"name": "<b>Zone</b>", "note": "=1+1"}},
    {"type": "Feature", "geometry": {"type": "Point", "coordinates": [129, 41]}, "properties": {}},
)  # fmt: skip


def content_of(*features: Any) -> bytes:
    """A content as an import writes it."""
    lines = ",\n".join(json.dumps(one) for one in features)
    head = '{"type":"FeatureCollection","label":"name","features":[\n'
    return gzip.compress(f"{head}{lines}\n]}}\n".encode(), mtime=0)


@pytest.fixture
def layered(reported: Record) -> Callable[..., CaseStore]:
    """A case with a layer of some content."""

    def make(content: bytes, features: int = 2) -> CaseStore:
        def fill(connection: apsw.Connection) -> None:
            create_case(connection, info_of(reported, "case-1"))
            write_record(connection, reported)
            (evidence,) = next(connection.execute("SELECT evidence_id FROM voyage"))
            for place, ident in enumerate(("layer-a", "layer-b")):
                connection.execute(
                    "INSERT INTO reference_layer (id, name, place, geometry, features, colour, crs, sha256, "
                    "west, south, east, north, evidence_id) VALUES (?, 'Zones', ?, 'point area', ?, "
                    "'#a8568f', 'EPSG:5186', 'aa', 129, 41, 131, 43, ?)",
                    (ident, place, features, evidence),
                )
            connection.execute("INSERT INTO tumen_file (sha256, content) VALUES ('aa', ?)", (content,))

        return CaseStore.in_memory(fill, "")

    return make


def test_a_feature_tells_what_its_file_says_and_its_source(layered: Callable[..., CaseStore]) -> None:
    store = layered(content_of(*FEATURES))
    zone, nameless = (feature_of(store, f"layer-a/{number}") for number in (0, 1))
    assert zone is not None
    assert zone.words == "<b>Zone</b>"
    assert zone.properties == (("name", "<b>Zone</b>"), ("note", "=1+1"))
    assert zone.bounds == (130, 42, 131, 43)
    assert nameless is not None
    assert nameless.words == "Feature 2 of Zones"
    card = card_for(store, "feature:layer-a/0")
    assert card is not None
    assert [row.value for row in card.sections[1].rows] == ["<b>Zone</b>", "=1+1"]
    assert card.reasons
    assert tuple(link.key for link in card.links()) == ("layer:layer-a",)
    layer = card_for(store, "layer:layer-a")
    assert layer is not None
    assert ("Coordinate system of the file", "EPSG:5186") in [row[:2] for row in layer.sections[0].rows]
    assert [feature_of(store, ident) for ident in ("layer-a/2", "layer-a/-1", "layer-a", "gone/0", "")] == [
        None
    ] * 5
    store.close()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x1f\x8b",
        gzip.compress(b"[]"),
        gzip.compress(b'{"features":[\n[1]\n'),
        content_of("text", {"properties": [1], "geometry": 2}),
        gzip.compress(b'{"type":"FeatureCollection","features":[\n' + b'{"properties":' * 99_999),
    ],
)
def test_a_content_of_strangers_has_no_features(layered: Callable[..., CaseStore], content: bytes) -> None:
    store = layered(content)
    assert feature_of(store, "layer-a/0") is None
    assert card_for(store, "feature:layer-a/0") is None
    store.close()


def test_figures_cite_the_layers_that_are_shown(layered: Callable[..., CaseStore]) -> None:
    store = layered(content_of(*FEATURES))
    assert first_layers(store) == (*FIRST_LAYERS, "layer:layer-a", "layer:layer-b")
    assert [row.id for row in layers_shown(store, ("layer:layer-b", "rail"))] == ["layer-b"]
    engine = QueryEngine(store)
    shown = shown_records(engine, Filter(), Showing(("layer:layer-b",)))
    assert shown.ids["reference_layer"] == {"layer-b"}
    cited = {one for row in layers_shown(store, ("layer:layer-b",)) for one in row.citation.source_ids}
    assert cited <= shown.source_ids
    assert "reference_layer" not in shown_records(engine, Filter(), Showing(("rail",))).ids
    store.close()


def test_saved_views_keep_which_layers_are_shown() -> None:
    layers = ("ports", "rail", "layer:layer-a")
    view = SavedView("view-1", "View", 130, 42, 7, Shown(Filter(), layers, Language.ENGLISH))
    again = read_view(view.id, view.name, view_text(view))
    assert again is not None
    assert again.shown is not None
    assert again.shown.layers == layers
    assert known_layers(["nonsense", "layer:x", 3, "rail"]) == ("rail", "layer:x")  # type: ignore[list-item]

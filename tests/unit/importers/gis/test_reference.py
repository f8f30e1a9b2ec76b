"""A layer of shapes in the case: what the file draws, as RFC 7946 has it, and every loss told."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop_app.importers.gis import layer_content
from desktop_app.importers.tally import Tally
from desktop_app.runtime.errors import InputError
from desktop_app.storage.case_store import CaseStore

Carry = Callable[..., Tally]
SQUARE = [[130, 42], [130, 43], [131, 43], [131, 42], [130, 42]]  # clockwise, which RFC 7946 does not have
OVER = [[179, 50], [-179, 51]]


def feature(kind: str, coordinates: Any, **properties: Any) -> dict[str, Any]:
    """One feature."""
    shape = None if coordinates is None else {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": shape}


def written(path: Path, *features: dict[str, Any]) -> Path:
    """A collection on the disk."""
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def held(case: CaseStore) -> Any:
    """The shapes of the only layer."""
    (layer,) = case.record.reference_layers
    return json.loads(gzip.decompress(case.content(layer.sha256)))


def test_a_layer_is_kept_as_rfc_7946_has_it_and_every_loss_is_told(
    case: CaseStore, carry: Carry, tmp_path: Path
) -> None:
    path = written(
        tmp_path / "zones.geojson",
        feature("Polygon", [SQUARE], name="=HYPERLINK(1)", n=3),
        feature("Point", [130.12345678, 42, 9], name="<b>\u202e"),
        feature("LineString", OVER, name="over"),
        feature("Point", None, name="nowhere"),
    )
    tally = carry(path)
    assert tally.counts()[:2] == (4, 3)
    assert (tally.rejected, tally.doubtful) == (1, 1)
    report = gzip.decompress(tally.report()).decode()
    assert "nowhere" in report
    assert "it has no shape" in report
    assert "cross the antimeridian" in report
    (layer,) = case.record.reference_layers
    assert layer.geometry == ("point", "line", "area")
    assert (layer.features, layer.crs, layer.name) == (3, "EPSG:4326", "Zones")
    assert layer.bounds == (-180.0, 42.0, 180.0, 51.0)
    content = held(case)
    assert content["label"] == "name"
    area, point, line = content["features"]
    assert area["properties"] == {"name": "=HYPERLINK(1)", "n": "3"}
    assert area["geometry"]["coordinates"][0][1] == [131.0, 42.0]
    assert point["geometry"]["coordinates"] == [130.1234568, 42.0]
    parts = line["geometry"]["coordinates"]
    assert parts == [[[179.0, 50.0], [180.0, 50.5]], [[-180.0, 50.5], [-179.0, 51.0]]]
    (doubt,) = case.record.doubts
    assert doubt.subject == f"layer:{layer.id}"


def test_the_same_file_changes_nothing_and_an_edition_changes_its_own(
    case: CaseStore, carry: Carry, tmp_path: Path
) -> None:
    path = written(
        tmp_path / "zones.geojson",
        feature("Point", [130, 42], name="a"),
        feature("Point", [131, 42], name="b"),
    )
    carry(path)
    (before,) = case.record.reference_layers
    with pytest.raises(InputError, match="Nothing was changed"):
        carry(path)
    written(path, feature("Point", [130, 42], name="a"), feature("Point", [132, 42], name="c"))
    tally = carry(path, name="Another name")
    assert (tally.unchanged, tally.accepted) == (1, 1)
    assert "1 feature of the edition before" in gzip.decompress(tally.report()).decode()
    (after,) = case.record.reference_layers
    assert (after.id, after.name, after.colour) == (before.id, before.name, before.colour)
    assert after.bounds == (130.0, 42.0, 132.0, 42.0)
    case.undo("A. Reader")
    assert case.record.reference_layers == (before,)
    case.undo("A. Reader")
    assert not case.record.reference_layers


def test_a_second_layer_lies_above_in_another_colour(case: CaseStore, carry: Carry, tmp_path: Path) -> None:
    for name in ("a", "b"):
        carry(written(tmp_path / f"{name}.json", feature("Point", [130, 42])), name=name)
    first, second = case.record.reference_layers
    assert (first.name, second.name) == ("a", "b")
    assert (first.place, second.place) == (0, 1)
    assert first.colour != second.colour


def test_what_is_too_much_or_nothing_is_refused_whole(
    case: CaseStore, carry: Carry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputError, match="none of its 1 features has a shape"):
        carry(written(tmp_path / "none.json", feature("Point", None)))
    monkeypatch.setattr(layer_content, "MOST_CORNERS", 4)
    with pytest.raises(InputError, match="holds more than a reference layer can"):
        carry(written(tmp_path / "many.json", feature("Polygon", [SQUARE])))
    assert not case.record.reference_layers


@pytest.mark.parametrize(
    ("ring", "west", "east"),
    [
        (
            [[-180, -60], [180, -60], [180, 60], [-180, 60], [-180, -60]],
            -180,
            180,
        ),  # the whole world, not a line
        ([[170, 0], [180, 0], [180, 10], [170, 10], [170, 0]], 170, 180),  # touches, crosses nothing
    ],
)
def test_an_edge_of_the_map_is_no_way_over_the_antimeridian(
    case: CaseStore, carry: Carry, tmp_path: Path, ring: Any, west: float, east: float
) -> None:
    tally = carry(written(tmp_path / "edge.json", feature("Polygon", [ring])))
    assert not tally.doubtful
    (layer,) = case.record.reference_layers
    assert (layer.bounds[0], layer.bounds[2]) == (west, east)
    assert held(case)["features"][0]["geometry"]["type"] == "Polygon"

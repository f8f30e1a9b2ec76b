"""Places of a case: ports with named berths, the region's other ports once each, and drawn areas."""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from desktop_app.analysis.case_places import AT_TERMINAL_KM, SAME_PORT_KM, case_places
from desktop_app.analysis.places import PlaceKind, Places, VisitPlace, distance_km
from desktop_app.domain.ais_event import WatchArea
from desktop_app.domain.provenance import Citation
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.edits import Edit, Insert, evidence_id
from desktop_app.storage.rows.ais_events import watch_area_cells
from desktop_app.storage.saving import save_as_case

KM_DEG = 1 / 111.19508


def positions_of(places: Places, ident: str) -> list[tuple[float, float]]:
    own = places.point_place == places.ids.index(ident)
    return [
        (float(lon), float(lat))
        for lon, lat in zip(places.point_lon_e7[own] / 1e7, places.point_lat_e7[own] / 1e7, strict=True)
    ]


def test_without_a_case_the_world_port_index_of_the_region() -> None:
    places = case_places(None)
    assert len(places.places) == len(places.point_names) > 200
    assert {place.kind for place in places.places} == {PlaceKind.REFERENCE}
    assert {place.country for place in places.places} == {"CN", "JP", "KP", "KR", "RU"}
    (rajin,) = positions_of(places, "wpi-najin")
    assert distance_km(rajin, (130.3, 42.2333)) < 0.1
    assert np.all((places.point_lon_e7 >= 117e7) & (places.point_lon_e7 <= 160e7))


def test_ports_of_the_record_stand_for_those_of_the_index(store: CaseStore) -> None:
    places = case_places(store)
    ports = [place for place in places.places if place.kind is PlaceKind.PORT]
    assert {place.id for place in ports} == {
        port.id
        for port in store.record.ports
        if not port.parent_id
        and (port.position or any(berth.port_id == port.id for berth in store.record.berth_points))
    }
    own = [at for place in ports for at in positions_of(places, place.id)]
    others = [place.id for place in places.places if place.kind is PlaceKind.REFERENCE]
    assert {"wpi-najin", "wpi-chongjin", "wpi-vostochnyy", "wpi-de-kastri"}.isdisjoint(others)
    assert "wpi-pusan" in others
    assert all(
        distance_km(at, port) > SAME_PORT_KM
        for ident in others
        for at in positions_of(places, ident)
        for port in own
    )


def test_points_bear_the_names_of_terminals(store: CaseStore) -> None:
    places = case_places(store)
    kozmino = next(port.position for port in store.record.ports if port.id == "kozmino-terminal")
    assert kozmino is not None
    for at, name in zip(
        positions_of(places, "vostochny"),
        np.array(places.point_names)[places.point_place == places.ids.index("vostochny")].tolist(),
        strict=True,
    ):
        assert (name == "Kozmino crude oil terminal") == (distance_km(at, kozmino) <= AT_TERMINAL_KM)
    assert "quay of the east harbour" in places.point_names
    assert not {"whole minute", "centre of the port area"} & set(places.point_names)


def test_a_quay_away_from_all_known_berths_is_a_point(store: CaseStore) -> None:
    """The one berth that is known of De-Kastri lies off shore, eight kilometres from the quay."""
    places = case_places(store)
    quay = next(port.position for port in store.record.ports if port.id == "de-kastri")
    assert quay is not None
    ways = [distance_km(at, quay) for at in positions_of(places, "de-kastri")]
    assert min(ways) < 0.01
    assert max(ways) > 5


def test_drawn_areas_are_places_without_points(store: CaseStore, tmp_path: Path) -> None:
    with store.reader() as connection:
        now = datetime(2026, 2, 3, tzinfo=UTC)
        save_as_case(connection, tmp_path / "case.gpkg", title="A case", who="kim", now=now)
    own = CaseStore.open(tmp_path / "case.gpkg")
    before = case_places(own)
    cited = Citation.of(["WPI"], None)
    area = WatchArea("bay", "A bay", ((130.0, 41.0), (131.0, 41.0), (131.0, 42.0)), cited)
    cells = watch_area_cells(area) | {"evidence_id": evidence_id(cited)}
    del cells["id"]
    own.edit(Edit("draw", (Insert("watch_area", "bay", cells),), (cited,), ""), "kim")
    after = case_places(own)
    own.close()
    assert after.places[-1] == VisitPlace("bay", "A bay", PlaceKind.AREA, "", area.ring)
    assert after.places[:-1] == before.places
    assert after.point_names == before.point_names

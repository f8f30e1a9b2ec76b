"""Events in plain values: numbers become names, and what is not known is nothing, not 0."""

import numpy as np

from desktop_app.analysis.detector import Detector
from desktop_app.analysis.event_columns import EventColumns
from desktop_app.analysis.fleet import Fleet
from desktop_app.analysis.places import PlaceKind, Places, VisitPlace
from desktop_app.analysis.plain_events import event_rows, event_table, fact_table
from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import EventParameters

PLACES = Places(
    (
        VisitPlace("nakhodka", "Nakhodka", PlaceKind.PORT, "RU"),
        VisitPlace("wpi-1", "Rajin", PlaceKind.REFERENCE, "KP"),
    ),
    np.array([0, 0, 1], np.int32),
    np.array([1_320_000_000, 1_321_000_000, 1_302_000_000], np.int32),
    np.array([428_000_000, 427_000_000, 422_000_000], np.int32),
    ("oil berth", "", ""),
)  # fmt: skip
SHIPS = ("anna", "boris")
PARAMETERS = EventParameters()


def detector(**found: EventColumns) -> Detector:
    """A detector that has found these already."""
    made = Detector(Fleet.of({}), PLACES)
    made._found = {columns.kind: (PARAMETERS.of(columns.kind), columns) for columns in found.values()}
    return made


def columns(kind: EventKind, facts: dict[str, object], **others: list[int]) -> EventColumns:
    """Two events of the first ship, an hour apart."""
    arrays = {name: np.array(values) for name, values in others.items()}
    return EventColumns.of(
        *(kind, SHIPS, PLACES.ids, facts),  # type: ignore[arg-type]
        **{
            "vessel": np.zeros(2, np.int32), "start_s": np.array([0, 3600]), "end_s": np.array([1800, 9000]),
            "lon_e7": np.array([1_300_000_000, 10]), "lat_e7": np.array([420_000_000, -10]), **arrays,
        },
    )  # fmt: skip


def test_places_points_and_visits_are_named() -> None:
    visits = columns(EventKind.VISIT, {"point": np.array([0, -1])}, place=[0, 1])
    voyages = columns(
        EventKind.VOYAGE,
        {
            "from_visit": np.array([0, -1]),
            "to_visit": np.array([1, 1]),
            "laden": np.array([2, 0], np.int8),
            "plausible": np.array([0, 2], np.int8),
            "draught_before_dm": np.array([85, 0]),
            "port": np.array([1, -1]),
        },
        place=[0, -1],
        end_place=[1, 1],
        other=[1, -1],
    )
    found = detector(visits=visits, voyages=voyages)
    assert fact_table(found, visits, PARAMETERS)["point"] == ["oil berth", None]
    assert fact_table(found, voyages, PARAMETERS) == {
        "from_visit_id": [visits.id_of(0), None],
        "to_visit_id": [visits.id_of(1)] * 2,
        "laden": ["ballast", None],
        "plausible": ["too slow", "too fast"],
        "draught_before_dm": [85, None],
        "nearest_place_id": ["wpi-1", None],
    }
    table = event_table(found, voyages)
    assert (table["place"], table["end_place"]) == (["Nakhodka", None], ["Rajin", "Rajin"])
    assert table["other_vessel_id"] == ["boris", None]
    assert table["duration_h"] == [0.5, 1.5]
    (second,) = event_rows(found, voyages, PARAMETERS, [1])
    assert (second["id"], second["facts"]["laden"]) == (voyages.id_of(1), None)


def test_what_is_not_known_is_nothing() -> None:
    open_gap = columns(
        EventKind.GAP, {"is_open": np.array([False, True]), "shore_m": np.array([np.nan, 5.0])}
    )
    table = event_table(detector(), open_gap)
    assert (table["lon"], table["end_lon"]) == ([130.0, 1e-6], [130.0, None])
    assert fact_table(detector(), open_gap, PARAMETERS)["shore_m"] == [None, 5.0]
    placed = {"from_placed": np.array([True, False]), "to_placed": np.array([False, False])}
    hints = columns(EventKind.MISSED_CALL, placed | {"places": [(0, 1), ()], "words": ["a", ""]})
    table = event_table(detector(), hints)
    assert (table["lat"], table["end_lat"]) == ([42.0, None], [None, None])
    assert fact_table(detector(), hints, PARAMETERS)["place_ids"] == [["nakhodka", "wpi-1"], []]
    # Endless is no number that JSON has.
    endless = columns(EventKind.STS, {"needed_kn": np.array([np.inf, 3.5], np.float32)})
    assert fact_table(detector(), endless, PARAMETERS) == {"needed_kn": [None, 3.5]}

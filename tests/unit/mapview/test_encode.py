"""The record as the page draws it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.domain.railway import StationBasis
from desktop_app.domain.record import Record
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.importers.record import read_record
from desktop_app.mapview.encode import encode_features, encode_visible
from desktop_app.query.clauses import DateClause, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.results import MOST_MARKS
from desktop_app.storage.case_store import CaseStore


@pytest.fixture
def record(small_case: Path) -> Record:
    return read_record(small_case)


def features(record: Record) -> dict[str, Any]:
    case = CaseStore.of_record(replace(record, voyages=(), calls=(), sightings=()))
    payload = encode_features(case.record, record.voyages, record.calls, record.sightings)
    case.close()
    decoded: dict[str, Any] = json.loads(payload)
    return decoded


def test_everything_with_a_place_is_there(record: Record) -> None:
    payload = features(record)
    assert {port["id"] for port in payload["ports"]} == {port.id for port in record.ports if port.position}
    assert [route["id"] for route in payload["routes"]] == [route.id for route in record.routes]
    assert [voyage["id"] for voyage in payload["voyages"]] == [voyage.id for voyage in record.voyages]
    port = record.ports[0]
    assert payload["ports"][0] == {
        "id": port.id,
        "names": {"en": port.names.en, "ru": port.names.ru, "ko": port.names.ko},
        "role": port.role.value,
        "kind": "port",
        "at": list(port.position or ()),
        "outline": [],
        "accuracy_m": port.position_accuracy_m,
    }


def test_the_railway_says_how_exactly_it_is_known(record: Record) -> None:
    computed = replace(record.stations[0], basis=StationBasis.ALONG, accuracy_km=4.2)
    payload = features(replace(record, stations=(computed,)))
    (line,) = payload["rail"]
    assert [(row["accuracy_m"], row["dual"]) for row in line["segments"]] == [(2500, False)]
    assert [(row["km"], row["accuracy_m"]) for row in line["posts"]] == [(10, 3100)]
    (station,) = payload["stations"]
    assert (station["computed"], station["accuracy_m"]) == (True, 4200)


def test_berths_name_their_port(record: Record) -> None:
    assert features(record)["berths"] == [{"port": "north", "at": [133.01, 42.69]}]


def test_what_has_no_position_is_not_drawn(record: Record) -> None:
    bare = replace(
        record,
        ports=tuple(replace(port, position=None) for port in record.ports),
        stations=tuple(replace(station, position=None) for station in record.stations),
        sightings=tuple(replace(sighting, position=None) for sighting in record.sightings),
    )
    payload = features(bare)
    assert (payload["ports"], payload["stations"], payload["sightings"]) == ([], [], [])
    assert all(voyage["sightings"] == [] for voyage in payload["voyages"])


def test_positions_of_a_voyage_are_in_time_order(record: Record) -> None:
    early, late = (
        replace(
            record.sightings[0],
            id=name,
            when=TimeSpan.of_days(date(2024, 3, day), date(2024, 3, day), Precision.DAY),
        )
        for name, day in (("early", 2), ("late", 9))
    )
    voyage = replace(record.voyages[0], sighting_ids=("late", "early"))
    payload = features(replace(record, sightings=(late, early), voyages=(voyage,)))
    assert payload["voyages"][0]["sightings"] == ["early", "late"]


@pytest.mark.parametrize(
    ("first", "last", "precision", "approximate", "text"),
    [
        (date(2024, 10, 19), date(2024, 10, 19), Precision.DAY, False, "2024-10-19"),
        (date(2024, 10, 19), date(2024, 10, 19), Precision.DAY, True, "c. 2024-10-19"),
        (date(2024, 6, 6), date(2024, 6, 9), Precision.WINDOW, False, "2024-06-06/09"),
        (date(2024, 6, 28), date(2024, 7, 2), Precision.WINDOW, False, "2024-06-28/2024-07-02"),
        (date(2024, 7, 1), date(2024, 7, 31), Precision.MONTH, False, "2024-07"),
        (date(2024, 1, 1), date(2024, 12, 31), Precision.YEAR, True, "c. 2024"),
    ],
)
def test_days_are_as_exact_as_they_are_known(
    record: Record, first: date, last: date, precision: Precision, *, approximate: bool, text: str
) -> None:
    when = TimeSpan.of_days(first, last, precision, approximate=approximate)
    sighting = replace(record.sightings[0], when=when)
    shown = features(replace(record, sightings=(sighting,)))["sightings"][0]
    vessel = next(vessel for vessel in record.vessels if vessel.id == sighting.vessel_id)
    assert (shown["date"], shown["name"]) == (text, f"{vessel.name} · {text}")


@pytest.fixture
def case(record: Record) -> Iterator[CaseStore]:
    opened = CaseStore.of_record(record)
    yield opened
    opened.close()


def test_filter_brings_sightings_and_routes_with_it(record: Record, case: CaseStore) -> None:
    content = QueryEngine(case).map_content(Filter())
    payload = json.loads(encode_visible(content._replace(calls_per_port={"north": 3, "quiet": 0})))
    assert payload == {
        "voyages": [voyage.id for voyage in record.voyages],
        "sightings": sorted(key for voyage in record.voyages for key in voyage.sighting_ids),
        "routes": sorted({voyage.route_id for voyage in record.voyages if voyage.route_id}),
        "calls": {"north": 3},
        "crowd": None,
    }
    never = QueryEngine(case).map_content(Filter.of(DateClause(date(2031, 1, 1))))
    assert json.loads(encode_visible(never)) == {
        "voyages": [],
        "sightings": [],
        "routes": [],
        "calls": {},
        "crowd": None,
    }


def test_a_crowd_is_told_in_numbers(case: CaseStore) -> None:
    content = QueryEngine(case).map_content(Filter())
    crowd = json.loads(encode_visible(content._replace(passing=1_000_000)))["crowd"]
    assert crowd == {"voyages": 1_000_000, "positions": content.positions, "most": MOST_MARKS}

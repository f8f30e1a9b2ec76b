"""The shipped railway keeps to published figures, and says of everything else how far off it can be."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from desktop_app.analysis.places import distance_km
from desktop_app.domain.railway import Gauge, StationBasis, StationKind
from desktop_app.domain.record import Record
from desktop_app.exporters.cards import card_for
from desktop_app.importers.record import read_record
from desktop_app.storage.case_store import CaseStore

RECORD = Path(__file__).parents[2] / "geodata" / "record"


@pytest.fixture(scope="module")
def record() -> Record:
    return read_record(RECORD)


def test_all_stations_in_order(record: Record) -> None:
    assert [station.id for station in record.stations] == [
        *("ussuriysk", "baranovsky", "olenevod", "vinevitino", "provalovo", "primorskaya", "kedrovy"),
        *("bamburovo", "ryazanovka", "sukhanovka", "gvozdevo", "makhalino", "khasan", "friendship-bridge"),
        *("tumangang", "hongui", "ungsang", "sonbong-station", "kwangok", "rajin-station"),
        "rajin-port-station",
    ]
    assert all(station.names.ru and station.names.ko for station in record.stations)
    kilometres = [station.km for station in record.stations if station.km is not None]
    assert kilometres == [-22, 0, 12, 36, 87, 96, 125, 147, 185, 197, 238]


def test_what_nothing_places_is_listed_and_not_drawn(record: Record) -> None:
    unknown = {station.id for station in record.stations if station.position is None}
    assert unknown == {"provalovo", "sukhanovka", "kwangok"}


def test_only_computed_places_rest_on_a_kilometre_alone(record: Record) -> None:
    computed = {station.id for station in record.stations if station.basis is StationBasis.ALONG}
    assert computed == {
        *("ussuriysk", "olenevod", "vinevitino", "kedrovy", "ryazanovka", "gvozdevo", "makhalino"),
    }


def test_published_lengths(record: Record) -> None:
    assert {line.id: line.published_km for line in record.rail_lines} == {
        "ussuriysk-baranovsky": 22,
        "baranovsky-khasan": 238,
        "khasan-rajin": 54,
        "rajin-port": None,
    }


def test_lines_join_end_to_end(record: Record) -> None:
    for before, after in pairwise(record.rail_lines):
        assert before.segments[-1].path[-1] == after.segments[0].path[0]


def test_gauges(record: Record) -> None:
    gauges = {line.id: {segment.gauge for segment in line.segments} for line in record.rail_lines}
    assert gauges == {
        "ussuriysk-baranovsky": {Gauge.BROAD},
        "baranovsky-khasan": {Gauge.BROAD},
        "khasan-rajin": {Gauge.DUAL},
        "rajin-port": {Gauge.DUAL},
    }


def test_the_drawing_is_shorter_than_the_railway(record: Record) -> None:
    """So a distance taken from it would be wrong, by a tenth and more."""
    for line in record.rail_lines[1:3]:
        drawn = sum(distance_km(one, two) for segment in line.segments for one, two in pairwise(segment.path))
        assert line.published_km is not None
        assert drawn < 0.9 * line.published_km


def test_no_card_measures_the_drawing(record: Record) -> None:
    """Bend the drawing as one likes: every card of the railway stays the same."""
    bent = tuple(
        replace(
            line,
            segments=tuple(
                replace(segment, path=tuple((lon - 3, lat / 2) for lon, lat in segment.path))
                for segment in line.segments
            ),
        )
        for line in record.rail_lines
    )
    keys = [f"rail:{line.id}" for line in record.rail_lines]
    keys += [f"station:{station.id}" for station in record.stations]
    told = []
    for case in (record, replace(record, rail_lines=bent)):
        store = CaseStore.of_record(case)
        told.append([card_for(store, key) for key in keys])
        store.close()
    assert told[0] == told[1]
    assert None not in told[0]


def test_kilometre_posts(record: Record) -> None:
    by_line = {
        line: [post.km for post in record.kilometre_posts if post.line_id == line]
        for line in ("baranovsky-khasan", "khasan-rajin")
    }
    assert by_line == {
        "baranovsky-khasan": list(range(5, 238, 5)),
        "khasan-rajin": list(range(5, 54, 5)),
    }
    assert all(post.accuracy_km >= 1 for post in record.kilometre_posts)


@pytest.mark.parametrize(
    ("line", "km", "station"),
    [
        ("baranovsky-khasan", 125, "bamburovo"),
        ("khasan-rajin", 5, "tumangang"),
    ],
)
def test_posts_agree_with_places_known_otherwise(record: Record, line: str, km: int, station: str) -> None:
    """The junction at km 125, and the border station that a document puts 5 km from Khasan."""
    (post,) = [row for row in record.kilometre_posts if (row.line_id, row.km) == (line, km)]
    (known,) = [row for row in record.stations if row.id == station]
    assert known.position is not None
    assert known.accuracy_km is not None
    assert distance_km(post.position, known.position) < 0.2


def test_the_bridge(record: Record) -> None:
    (bridge,) = [station for station in record.stations if station.kind is StationKind.BRIDGE]
    assert bridge.lengths_m == (590, 623)
    assert bridge.opened is not None
    assert bridge.opened.isoformat() == "1959-08-09"

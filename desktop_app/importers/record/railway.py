"""Lines, stretches, stations and kilometre posts of the railway."""

from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Final

from desktop_app.domain.railway import (
    Gauge,
    KilometrePost,
    RailLine,
    RailSegment,
    Station,
    StationBasis,
    StationKind,
)
from desktop_app.importers.record.csv_table import read_table
from desktop_app.importers.record.geojson_table import Place, read_places
from desktop_app.importers.record.ids import Ids
from desktop_app.importers.record.places import lon_lat_of, names_of
from desktop_app.importers.record.row import Row

RAIL_COLUMNS: Final = (
    "kind",
    "name_en",
    "name_ru",
    "name_ko",
    "line_id",
    "order",
    "km",
    "distance",
    "published_km",
    "gauge",
    "opened",
    "length_m",
    "basis",
    "accuracy_km",
    "note",
    "source_ids",
    "grade",
)
POST_COLUMNS: Final = ("id", "line_id", "km", "lon", "lat", "accuracy_km", "source_ids", "grade")
# The columns that only some kinds of feature have; the rest are free.
OWN_COLUMNS: Final = {
    "line": {"published_km"},
    "segment": {"line_id", "gauge", "accuracy_km"},
    "station": {"line_id", "order", "km", "distance", "opened", "basis", "accuracy_km"},
    "bridge": {"line_id", "order", "km", "distance", "opened", "length_m", "basis", "accuracy_km"},
}
SOME_COLUMNS: Final = frozenset().union(*OWN_COLUMNS.values())


def read_rail(path: Path, ids: Ids) -> tuple[tuple[RailLine, ...], tuple[Station, ...]]:
    """Lines with their stretches, and stations; a line stands before what refers to it, stations in order."""
    lines: list[Place] = []
    segments: defaultdict[str, list[RailSegment]] = defaultdict(list)
    stations: list[Station] = []
    for place in read_places(path, RAIL_COLUMNS, ids):
        row = place.row
        kind = row.required("kind")
        if kind not in OWN_COLUMNS:
            raise row.error(f"kind is {kind}, not one of {', '.join(OWN_COLUMNS)}")
        for column in sorted(SOME_COLUMNS - OWN_COLUMNS[kind]):
            if row.text(column):
                raise row.error(f"{column} is not for a {kind}")
        if kind == "line":
            row.new_id("rail line")
            lines.append(place)
        elif kind == "segment":
            segments[_line_id(row)].append(_segment(place))
        else:
            stations.append(_station(place, len(stations) + 1))
    return tuple(_line(place.row, segments[place.row.text("id")]) for place in lines), tuple(stations)


def _line(row: Row, segments: list[RailSegment]) -> RailLine:
    if not segments:
        raise row.error("the line has no stretch")
    for before, after in pairwise(segments):
        if before.path[-1] != after.path[0]:
            raise row.error(f"the stretch {after.id} does not begin where {before.id} ends")
    return RailLine(
        id=row.text("id"),
        names=names_of(row),
        published_km=row.number("published_km"),
        segments=tuple(segments),
        note=row.text("note"),
        citation=row.citation(),
    )


def _segment(place: Place) -> RailSegment:
    row = place.row
    if not place.path:
        raise row.error("a stretch is a LineString")
    return RailSegment(
        id=row.new_id("rail segment"),
        path=place.path,
        gauge=row.choice("gauge", Gauge),
        accuracy_km=row.required_number("accuracy_km"),
        citation=row.citation(),
    )


def _station(place: Place, expected_order: int) -> Station:
    row = place.row
    if place.path or place.ring:
        raise row.error("a station is a Point")
    order = row.required_whole_number("order")
    if order != expected_order:
        raise row.error(f"order is {order}, the next station is number {expected_order}")
    basis = row.choice("basis", StationBasis)
    accuracy = row.number("accuracy_km")
    known = (place.point is not None, accuracy is not None, basis is not StationBasis.UNKNOWN)
    if len(set(known)) > 1:
        raise row.error("position, accuracy_km and basis do not go together")
    return Station(
        id=row.new_id("station"),
        kind=row.choice("kind", StationKind),
        names=names_of(row),
        order=order,
        line_id=_line_id(row),
        km=row.signed_number("km"),
        distance=row.text("distance"),
        opened=row.day("opened"),
        lengths_m=row.numbers("length_m"),
        basis=basis,
        position=place.point,
        accuracy_km=accuracy,
        note=row.text("note"),
        citation=row.citation(),
    )


def _line_id(row: Row) -> str:
    row.required("line_id")
    return row.reference("line_id", "rail line")


def read_kilometre_posts(path: Path, ids: Ids) -> tuple[KilometrePost, ...]:
    """Posts in the file's order."""
    return tuple(
        KilometrePost(
            id=row.new_id("kilometre post"),
            line_id=_line_id(row),
            km=row.required_whole_number("km"),
            position=lon_lat_of(row),
            accuracy_km=row.required_number("accuracy_km"),
            citation=row.citation(),
        )
        for row in read_table(path, POST_COLUMNS, ids)
    )

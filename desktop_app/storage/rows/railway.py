"""Lines, stretches, stations and kilometre posts of the railway."""

from desktop_app.domain.railway import (
    Gauge,
    KilometrePost,
    RailLine,
    RailSegment,
    Station,
    StationBasis,
    StationKind,
)
from desktop_app.storage.rows.cells import Cells, day_cell, line_cell, name_cells, point_cell, text_cell
from desktop_app.storage.rows.stored_row import StoredRow


def rail_line_cells(line: RailLine, place: int) -> Cells:
    """A line without its stretches; `place` is its order from north to south."""
    return {
        "id": line.id,
        **name_cells(line.names),
        "place": place,
        "published_km": line.published_km,
        "note": text_cell(line.note),
    }


def rail_line_of(row: StoredRow, segments: tuple[RailSegment, ...]) -> RailLine:
    """A line with its stretches."""
    return RailLine(
        id=row.id,
        names=row.names(),
        published_km=row.number("published_km"),
        segments=segments,
        note=row.text("note"),
        citation=row.citation(),
    )


def rail_segment_cells(segment: RailSegment, line_id: str, place: int) -> Cells:
    """A stretch; `place` is its order along the line."""
    return {
        "id": segment.id,
        "geom": line_cell(segment.path),
        "line_id": line_id,
        "place": place,
        "gauge": segment.gauge.value,
        "accuracy_km": segment.accuracy_km,
    }


def rail_segment_of(row: StoredRow) -> RailSegment:
    """A stretch."""
    return RailSegment(
        id=row.id,
        path=row.vertices("LINESTRING"),
        gauge=row.choice("gauge", Gauge),
        accuracy_km=row.required_number("accuracy_km"),
        citation=row.citation(),
    )


def station_cells(station: Station) -> Cells:
    """A station or the bridge."""
    return {
        "id": station.id,
        "geom": point_cell(station.position),
        **name_cells(station.names),
        "kind": station.kind.value,
        "place": station.order,
        "line_id": text_cell(station.line_id),
        "km": station.km,
        "distance": text_cell(station.distance),
        "opened": day_cell(station.opened),
        "lengths_m": text_cell(" ".join(repr(length) for length in station.lengths_m)),
        "basis": station.basis.value,
        "accuracy_km": station.accuracy_km,
        "note": text_cell(station.note),
    }


def station_of(row: StoredRow) -> Station:
    """A station or the bridge."""
    try:
        lengths = tuple(float(length) for length in row.text("lengths_m").split())
    except ValueError as error:
        raise row.error(f"lengths_m: {error}") from None
    return Station(
        id=row.id,
        kind=row.choice("kind", StationKind),
        names=row.names(),
        order=row.required_whole("place"),
        line_id=row.text("line_id"),
        km=row.number("km"),
        distance=row.text("distance"),
        opened=row.day("opened"),
        lengths_m=lengths,
        basis=row.choice("basis", StationBasis),
        position=row.position(),
        accuracy_km=row.number("accuracy_km"),
        note=row.text("note"),
        citation=row.citation(),
    )


def kilometre_post_cells(post: KilometrePost) -> Cells:
    """A kilometre post."""
    return {
        "id": post.id,
        "geom": point_cell(post.position),
        "line_id": post.line_id,
        "km": post.km,
        "accuracy_km": post.accuracy_km,
    }


def kilometre_post_of(row: StoredRow) -> KilometrePost:
    """A kilometre post."""
    return KilometrePost(
        id=row.id,
        line_id=row.required("line_id"),
        km=row.required_whole("km"),
        position=row.required_position(),
        accuracy_km=row.required_number("accuracy_km"),
        citation=row.citation(),
    )

"""The line of a rail consignment: the stretch of the drawn railway between its two stations.

A copy, so that another program can draw a consignment without a join. Nothing is measured on it.
"""

from collections.abc import Iterable, Sequence
from math import cos, hypot, radians

import apsw

from desktop_app.domain.place import LonLat
from desktop_app.storage.geometry import GeometryError, Shape, read_shape, shape_blob
from desktop_app.storage.gpkg_tables import grow_extent

_SEGMENTS = (
    "SELECT rail_segment.geom FROM rail_segment JOIN rail_line ON rail_line.id = rail_segment.line_id "
    "WHERE rail_segment.geom IS NOT NULL ORDER BY rail_line.place, rail_line.fid, rail_segment.place"
)
_ENDS = (
    "SELECT sender.geom, receiver.geom FROM consignment "
    "LEFT JOIN station AS sender ON sender.id = consignment.from_station_id "
    "LEFT JOIN station AS receiver ON receiver.id = consignment.to_station_id WHERE consignment.id = ?"
)


def draw_consignments(connection: apsw.Connection, ids: Iterable[str]) -> None:
    """Set the line of these consignments, to NULL where no drawn railway joins two placed stations."""
    wanted = list(ids)
    runs = _runs([_vertices(blob) for (blob,) in connection.execute(_SEGMENTS)]) if wanted else []
    for row_id in wanted:
        for ends in connection.execute(_ENDS, (row_id,)).fetchall():
            sender, receiver = (_vertices(blob) for blob in ends)
            blob = None
            if sender and receiver:
                path = path_between(runs, sender[0], receiver[0])
                if path:
                    shape = Shape("LINESTRING", path)
                    blob = shape_blob(shape)
                    grow_extent(connection, "consignment", shape.bounds)
            connection.execute("UPDATE consignment SET geom = ? WHERE id = ?", (blob, row_id))


def path_between(runs: Sequence[Sequence[LonLat]], start: LonLat, end: LonLat) -> tuple[LonLat, ...]:
    """The vertices of the run that comes nearest to both ends, from one end to the other; empty for none."""
    best: tuple[float, tuple[LonLat, ...]] = (float("inf"), ())
    for run in runs:
        off, first = _nearest(run, start)
        off_end, last = _nearest(run, end)
        if first != last and off + off_end < best[0]:
            path = run[first : last + 1] if first < last else run[last : first + 1][::-1]
            best = (off + off_end, tuple(path))
    return best[1]


def _runs(stretches: Iterable[tuple[LonLat, ...]]) -> list[list[LonLat]]:
    """Stretches that follow one another, joined."""
    runs: list[list[LonLat]] = []
    for stretch in stretches:
        if runs and stretch and runs[-1][-1] == stretch[0]:
            runs[-1] += stretch[1:]
        elif stretch:
            runs.append(list(stretch))
    return runs


def _nearest(run: Sequence[LonLat], place: LonLat) -> tuple[float, int]:
    """How far off in degrees of latitude, and which vertex."""
    narrow = cos(radians(place[1]))
    return min(
        (hypot((lon - place[0]) * narrow, lat - place[1]), number) for number, (lon, lat) in enumerate(run)
    )


def _vertices(blob: object) -> tuple[LonLat, ...]:
    """Empty where nothing, or nothing sound, is drawn."""
    try:
        return read_shape(blob).vertices if isinstance(blob, bytes) else ()
    except GeometryError:
        return ()

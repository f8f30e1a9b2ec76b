"""AIS tracks as lines, and their single position reports."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from desktop_app.domain.movement import Track
from desktop_app.exporters.data.rows.reading import Reading, TableSource
from desktop_app.exporters.data.rows.shared import (
    SUMMARY,
    VOYAGES_WHEN,
    cited_cells,
    cited_columns,
    id_column,
    reference,
    vessel_cells,
    vessel_columns,
    when_cells,
    when_columns,
)
from desktop_app.exporters.data.tables import DataColumn, Geometry, Kind, Names, Row, Standing
from desktop_app.query.tracks_query import passing_tracks
from desktop_app.storage.fixes import DEGREE, DRAUGHT_NOT_TOLD, SPEED_NOT_TOLD

_MMSI: Final = DataColumn(
    "mmsi",
    Kind.TEXT,
    "MMSI",
    "under which the ship reported",
    names=Names.VESSEL_NUMBER,
    tells=("vessel.mmsi",),
)
_TRACK_COLUMNS: Final = (
    id_column("tracks"),
    *when_columns("tracks"),
    *vessel_columns(),
    _MMSI,
    DataColumn("fixes", Kind.INTEGER, "Position reports", "how many there are"),
    SUMMARY,
    DataColumn(
        "path",
        Kind.PATH,
        "Path",
        "straight between reports; between two of them the ship may have been elsewhere",
        tells=("tracks.position",),
    ),
    *cited_columns(),
)
_FIX_COLUMNS: Final = (
    id_column("ais_fixes"),
    reference("track_id", "tracks", "the track it belongs to"),
    reference("vessel_id", "vessels", "the vessel", "vessel.name", names=Names.VESSEL_ID),
    DataColumn("at_utc", Kind.INSTANT, "At (UTC)", "of the report", tells=("tracks.when", VOYAGES_WHEN)),
    DataColumn("lon", Kind.LON, "Longitude", "as reported", "degrees", tells=("tracks.position",)),
    DataColumn("lat", Kind.LAT, "Latitude", "as reported", "degrees", tells=("tracks.position",)),
    DataColumn("speed_kn", Kind.NUMBER, "Speed", "over ground, as reported", "kn"),
    DataColumn("draught_m", Kind.NUMBER, "Draught", "as typed by the crew", "m"),
    *cited_columns(cited=False),
)


def _passing(reading: Reading) -> Iterator[Track]:
    passing = set(passing_tracks(reading.engine, reading.filter, reading.feedback))
    dates = reading.filter.dates
    return (row for row in reading.store.record.tracks if row.id in passing and dates.covers(row.when))


def _tracks(reading: Reading) -> Iterator[Row]:
    for row in _passing(reading):
        fixes = reading.store.fixes(row.id)
        lon_lat = zip((fixes.lon_e7 / DEGREE).tolist(), (fixes.lat_e7 / DEGREE).tolist(), strict=True)
        path = tuple(lon_lat)
        yield (
            row.id,
            *when_cells(row.when),
            *vessel_cells(reading, row.vessel_id),
            row.mmsi or None,
            row.fixes,
            row.summary,
            path if len(path) > 1 else None,
            *cited_cells(reading, row.citation),
        )


def _fixes(reading: Reading) -> Iterator[Row]:
    synthetic = reading.store.info.synthetic
    for track in _passing(reading):
        fixes = reading.store.fixes(track.id)
        columns = (fixes.t_s, fixes.lon_e7 / DEGREE, fixes.lat_e7 / DEGREE, fixes.sog_dkn, fixes.draught_dm)
        reports = zip(*(column.tolist() for column in columns), strict=True)
        for number, (t_s, lon, lat, speed, draught) in enumerate(reports):
            yield (
                f"{track.id}/{number}",
                track.id,
                track.vessel_id,
                datetime.fromtimestamp(t_s, UTC),
                lon,
                lat,
                None if speed == SPEED_NOT_TOLD else speed / 10,
                None if draught == DRAUGHT_NOT_TOLD else draught / 10,
                synthetic,
            )


TRACKS: Final = TableSource(
    "tracks",
    "AIS tracks",
    "Position reports of one ship from one source, joined by straight lines",
    _TRACK_COLUMNS,
    Geometry.LINE,
    Standing.OBSERVED,
    "track",
    _tracks,
    lambda reading: len(reading.store.record.tracks),
)
AIS_FIXES: Final = TableSource(
    "ais_fixes",
    "AIS position reports",
    "The single reports of the tracks",
    _FIX_COLUMNS,
    Geometry.POINT,
    Standing.OBSERVED,
    "",
    _fixes,
    lambda reading: sum(row.fixes for row in reading.store.record.tracks),
    on_demand=True,
)

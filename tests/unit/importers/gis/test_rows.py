"""Features become rows of the case by a mapping, and points of a track reports of a ship."""

import json
from collections.abc import Callable
from pathlib import Path

from desktop_app.importers.tables.mapping import ColumnUse, Mapping
from desktop_app.importers.tally import Tally
from desktop_app.storage.case_store import CaseStore

Carry = Callable[..., Tally]
PLACED = (ColumnUse("time", "time"), ColumnUse("lon", "geometry.lon"), ColumnUse("lat", "geometry.lat"))
GPX = """<?xml version="1.0"?><gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1">
<trk><name>T</name><trkseg><trkpt lat="41" lon="135"><time>2024-03-07T10:00:00Z</time></trkpt>
<trkpt lat="41.1" lon="135.1"><time>2024-03-07T11:00:00Z</time></trkpt></trkseg></trk></gpx>"""


def test_points_of_a_gpx_track_are_reports_of_the_ship_that_is_named(
    case: CaseStore, carry: Carry, tmp_path: Path
) -> None:
    path = tmp_path / "watch.gpx"
    path.write_text(GPX)
    before = {track.id for track in case.record.tracks}
    mapping = Mapping("fixes", (ColumnUse("mmsi", "", constant="273123456"), *PLACED))
    assert carry(path, table="track_points", mapping=mapping).accepted == 2
    (track,) = [one for one in case.record.tracks if one.id not in before]
    assert (track.mmsi, track.fixes) == ("273123456", 2)
    fixes = case.fixes(track.id)
    assert fixes.lon_e7.tolist() == [1_350_000_000, 1_351_000_000]
    assert fixes.lat_e7.tolist() == [410_000_000, 411_000_000]


def test_features_are_sightings_where_they_say_when(case: CaseStore, carry: Carry, tmp_path: Path) -> None:
    path = tmp_path / "seen.geojson"
    seen = [("2024-03-07", [135, 41]), ("no time", [135, 41]), ("2024-04", None)]
    features = [
        {
            "type": "Feature",
            "properties": {"time": when, "place": "open sea"},
            "geometry": None if place is None else {"type": "Point", "coordinates": place},
        }
        for when, place in seen
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    with case.reader() as reader:
        before = {ident for (ident,) in reader.execute("SELECT id FROM sighting")}
    tally = carry(path, mapping=Mapping("sightings", (*PLACED, ColumnUse("place", "place"))))
    assert (tally.accepted, tally.rejected) == (2, 1)
    with case.reader() as reader:
        ids = [ident for (ident,) in reader.execute("SELECT id FROM sighting") if ident not in before]
    found = sorted(case.sightings(ids), key=lambda row: row.when.start)
    assert [row.position for row in found] == [(135.0, 41.0), None]
    assert [row.when.precision.value for row in found] == ["day", "month"]

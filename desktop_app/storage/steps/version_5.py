"""Version 5 of the tables: events found in AIS reports, what people say of them, and watched areas."""

from typing import Final

_DAY: Final = "[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]"
_INSTANT: Final = f"{_DAY}T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z"
_KINDS: Final = (
    "'gap', 'visit', 'ais_voyage', 'encounter', 'loitering', 'sts_candidate', 'identity_doubt', "
    "'position_doubt', 'missed_call'"
)
_CHECKS: Final = (
    "'shared_mmsi', 'imo_two_mmsi', 'name_change', 'call_sign_change', 'size_change', 'jump', 'on_land', "
    "'frozen', 'course', 'circle'"
)

_DETECTION: Final = f"""CREATE TABLE detection (
    fid INTEGER PRIMARY KEY NOT NULL,
    id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 200),
    made_utc TEXT NOT NULL CHECK (made_utc GLOB '{_INSTANT}'),
    kinds TEXT NOT NULL CHECK (kinds <> ''),
    parameters TEXT NOT NULL CHECK (parameters <> ''),
    version INTEGER NOT NULL,
    reports INTEGER NOT NULL,
    tracks_digest TEXT NOT NULL CHECK (tracks_digest <> ''),
    events INTEGER NOT NULL
) STRICT"""


def _text(name: str, *, required: bool = False) -> str:
    """A column for text in a table of features, which tells the kind of a cell by a CHECK."""
    must = " NOT NULL" if required else ""
    return f"{name} TEXT{must} CHECK (typeof({name}) IN ('text', 'null')"


_AIS_EVENT: Final = f"""CREATE TABLE ais_event (
    fid INTEGER PRIMARY KEY NOT NULL,
    id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 200),
    geom POINT,
    {_text("detection_id", required=True)}) REFERENCES detection (id) DEFERRABLE INITIALLY DEFERRED,
    {_text("kind", required=True)} AND kind IN ({_KINDS})),
    {_text("check_name")} AND check_name IN ({_CHECKS})),
    {_text("vessel_id", required=True)}) REFERENCES vessel (id) DEFERRABLE INITIALLY DEFERRED,
    {_text("other_vessel_id")}) REFERENCES vessel (id) DEFERRABLE INITIALLY DEFERRED,
    start_utc DATETIME NOT NULL CHECK (typeof(start_utc) IN ('text', 'null') AND start_utc GLOB '{_INSTANT}'),
    end_utc DATETIME NOT NULL CHECK (typeof(end_utc) IN ('text', 'null') AND end_utc GLOB '{_INSTANT}'),
    duration_h REAL NOT NULL CHECK (typeof(duration_h) IN ('real', 'null')),
    end_longitude REAL CHECK (typeof(end_longitude) IN ('real', 'null')),
    end_latitude REAL CHECK (typeof(end_latitude) IN ('real', 'null')),
    {_text("port_id")} AND port_id <> ''),
    {_text("place")} AND place <> ''),
    {_text("end_port_id")} AND end_port_id <> ''),
    {_text("end_place")} AND end_place <> ''),
    score INTEGER NOT NULL CHECK (typeof(score) IN ('integer', 'null')),
    {_text("sentence", required=True)} AND sentence <> ''),
    {_text("facts", required=True)} AND facts <> ''),
    {_text("track_ids", required=True)} AND track_ids <> ''),
    {_text("evidence_id", required=True)}) REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED
)"""

_EVENT_VERDICT: Final = f"""CREATE TABLE event_verdict (
    fid INTEGER PRIMARY KEY NOT NULL,
    id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 200),
    event_id TEXT NOT NULL CHECK (event_id <> ''),
    kind TEXT NOT NULL CHECK (kind IN ({_KINDS})),
    vessel_id TEXT NOT NULL REFERENCES vessel (id) DEFERRABLE INITIALLY DEFERRED,
    other_vessel_id TEXT REFERENCES vessel (id) DEFERRABLE INITIALLY DEFERRED,
    port_id TEXT CHECK (port_id <> ''),
    check_name TEXT CHECK (check_name IN ({_CHECKS})),
    start_utc TEXT NOT NULL CHECK (start_utc GLOB '{_INSTANT}'),
    end_utc TEXT NOT NULL CHECK (end_utc GLOB '{_INSTANT}'),
    precision TEXT NOT NULL CHECK (precision IN ('instant', 'interval', 'day', 'window', 'month', 'year')),
    approximate INTEGER NOT NULL CHECK (approximate IN (0, 1)),
    judgement TEXT NOT NULL CHECK (judgement IN ('accepted', 'rejected', 'remark')),
    text TEXT CHECK (text <> ''),
    author TEXT NOT NULL CHECK (author <> ''),
    judged_utc TEXT NOT NULL CHECK (judged_utc GLOB '{_INSTANT}'),
    parameters TEXT NOT NULL CHECK (parameters <> '')
) STRICT"""

_WATCH_AREA: Final = f"""CREATE TABLE watch_area (
    fid INTEGER PRIMARY KEY NOT NULL,
    id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 200),
    geom POLYGON,
    {_text("name", required=True)} AND name <> ''),
    {_text("evidence_id", required=True)}) REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED
)"""

_CONTENTS: Final = """INSERT INTO gpkg_contents
SELECT column1, column2, column3 || CASE synthetic WHEN 1 THEN ' (SYNTHETIC)' ELSE '' END,
    CASE synthetic WHEN 1 THEN 'SYNTHETIC: made-up data. ' ELSE '' END || column4 || '.',
    replace(created_utc, 'Z', '.000Z'), NULL, NULL, NULL, NULL, column5
FROM case_info, (VALUES
    ('detection', 'attributes', 'Detections',
        'Which events were looked for in which AIS reports, and what that assumed', NULL),
    ('ais_event', 'features', 'Events in AIS reports',
        'Silences, visits, voyages, meetings and doubts that computation found in AIS reports; '
        || 'not documented', 4326),
    ('event_verdict', 'attributes', 'Verdicts on events',
        'What people said of events in AIS reports, with what it takes to know the event again', NULL),
    ('watch_area', 'features', 'Watched areas',
        'Areas that people drew, in which ships are looked for as in a port', 4326)
)"""

_GEOMETRY: Final = """INSERT INTO gpkg_geometry_columns VALUES
('ais_event', 'geom', 'POINT', 4326, 0, 0), ('watch_area', 'geom', 'POLYGON', 4326, 0, 0)"""

_COLUMNS: Final = """INSERT INTO gpkg_data_columns VALUES
('detection', 'fid', NULL, NULL, 'number of the row in this file', NULL, NULL),
('detection', 'id', NULL, NULL, 'name of the row, the same in every copy of the case', NULL, NULL),
('detection', 'made_utc', NULL, NULL, 'when', NULL, NULL),
('detection', 'kinds', NULL, NULL,
    'kinds of events that are kept of it, separated by spaces', NULL, NULL),
('detection', 'parameters', NULL, NULL, 'thresholds as JSON; names carry the units', NULL, NULL),
('detection', 'version', NULL, NULL, 'version of the rules by which events are found', NULL, NULL),
('detection', 'reports', NULL, NULL, 'number of position reports that were read', NULL, NULL),
('detection', 'tracks_digest', NULL, NULL,
    'SHA-256 over ids and contents of the tracks that were read', NULL, NULL),
('detection', 'events', NULL, NULL, 'number of events that are kept of it', NULL, NULL),
('ais_event', 'fid', NULL, NULL, 'number of the row in this file', NULL, NULL),
('ais_event', 'id', NULL, NULL, 'name of the row, the same in every copy of the case', NULL, NULL),
('ais_event', 'geom', NULL, NULL, 'shape in longitude and latitude, WGS 84', NULL, NULL),
('ais_event', 'detection_id', NULL, NULL, 'the detection that found it', NULL, NULL),
('ais_event', 'kind', NULL, NULL, 'what it is', NULL, 'ais_event_kind'),
('ais_event', 'check_name', NULL, NULL,
    'what is doubtful, of doubts about identity and position', NULL, 'ais_event_check_name'),
('ais_event', 'vessel_id', NULL, NULL, 'the ship', NULL, NULL),
('ais_event', 'other_vessel_id', NULL, NULL, 'the other ship', NULL, NULL),
('ais_event', 'start_utc', NULL, NULL, 'begin (UTC)', NULL, NULL),
('ais_event', 'end_utc', NULL, NULL,
    'end (UTC); of an event that is not over, the end of the data', NULL, NULL),
('ais_event', 'duration_h', NULL, NULL, 'hours from begin to end', NULL, NULL),
('ais_event', 'end_longitude', NULL, NULL,
    'degrees, where it ends; the geometry is where it begins', NULL, NULL),
('ais_event', 'end_latitude', NULL, NULL, 'degrees, where it ends', NULL, NULL),
('ais_event', 'port_id', NULL, NULL,
    'the port or area, of a voyage where it begins, by its id', NULL, NULL),
('ais_event', 'place', NULL, NULL, 'its name', NULL, NULL),
('ais_event', 'end_port_id', NULL, NULL,
    'of a voyage, the port or area where it ends, by its id', NULL, NULL),
('ais_event', 'end_place', NULL, NULL, 'its name', NULL, NULL),
('ais_event', 'score', NULL, NULL,
    'how much speaks for it, 0 to 4; of a visit its confidence', NULL, NULL),
('ais_event', 'sentence', NULL, NULL, 'what was found, in words', NULL, NULL),
('ais_event', 'facts', NULL, NULL, 'what was measured, as JSON; names carry the units', NULL, NULL),
('ais_event', 'track_ids', NULL, NULL,
    'ids of the tracks whose reports it rests on, as JSON', NULL, NULL),
('ais_event', 'evidence_id', NULL, NULL, 'the citations this row rests on', NULL, NULL),
('event_verdict', 'fid', NULL, NULL, 'number of the row in this file', NULL, NULL),
('event_verdict', 'id', NULL, NULL, 'name of the row, the same in every copy of the case', NULL, NULL),
('event_verdict', 'event_id', NULL, NULL, 'id of the event when it was judged', NULL, NULL),
('event_verdict', 'kind', NULL, NULL, 'what the event is', NULL, 'event_verdict_kind'),
('event_verdict', 'vessel_id', NULL, NULL, 'the ship', NULL, NULL),
('event_verdict', 'other_vessel_id', NULL, NULL, 'the other ship', NULL, NULL),
('event_verdict', 'port_id', NULL, NULL, 'the port or area, by its id', NULL, NULL),
('event_verdict', 'check_name', NULL, NULL,
    'what is doubtful, of doubts about identity and position', NULL, 'event_verdict_check_name'),
('event_verdict', 'start_utc', NULL, NULL, 'first instant (UTC) that belongs to the time', NULL, NULL),
('event_verdict', 'end_utc', NULL, NULL,
    'last instant (UTC) that still belongs to the time', NULL, NULL),
('event_verdict', 'precision', NULL, NULL,
    'how exactly the time is known; a window is some time between, never all of it', NULL,
    'event_verdict_precision'),
('event_verdict', 'approximate', NULL, NULL, 'the source itself says about', NULL, NULL),
('event_verdict', 'judgement', NULL, NULL, 'what was decided', NULL, 'event_verdict_judgement'),
('event_verdict', 'text', NULL, NULL, 'why, in the judge''s words', NULL, NULL),
('event_verdict', 'author', NULL, NULL, 'who judged', NULL, NULL),
('event_verdict', 'judged_utc', NULL, NULL, 'when', NULL, NULL),
('event_verdict', 'parameters', NULL, NULL,
    'thresholds under which the event had been found, as JSON', NULL, NULL),
('watch_area', 'fid', NULL, NULL, 'number of the row in this file', NULL, NULL),
('watch_area', 'id', NULL, NULL, 'name of the row, the same in every copy of the case', NULL, NULL),
('watch_area', 'geom', NULL, NULL, 'shape in longitude and latitude, WGS 84', NULL, NULL),
('watch_area', 'name', NULL, NULL, 'name', NULL, NULL),
('watch_area', 'evidence_id', NULL, NULL, 'the citations this row rests on', NULL, NULL)"""


def _words(constraint: str, words: str) -> str:
    """A closed list, in the words of its CHECK."""
    rows = ", ".join(
        f"('{constraint}', 'enum', {word}, NULL, NULL, NULL, NULL, NULL)" for word in words.split(", ")
    )
    return f"INSERT INTO gpkg_data_column_constraints VALUES {rows}"  # noqa: S608 - the words above


STATEMENTS: Final = (
    _DETECTION,
    _AIS_EVENT,
    "CREATE INDEX ais_event_index_1 ON ais_event (detection_id)",
    "CREATE INDEX ais_event_index_2 ON ais_event (kind, start_utc)",
    "CREATE INDEX ais_event_index_3 ON ais_event (vessel_id, start_utc)",
    "CREATE INDEX ais_event_index_4 ON ais_event (evidence_id)",
    _EVENT_VERDICT,
    "CREATE INDEX event_verdict_index_1 ON event_verdict (event_id)",
    "CREATE INDEX event_verdict_index_2 ON event_verdict (vessel_id)",
    _WATCH_AREA,
    "CREATE INDEX watch_area_index_1 ON watch_area (evidence_id)",
    _CONTENTS,
    _GEOMETRY,
    _COLUMNS,
    _words("ais_event_kind", _KINDS),
    _words("ais_event_check_name", _CHECKS),
    _words("event_verdict_kind", _KINDS),
    _words("event_verdict_check_name", _CHECKS),
    _words("event_verdict_precision", "'instant', 'interval', 'day', 'window', 'month', 'year'"),
    _words("event_verdict_judgement", "'accepted', 'rejected', 'remark'"),
)

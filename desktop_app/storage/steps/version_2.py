"""Version 2 of the tables: AIS tracks."""

from typing import Final

_DAY: Final = "[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]"
_INSTANT: Final = f"{_DAY}T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z"

_TRACK: Final = f"""CREATE TABLE track (
    fid INTEGER PRIMARY KEY NOT NULL,
    id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 200),
    vessel_id TEXT NOT NULL REFERENCES vessel (id) DEFERRABLE INITIALLY DEFERRED,
    start_utc TEXT NOT NULL CHECK (start_utc GLOB '{_INSTANT}'),
    end_utc TEXT NOT NULL CHECK (end_utc GLOB '{_INSTANT}'),
    precision TEXT NOT NULL CHECK (precision IN ('instant', 'interval', 'day', 'window', 'month', 'year')),
    approximate INTEGER NOT NULL CHECK (approximate IN (0, 1)),
    mmsi TEXT CHECK (mmsi <> ''),
    fixes INTEGER NOT NULL,
    sha256 TEXT NOT NULL CHECK (sha256 <> ''),
    summary TEXT NOT NULL CHECK (summary <> ''),
    evidence_id TEXT NOT NULL REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED
) STRICT"""

_CONTENTS: Final = """INSERT INTO gpkg_contents
SELECT 'track', 'attributes', 'AIS tracks' || CASE synthetic WHEN 1 THEN ' (SYNTHETIC)' ELSE '' END,
    CASE synthetic WHEN 1 THEN 'SYNTHETIC: made-up data. ' ELSE '' END
    || 'Position reports of one ship from one source, in the order of time; tumen_file holds the reports.',
    replace(created_utc, 'Z', '.000Z'), NULL, NULL, NULL, NULL, NULL
FROM case_info"""

_COLUMNS: Final = """INSERT INTO gpkg_data_columns VALUES
('track', 'fid', NULL, NULL, 'number of the row in this file', NULL, NULL),
('track', 'id', NULL, NULL, 'name of the row, the same in every copy of the case', NULL, NULL),
('track', 'vessel_id', NULL, NULL, 'the ship', NULL, NULL),
('track', 'start_utc', NULL, NULL, 'first instant (UTC) that belongs to the time', NULL, NULL),
('track', 'end_utc', NULL, NULL, 'last instant (UTC) that still belongs to the time', NULL, NULL),
('track', 'precision', NULL, NULL,
    'how exactly the time is known; a window is some time between, never all of it', NULL, 'track_precision'),
('track', 'approximate', NULL, NULL, 'the source itself says about', NULL, NULL),
('track', 'mmsi', NULL, NULL,
    'Maritime Mobile Service Identity under which it reported, nine digits', NULL, NULL),
('track', 'fixes', NULL, NULL, 'number of position reports', NULL, NULL),
('track', 'sha256', NULL, NULL, 'SHA-256 of the reports, lower-case hexadecimal', NULL, NULL),
('track', 'summary', NULL, NULL, 'where the reports come from, in our words', NULL, NULL),
('track', 'evidence_id', NULL, NULL, 'the citations this row rests on', NULL, NULL)"""

_WORDS: Final = """INSERT INTO gpkg_data_column_constraints
SELECT 'track_precision', 'enum', column1, NULL, NULL, NULL, NULL, NULL
FROM (VALUES ('instant'), ('interval'), ('day'), ('window'), ('month'), ('year'))"""

STATEMENTS: Final = (
    _TRACK,
    "CREATE INDEX track_index_1 ON track (vessel_id, start_utc)",
    "CREATE INDEX track_index_2 ON track (evidence_id)",
    _CONTENTS,
    _COLUMNS,
    _WORDS,
)

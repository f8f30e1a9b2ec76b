"""Version 4 of the tables: what became of imported files, doubts about rows, and reference layers.

The list of authorities grows, and SQLite changes no CHECK: the table is made anew, with the same columns in
the same order and every row under its number, so that the change sets in the log go on naming its cells.
"""

from typing import Final

_DAY: Final = "[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]"

_IMPORT_RUN: Final = (
    "ALTER TABLE import_run ADD COLUMN format TEXT CHECK (format <> '')",
    "ALTER TABLE import_run ADD COLUMN rows_read INTEGER",
    "ALTER TABLE import_run ADD COLUMN updated INTEGER",
    "ALTER TABLE import_run ADD COLUMN unchanged INTEGER",
    "ALTER TABLE import_run ADD COLUMN merged INTEGER",
    "ALTER TABLE import_run ADD COLUMN doubtful INTEGER",
    "ALTER TABLE import_run ADD COLUMN source_id TEXT REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED",
    "ALTER TABLE import_run ADD COLUMN report_sha256 TEXT CHECK (report_sha256 <> '')",
)

_DOUBT: Final = """CREATE TABLE doubt (
    fid INTEGER PRIMARY KEY NOT NULL,
    id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 200),
    subject TEXT NOT NULL CHECK (subject <> ''),
    check_name TEXT NOT NULL CHECK (check_name IN ('imo_digit', 'mmsi_pattern', 'mmsi_country', 'speed', \
'on_land', 'zero_position', 'no_position', 'future', 'duplicate', 'imo_two_mmsi', 'swapped', 'ambiguous', \
'changed_here', 'value')),
    text TEXT NOT NULL CHECK (text <> ''),
    import_run_id TEXT NOT NULL REFERENCES import_run (id) DEFERRABLE INITIALLY DEFERRED,
    count INTEGER NOT NULL
) STRICT"""

_REFERENCE_LAYER: Final = """CREATE TABLE reference_layer (
    fid INTEGER PRIMARY KEY NOT NULL,
    id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 200),
    name TEXT NOT NULL CHECK (name <> ''),
    place INTEGER NOT NULL,
    geometry TEXT NOT NULL CHECK (geometry <> ''),
    features INTEGER NOT NULL,
    colour TEXT NOT NULL CHECK (colour <> ''),
    crs TEXT NOT NULL CHECK (crs <> ''),
    sha256 TEXT NOT NULL CHECK (sha256 <> ''),
    west REAL NOT NULL,
    south REAL NOT NULL,
    east REAL NOT NULL,
    north REAL NOT NULL,
    evidence_id TEXT NOT NULL REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED
) STRICT"""

_LISTING: Final = f"""CREATE TABLE listing (
    fid INTEGER PRIMARY KEY NOT NULL,
    id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 200),
    vessel_id TEXT NOT NULL REFERENCES vessel (id) DEFERRABLE INITIALLY DEFERRED,
    authority TEXT NOT NULL CHECK (authority IN ('UN', 'US', 'EU', 'UK', 'UA', 'JP', 'KR', 'CA', 'AU', \
'NZ', 'CH')),
    listed_on TEXT CHECK (listed_on GLOB '{_DAY}'),
    delisted_on TEXT CHECK (delisted_on GLOB '{_DAY}'),
    measure TEXT NOT NULL CHECK (measure <> ''),
    listed_as TEXT CHECK (listed_as <> ''),
    evidence_id TEXT NOT NULL REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED
) STRICT"""

_LISTING_COLUMNS: Final = (
    "fid, id, vessel_id, authority, listed_on, delisted_on, measure, listed_as, evidence_id"
)
_LISTING_ANEW: Final = (
    "ALTER TABLE listing RENAME TO listing_of_version_3",
    _LISTING,
    f"INSERT INTO listing ({_LISTING_COLUMNS}) SELECT {_LISTING_COLUMNS} FROM listing_of_version_3",  # noqa: S608 - constants
    "DROP TABLE listing_of_version_3",
    "CREATE INDEX listing_index_1 ON listing (vessel_id)",
    "CREATE INDEX listing_index_2 ON listing (evidence_id)",
)

_CONTENTS: Final = """INSERT INTO gpkg_contents
SELECT column1, 'attributes', column2 || CASE synthetic WHEN 1 THEN ' (SYNTHETIC)' ELSE '' END,
    CASE synthetic WHEN 1 THEN 'SYNTHETIC: made-up data. ' ELSE '' END || column3 || '.',
    replace(created_utc, 'Z', '.000Z'), NULL, NULL, NULL, NULL, NULL
FROM case_info, (VALUES
    ('doubt', 'Doubts',
        'What is doubtful about rows that were imported; the rows themselves are as the file has them'),
    ('reference_layer', 'Reference layers',
        'Shapes from other programs, drawn under the case''s own; tumen_file holds them as compressed '
        || 'GeoJSON')
)"""

_COLUMNS: Final = """INSERT INTO gpkg_data_columns VALUES
('import_run', 'format', NULL, NULL, 'what the file was taken for', NULL, NULL),
('import_run', 'rows_read', NULL, NULL, 'rows of the file', NULL, NULL),
('import_run', 'updated', NULL, NULL, 'rows that were in the case with other values', NULL, NULL),
('import_run', 'unchanged', NULL, NULL, 'rows that were in the case with the same values', NULL, NULL),
('import_run', 'merged', NULL, NULL, 'rows that were taken into one with others', NULL, NULL),
('import_run', 'doubtful', NULL, NULL, 'rows that were taken with a flag', NULL, NULL),
('import_run', 'source_id', NULL, NULL, 'the source that its rows cite', NULL, NULL),
('import_run', 'report_sha256', NULL, NULL,
    'SHA-256 of the report, whose lines tumen_file holds', NULL, NULL),
('doubt', 'fid', NULL, NULL, 'number of the row in this file', NULL, NULL),
('doubt', 'id', NULL, NULL, 'name of the row, the same in every copy of the case', NULL, NULL),
('doubt', 'subject', NULL, NULL, 'the row, as kind:id', NULL, NULL),
('doubt', 'check_name', NULL, NULL, 'what is doubtful', NULL, 'doubt_check_name'),
('doubt', 'text', NULL, NULL, 'what was found, in words', NULL, NULL),
('doubt', 'import_run_id', NULL, NULL, 'the import that found it', NULL, NULL),
('doubt', 'count', NULL, NULL, 'how many things within the row, such as reports of a track', NULL, NULL),
('reference_layer', 'fid', NULL, NULL, 'number of the row in this file', NULL, NULL),
('reference_layer', 'id', NULL, NULL, 'name of the row, the same in every copy of the case', NULL, NULL),
('reference_layer', 'name', NULL, NULL, 'name in the list of layers', NULL, NULL),
('reference_layer', 'place', NULL, NULL, 'order in the list of layers', NULL, NULL),
('reference_layer', 'geometry', NULL, NULL,
    'kinds of shapes, separated by spaces: point, line, area', NULL, NULL),
('reference_layer', 'features', NULL, NULL, 'number of features', NULL, NULL),
('reference_layer', 'colour', NULL, NULL, 'colour in which it is drawn, #rrggbb', NULL, NULL),
('reference_layer', 'crs', NULL, NULL,
    'coordinate system of the file, before it was turned into EPSG:4326', NULL, NULL),
('reference_layer', 'sha256', NULL, NULL, 'SHA-256 of the content, lower-case hexadecimal', NULL, NULL),
('reference_layer', 'west', NULL, NULL, 'bounds, degrees', NULL, NULL),
('reference_layer', 'south', NULL, NULL, 'bounds, degrees', NULL, NULL),
('reference_layer', 'east', NULL, NULL, 'bounds, degrees', NULL, NULL),
('reference_layer', 'north', NULL, NULL, 'bounds, degrees', NULL, NULL),
('reference_layer', 'evidence_id', NULL, NULL, 'the citations this row rests on', NULL, NULL)"""

_WORDS: Final = """INSERT INTO gpkg_data_column_constraints
SELECT column1, 'enum', column2, NULL, NULL, NULL, NULL, NULL
FROM (VALUES
    ('listing_authority', 'UA'), ('listing_authority', 'JP'), ('listing_authority', 'KR'),
    ('listing_authority', 'CA'), ('listing_authority', 'AU'), ('listing_authority', 'NZ'),
    ('listing_authority', 'CH'),
    ('doubt_check_name', 'imo_digit'), ('doubt_check_name', 'mmsi_pattern'),
    ('doubt_check_name', 'mmsi_country'), ('doubt_check_name', 'speed'), ('doubt_check_name', 'on_land'),
    ('doubt_check_name', 'zero_position'), ('doubt_check_name', 'no_position'),
    ('doubt_check_name', 'future'), ('doubt_check_name', 'duplicate'),
    ('doubt_check_name', 'imo_two_mmsi'), ('doubt_check_name', 'swapped'),
    ('doubt_check_name', 'ambiguous'), ('doubt_check_name', 'changed_here'), ('doubt_check_name', 'value')
)"""

STATEMENTS: Final = (
    "ALTER TABLE tumen_change ADD COLUMN inserted TEXT",
    *_IMPORT_RUN,
    _DOUBT,
    "CREATE INDEX doubt_index_1 ON doubt (subject)",
    "CREATE INDEX doubt_index_2 ON doubt (import_run_id)",
    _REFERENCE_LAYER,
    "CREATE INDEX reference_layer_index_1 ON reference_layer (evidence_id)",
    *_LISTING_ANEW,
    _CONTENTS,
    _COLUMNS,
    _WORDS,
)

"""Version 3 of the tables: scenarios, particulars of vessels and their deadweight scales.

What a case of an earlier version assumed stood in a claim and two factors; it becomes parameters.
"""

from typing import Final

_VESSEL_PARTICULARS: Final = """CREATE TABLE vessel_particulars (
    fid INTEGER PRIMARY KEY NOT NULL,
    id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 200),
    vessel_id TEXT NOT NULL REFERENCES vessel (id) DEFERRABLE INITIALLY DEFERRED,
    length_m REAL,
    beam_m REAL,
    draught_max_m REAL,
    capacity_m3 REAL,
    note TEXT CHECK (note <> ''),
    evidence_id TEXT NOT NULL REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED
) STRICT"""

_DEADWEIGHT_SCALE: Final = """CREATE TABLE deadweight_scale (
    fid INTEGER PRIMARY KEY NOT NULL,
    id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 200),
    vessel_id TEXT NOT NULL REFERENCES vessel (id) DEFERRABLE INITIALLY DEFERRED,
    draught_m REAL NOT NULL,
    deadweight_t REAL NOT NULL,
    evidence_id TEXT NOT NULL REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED
) STRICT"""

_SCENARIO: Final = """CREATE TABLE scenario (
    fid INTEGER PRIMARY KEY NOT NULL,
    id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 200),
    name TEXT NOT NULL CHECK (name <> ''),
    note TEXT CHECK (note <> ''),
    evidence_id TEXT NOT NULL REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED
) STRICT"""

_SCENARIO_VALUE: Final = """CREATE TABLE scenario_value (
    fid INTEGER PRIMARY KEY NOT NULL,
    id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 200),
    scenario_id TEXT NOT NULL REFERENCES scenario (id) DEFERRABLE INITIALLY DEFERRED,
    parameter_id TEXT NOT NULL REFERENCES parameter (id) DEFERRABLE INITIALLY DEFERRED,
    low REAL NOT NULL,
    best REAL NOT NULL,
    high REAL NOT NULL,
    note TEXT CHECK (note <> ''),
    evidence_id TEXT NOT NULL REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED
) STRICT"""

_CONTENTS: Final = """INSERT INTO gpkg_contents
SELECT column1, 'attributes', column2 || CASE synthetic WHEN 1 THEN ' (SYNTHETIC)' ELSE '' END,
    CASE synthetic WHEN 1 THEN 'SYNTHETIC: made-up data. ' ELSE '' END || column3 || '.',
    replace(created_utc, 'Z', '.000Z'), NULL, NULL, NULL, NULL, NULL
FROM case_info, (VALUES
    ('vessel_particulars', 'Particulars of vessels',
        'Dimensions and tank capacity of a vessel after one source; what another source says is another row'),
    ('deadweight_scale', 'Points of deadweight scales',
        'Points of the curve that tells what a vessel carries at a draught'),
    ('scenario', 'Scenarios',
        'Named sets of other assumptions; what a scenario does not name stays as published'),
    ('scenario_value', 'Values of scenarios', 'What a scenario puts in the place of a parameter')
)"""

_COLUMNS: Final = """INSERT INTO gpkg_data_columns VALUES
('vessel_particulars', 'fid', NULL, NULL, 'number of the row in this file', NULL, NULL),
('vessel_particulars', 'id', NULL, NULL, 'name of the row, the same in every copy of the case', NULL, NULL),
('vessel_particulars', 'vessel_id', NULL, NULL, 'the vessel', NULL, NULL),
('vessel_particulars', 'length_m', NULL, NULL, 'length between perpendiculars in metres', NULL, NULL),
('vessel_particulars', 'beam_m', NULL, NULL, 'moulded breadth in metres', NULL, NULL),
('vessel_particulars', 'draught_max_m', NULL, NULL,
    'summer draught in metres: at it she carries her deadweight', NULL, NULL),
('vessel_particulars', 'capacity_m3', NULL, NULL, 'capacity of the cargo tanks in cubic metres', NULL, NULL),
('vessel_particulars', 'note', NULL, NULL, 'what a reader should know', NULL, NULL),
('vessel_particulars', 'evidence_id', NULL, NULL, 'the citations this row rests on', NULL, NULL),
('deadweight_scale', 'fid', NULL, NULL, 'number of the row in this file', NULL, NULL),
('deadweight_scale', 'id', NULL, NULL, 'name of the row, the same in every copy of the case', NULL, NULL),
('deadweight_scale', 'vessel_id', NULL, NULL, 'the vessel', NULL, NULL),
('deadweight_scale', 'draught_m', NULL, NULL, 'draught in metres', NULL, NULL),
('deadweight_scale', 'deadweight_t', NULL, NULL,
    'tonnes aboard at this draught: cargo, fuel, water and stores', NULL, NULL),
('deadweight_scale', 'evidence_id', NULL, NULL, 'the citations this row rests on', NULL, NULL),
('scenario', 'fid', NULL, NULL, 'number of the row in this file', NULL, NULL),
('scenario', 'id', NULL, NULL, 'name of the row, the same in every copy of the case', NULL, NULL),
('scenario', 'name', NULL, NULL, 'name', NULL, NULL),
('scenario', 'note', NULL, NULL, 'what it is for', NULL, NULL),
('scenario', 'evidence_id', NULL, NULL, 'the citations this row rests on', NULL, NULL),
('scenario_value', 'fid', NULL, NULL, 'number of the row in this file', NULL, NULL),
('scenario_value', 'id', NULL, NULL, 'name of the row, the same in every copy of the case', NULL, NULL),
('scenario_value', 'scenario_id', NULL, NULL, 'the scenario', NULL, NULL),
('scenario_value', 'parameter_id', NULL, NULL, 'the parameter', NULL, NULL),
('scenario_value', 'low', NULL, NULL, 'lowest value', NULL, NULL),
('scenario_value', 'best', NULL, NULL, 'value in use', NULL, NULL),
('scenario_value', 'high', NULL, NULL, 'highest value', NULL, NULL),
('scenario_value', 'note', NULL, NULL, 'why', NULL, NULL),
('scenario_value', 'evidence_id', NULL, NULL, 'the citations this row rests on', NULL, NULL)"""

_LOAD_FRACTION: Final = """INSERT OR IGNORE INTO parameter (id, name, best, note, evidence_id)
SELECT 'load_fraction', 'load fraction, draught not known', low, what, evidence_id
FROM claim WHERE id = 'load-fraction' AND measure = 'share' AND low = high"""

_BBL_PER_T: Final = """INSERT OR IGNORE INTO parameter (id, name, low, best, high, unit, note, evidence_id)
SELECT 'bbl_per_t', 'barrels per tonne, product not documented', low.bbl_per_t,
    COALESCE(best.bbl_per_t, low.bbl_per_t), high.bbl_per_t, 'bbl/t',
    'gas oil to motor gasoline: ' || low.authority || COALESCE('; best: ' || best.authority, ''),
    COALESCE(best.evidence_id, low.evidence_id)
FROM conversion_factor AS low
JOIN conversion_factor AS high ON high.authority = low.authority AND high.product = 'motor gasoline'
LEFT JOIN conversion_factor AS best ON best.id = 'committee-russia'
WHERE low.authority = 'UN Statistics Division' AND low.product = 'gas/diesel oil'
LIMIT 1"""

# What a voyage carried is looked for among its cargo, its product and the draughts of its calls.
_INDEXES: Final = (
    "CREATE INDEX voyage_index_4 ON voyage (cargo_unit, product)",
    "CREATE INDEX port_call_index_5 ON port_call (draught_m, riding)",
    "CREATE INDEX sighting_index_5 ON sighting (draught_m, riding)",
)

STATEMENTS: Final = (
    _VESSEL_PARTICULARS,
    "CREATE INDEX vessel_particulars_index_1 ON vessel_particulars (vessel_id)",
    "CREATE INDEX vessel_particulars_index_2 ON vessel_particulars (evidence_id)",
    _DEADWEIGHT_SCALE,
    "CREATE INDEX deadweight_scale_index_1 ON deadweight_scale (vessel_id)",
    "CREATE INDEX deadweight_scale_index_2 ON deadweight_scale (evidence_id)",
    _SCENARIO,
    "CREATE INDEX scenario_index_1 ON scenario (evidence_id)",
    _SCENARIO_VALUE,
    "CREATE INDEX scenario_value_index_1 ON scenario_value (scenario_id)",
    "CREATE INDEX scenario_value_index_2 ON scenario_value (parameter_id)",
    "CREATE INDEX scenario_value_index_3 ON scenario_value (evidence_id)",
    *_INDEXES,
    _CONTENTS,
    _COLUMNS,
    _LOAD_FRACTION,
    _BBL_PER_T,
)

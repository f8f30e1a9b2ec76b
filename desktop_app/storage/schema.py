"""Tables of an open case. Times are epoch seconds UTC; barrels REAL; NULL means not documented."""

SCHEMA = """
CREATE TABLE vessel (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE voyage (
    ord INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    vessel_id TEXT REFERENCES vessel (id),
    vessel TEXT NOT NULL,
    ships INTEGER NOT NULL,
    start_s INTEGER NOT NULL,
    end_s INTEGER NOT NULL,
    origin TEXT NOT NULL,
    destination TEXT NOT NULL,
    how_known TEXT NOT NULL,
    tracker TEXT NOT NULL,
    counted INTEGER NOT NULL,
    low_bbl REAL,
    high_bbl REAL,
    source_count INTEGER NOT NULL
) STRICT;

CREATE INDEX voyage_time ON voyage (start_s, end_s);
CREATE INDEX voyage_vessel ON voyage (vessel_id);

CREATE TABLE port_call (
    voyage_id TEXT NOT NULL REFERENCES voyage (id),
    port_id TEXT NOT NULL,
    ships INTEGER NOT NULL,
    start_s INTEGER NOT NULL,
    end_s INTEGER NOT NULL
) STRICT;

CREATE INDEX port_call_voyage ON port_call (voyage_id);
"""

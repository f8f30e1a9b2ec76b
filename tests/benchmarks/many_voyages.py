"""Writes a case of a million made-up voyages, one loading call each: the training case, multiplied.

The training case is written as every case is; its rows are then multiplied inside SQLite, which takes half a
minute for a million where values made one by one would take several. The same number makes the same rows.
"""

import os
import time
from pathlib import Path

import apsw

from desktop_app.importers.record import read_record
from desktop_app.importers.training_case import CASE_ID, training_record
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import info_of
from desktop_app.storage.geopackage import create_case
from desktop_app.storage.record_writer import write_record
from desktop_app.storage.tables.all_tables import BY_NAME

VOYAGES = 1_000_000
VESSELS = 2_000
# Days from 2015-01-01 over which the voyages are spread; the step is prime to it.
DAYS = 3_650

# One voyage and its loading call are what all others are copies of, but for these columns.
_FLEET = """
INSERT INTO vessel ({columns})
WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < :vessels)
SELECT {values} FROM number CROSS JOIN (SELECT * FROM vessel ORDER BY fid LIMIT 1) AS template
"""
_FLEET_VALUES = {
    "fid": "1000 + n",
    "id": "printf('example-%04d', n)",
    "name": "printf('EXAMPLE %04d', n)",
    "imo_number": "NULL",
    "dwt_t": "CASE WHEN n % 3 THEN 2000.0 + n END",
}
_VOYAGES = """
INSERT INTO voyage ({columns})
WITH RECURSIVE
number (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < :count - 1),
dated (n, day) AS (SELECT n, julianday('2015-01-01') + n * :days / :count FROM number)
SELECT {values} FROM dated CROSS JOIN (
    SELECT * FROM voyage
    WHERE id = (SELECT voyage_id FROM port_call WHERE activity = 'load' ORDER BY fid LIMIT 1)
) AS template
"""
_VOYAGE_VALUES = {
    "fid": "100000 + n",
    "id": "printf('many-%07d', n)",
    "geom": "NULL",
    "place": "1000 + n",
    "kind": "'voyage'",
    "vessel_id": "printf('example-%04d', 1 + n * 7919 % :vessels)",
    "label": "NULL",
    "ships": "1",
    "ships_approximate": "0",
    "route_id": "NULL",
    "counted": "1",
    "not_counted_why": "NULL",
    "start_utc": "strftime('%Y-%m-%dT00:00:00Z', day)",
    "end_utc": "strftime('%Y-%m-%dT23:59:59Z', day + CASE WHEN n % 5 THEN 0 ELSE 9 END)",
    "precision": "CASE WHEN n % 5 THEN 'day' ELSE 'window' END",
    "approximate": "0",
    "summary": "'SYNTHETIC: one of very many made-up voyages.'",
    "tracker": "CASE n % 3 WHEN 0 THEN 'on' WHEN 1 THEN 'off' ELSE 'unknown' END",
}
_CALLS = """
INSERT INTO port_call ({columns})
SELECT {values} FROM voyage CROSS JOIN (
    SELECT * FROM port_call WHERE activity = 'load' ORDER BY fid LIMIT 1
) AS template
WHERE voyage.fid >= 100000 ORDER BY voyage.fid
"""
_CALL_VALUES = {
    "fid": "voyage.fid",
    "id": "'call-' || voyage.id",
    "voyage_id": "voyage.id",
    "place": "0",
    "vessel_id": "voyage.vessel_id",
    "ships": "1",
    "start_utc": "voyage.start_utc",
    "end_utc": "voyage.end_utc",
    "precision": "voyage.precision",
    "summary": "voyage.summary",
    "approximate": "0",
}


def write_many(path: Path, count: int) -> None:
    """A new case file with so many voyages beside those of the training case."""
    record = training_record(read_record(Resources.locate().geodatum("record")))
    connection = apsw.Connection(str(path))
    # A file that is made anew needs no way back.
    connection.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -300000")
    create_case(connection, info_of(record, CASE_ID))
    write_record(connection, record)
    numbers = {"count": count, "vessels": VESSELS, "days": DAYS}
    with connection:
        for table, sql, values in (
            ("vessel", _FLEET, _FLEET_VALUES),
            ("voyage", _VOYAGES, _VOYAGE_VALUES),
            ("port_call", _CALLS, _CALL_VALUES),
        ):
            columns = BY_NAME[table].stored_columns
            chosen = ", ".join(values.get(column, f"template.{column}") for column in columns)
            connection.execute(sql.format(columns=", ".join(columns), values=chosen), numbers)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()


def main() -> None:
    """Write it, and say how long that took."""
    begun = time.perf_counter()
    write_many(Path(os.environ["TUMEN_BENCH_CASE"]), VOYAGES)
    print(f"many_written_s {time.perf_counter() - begun:.0f}")


main()

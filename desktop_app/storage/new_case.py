"""A new case that knows the places and rules of another: ports, railway, routes, cap, factors, parameters.

A case without ports could take no port call, and one without factors could reckon no barrel. What happened is
not taken over: a new case begins without ships, voyages and figures.
"""

from datetime import datetime
from pathlib import Path
from typing import Final

import apsw

from desktop_app.domain.case_info import CaseInfo
from desktop_app.storage.geopackage import create_case
from desktop_app.storage.log_entries import append_entry, new_id
from desktop_app.storage.saving import NO_DESCRIPTION, write_whole
from desktop_app.storage.tables.all_tables import BY_NAME

# In an order in which references point back.
TAKEN_OVER: Final = (
    *("port", "terminal", "port_outline", "berth_point"),
    *("rail_line", "rail_segment", "station", "kilometre_post", "sea_route"),
    *("rule", "conversion_factor", "parameter"),
)


def create_with_places(target: Path, source: apsw.Connection, *, title: str, who: str, now: datetime) -> None:
    """Make a case with the places and rules of another, their sources with them.

    Args:
        target: the new file.
        source: the other case; is only read.
        title: of the new case.
        who: the person's name, for the log.
        now: aware UTC.

    Raises:
        InputError: the file cannot be written.
    """

    def fill(copy: apsw.Connection) -> None:
        info = CaseInfo(new_id("case"), title, NO_DESCRIPTION, None, synthetic=False, created=now)
        create_case(copy, info)
        with copy:
            tables = [table for table in TAKEN_OVER if BY_NAME[table].cited]
            cited = " UNION ".join(f"SELECT evidence_id FROM {table}" for table in tables)  # noqa: S608 - declared names
            citations = f"SELECT source_id FROM citation WHERE evidence_id IN ({cited})"  # noqa: S608 - as above
            _take(copy, source, "source", f"id IN ({citations})")
            _take(copy, source, "evidence", f"id IN ({cited})")
            _take(copy, source, "citation", f"evidence_id IN ({cited})")
            for table in TAKEN_OVER:
                _take(copy, source, table, "1")
            copy.executemany(
                "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?",
                [
                    row
                    for row in source.execute(
                        "SELECT min_x, min_y, max_x, max_y, table_name FROM gpkg_contents"
                    )
                    if row[4] in TAKEN_OVER
                ],
            )
            what = "Make a case with the places, rules and factors of the reported record"
            append_entry(copy, kind="create", at=now, who=who, what=what)

    write_whole(target, fill)


def _take(copy: apsw.Connection, source: apsw.Connection, table: str, condition: str) -> None:
    """Copy rows with their numbers."""
    columns = ", ".join(BY_NAME[table].stored_columns)
    marks = ", ".join("?" * len(BY_NAME[table].stored_columns))
    rows = source.execute(f"SELECT {columns} FROM {table} WHERE {condition} ORDER BY fid")  # noqa: S608 - declared names
    copy.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)  # noqa: S608 - same

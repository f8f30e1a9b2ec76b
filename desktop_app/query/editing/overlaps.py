"""Voyages of one vessel that share days: perhaps one voyage, entered twice."""

from typing import Final, NamedTuple

import apsw

MOST_NAMED: Final = 3


class Overlap(NamedTuple):
    """A voyage of the same vessel on the same days.

    Attributes:
        first_day, last_day: its days, ISO 8601.
    """

    voyage_id: str
    vessel: str
    first_day: str
    last_day: str


_OVERLAPS: Final = (
    "SELECT t.id, v.name, substr(t.start_utc, 1, 10), substr(t.end_utc, 1, 10) "
    "FROM voyage AS t JOIN vessel AS v ON v.id = t.vessel_id "
    "WHERE t.vessel_id = ? AND t.start_utc <= ? AND t.end_utc >= ? AND t.id <> ? "
    "ORDER BY t.start_utc LIMIT ?"
)


def overlapping_voyages(
    connection: apsw.Connection, vessel_id: str, start_utc: str, end_utc: str, except_id: str
) -> tuple[Overlap, ...]:
    """Other voyages of the vessel that share an instant with the time, at most MOST_NAMED, by date."""
    rows = connection.execute(_OVERLAPS, (vessel_id, end_utc, start_utc, except_id, MOST_NAMED))
    return tuple(Overlap(*map(str, row)) for row in rows)

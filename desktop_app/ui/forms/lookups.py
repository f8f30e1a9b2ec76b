"""What a form asks the case and the program's own files while it is filled in."""

from contextlib import closing
from datetime import UTC, datetime
from functools import cached_property
from typing import Final, NamedTuple

from desktop_app.analysis.checks.finding import Finding, warning
from desktop_app.analysis.checks.plausibility import densities_of
from desktop_app.analysis.checks.positions import port_position, ship_position
from desktop_app.analysis.checks.rows import Row, Surroundings
from desktop_app.domain.place import LonLat
from desktop_app.domain.vessel import Issuer
from desktop_app.importers.base_land import BaseLand
from desktop_app.importers.mids import read_issuers
from desktop_app.query.editing.overlaps import Overlap, overlapping_voyages
from desktop_app.query.editing.row_names import RowName, all_names, find_voyages, row_name
from desktop_app.query.name_folding import fold
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore

MOST_FOUND: Final = 50


class SlowQuestion(NamedTuple):
    """What is asked off the GUI thread about a row that is being typed.

    Attributes:
        row_id: the stored row, empty for a new one.
        position: lon, lat; None where there is none.
    """

    table: str
    row_id: str
    row: Row
    position: LonLat | None


class Lookups:
    """Names of rows, issuers of identities, land and duplicates, of one open case."""

    def __init__(self, store: CaseStore, resources: Resources) -> None:
        self.store = store
        self._resources = resources

    def names(self, table: str) -> list[RowName]:
        """All rows of a small table by name, kept until the case changes."""
        return self.store.cached(f"row names {table}", lambda: self._read_names(table))

    def find(self, table: str, text: str) -> list[RowName]:
        """Rows of a small table whose names hold the text; those that begin with it first."""
        folded = fold(text)
        found = [row for row in self.names(table) if row.fits(folded)]
        found.sort(key=lambda row: not fold(row.name).startswith(folded))
        return found[:MOST_FOUND]

    def find_places(self, text: str) -> list[RowName]:
        """Ports and terminals together; their ids begin with the table's name."""
        return [
            row._replace(id=f"{table}:{row.id}")
            for table in ("port", "terminal")
            for row in self.find(table, text)
        ]

    def find_voyages(self, text: str, vessel_id: str) -> list[RowName]:
        """Voyages, of one vessel where it is named."""
        with self.store.reader() as connection:
            found = find_voyages(connection, text, vessel_id, MOST_FOUND)
        return [row._replace(name=f"{row.name}, {row.detail}", detail="") for row in found]

    def name_of(self, table: str, row_id: str) -> RowName | None:
        """One row; None where there is none."""
        with self.store.reader() as connection:
            named = row_name(connection, table, row_id)
        if named is not None and table == "voyage":
            return named._replace(name=f"{named.name}, {named.detail}", detail="")
        return named

    def name_of_place(self, key: str) -> RowName | None:
        """A port or terminal by the id that `find_places` gave."""
        table, _, row_id = key.partition(":")
        return self.name_of(table, row_id)

    @cached_property
    def issuers(self) -> dict[str, Issuer]:
        """Who issues Maritime Mobile Service Identities."""
        return read_issuers(self._resources.geodatum("mids.csv"))

    def surroundings(self) -> Surroundings:
        """What the checks of a row need to know."""
        densities = densities_of(self.store.record.factors)
        return Surroundings(self.issuers, f"{datetime.now(UTC):%Y-%m-%d}", densities)

    def slow_findings(self, asked: SlowQuestion, feedback: Feedback) -> tuple[Finding, ...]:
        """Findings that need the base map or the whole case. For a worker thread."""
        return (*self._land(asked), *self._duplicates(asked, feedback))

    def _land(self, asked: SlowQuestion) -> tuple[Finding, ...]:
        if asked.position is None:
            return ()
        with closing(BaseLand(self._resources.geodatum("basemap.pmtiles"))) as base:
            if asked.table != "sighting":
                return port_position("geom", asked.position, base.is_land)
            accuracy = asked.row.get("accuracy_km")
            known = float(accuracy) if isinstance(accuracy, int | float) else None
            return ship_position("geom", asked.position, known, base.is_land)

    def _duplicates(self, asked: SlowQuestion, feedback: Feedback) -> tuple[Finding, ...]:
        vessel, start, end = (asked.row.get(name) for name in ("vessel_id", "start_utc", "end_utc"))
        if asked.table not in {"voyage", "port_call", "sighting"} or not (vessel and start and end):
            return ()
        if asked.table != "voyage" and asked.row.get("voyage_id"):
            return ()
        own = asked.row_id if asked.table == "voyage" else ""
        with self.store.reader(feedback) as connection:
            found = overlapping_voyages(connection, str(vessel), str(start), str(end), own)
        field = "start_utc" if asked.table == "voyage" else "voyage_id"
        words = "Is it the same?" if asked.table == "voyage" else "Does this belong to it?"
        return tuple(
            warning(
                field,
                f"{one.vessel} already has a voyage on these days: {_days(one)}. {words}",
                f"voyage:{one.voyage_id}",
            )
            for one in found
        )

    def _read_names(self, table: str) -> list[RowName]:
        with self.store.reader() as connection:
            return all_names(connection, table)


def _days(found: Overlap) -> str:
    first, last = found.first_day, found.last_day
    return first if first == last else f"{first} to {last}"

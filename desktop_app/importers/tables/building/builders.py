"""Which module builds the rows of which target."""

from collections.abc import Callable
from typing import Final

from desktop_app.importers.tables.building import (
    calls,
    claims,
    consignments,
    coverage,
    payments,
    sightings,
    vessels,
    voyages,
)
from desktop_app.importers.tables.table_rows import TableRows
from desktop_app.importers.tables.work import TableWork

BUILDERS: Final[dict[str, Callable[[TableWork], tuple[TableRows, ...]]]] = {
    "voyages": voyages.build,
    "calls": calls.build,
    "sightings": sightings.build,
    "vessels": vessels.build,
    "consignments": consignments.build,
    "payments": payments.build,
    "claims": claims.build,
    "coverage": coverage.build,
}

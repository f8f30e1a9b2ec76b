"""Every table of a case, in an order in which references point back."""

from typing import Final

from desktop_app.storage.tables import ais_events, desk, evidence, movements, places, statements, vessels
from desktop_app.storage.tables.declare import Table

TABLES: Final[tuple[Table, ...]] = (
    *evidence.TABLES,
    *vessels.TABLES,
    *places.TABLES,
    *movements.TABLES,
    *statements.TABLES,
    *desk.TABLES,
    *ais_events.TABLES,
)
BY_NAME: Final = {table.name: table for table in TABLES}

"""Every table that can be exported, those that refer to others before them."""

from typing import Final

from desktop_app.exporters.data.rows.ais_events import AIS_EVENTS, EVENT_VERDICTS
from desktop_app.exporters.data.rows.assumed import ASSUMPTIONS
from desktop_app.exporters.data.rows.companies import COMPANIES
from desktop_app.exporters.data.rows.consignments import CONSIGNMENTS
from desktop_app.exporters.data.rows.observations import OBSERVATIONS
from desktop_app.exporters.data.rows.payments import PAYMENTS
from desktop_app.exporters.data.rows.port_calls import PORT_CALLS
from desktop_app.exporters.data.rows.ports import PORTS
from desktop_app.exporters.data.rows.published import CLAIMS, NOTIFIED
from desktop_app.exporters.data.rows.reading import TableSource
from desktop_app.exporters.data.rows.sightings import SIGHTINGS
from desktop_app.exporters.data.rows.sources import SOURCES
from desktop_app.exporters.data.rows.tracks import AIS_FIXES, TRACKS
from desktop_app.exporters.data.rows.vessels import IDENTITIES, LISTINGS, VESSELS
from desktop_app.exporters.data.rows.voyages import VOYAGES

# What rows refer to is known once they are read: reference tables follow, sources are last.
TABLES: Final[tuple[TableSource, ...]] = (
    VOYAGES,
    PORT_CALLS,
    SIGHTINGS,
    TRACKS,
    AIS_FIXES,
    AIS_EVENTS,
    EVENT_VERDICTS,
    CONSIGNMENTS,
    PAYMENTS,
    NOTIFIED,
    CLAIMS,
    OBSERVATIONS,
    VESSELS,
    IDENTITIES,
    LISTINGS,
    COMPANIES,
    PORTS,
    ASSUMPTIONS,
    SOURCES,
)
BY_NAME: Final = {table.name: table for table in TABLES}

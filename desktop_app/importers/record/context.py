"""What surrounds the voyages: companies, public events, observations, contradictions."""

from pathlib import Path
from typing import Final

from desktop_app.domain.statement import Company, Contradiction, Observation, PublicEvent, Visibility
from desktop_app.importers.record.csv_table import read_table
from desktop_app.importers.record.ids import Ids
from desktop_app.importers.record.movements import TIME_COLUMNS
from desktop_app.importers.record.row import Row

COMPANY_COLUMNS: Final = ("id", "name", "name_ru", "role", "listings", "source_ids", "grade")
EVENT_COLUMNS: Final = ("id", *TIME_COLUMNS, "title", "text", "source_ids", "grade")
OBSERVATION_COLUMNS: Final = ("id", "port_id", *TIME_COLUMNS, "visibility", "text", "source_ids", "grade")
CONTRADICTION_COLUMNS: Final = (
    "id",
    "topic",
    "readings",
    "treatment",
    "refers_to",
    "source_ids",
    "grade",
)


def read_companies(path: Path, ids: Ids) -> tuple[Company, ...]:
    """Companies in the file's order."""
    return tuple(_company(row) for row in read_table(path, COMPANY_COLUMNS, ids))


def _company(row: Row) -> Company:
    return Company(
        id=row.new_id("company"),
        name=row.required("name"),
        name_ru=row.text("name_ru"),
        role=row.required("role"),
        listings=row.text("listings"),
        citation=row.citation(),
    )


def read_public_events(path: Path, ids: Ids) -> tuple[PublicEvent, ...]:
    """Public events in the file's order."""
    return tuple(_public_event(row) for row in read_table(path, EVENT_COLUMNS, ids))


def _public_event(row: Row) -> PublicEvent:
    return PublicEvent(
        id=row.new_id("public event"),
        when=row.span(),
        title=row.required("title"),
        text=row.required("text"),
        citation=row.citation(),
    )


def read_observations(path: Path, ids: Ids) -> tuple[Observation, ...]:
    """Observations in the file's order."""
    return tuple(_observation(row) for row in read_table(path, OBSERVATION_COLUMNS, ids))


def _observation(row: Row) -> Observation:
    row.required("port_id")
    return Observation(
        id=row.new_id("observation"),
        port_id=row.reference("port_id", "port"),
        when=row.span(),
        visibility=row.choice("visibility", Visibility),
        text=row.required("text"),
        citation=row.citation(),
    )


def read_contradictions(path: Path, ids: Ids) -> tuple[Contradiction, ...]:
    """Contradictions in the file's order."""
    return tuple(_contradiction(row) for row in read_table(path, CONTRADICTION_COLUMNS, ids))


def _contradiction(row: Row) -> Contradiction:
    return Contradiction(
        id=row.new_id("contradiction"),
        topic=row.required("topic"),
        readings=row.required("readings"),
        treatment=row.required("treatment"),
        refers_to=row.references("refers_to", None),
        citation=row.citation(),
    )

"""A small case for the tests of the log: made by the declared tables alone."""

import struct
from datetime import UTC, datetime
from pathlib import Path

import apsw
import pytest

from desktop_app.domain.case_info import CaseInfo
from desktop_app.domain.provenance import Citation
from desktop_app.storage.edits import Cell, Edit, Insert, Operation, evidence_id
from desktop_app.storage.geopackage import create_case
from desktop_app.storage.log_entries import append_entry
from desktop_app.storage.tables.all_tables import TABLES

MADE = datetime(2026, 1, 1, 12, tzinfo=UTC)
CITATION = Citation.of(["src-1"], None)
SPAN: dict[str, Cell] = {
    "start_utc": "2024-03-07T00:00:00Z",
    "end_utc": "2024-03-08T00:00:00Z",
    "precision": "window",
    "approximate": 0,
}


class Sample:
    """Rows and edits that fit together, and the case they go into."""

    SPAN = SPAN

    @staticmethod
    def line(*points: tuple[float, float]) -> bytes:
        """A GeoPackage line without envelope."""
        body = b"".join(struct.pack("<dd", *point) for point in points)
        return b"GP" + struct.pack("<BBiBII", 0, 1, 4326, 1, 2, len(points)) + body

    @staticmethod
    def point(lon: float, lat: float) -> bytes:
        """A GeoPackage point."""
        return b"GP" + struct.pack("<BBiBIdd", 0, 1, 4326, 1, 1, lon, lat)

    @staticmethod
    def source(number: int) -> Insert:
        """A source."""
        return Insert("source", f"src-{number}", {"title": f"Source {number}", "kind": "original"})

    @staticmethod
    def vessel(row_id: str, **values: Cell) -> Insert:
        """A vessel; values replace or add."""
        return Insert(
            "vessel",
            row_id,
            {"name": row_id.upper(), "in_trade": 1, "evidence_id": evidence_id(CITATION)} | values,
        )

    @staticmethod
    def port(row_id: str, **values: Cell) -> Insert:
        """A port."""
        return Insert(
            "port",
            row_id,
            {
                "name_en": row_id.title(),
                "country": "RU",
                "kind": "port",
                "role": "loading",
                "evidence_id": evidence_id(CITATION),
            }
            | values,
        )

    @staticmethod
    def voyage(row_id: str, **values: Cell) -> Insert:
        """A voyage of two days."""
        return Insert(
            "voyage",
            row_id,
            {
                "place": 0,
                "kind": "voyage",
                "ships": 1,
                "ships_approximate": 0,
                "to_basis": "reported",
                "how_known": "image",
                "tracker": "off",
                "counted": 1,
                "summary": "seen",
                "evidence_id": evidence_id(CITATION),
            }
            | SPAN
            | values,
        )

    @staticmethod
    def call(row_id: str, port_id: str, **values: Cell) -> Insert:
        """A port call."""
        return Insert(
            "port_call",
            row_id,
            {
                "place": 0,
                "ships": 1,
                "port_id": port_id,
                "activity": "load",
                "how_known": "image",
                "tracker": "off",
                "riding": "unknown",
                "summary": "seen",
                "evidence_id": evidence_id(CITATION),
            }
            | SPAN
            | values,
        )

    @staticmethod
    def edit(what: str, *operations: Operation) -> Edit:
        """An edit with the evidence that the rows rest on."""
        return Edit(what, operations, (CITATION,), "because")

    @staticmethod
    def case(path: Path | str) -> apsw.Connection:
        """An empty case with one source; its log holds how it was made."""
        connection = apsw.Connection(str(path))
        create_case(connection, CaseInfo("case-test", "Test", "A case.", None, synthetic=True, created=MADE))
        first = Sample.source(1)
        with connection:
            connection.execute(
                "INSERT INTO source (fid, id, title, kind) VALUES (1, ?, ?, ?)",
                (first.id, first.values["title"], first.values["kind"]),
            )
            append_entry(connection, kind="create", at=MADE, who="maker", what="Make the case")
        return connection

    @staticmethod
    def rows(connection: apsw.Connection) -> dict[str, list[tuple[object, ...]]]:
        """Everything in the declared tables."""
        return {
            table.name: sorted(connection.execute(f"SELECT * FROM {table.name}"))  # noqa: S608 - declared names
            for table in TABLES
        }


@pytest.fixture
def sample() -> type[Sample]:
    """Makes rows, edits and cases."""
    return Sample

"""What the cards tell of an import and of the rows that it flagged."""

from collections.abc import Iterator

import apsw
import pytest

from desktop_app.domain.record import Record
from desktop_app.exporters.card import plain
from desktop_app.exporters.cards import card_for
from desktop_app.storage.case_store import CaseStore, info_of
from desktop_app.storage.geopackage import create_case
from desktop_app.storage.record_writer import write_record

RUN = (
    "INSERT INTO import_run (fid, id, file_name, sha256, importer, imported_utc, accepted, refused, format, "
    "rows_read, updated, unchanged, merged, doubtful, source_id) VALUES (1, 'import-1', 'calls <b>.csv', "
    "'abc', 'Tumen 0', '2026-01-02T03:04:05Z', 3, 2, 'Table: port calls', 9, 1, 2, 1, 1, ?)"
)
DOUBT = (
    "INSERT INTO doubt (fid, id, subject, check_name, text, import_run_id, count) "
    "VALUES (1, 'doubt-1', ?, 'imo_digit', 'IMO 1234568 in line 7', 'import-1', 1)"
)


@pytest.fixture(scope="module")
def store(reported: Record) -> Iterator[CaseStore]:
    def fill(connection: apsw.Connection) -> None:
        create_case(connection, info_of(reported, "flagged"))
        write_record(connection, reported)
        connection.execute(RUN, (reported.sources[0].id,))
        connection.execute(DOUBT, (f"vessel:{reported.vessels[0].id}",))

    made = CaseStore.in_memory(fill, "read-only")
    yield made
    made.close()


def test_a_flagged_row_says_so_and_leads_to_the_import(store: CaseStore) -> None:
    card = card_for(store, f"vessel:{store.record.vessels[0].id}")
    assert card is not None
    section = next(section for section in card.sections if section.heading == "Flagged while imported")
    (row,) = section.rows
    assert row.label == "An IMO number with a wrong check digit"
    assert plain(row.value) == "IMO 1234568 in line 7 (import of calls <b>.csv)"
    assert "import:import-1" in {link.key for link in card.links()}
    other = card_for(store, f"vessel:{store.record.vessels[1].id}")
    assert other is not None
    assert "Flagged while imported" not in {section.heading for section in other.sections}


def test_the_card_of_an_import_counts_its_rows_and_names_its_source(store: CaseStore) -> None:
    card = card_for(store, "import:import-1")
    assert card is not None
    assert card.title == "calls <b>.csv"
    rows = {row.label: plain(row.value) for section in card.sections for row in section.rows}
    assert (rows["Rows read"], rows["New"], rows["Rejected"], rows["Updated"]) == ("9", "3", "2", "1")
    assert rows["An IMO number with a wrong check digit"] == "1"
    assert rows["Taken for"] == "Table: port calls"
    assert f"source:{store.record.sources[0].id}" in {link.key for link in card.links()}
    assert card_for(store, "import:gone") is None

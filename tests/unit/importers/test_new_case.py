"""A new case: places and rules with their sources, and nothing that happened."""

from datetime import UTC, datetime
from pathlib import Path

from desktop_app.domain.findings import Severity
from desktop_app.importers.new_case import make_case
from desktop_app.importers.reported_record import open_reported_record
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.integrity import check
from desktop_app.storage.new_case import TAKEN_OVER
from desktop_app.storage.tables.all_tables import TABLES

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def test_a_new_case_knows_the_places_and_nothing_that_happened(tmp_path: Path, resources: Resources) -> None:
    path = tmp_path / "дело 사건.gpkg"
    make_case(path, resources, title="Mine", who="Kim", now=NOW)
    record, store = open_reported_record(resources), CaseStore.open(path)
    try:
        assert store.info.title == "Mine"
        assert store.info.case_id != record.info.case_id
        for name in ("ports", "stations", "rail_lines", "routes", "rules", "factors", "parameters"):
            assert getattr(store.record, name) == getattr(record.record, name)
        cited = {source.id for source in store.record.sources}
        assert cited < {source.id for source in record.record.sources}
        others = {table.name for table in TABLES} - {
            *TAKEN_OVER,
            "source",
            "evidence",
            "citation",
            "case_info",
        }
        with store.reader() as reader:
            for table in sorted(others):
                assert reader.execute(f"SELECT count(*) FROM {table}").get == 0  # noqa: S608 - declared names
        assert [finding for finding in check(path) if finding.severity is Severity.ERROR] == []
    finally:
        record.close()
        store.close()

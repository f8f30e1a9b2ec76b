"""The reported record as the case file that comes with the program."""

from pathlib import Path

from desktop_app.importers.record_case import write_record_case
from desktop_app.importers.reported_record import open_reported_record
from desktop_app.runtime.resources import Resources

RESOURCES = Resources.locate()


def test_the_built_file_is_made_from_the_record_as_it_stands(tmp_path: Path) -> None:
    fresh = tmp_path / "record.gpkg"
    write_record_case(RESOURCES.geodatum("record"), fresh)
    assert fresh.read_bytes() == RESOURCES.asset("build/record.gpkg").read_bytes()


def test_it_opens_as_no_file_of_the_user_and_stays_as_it_is() -> None:
    built = RESOURCES.asset("build/record.gpkg")
    before = built.read_bytes(), built.stat().st_mtime_ns
    store = open_reported_record(RESOURCES)
    try:
        assert store.path is None
        assert "Save as case" in store.read_only
        assert len(store.record.sources) > 0
    finally:
        store.close()
    assert (built.read_bytes(), built.stat().st_mtime_ns) == before

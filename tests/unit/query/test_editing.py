"""From forms to edits and back: on the reported record, through the writer that every change goes through."""

from collections.abc import Iterator
from datetime import UTC, datetime

import apsw
import pytest

from desktop_app.domain.provenance import Citation, Credibility, Reference
from desktop_app.importers.record import read_record
from desktop_app.query.editing.deletion import plan_deletion
from desktop_app.query.editing.drafts import Draft, edit_of
from desktop_app.query.editing.overlaps import overlapping_voyages
from desktop_app.query.editing.row_names import all_names, find_voyages, row_name
from desktop_app.query.editing.stored_row import read_row, table_of_key
from desktop_app.query.name_folding import fold
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import info_of
from desktop_app.storage.edits import Cell, Delete, Edit
from desktop_app.storage.geopackage import create_case
from desktop_app.storage.record_writer import write_record
from desktop_app.storage.tables.all_tables import TABLES
from desktop_app.storage.writer import CaseWriter

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
CITED = Citation((Reference("FT24", Credibility.PROBABLY_TRUE, passage="page 3"), Reference("NRC")), None)
SEEN: dict[str, Cell] = {
    "vessel_id": "chon-ma-san",
    "sensor": "SAR",
    "start_utc": "2024-10-20T00:00:00Z",
    "end_utc": "2024-10-20T23:59:59Z",
    "precision": "day",
    "approximate": 0,
    "place": "off Vostochny",
    "position_basis": "placed by hand",
    "how_known": "image",
    "tracker": "off",
    "riding": "low",
    "summary": "Seen at anchor.",
}


@pytest.fixture
def case(resources: Resources) -> Iterator[apsw.Connection]:
    record = read_record(resources.geodatum("record"))
    connection = apsw.Connection(":memory:")
    create_case(connection, info_of(record, "case-test"))
    write_record(connection, record)
    yield connection
    connection.close()


def counts(case: apsw.Connection) -> dict[str, int]:
    return {table.name: case.execute(f"SELECT count(*) FROM {table.name}").get for table in TABLES}  # noqa: S608 - declared names


def test_every_row_of_the_record_has_a_name_that_finds_it(case: apsw.Connection) -> None:
    for table in TABLES:
        for named in all_names(case, table.name):
            assert named.name
            assert row_name(case, table.name, named.id) == named
            assert named.fits(fold(named.name))


def test_a_vessel_is_found_by_its_other_names_and_a_voyage_by_ship_and_day(case: apsw.Connection) -> None:
    found = [vessel.id for vessel in all_names(case, "vessel") if vessel.fits(fold("yu son"))]
    assert "yu-son" in found
    (voyage,) = find_voyages(case, "chon 2024-10", "", 10)
    assert (voyage.name, voyage.detail) == ("CHON MA SAN", "2024-10-19")
    days = [voyage.detail[:10] for voyage in find_voyages(case, "", "chon-ma-san", 10)]
    assert len(days) == 3
    assert days == sorted(days, reverse=True)


def test_keys_lead_to_tables(case: apsw.Connection) -> None:
    assert table_of_key(case, "port:vostochny") == ("port", "vostochny")
    assert table_of_key(case, "port:tbk-terminal") == ("terminal", "tbk-terminal")
    assert table_of_key(case, "port:nowhere") is None


def test_a_sighting_of_its_own_comes_with_a_row_of_the_voyages_table(case: apsw.Connection) -> None:
    made = edit_of(case, Draft("sighting", SEEN, CITED, None, "a new image"), "A. Reader", NOW)
    assert made is not None
    assert made.edit.what == "Add sighting of CHON MA SAN"
    before = counts(case)
    CaseWriter(case).apply(made.edit, "A. Reader", NOW)
    assert {name: n - before[name] for name, n in counts(case).items() if n != before[name]} == {
        "evidence": 1,
        "citation": 2,
        "voyage": 1,
        "sighting": 1,
    }
    row = read_row(case, "sighting", made.row_id)
    assert row is not None
    assert row.citation == CITED
    voyage = read_row(case, "voyage", str(row.cells["voyage_id"]))
    assert voyage is not None
    assert (voyage.cells["kind"], voyage.cells["counted"], voyage.cells["start_utc"]) == (
        "sighting",
        0,
        SEEN["start_utc"],
    )
    assert voyage.citation == CITED


def test_a_call_at_a_terminal_is_a_call_at_its_port_and_joins_a_voyage_last(case: apsw.Connection) -> None:
    call = {name: SEEN[name] for name in SEEN if name not in {"sensor", "place", "position_basis"}}
    call |= {
        "terminal_id": "tbk-terminal",
        "ships": 1,
        "activity": "load",
        "voyage_id": "v-2024-04-01-yu-son",
    }
    made = edit_of(case, Draft("port_call", call, CITED, None, ""), "A. Reader", NOW)
    assert made is not None
    CaseWriter(case).apply(made.edit, "A. Reader", NOW)
    row = read_row(case, "port_call", made.row_id)
    assert row is not None
    assert (row.cells["port_id"], row.cells["place"]) == ("vostochny", 1)


def test_a_change_holds_only_what_changed_and_a_voyage_takes_its_route(case: apsw.Connection) -> None:
    before = read_row(case, "voyage", "v-2024-04-03-un-hung")
    assert before is not None
    same = Draft("voyage", dict(before.cells), before.citation, before, "")
    assert edit_of(case, same, "A. Reader", NOW) is None
    values = {**before.cells, "to_port_id": "nampo", "to_basis": "reported"}
    made = edit_of(case, same._replace(values=values), "A. Reader", NOW)
    assert made is not None
    (update,) = made.edit.operations
    assert not isinstance(update, Delete)
    assert dict(update.values) == {
        "to_port_id": "nampo",
        "to_basis": "reported",
        "route_id": "route-vostochny-nampo",
    }
    writer = CaseWriter(case)
    writer.apply(made.edit, "A. Reader", NOW)
    assert case.execute("SELECT geom IS NOT NULL FROM voyage WHERE id = ?", (before.id,)).get == 1
    writer.undo("A. Reader")
    assert read_row(case, "voyage", before.id) == before


def test_a_note_is_signed_and_an_uncited_row_is_refused(case: apsw.Connection) -> None:
    draft = Draft("note", {"subject": "vessel:yu-son", "text": "Check the funnel mark."}, None, None, "")
    made = edit_of(case, draft, "A. Reader", NOW)
    assert made is not None
    CaseWriter(case).apply(made.edit, "A. Reader", NOW)
    row = read_row(case, "note", made.row_id)
    assert row is not None
    assert (row.cells["author"], row.cells["written_utc"]) == ("A. Reader", "2026-11-22T08:00:00Z")
    with pytest.raises(ValueError, match="no source"):
        edit_of(case, Draft("company", {"name": "A", "role": "buyer"}, None, None, ""), "A. Reader", NOW)


def test_a_second_voyage_on_the_same_days_is_found(case: apsw.Connection) -> None:
    (found,) = overlapping_voyages(
        case, "chon-ma-san", "2024-10-20T00:00:00Z", "2024-10-20T23:59:59Z", "voyage-new"
    )
    assert (found.voyage_id, found.vessel, found.first_day, found.last_day) == (
        "v-2024-10-19-chon-ma-san",
        "CHON MA SAN",
        "2024-10-19",
        "2024-10-21",
    )
    own = overlapping_voyages(
        case, "chon-ma-san", "2024-10-20T00:00:00Z", "2024-10-20T23:59:59Z", found.voyage_id
    )
    assert own == ()


def test_parts_go_with_the_whole_and_undo_brings_them_back(case: apsw.Connection) -> None:
    before = counts(case)
    plan = plan_deletion(case, "voyage", "v-2024-10-19-chon-ma-san")
    assert plan.edit is not None
    assert "Its 1 port call and 5 sightings go with it" in plan.sentence
    writer = CaseWriter(case)
    writer.apply(plan.edit, "A. Reader", NOW)
    assert counts(case) == {
        **before,
        "voyage": before["voyage"] - 1,
        "port_call": before["port_call"] - 1,
    } | {"sighting": before["sighting"] - 5}
    writer.undo("A. Reader")
    assert counts(case) == before


def test_a_scenario_goes_with_its_values_and_a_ship_with_her_scale(case: apsw.Connection) -> None:
    plan = plan_deletion(case, "scenario", "us-2018-half")
    assert plan.edit is not None
    assert plan.sentence.startswith("Delete scenario “Half laden”? Its 2 values of scenarios go with it.")
    assert row_name(case, "scenario_value", "us-2018-half-load_fraction") == (
        "us-2018-half-load_fraction",
        "Half laden: load fraction, draught not known",
        "",
        "",
    )
    writer, cited = CaseWriter(case), Citation.of(["BBC"], None)
    point: dict[str, Cell] = {"vessel_id": "sam-jong-2", "draught_m": 5.5, "deadweight_t": 3000.0}
    for table, what, values in (
        ("vessel_particulars", "particulars", {"vessel_id": "sam-jong-2", "beam_m": 13.2}),
        ("deadweight_scale", "point of a deadweight scale", point),
    ):
        made = edit_of(case, Draft(table, values, cited, None, ""), "A. Reader", NOW)
        assert made is not None
        assert made.edit.what == f"Add {what} of SAM JONG 2"
        writer.apply(made.edit, "A. Reader", NOW)
    assert [named.name for named in all_names(case, "deadweight_scale")] == ["SAM JONG 2 at 5.5 m"]
    gone = plan_deletion(case, "vessel", "sam-jong-2")
    assert "Its 2 listings, 1 particulars and 1 point of a deadweight scale go with it." in gone.sentence


def test_a_row_that_stands_for_one_sighting_goes_with_it(case: apsw.Connection) -> None:
    plan = plan_deletion(case, "sighting", "seen-2024-05-15-yu-son")
    assert plan.edit is not None
    assert "Its 1 voyage goes with it" in plan.sentence
    CaseWriter(case).apply(plan.edit, "A. Reader", NOW)
    assert read_row(case, "voyage", "v-2024-05-15-yu-son") is None
    several = plan_deletion(case, "sighting", "seen-2024-10-15-chon-ma-san")
    assert several.edit is not None
    assert several.edit.operations == (Delete("sighting", "seen-2024-10-15-chon-ma-san"),)


@pytest.mark.parametrize(
    ("table", "row_id", "reason"),
    [
        ("port", "vostochny", "port calls"),
        ("source", "FT24", "statements refer"),
        ("vessel", "chon-ma-san", "voyages, "),
        ("parameter", "load_fraction", "3 values of scenarios refer"),
    ],
)
def test_what_others_refer_to_stays(case: apsw.Connection, table: str, row_id: str, reason: str) -> None:
    plan = plan_deletion(case, table, row_id)
    assert plan.edit is None
    assert reason in plan.sentence
    with pytest.raises(InputError):
        CaseWriter(case).apply(Edit("Delete", (Delete(table, row_id),)), "A. Reader", NOW)

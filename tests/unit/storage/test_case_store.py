"""An open case: looked-up rows, what is kept of them, and what a change makes of both."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import apsw
import pytest

from desktop_app.domain.movement import Voyage
from desktop_app.domain.provenance import Citation
from desktop_app.domain.record import Record
from desktop_app.importers.record import read_record
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import REPORTED_READ_ONLY, CaseStore
from desktop_app.storage.edits import Edit, Insert, Update, evidence_id
from desktop_app.storage.geometry import Shape, read_shape, shape_blob
from desktop_app.storage.movement_lookups import IDS_A_QUERY, LookUp
from desktop_app.storage.saving import save_as_case

NOW = datetime(2026, 3, 7, 12, tzinfo=UTC)
CITATION = Citation.of(["S1"], None)
# Citations as a table without its rules, each twice.
CITED_TWICE = (
    "CREATE TABLE loose AS SELECT * FROM citation; INSERT INTO loose SELECT * FROM citation; "
    "DROP TABLE citation; ALTER TABLE loose RENAME TO citation"
)


@pytest.fixture
def record(small_case: Path) -> Record:
    """The small record."""
    return read_record(small_case)


@pytest.fixture
def path(tmp_path: Path, record: Record) -> Path:
    """The small record as somebody's case."""
    target = tmp_path / "case.gpkg"
    memory = CaseStore.of_record(record)
    with memory.whole() as source:
        save_as_case(source, target, title="Mine", who="A. Reader", now=NOW)
    memory.close()
    return target


@pytest.fixture
def case(path: Path) -> Iterator[CaseStore]:
    """That case, open to be changed."""
    store = CaseStore.open(path)
    yield store
    store.close()


def spoil(path: Path, statements: str) -> None:
    """Change the file as another program could."""
    connection = apsw.Connection(str(path))
    connection.pragma("ignore_check_constraints", True)
    connection.execute(statements)
    connection.close()


def drawn(case: CaseStore) -> tuple[tuple[float, float], ...] | None:
    """The line of the one consignment."""
    with case.reader() as connection:
        ((blob,),) = connection.execute("SELECT geom FROM consignment").fetchall()
    return read_shape(blob).vertices if isinstance(blob, bytes) else None


def test_rows_come_in_the_order_asked_for(store: CaseStore) -> None:
    with store.reader() as connection:
        ids = [str(row[0]) for row in connection.execute("SELECT id FROM voyage ORDER BY id DESC")]
    assert [voyage.id for voyage in store.voyages(ids)] == ids
    twice = [ids[3], "nothing", ids[0], ids[3]]
    assert [voyage.id for voyage in store.voyages(twice)] == [ids[3], ids[0], ids[3]]
    assert store.voyage("nothing") is None


def test_many_ids_are_read_in_pieces_and_a_bounded_number_is_kept() -> None:
    asked: list[int] = []

    def read(ids: list[str]) -> dict[str, str]:
        asked.append(len(ids))
        return {row_id: row_id.upper() for row_id in ids}

    look_up = LookUp(read, most_kept=100)
    ids = [f"v{number}" for number in range(2 * IDS_A_QUERY + 1)]
    assert look_up.many(ids) == tuple(row_id.upper() for row_id in ids)
    assert asked == [IDS_A_QUERY, IDS_A_QUERY, 1]
    assert look_up.many(ids[-100:]) == tuple(row_id.upper() for row_id in ids[-100:])
    assert len(asked) == 3
    assert look_up.one(ids[0]) == "V0"
    assert look_up.one(ids[-100]) == ids[-100].upper()
    assert asked[3:] == [1, 1], "the newest pushed the oldest out"


def test_what_was_read_before_a_change_is_not_kept_after_it() -> None:
    value = "before"
    look_up: LookUp[str]

    def read(ids: list[str]) -> dict[str, str]:
        nonlocal value
        found = dict.fromkeys(ids, value)
        if value == "before":  # the change comes between reading and keeping
            value = "after"
            look_up.forget()
        return found

    look_up = LookUp(read)
    assert look_up.one("v") == "before"
    assert look_up.one("v") == "after"


def test_a_change_is_seen_everywhere_and_only_what_it_touched_is_read_again(case: CaseStore) -> None:
    voyage, before = case.voyage("voyage-1"), case.record
    assert isinstance(voyage, Voyage)
    claims, vessels = before.claims, before.vessels
    made = case.cached("count", lambda: len(case.record.vessels))
    update = Update("voyage", "voyage-1", {"product": "gas oil"})
    insert = Insert("vessel", "new", {"name": "NEW", "in_trade": 1, "evidence_id": evidence_id(CITATION)})
    change = case.edit(Edit("Change two things", (update, insert), (CITATION,)), "A. Reader")
    assert set(change.tables) == {"evidence", "citation", "voyage", "vessel"}
    assert case.voyage("voyage-1") == replace(voyage, product="gas oil")
    assert case.record.claims is claims
    assert [vessel.id for vessel in case.record.vessels] == [*(vessel.id for vessel in vessels), "new"]
    assert case.record.vessels[-1].citation == CITATION
    assert case.cached("count", lambda: len(case.record.vessels)) == made + 1
    generation = case.generation
    case.undo("A. Reader")
    assert case.generation > generation
    assert (case.voyage("voyage-1"), case.record.vessels) == (voyage, vessels)
    assert (case.can_undo, case.can_redo) == ("", "Change two things")


def test_a_changed_title_is_shown_at_once(case: CaseStore) -> None:
    assert case.info.title == "Mine"
    case.edit(Edit("Rename", (Update("case_info", "case", {"title": "Ours"}),)), "A. Reader")
    assert (case.info.title, case.record.title) == ("Ours", "Ours")


def test_another_name_is_an_identity_with_nothing_else(case: CaseStore) -> None:
    vessel = case.record.vessels[0]
    assert vessel.aliases == ("OLD ALPHA", "ALFA")
    assert case.record.identities == ()
    case.edit(
        Edit("Tell the flag", (Update("vessel_identity", f"alias-{vessel.id}-1", {"flag": "KP"}),)), "me"
    )
    assert case.record.vessels[0].aliases == ("ALFA",)
    assert [(row.name, row.flag) for row in case.record.identities] == [("OLD ALPHA", "KP")]


def test_the_way_of_a_consignment_follows_its_stations(case: CaseStore) -> None:
    cells = {
        "from_station_id": case.record.stations[0].id,
        **dict.fromkeys(("start_utc", "end_utc"), "2024-03-07T00:00:00Z"),
        "precision": "instant",
        "approximate": 0,
        "summary": "one train",
        "evidence_id": evidence_id(CITATION),
    }
    path = case.record.rail_lines[0].segments[0].path
    far = Insert(
        "station",
        "far",
        {
            "name_en": "Far",
            "kind": "station",
            "place": 2,
            "basis": "along",
            "geom": shape_blob(Shape("POINT", (path[-1],))),
            "evidence_id": evidence_id(CITATION),
        },
    )
    train = Insert("consignment", "train", cells)
    case.edit(Edit("Add a train", (far, train), (CITATION,)), "me")
    assert drawn(case) is None
    case.edit(Edit("Tell where to", (Update("consignment", "train", {"to_station_id": "far"}),)), "me")
    assert drawn(case) == path
    case.edit(Edit("No station", (Update("consignment", "train", {"from_station_id": None}),)), "me")
    assert drawn(case) is None


def test_the_record_is_read_only_and_says_how_to_get_a_copy(store: CaseStore) -> None:
    assert store.read_only == REPORTED_READ_ONLY
    for change in (
        lambda: store.edit(Edit("x", ()), "me"),
        lambda: store.undo("me"),
        lambda: store.redo("me"),
    ):
        with pytest.raises(InputError, match="Save as case…"):
            change()
    with store.reader() as connection, pytest.raises(apsw.ReadOnlyError):
        connection.execute("DELETE FROM note")


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE claim SET measure = 'guess'", "measure is “guess”, which is not one of its words"),
        ("UPDATE claim SET start_utc = '2024-3-7'", "claim cannot be read"),
        ("UPDATE claim SET start_utc = '2024-03-07T00:00:00+'", "claim cannot be read"),
        ("UPDATE claim SET start_utc = end_utc, end_utc = start_utc", "before it starts"),
        ("UPDATE claim SET claimant = ''", "claimant is empty"),
        ("UPDATE claim SET evidence_id = 'gone'", "its evidence is empty"),
        ("DELETE FROM citation", "its evidence is empty"),
        (CITED_TWICE, "its evidence is empty"),
        ("UPDATE citation SET credibility = 7", "credibility is 7, not 1 to 6"),
    ],
)
def test_a_row_that_makes_no_sense_is_named(path: Path, statement: str, told: str) -> None:
    spoil(path, statement)
    case = CaseStore.open(path, want_write=False)
    try:
        with pytest.raises(InputError) as error:
            assert case.record.claims
        assert told in str(error.value)
    finally:
        case.close()


def test_a_shape_that_makes_no_sense_is_named(path: Path) -> None:
    spoil(path, "UPDATE sighting SET geom = x'4750'; UPDATE port SET geom = (SELECT geom FROM sea_route)")
    case = CaseStore.open(path, want_write=False)
    try:
        with pytest.raises(InputError, match=r"“seen-1” of the table sighting cannot be read: .* breaks off"):
            case.sighting("seen-1")
        with pytest.raises(InputError, match="its geometry is a LINESTRING, not a POINT"):
            assert case.record.ports
    finally:
        case.close()


def test_a_cancelled_question_stops(store: CaseStore) -> None:
    feedback = Feedback()
    feedback.cancel()
    endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with store.reader(feedback) as connection, pytest.raises(apsw.InterruptError):
        connection.execute(endless).fetchall()
    with store.reader() as connection:
        assert connection.execute("SELECT 1").fetchall() == [(1,)]

"""Edits, undo and redo: whole or not at all, each in the log, refusals in words."""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import apsw
import pytest

from desktop_app.domain.provenance import Citation, Credibility, Reference
from desktop_app.runtime.errors import InputError, TumenError
from desktop_app.storage.edits import Delete, Edit, Insert, Operation, Update, evidence_id
from desktop_app.storage.writer import CaseWriter

NOW = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)


def test_an_edit_writes_its_rows_its_evidence_and_one_log_entry(sample: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    case = sample.case(path)
    citation = Citation((Reference("src-1", Credibility.DOUBTFUL, None, "p. 3"),), None)
    change = CaseWriter(case).apply(
        Edit(
            "Add vessel A",
            (Insert("vessel", "a", {"name": "A", "in_trade": 1, "evidence_id": evidence_id(citation)}),),
            (citation,),
            "seen in the panel's report",
        ),
        "kim",
        NOW,
    )
    # Another connection sees it: it is committed.
    other = apsw.Connection(str(path))
    assert other.execute("SELECT name FROM vessel").get == "A"
    assert other.execute("SELECT source_id, credibility, passage, note FROM citation").get == (
        "src-1",
        4,
        "p. 3",
        None,
    )
    assert change[2:] == (
        "edit",
        NOW,
        "kim",
        "Add vessel A",
        "seen in the panel's report",
        3,
        ("evidence", "citation", "vessel"),
    )
    assert other.execute(
        "SELECT seq, id, who, row_count FROM tumen_change ORDER BY seq DESC LIMIT 1"
    ).get == (
        change.seq,
        change.id,
        "kim",
        3,
    )
    changed = "SELECT table_name FROM gpkg_contents WHERE last_change = '2026-02-03T04:05:06.000Z'"
    assert {name for (name,) in other.execute(changed)} == set(change.tables)


def test_evidence_is_written_once_and_shared(sample: Any) -> None:
    case = sample.case(":memory:")
    writer = CaseWriter(case)
    writer.apply(sample.edit("one", sample.vessel("a")), "kim", NOW)
    writer.apply(sample.edit("two", sample.vessel("b")), "kim", NOW)
    assert case.execute("SELECT count(*) FROM evidence").get == 1
    assert case.execute("SELECT count(DISTINCT evidence_id) FROM vessel").get == 1


def test_rows_of_two_openings_never_share_a_fid(sample: Any) -> None:
    case = sample.case(":memory:")
    for name in ("a", "b"):
        CaseWriter(case).apply(sample.edit(name, sample.vessel(name), sample.port(name)), "kim", NOW)
    blocks = [fid >> 22 for (fid,) in case.execute("SELECT fid FROM vessel ORDER BY id")]
    assert 0 not in blocks
    assert blocks[0] != blocks[1]


@pytest.mark.parametrize(
    ("operations", "sentence"),
    [
        (lambda _: (Delete("port", "x"),), "Port X cannot be deleted: 2 port calls refer to it."),
        (
            lambda s: (s.voyage("v", vessel_id="nobody"),),
            "Voyage v refers to vessel nobody, which is not in the case.",
        ),
        (lambda s: (s.vessel("a"),), "Vessel A is in the case already."),
        (lambda _: (Update("vessel", "gone", {"name": "B"}),), "Vessel gone is not in the case any more."),
        (
            lambda _: (Update("vessel", "a", {"imo_number": ""}),),
            "Vessel a: IMO number is empty text; leave it out instead.",
        ),
        (lambda _: (Update("vessel", "a", {"name": None}),), "Vessel a: name is missing."),
        (
            lambda _: (Update("vessel", "a", {"dwt_t": "many"}),),
            "Vessel a: DWT (t) must be a number, not 'many'.",
        ),
        (
            lambda _: (Update("port_call", "c1", {"start_utc": "7 March"}),),
            "Port call c1: start (UTC) must be an instant such as 2024-03-07T12:00:00Z, not '7 March'.",
        ),
        (
            lambda _: (Update("port", "x", {"role": "pirate"}),),
            "Port x: role must be one of loading, discharge, rail, other, not 'pirate'.",
        ),
        (lambda _: (Update("vessel", "a", {"name": "A"}),), "Nothing was changed"),
    ],
)
def test_a_refusal_is_a_sentence_and_changes_nothing(
    sample: Any, operations: Callable[[Any], tuple[Operation, ...]], sentence: str
) -> None:
    case = sample.case(":memory:")
    writer = CaseWriter(case)
    setup = (sample.vessel("a"), sample.port("x"), sample.call("c1", "x"), sample.call("c2", "x"))
    writer.apply(sample.edit("set up", *setup), "kim", NOW)
    before = sample.rows(case), case.execute("SELECT count(*) FROM tumen_change").get
    # The first operation is sound: it must not stay behind alone.
    fine = (Update("vessel", "a", {"note": "x"}),) if "Nothing" not in sentence else ()
    with pytest.raises(InputError) as refused:
        writer.apply(sample.edit("bad", *fine, *operations(sample)), "kim", NOW)
    assert sentence in str(refused.value)
    assert (sample.rows(case), case.execute("SELECT count(*) FROM tumen_change").get) == before
    assert not case.in_transaction
    assert writer.can_undo == "set up"


@pytest.mark.parametrize(
    "operation",
    [
        Update("evidence", "x", {"record_grade": "A"}),
        Delete("citation", "x"),
        Update("tumen_change", "x", {}),
        Update("vessel", "a", {"name = 1; --": "A"}),
    ],
)
def test_names_that_are_not_declared_never_reach_sql(sample: Any, operation: Operation) -> None:
    with pytest.raises(ValueError, match=r"no edit may touch|has no column"):
        CaseWriter(sample.case(":memory:")).apply(sample.edit("bad", operation), "kim", NOW)


def test_a_vanished_source_is_named(sample: Any) -> None:
    with pytest.raises(InputError, match="Source ghost is cited but is not in the case"):
        CaseWriter(sample.case(":memory:")).apply(
            Edit("cite", (), (Citation.of(["ghost"], None),)), "kim", NOW
        )


def test_a_voyage_is_drawn_along_its_route_at_all_times(sample: Any) -> None:
    case = sample.case(":memory:")
    writer = CaseWriter(case)
    first, second = sample.line((1, 2), (3, 4)), sample.line((5, 6), (7, 8))
    route = Insert("sea_route", "r", {"from_port_id": "p", "to_port_id": "p", "method": "m", "geom": first})
    writer.apply(sample.edit("route", sample.port("p"), sample.voyage("v", route_id="r"), route), "kim", NOW)
    line = "SELECT geom FROM voyage"
    assert case.execute(line).get == first
    writer.apply(sample.edit("redraw", Update("sea_route", "r", {"geom": second})), "kim", NOW)
    assert case.execute(line).get == second
    writer.undo("kim")
    assert case.execute(line).get == first
    writer.apply(sample.edit("leave", Update("voyage", "v", {"route_id": None})), "kim", NOW)
    assert case.execute(line).get is None


def test_undo_and_redo_walk_through_every_state(sample: Any) -> None:
    case = sample.case(":memory:")
    writer = CaseWriter(case)
    chance = random.Random(7)  # noqa: S311 - repeatable, not secret
    states = [sample.rows(case)]
    for number in range(40):
        ids = [row_id for (row_id,) in case.execute("SELECT id FROM vessel ORDER BY id")]
        choice = chance.randrange(3) if ids else 0
        if choice == 0:
            operation = sample.vessel(f"v{number}")
        elif choice == 1:
            operation = Update("vessel", chance.choice(ids), {"note": f"note {number}", "built": number})
        else:
            operation = Delete("vessel", chance.choice(ids))
        writer.apply(sample.edit(f"change {number}", operation), "kim", NOW)
        states.append(sample.rows(case))
    for state in reversed(states[:-1]):
        undone = writer.undo("lee")
        assert sample.rows(case) == state
    assert (undone.kind, undone.who, undone.what) == ("undo", "lee", "Undo: change 0")
    assert not writer.can_undo
    for state in states[1:]:
        writer.redo("lee")
        assert sample.rows(case) == state
    # Append-only: 1 entry for the case, 40 edits, 40 undone, 40 done again.
    assert case.execute("SELECT count(*) FROM tumen_change").get == 121
    writer.undo("lee")
    assert writer.can_redo == "change 39"
    writer.apply(sample.edit("other", sample.vessel("z")), "kim", NOW)
    assert not writer.can_redo
    with pytest.raises(InputError, match="no change to redo"):
        writer.redo("kim")


def test_a_case_that_another_program_holds_is_a_sentence(sample: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    writer = CaseWriter(sample.case(path))
    other = apsw.Connection(str(path))
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(TumenError, match="another program is writing to the case"):
        writer.apply(sample.edit("add", sample.vessel("a")), "kim", NOW)
    other.execute("ROLLBACK")
    assert writer.apply(sample.edit("add", sample.vessel("a")), "kim", NOW).seq == 2

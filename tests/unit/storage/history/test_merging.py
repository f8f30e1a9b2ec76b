"""Two copies brought together: what one side changed is taken, what both changed is told, nothing is lost."""

import itertools
import json
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import apsw
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.domain.history import Conflict
from desktop_app.runtime.errors import InputError
from desktop_app.storage.as_of import as_it_was
from desktop_app.storage.change_log import breaks, changes, row_changes
from desktop_app.storage.conflicts import Chosen, conflicts, settling
from desktop_app.storage.edits import Delete, Insert, Operation, Update
from desktop_app.storage.geometry import read_shape
from desktop_app.storage.merging import MergeReport, merge
from desktop_app.storage.writer import CaseWriter

NOW = datetime(2026, 5, 1, tzinfo=UTC)
LATER = datetime(2026, 6, 1, tzinfo=UTC)

Operations = Sequence[Operation]


class Copies:
    """A case with two vessels, a port and a call, and copies of it that people work on."""

    def __init__(self, sample: Any, folder: Path) -> None:
        self.sample = sample
        self.folder = folder
        self._numbers = itertools.count(1)
        self.start = folder / "start.gpkg"
        case = sample.case(self.start)
        CaseWriter(case).apply(
            sample.edit(
                "begin",
                *(sample.vessel("a"), sample.vessel("b"), sample.port("x"), sample.port("y")),
                sample.call("c", "x"),
            ),
            "maker",
            NOW,
        )
        case.close()

    def copy(self, who: str, *edits: Operations, of: Path | None = None) -> Path:
        """A copy in which somebody made these edits."""
        path = self.folder / f"{who}{next(self._numbers)}.gpkg"
        shutil.copy(of or self.start, path)
        self.work(path, who, *edits)
        return path

    def work(self, path: Path, who: str, *edits: Operations) -> None:
        """Somebody edits a case."""
        case = apsw.Connection(str(path))
        writer = CaseWriter(case)
        for operations in edits:
            writer.apply(self.sample.edit(f"{who} edits", *operations), who, NOW)
        case.close()

    def merge(self, ours: Path, theirs: Path) -> tuple[MergeReport, apsw.Connection]:
        """The merged case, found sound."""
        report = merge(ours, theirs, self.folder / f"m{next(self._numbers)}.gpkg", who="lee", now=LATER)
        case = apsw.Connection(str(report.out))
        assert case.execute("PRAGMA integrity_check").get == "ok"
        assert not case.execute("PRAGMA foreign_key_check").fetchall()
        assert not list(breaks(case))
        assert conflicts(case) == report.conflicts
        return report, case


@pytest.fixture
def copies(sample: Any, tmp_path: Path) -> Copies:
    """The case that everybody starts from."""
    return Copies(sample, tmp_path)


def cell(case: apsw.Connection, table: str, row_id: str, column: str) -> object:
    """The value of a cell."""
    return case.execute(f"SELECT {column} FROM {table} WHERE id = ?", (row_id,)).get  # noqa: S608 - of the test


def told(conflict: Conflict) -> tuple[Any, ...]:
    """What a conflict says, without who merged."""
    return (conflict.table, conflict.row_id, conflict.column, conflict.base, conflict.ours, conflict.theirs)


def mirrored(conflict: Conflict) -> tuple[Any, ...]:
    """What it says seen from the other side."""
    return told(conflict._replace(ours=conflict.theirs, theirs=conflict.ours))


def test_what_one_side_changed_is_taken_with_its_log(copies: Copies) -> None:
    sample = copies.sample
    kim = copies.copy("kim", [Update("vessel", "a", {"note": "kim’s"})], [Delete("port_call", "c")])
    ann = copies.copy("ann", [Update("vessel", "a", {"dwt_t": 5000.0})], [sample.vessel("new")])
    report, case = copies.merge(kim, ann)
    assert report[1:] == (2, 1, 1, 0, ())
    assert (cell(case, "vessel", "a", "note"), cell(case, "vessel", "a", "dwt_t")) == ("kim’s", 5000.0)
    assert cell(case, "vessel", "new", "name") == "NEW"
    assert cell(case, "port_call", "c", "id") is None
    log = changes(case)
    assert [(entry.kind, entry.who) for entry in log[:3]] == [
        ("merge", "lee"),
        ("merge", "ann"),
        ("merge", "ann"),
    ]
    assert (log[2].what, log[2].why, log[2].at) == ("ann edits", "because", NOW)
    # Her own change set is kept, whatever of it acted here.
    (row,) = row_changes(case, log[2].id)
    assert row == ("vessel", "a", "update", {"dwt_t": (None, 5000.0)})


def test_the_merged_case_before_the_merge_is_ours(copies: Copies) -> None:
    kim = copies.copy("kim", [Update("vessel", "a", {"note": "kim’s"})])
    ann = copies.copy("ann", [Update("vessel", "b", {"note": "ann’s"})])
    _, case = copies.merge(kim, ann)
    ours = apsw.Connection(str(kim))
    assert copies.sample.rows(as_it_was(case, NOW)) == copies.sample.rows(ours)
    assert cell(as_it_was(case, LATER), "vessel", "b", "note") == "ann’s"


@pytest.mark.parametrize(
    ("kim", "ann", "expected"),
    [
        pytest.param(
            lambda _: [Update("vessel", "a", {"note": "1"})],
            lambda _: [Update("vessel", "a", {"note": "2"})],
            [("vessel", "a", "note", "null", '"1"', '"2"')],
            id="one cell",
        ),
        pytest.param(
            lambda _: [Update("vessel", "a", {"note": "1"})],
            lambda _: [Update("vessel", "a", {"note": "1"})],
            [],
            id="the same value",
        ),
        pytest.param(
            lambda _: [Update("port_call", "c", {"start_utc": "2024-03-06T00:00:00Z"})],
            lambda _: [Update("port_call", "c", {"end_utc": "2024-03-07T12:00:00Z"})],
            [
                (
                    *("port_call", "c", "end_utc"),
                    *('"2024-03-08T00:00:00Z"', '"2024-03-08T00:00:00Z"', '"2024-03-07T12:00:00Z"'),
                ),
                (
                    *("port_call", "c", "start_utc"),
                    *('"2024-03-07T00:00:00Z"', '"2024-03-06T00:00:00Z"', '"2024-03-07T00:00:00Z"'),
                ),
            ],
            id="two ends of one time",
        ),
        pytest.param(
            lambda s: [s.vessel("n", note="1")],
            lambda s: [s.vessel("n", note="2")],
            [("vessel", "n", "note", None, '"1"', '"2"')],
            id="one id twice",
        ),
        pytest.param(
            lambda _: [Delete("vessel", "a")],
            lambda _: [Update("vessel", "a", {"note": "2"})],
            [("vessel", "a", "*", "row", None, "row")],
            id="deleted and changed",
        ),
        pytest.param(
            lambda _: [Delete("port", "y")],
            lambda s: [s.call("n", "y")],
            [("port", "y", "*", "row", None, "row")],
            id="deleted and needed",
        ),
        pytest.param(
            lambda _: [Delete("port_call", "c"), Delete("port", "x")],
            lambda _: [Update("port_call", "c", {"summary": "again"})],
            [("port", "x", "*", "row", None, "row"), ("port_call", "c", "*", "row", None, "row")],
            id="deleted with what it needs",
        ),
    ],
)
def test_what_both_changed_is_told_from_either_side(
    copies: Copies,
    kim: Callable[[Any], Operations],
    ann: Callable[[Any], Operations],
    expected: list[tuple[str | None, ...]],
) -> None:
    first, second = copies.copy("kim", kim(copies.sample)), copies.copy("ann", ann(copies.sample))
    report, _ = copies.merge(first, second)
    backwards, _ = copies.merge(second, first)

    def short(value: str | None) -> str | None:
        return "row" if value and value.startswith("{") else value

    assert [tuple(map(short, told(conflict))) for conflict in report.conflicts] == expected
    assert sorted(map(told, report.conflicts), key=str) == sorted(map(mirrored, backwards.conflicts), key=str)
    # Empty stands for a side that left the row as it was.
    assert all({c.ours_by, c.theirs_by} - {""} <= {"kim", "ann"} for c in report.conflicts)
    assert all(c.ours_by == "kim" for c in report.conflicts)
    # A row that one side deleted is still there, so that nothing is lost before somebody has decided.
    for case in (report.out, backwards.out):
        for conflict in report.conflicts:
            assert cell(apsw.Connection(str(case)), conflict.table, conflict.row_id, "id") == conflict.row_id


def test_settling_is_an_edit(copies: Copies) -> None:
    kim = copies.copy("kim", [Update("vessel", "a", {"note": "1", "owner": "K", "built": 1990})])
    ann = copies.copy("ann", [Update("vessel", "a", {"note": "2", "owner": "A", "built": 1991})])
    report, case = copies.merge(kim, ann)
    writer = CaseWriter(case)
    by_column = {conflict.column: conflict.id for conflict in report.conflicts}
    writer.apply(settling(case, by_column["note"], "theirs"), "lee", LATER)
    change = writer.apply(settling(case, by_column["owner"], "ours", "asked her"), "lee", LATER)
    writer.apply(settling(case, by_column["built"], Chosen(1992)), "lee", LATER)
    assert [cell(case, "vessel", "a", name) for name in ("note", "owner", "built")] == ["2", "K", 1992]
    assert (change.rows, change.what, change.why) == (0, "Settle owner of vessel A: take kim’s", "asked her")
    assert not conflicts(case)
    settled = {conflict.column: conflict for conflict in conflicts(case, settled=True)}
    assert (settled["built"].settled_as, settled["built"].settled_by) == ("1992", "lee")
    with pytest.raises(InputError, match="lee has settled this conflict already"):
        settling(case, by_column["note"], "ours")
    writer.undo("lee")
    writer.undo("lee")
    assert {conflict.column for conflict in conflicts(case)} == {"built", "owner"}
    assert cell(case, "vessel", "a", "built") == 1990
    writer.redo("lee")
    assert {conflict.column for conflict in conflicts(case)} == {"built"}


def test_a_whole_row_is_settled_either_way(copies: Copies) -> None:
    kim = copies.copy("kim", [Delete("vessel", "a")])
    ann = copies.copy("ann", [Update("vessel", "a", {"note": "2"})])
    for choice, there in (("ours", None), ("theirs", "a")):
        report, case = copies.merge(kim, ann)
        CaseWriter(case).apply(settling(case, report.conflicts[0].id, choice), "lee", LATER)
        assert cell(case, "vessel", "a", "id") == there
        assert not conflicts(case)


def test_merging_again_takes_only_what_is_new(copies: Copies) -> None:
    kim = copies.copy("kim", [Update("vessel", "a", {"note": "kim’s"})])
    ann = copies.copy("ann", [Update("vessel", "b", {"note": "first"})])
    once, _ = copies.merge(kim, ann)
    copies.work(ann, "ann", [Update("vessel", "b", {"note": "second"})])
    twice, case = copies.merge(once.out, ann)
    assert twice[1:] == (1, 0, 1, 0, ())
    assert cell(case, "vessel", "b", "note") == "second"
    # And back: she takes the merged case into hers.
    back, hers = copies.merge(ann, once.out)
    assert not back.conflicts
    assert (cell(hers, "vessel", "a", "note"), cell(hers, "vessel", "b", "note")) == ("kim’s", "second")


def test_an_open_conflict_is_never_resolved_by_another_merge(copies: Copies) -> None:
    kim = copies.copy("kim", [Update("vessel", "a", {"note": "1"})])
    ann = copies.copy("ann", [Update("vessel", "a", {"note": "2"})])
    here, _ = copies.merge(kim, ann)
    there, case = copies.merge(ann, kim)
    for first, second in ((here.out, there.out), (there.out, here.out), (here.out, ann), (ann, here.out)):
        report, _ = copies.merge(first, second)
        assert [conflict.id for conflict in report.conflicts] == [here.conflicts[0].id]
    # Settled in one of them, it is settled for both.
    CaseWriter(case).apply(settling(case, there.conflicts[0].id, "ours"), "lee", LATER)
    for first, second in ((here.out, there.out), (there.out, here.out)):
        report, merged = copies.merge(first, second)
        assert not report.conflicts
        assert cell(merged, "vessel", "a", "note") == "2"


def test_attached_contents_come_along_once(copies: Copies) -> None:
    ann = copies.copy("ann", [Update("vessel", "a", {"note": "x"})])
    content = bytes(range(256)) * 8000  # longer than the pieces it is copied in
    case = apsw.Connection(str(ann))
    case.execute("INSERT INTO tumen_file VALUES ('abc', ?)", (content,))
    kim = copies.copy("kim")
    once, _ = copies.merge(kim, ann)
    _, merged = copies.merge(once.out, ann)
    assert merged.execute("SELECT sha256, content FROM tumen_file").fetchall() == [("abc", content)]


def test_a_route_that_is_redrawn_moves_the_voyages_of_both(copies: Copies) -> None:
    sample = copies.sample
    first, second = sample.line((1, 2), (3, 4)), sample.line((5, 6), (7, 8))
    route = {"from_port_id": "x", "to_port_id": "y", "method": "m", "geom": first}
    copies.work(copies.start, "maker", [Insert("sea_route", "r", route)])
    kim = copies.copy("kim", [sample.voyage("k", route_id="r")])
    ann = copies.copy("ann", [Update("sea_route", "r", {"geom": second})], [sample.voyage("n", route_id="r")])
    for report, case in (copies.merge(kim, ann), copies.merge(ann, kim)):
        assert not report.conflicts
        assert [line for (line,) in case.execute("SELECT geom FROM voyage")] == [second, second]


def test_a_consignment_is_drawn_along_the_merged_railway(copies: Copies) -> None:
    sample = copies.sample
    evidence = {"evidence_id": sample.vessel("a").values["evidence_id"]}
    line = {"name_en": "L", "place": 0} | evidence
    stretch = {
        "line_id": "l",
        "place": 0,
        "gauge": "1520",
        "accuracy_km": 1.0,
        "geom": sample.line((1, 2), (3, 4)),
    }

    def station(row_id: str, lon: float, lat: float) -> Insert:
        values = {"name_en": row_id, "kind": "station", "place": 1, "basis": "documented"}
        return Insert("station", row_id, values | {"geom": sample.point(lon, lat)} | evidence)

    railway = (
        *(Insert("rail_line", "l", line), Insert("rail_segment", "s", stretch | evidence)),
        *(station("from", 1, 2), station("to", 3, 4)),
    )
    copies.work(copies.start, "maker", railway)
    sent = dict(sample.SPAN) | evidence | {"summary": "sent"}
    kim = copies.copy("kim", [Insert("consignment", "k", sent | {"from_station_id": "from"})])
    ann = copies.copy("ann", [Update("consignment", "k", {"to_station_id": "to"})], of=kim)
    _, case = copies.merge(kim, ann)
    (drawn,) = next(case.execute("SELECT geom FROM consignment"))
    assert read_shape(drawn).vertices == ((1, 2), (3, 4))


def test_strangers_are_refused(copies: Copies, tmp_path: Path) -> None:
    out = tmp_path / "out.gpkg"
    other = copies.copy("other")
    apsw.Connection(str(other)).execute("UPDATE tumen_schema SET case_id = 'case-other'")
    with pytest.raises(InputError, match="are different cases; only copies of one case can be merged"):
        merge(copies.start, other, out, who="lee", now=LATER)
    made_anew = tmp_path / "anew.gpkg"
    copies.sample.case(made_anew).close()
    with pytest.raises(InputError, match=r"start.gpkg and anew.gpkg have no common beginning"):
        merge(copies.start, made_anew, out, who="lee", now=LATER)
    meddled = copies.copy("meddled")
    apsw.Connection(str(meddled)).execute("UPDATE tumen_change SET why = 'never' WHERE seq = 2")
    with pytest.raises(InputError, match="cannot be merged: entry 2 of the log was altered"):
        merge(copies.start, meddled, out, who="lee", now=LATER)
    assert not out.exists()
    with pytest.raises(InputError, match=r"start.gpkg is there already"):
        merge(copies.start, copies.copy("kim"), copies.start, who="lee", now=LATER)


COLUMNS = ("note", "owner", "built", "dwt_t")
EDITS = st.lists(
    st.tuples(
        st.sampled_from(("change", "change", "change", "delete", "add", "undo")),
        st.sampled_from(("a", "b", "n1", "n2")),
        st.sampled_from(COLUMNS),
        st.integers(1, 2),
    ),
    max_size=6,
)


def _edit_at_random(copies: Copies, path: Path, who: str, plan: list[tuple[str, str, str, int]]) -> None:
    case = apsw.Connection(str(path))
    writer = CaseWriter(case)
    for what, row_id, column, number in plan:
        there = cell(case, "vessel", row_id, "id") is not None
        value = {"built": number, "dwt_t": float(number)}.get(column, str(number))
        if what == "undo":
            if writer.can_undo:
                writer.undo(who)
            continue
        if what == "add" and not there:
            operation: Operation = copies.sample.vessel(row_id, **{column: value})
        elif what == "delete" and there:
            operation = Delete("vessel", row_id)
        elif there and cell(case, "vessel", row_id, column) != value:
            operation = Update("vessel", row_id, {column: value})
        else:
            continue
        writer.apply(copies.sample.edit("edit", operation), who, NOW)
    case.close()


def _vessels(path: Path) -> dict[str, dict[str, object]]:
    case = apsw.Connection(str(path))
    names = ("name", *COLUMNS)
    rows = case.execute(f"SELECT id, {', '.join(names)} FROM vessel").fetchall()  # noqa: S608 - of the test
    return {str(row[0]): dict(zip(names, row[1:], strict=True)) for row in rows}


@given(EDITS, EDITS)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_every_cell_of_a_merge_is_explained(
    copies: Copies, kims: list[tuple[str, str, str, int]], anns: list[tuple[str, str, str, int]]
) -> None:
    kim, ann = copies.copy("kim"), copies.copy("ann")
    _edit_at_random(copies, kim, "kim", kims)
    _edit_at_random(copies, ann, "ann", anns)
    report, _ = copies.merge(kim, ann)
    backwards, _ = copies.merge(ann, kim)
    assert sorted(map(told, report.conflicts), key=str) == sorted(map(mirrored, backwards.conflicts), key=str)
    base, ours, theirs, merged = (_vessels(path) for path in (copies.start, kim, ann, report.out))
    told_of = {(conflict.row_id, conflict.column): conflict for conflict in report.conflicts}
    for row_id in base.keys() | ours.keys() | theirs.keys() | merged.keys():
        states = [rows.get(row_id) for rows in (base, ours, theirs, merged)]
        if (row_id, "*") in told_of:
            assert (states[1] is None) != (states[2] is None)
            assert states[3] == (states[1] or states[2])
            continue
        if None in states[1:3]:
            # Who did not change the row gives way; both would be a conflict.
            assert states[3] == (states[2] if states[1] == states[0] else states[1])
            # Or both took the row out, which is no contradiction.
            assert states[0] in states[1:3] or states[1:3] == [None, None]
            continue
        for column in states[3] or {}:
            was, mine, other, now = (state and state[column] for state in states)
            if (row_id, column) in told_of:
                conflict = told_of[row_id, column]
                assert (json.loads(str(conflict.ours)), json.loads(str(conflict.theirs))) == (mine, other)
                assert now == mine != other
            elif other in {mine, was}:
                assert now == mine
            else:
                assert mine == was
                assert now == other
    for file in copies.folder.glob("[km]*.gpkg"):
        file.unlink()

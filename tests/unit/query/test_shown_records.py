"""Every figure can be traced: what it shows is what it cites, and no shown cell changes unseen."""

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, reject, settings
from hypothesis import strategies as st

from desktop_app.domain.manifest import RecordDigest
from desktop_app.domain.record import Record
from desktop_app.exporters.proof.changed_rows import changed_rows
from desktop_app.importers.training_case import training_record
from desktop_app.query import row_digests
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause, Filter, TextClause
from desktop_app.query.engine import QueryEngine
from desktop_app.query.row_digests import Digests, digests_of, row_key
from desktop_app.query.shown_records import Showing, ShownRecords, shown_records
from desktop_app.query.volumes_results import Question
from desktop_app.query.voyage_rows import Order
from desktop_app.runtime.errors import InputError
from desktop_app.session.style import MAP_LAYERS
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.saving import save_as_case
from desktop_app.storage.tables.all_tables import BY_NAME, TABLES
from desktop_app.storage.tables.declare import Column, Kind

SETTINGS = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
FILTERS = st.builds(
    lambda day, length, tracker, loading, text: Filter.of(
        DateClause(date(2023, 6, 1) + timedelta(days=day), date(2023, 6, 1) + timedelta(days=day + length)),
        ChoiceClause(ClauseKind.TRACKER, tracker),
        ChoiceClause(ClauseKind.LOADING, loading),
        TextClause(text),
    ),
    st.integers(0, 500),
    st.integers(0, 600),
    st.sampled_from(((), ("off",), ("on", "unknown"))),
    st.sampled_from(((), ("vostochny",))),
    st.sampled_from(("", "", "yu")),
)
SHOWINGS = st.builds(
    Showing,
    st.lists(st.sampled_from(MAP_LAYERS), unique=True).map(tuple),
    st.sampled_from((None, Question(), Question(corrected=True))),
    st.sampled_from(((), ("company:none",))),
    st.booleans(),
    st.booleans(),
)
# Evidence counts as what it cites; the rest is nothing that a figure shows.
NEVER_SHOWN = {"evidence", "citation", "case_info", "saved_view", "import_run", "doubt"}
FULL = Showing(MAP_LAYERS, Question(), (), vessels=True, facts=True)


@pytest.fixture(params=["record", "training"])
def case(request: pytest.FixtureRequest, reported: Record) -> Iterator[CaseStore]:
    """A case in memory that a test may write to behind the store's back."""
    store = CaseStore.of_record(reported if request.param == "record" else training_record(reported))
    yield store
    store.close()


def shown_of(store: CaseStore, filter_: Filter, showing: Showing) -> tuple[ShownRecords, Digests]:
    shown = shown_records(QueryEngine(store), filter_, showing)
    return shown, digests_of(store, shown)


def cited_by(store: CaseStore, keys: Collection[str]) -> set[str]:
    """Sources of rows, by the values of the domain; inferred routes cite none."""
    record = store.record
    small = {
        "vessel": record.vessels,
        "port": record.ports,
        "berth_point": record.berth_points,
        "rail": record.rail_lines,
        "station": record.stations,
        "kilometre_post": record.kilometre_posts,
        "consignment": record.consignments,
        "payment": record.payments,
        "track": record.tracks,
        "claim": record.claims,
        "notified": record.notified,
        "rule": record.rules,
        "factor": record.factors,
        "observation": record.observations,
        "parameter": record.parameters,
        "listing": record.listings,
        "identity": record.identities,
        "particulars": record.particulars,
        "scale_point": record.deadweight_scale,
    }
    lists: dict[str, Iterable[Any]] = {
        "voyage": store.voyages(of_kind(keys, "voyage")),
        "call": store.calls(of_kind(keys, "call")),
        "sighting": store.sightings(of_kind(keys, "sighting")),
        **{
            kind: [row for row in rows if f"{kind}:{row.id}" in keys]  # type: ignore[attr-defined]
            for kind, rows in small.items()
        },
    }
    if of_kind(keys, "rail_segment"):
        lists["rail_segment"] = [segment for line in record.rail_lines for segment in line.segments]
    return {source for rows in lists.values() for row in rows for source in row.citation.source_ids}


def of_kind(keys: Collection[str], kind: str) -> list[str]:
    return [key.partition(":")[2] for key in keys if key.startswith(f"{kind}:")]


@SETTINGS
@given(FILTERS, SHOWINGS)
def test_sources_are_those_that_the_shown_rows_cite(
    case: CaseStore, filter_: Filter, showing: Showing
) -> None:
    shown, digests = shown_of(case, filter_, showing)
    told = set(of_kind(digests.rows.keys(), "source"))
    assert told == cited_by(case, digests.rows.keys()) == set(shown.source_ids)
    engine = QueryEngine(case)
    voyages = engine.ids_of(engine.voyage_rows(filter_, Order.DATE, descending=False).rows.tolist())
    assert sorted(voyages.values()) == sorted(of_kind(digests.rows.keys(), "voyage"))
    assert shown.size == len(digests.rows) == sum(one.rows for one in digests.tables.values())


def another(column: Column, value: Any, ids: list[str]) -> Any:
    """Another value that the column's own checks let pass."""
    if column.choices or column.references:
        return next(other for other in (*column.choices, *ids) if other != value)
    if column.kind in {Kind.INTEGER, Kind.REAL}:
        return (value or (0 if column.kind is Kind.INTEGER else 0.0)) + 1
    return {
        Kind.INSTANT: f"{str(value or '2019-02-03')[:10]}T23:59:58Z",
        Kind.DAY: "2019-02-03" if value != "2019-02-03" else "2019-02-04",
        Kind.YES_NO: int(not value),
    }.get(column.kind, f"{value or ''}?")


@settings(SETTINGS, max_examples=25)
@given(filter_=FILTERS, chance=st.randoms(use_true_random=False), is_shown=st.booleans())
def test_no_cell_of_a_shown_row_changes_unseen(
    case: CaseStore, *, filter_: Filter, chance: Any, is_shown: bool
) -> None:
    before = shown_of(case, filter_, FULL)[1]
    writing = case._connect()
    rows = [
        (table.name, str(ident))
        for table in TABLES
        if table.name not in NEVER_SHOWN
        for (ident,) in writing.execute(f"SELECT id FROM {table.name}")  # noqa: S608 - a declared table
    ]
    table, ident = chance.choice([row for row in rows if (row_key(*row) in before.rows) is is_shown])
    column = chance.choice(BY_NAME[table].columns)
    value = writing.execute(f"SELECT {column.name} FROM {table} WHERE id = ?", (ident,)).get  # noqa: S608 - declared
    sql = f"SELECT id FROM {column.references} ORDER BY id"  # noqa: S608 - a declared table
    ids = [str(other) for (other,) in writing.execute(sql)] if column.references else []
    update = f"UPDATE {table} SET {column.name} = ? WHERE id = ?"  # noqa: S608 - declared names
    writing.execute(update, (another(column, value, ids), ident))
    now = CaseStore(case._connect, None, "")
    try:
        after = shown_of(now, filter_, FULL)[1]
        named = {row.key for row in changed_rows(now, records(before), after.rows)}
    except InputError:
        reject()  # the cells of the row do not fit each other any more
    finally:
        now.close()
        writing.execute(update, (value, ident))
        writing.close()
    if is_shown:
        event("a row that is shown")
        assert after.sha256 != before.sha256
        assert row_key(table, ident) in named
    elif before.rows.keys() == after.rows.keys():
        event("a row that is not shown")
        assert after == before
        assert not named


def records(found: Digests) -> tuple[RecordDigest, ...]:
    return tuple(RecordDigest(key, digest[:16]) for key, digest in found.rows.items())


def test_what_a_row_cites_is_part_of_it(case: CaseStore) -> None:
    before = shown_of(case, Filter(), FULL)[1]
    writing = case._connect()
    ident, evidence = next(iter(writing.execute("SELECT id, evidence_id FROM voyage ORDER BY id")))
    writing.execute("UPDATE citation SET passage = 'p. 7' WHERE evidence_id = ? AND place = 0", (evidence,))
    writing.close()
    after = shown_of(case, Filter(), FULL)[1]
    assert after.rows[f"voyage:{ident}"] != before.rows[f"voyage:{ident}"]


def test_copies_of_a_case_agree(store: CaseStore, reported: Record, tmp_path: Path) -> None:
    """The built file, the record in memory, a copy of one's own, and that copy with its rows renumbered."""
    copy = tmp_path / "own.gpkg"
    with store.whole() as source:
        save_as_case(source, copy, title="Own", who="kim", now=datetime(2026, 1, 1, tzinfo=UTC))
    own = CaseStore.open(copy, want_write=False)
    made = CaseStore.of_record(reported)
    found = {digests for one in (store, made, own) for digests in (shown_of(one, Filter(), FULL)[1].sha256,)}
    writing = made._connect()
    for table in ("voyage", "sighting", "port"):
        writing.execute(f"UPDATE {table} SET fid = -fid")  # noqa: S608 - a declared table
    writing.close()
    renumbered = CaseStore(made._connect, None, "")
    found.add(shown_of(renumbered, Filter(), FULL)[1].sha256)
    for one in (own, made, renumbered):
        one.close()
    assert len(found) == 1


def test_selected_rows_are_shown_though_they_do_not_pass(store: CaseStore) -> None:
    nothing = Filter.of(DateClause(date(1990, 1, 1), date(1990, 12, 31)))
    company = store.record.companies[0]
    ident = next(iter(QueryEngine(store).ids_of([1]).values()))
    listed = Showing(selection=(f"voyage:{ident}", f"company:{company.id}", "company:gone", "nonsense"))
    rows = shown_of(store, nothing, listed)[1].rows
    assert {f"voyage:{ident}", f"company:{company.id}"} <= rows.keys()
    assert not shown_of(store, nothing, Showing())[1].rows


def test_too_many_rows_are_told_table_by_table(reported: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    case = CaseStore.of_record(reported)
    listed = shown_of(case, Filter(), FULL)[1]
    monkeypatch.setattr(row_digests, "MOST_LISTED", 10)
    summed = shown_of(case, Filter(), FULL)[1]
    assert not summed.rows
    assert {name: one.rows for name, one in listed.tables.items()} == {
        name: one.rows for name, one in summed.tables.items() if name != "evidence"
    }
    writing = case._connect()
    writing.execute("UPDATE voyage SET fid = -fid")
    assert shown_of(CaseStore(case._connect, None, ""), Filter(), FULL)[1] == summed
    for sql in (
        "UPDATE voyage SET summary = 'Other.' WHERE fid = -1",
        "UPDATE sighting SET geom = NULL WHERE fid = 1",
        "UPDATE citation SET passage = 'p. 7' WHERE evidence_id IN (SELECT evidence_id FROM port_call)",
    ):
        before = summed
        writing.execute(sql)
        changed = CaseStore(case._connect, None, "")
        summed = shown_of(changed, Filter(), FULL)[1]
        changed.close()
        assert summed.sha256 != before.sha256
    writing.close()
    case.close()

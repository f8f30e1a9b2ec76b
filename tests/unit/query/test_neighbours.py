"""Stepping through a kind reaches each of its rows once, in order, from either end."""

from desktop_app.query.neighbours import neighbours_of
from desktop_app.query.reading import read
from desktop_app.query.related import Related
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.tables.keys import TABLES_OF_KIND


def ids_of(store: CaseStore, table: str) -> list[str]:
    return [str(ident) for (ident,) in read(store, f"SELECT id FROM {table} ORDER BY fid")]  # noqa: S608 - declared


def test_every_row_of_a_kind_is_reached_once(store: CaseStore) -> None:
    for kind, tables in TABLES_OF_KIND.items():
        walk(store, [f"{kind}:{ident}" for table in tables for ident in ids_of(store, table)])


def walk(store: CaseStore, keys: list[str]) -> None:
    """From the first of these things to the last."""
    found = {key: neighbours_of(store, key) for key in keys}
    walked = [key for key, beside in found.items() if beside is not None and beside.previous == ""]
    assert len(walked) == min(len(keys), 1)
    while walked and (beside := found[walked[-1]]) is not None and beside.following:
        assert (beside.place, beside.total) == (len(walked), len(keys))
        following = found[beside.following]
        assert following is not None
        assert following.previous == walked[-1]
        walked.append(beside.following)
    assert sorted(walked) == sorted(keys)


def test_dated_things_are_in_order_of_time(store: CaseStore) -> None:
    key = f"sighting:{ids_of(store, 'sighting')[0]}"
    while (beside := neighbours_of(store, key)) is not None and beside.previous:
        key = beside.previous
    starts = []
    while beside is not None:
        row = store.sighting(key.removeprefix("sighting:"))
        assert row is not None
        starts.append(row.when.start)
        key = beside.following
        beside = neighbours_of(store, key) if key else None
    assert starts == sorted(starts)
    assert len(starts) == len(ids_of(store, "sighting"))


def test_what_is_not_there_has_no_neighbours(store: CaseStore) -> None:
    for key in ("", "vessel:", "vessel:none", "ship:1", "month:2024-03"):
        assert neighbours_of(store, key) is None, key


def test_lists_are_bounded_and_counted_whole(store: CaseStore) -> None:
    calls = Related(store, None, 1_000).calls_at("vostochny", "vostochny")
    few = Related(store, None, 3).calls_at("vostochny", "vostochny")
    assert few.ids == calls.ids[:3]
    assert few.total == calls.total == len(calls.ids) > 3


def test_calls_at_a_terminal_are_calls_at_its_port(store: CaseStore) -> None:
    related = Related(store, None, 1_000)
    terminal = related.calls_at("tbk-terminal", "vostochny")
    assert terminal.ids
    assert set(terminal.ids) < set(related.calls_at("vostochny", "vostochny").ids)


def test_overlapping_rows_of_one_ship_are_found_from_both_sides(store: CaseStore) -> None:
    related = Related(store, None, 1_000)
    counted = [row for row in store.voyages(ids_of(store, "voyage")) if row.counted and row.vessel_id]
    for row in counted:
        expected = {
            other.id
            for other in counted
            if other.id != row.id
            and other.vessel_id == row.vessel_id
            and other.when.first_day <= row.when.last_day
            and row.when.first_day <= other.when.last_day
        }
        assert set(related.overlapping(row).ids) == expected

"""Stepping through a kind reaches each of its rows once, in order, from either end."""

from desktop_app.query.neighbours import neighbours_of
from desktop_app.query.reading import read
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

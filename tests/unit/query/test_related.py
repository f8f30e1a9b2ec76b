"""What belongs to one thing: bounded lists, counted whole."""

import pytest

from desktop_app.query import related as related_module
from desktop_app.query.reading import read
from desktop_app.query.related import Related
from desktop_app.storage.case_store import CaseStore


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
    counted = [
        row
        for row in store.voyages(ident for (ident,) in read(store, "SELECT id FROM voyage"))
        if row.counted and row.vessel_id
    ]
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


def test_very_many_rows_are_not_sorted_but_the_same(
    store: CaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    related = Related(store, None, 1_000)
    sorted_lists = related.resting_on("BBC")
    monkeypatch.setattr(related_module, "MOST_SORTED", 0)
    walked = related.resting_on("BBC")
    assert {kind: set(found.ids) for kind, found in walked.items()} == {
        kind: set(found.ids) for kind, found in sorted_lists.items()
    }
    assert sorted_lists["voyage"].ids != tuple(sorted(sorted_lists["voyage"].ids))

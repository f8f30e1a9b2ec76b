"""The log read back: what was done to which row, whether the chain holds, and the case as it was."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import apsw
import pytest

from desktop_app.runtime.errors import InputError
from desktop_app.storage.as_of import as_it_was
from desktop_app.storage.change_log import breaks, changes, changes_of_row, row_changes
from desktop_app.storage.edits import Delete, Update
from desktop_app.storage.writer import CaseWriter

DAY = timedelta(days=1)
START = datetime(2026, 2, 1, tzinfo=UTC)


@pytest.fixture
def case(sample: Any) -> Iterator[apsw.Connection]:
    """A vessel that is added, renamed and deleted on three days, and one that stays."""
    connection = sample.case(":memory:")
    writer = CaseWriter(connection)
    writer.apply(sample.edit("add", sample.vessel("a"), sample.vessel("b")), "kim", START)
    writer.apply(sample.edit("rename", Update("vessel", "a", {"name": "NEW"})), "lee", START + DAY)
    writer.apply(sample.edit("delete", Delete("vessel", "a")), "kim", START + 2 * DAY)
    yield connection
    connection.close()


def test_entries_are_paged_newest_first(case: apsw.Connection) -> None:
    page = changes(case, limit=3)
    assert [change.what for change in page] == ["delete", "rename", "add"]
    assert [change.what for change in changes(case, before_seq=page[-1].seq)] == ["Make the case"]
    assert page[1].who == "lee"
    assert page[1].tables == ("vessel",)


def test_an_update_names_the_row_even_after_it_is_gone(case: apsw.Connection) -> None:
    _, rename, add, _ = changes(case)
    (change,) = row_changes(case, rename.id)
    assert change == ("vessel", "a", "update", {"name": ("A", "NEW")})
    inserted = {row.row_id: row for row in row_changes(case, add.id) if row.table == "vessel"}
    assert inserted["b"].op == "insert"
    assert inserted["b"].columns["name"] == (None, "B")
    assert "note" not in inserted["b"].columns
    assert len(row_changes(case, add.id, limit=2)) == 2


def test_the_history_of_a_deleted_row_is_complete(case: apsw.Connection) -> None:
    history = changes_of_row(case, "vessel", "a")
    assert [(change.what, row.op) for change, row in history] == [
        ("delete", "delete"),
        ("rename", "update"),
        ("add", "insert"),
    ]
    assert changes_of_row(case, "vessel", "a", limit=1) == history[:1]
    assert [row.op for _, row in changes_of_row(case, "vessel", "b")] == ["insert"]


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ("UPDATE tumen_change SET who = 'somebody' WHERE seq = 3", "entry 3 of the log was altered"),
        ("UPDATE tumen_change SET changeset = x'00' WHERE seq = 2", "entry 2 of the log was altered"),
        ("DELETE FROM tumen_change WHERE seq = 2", "the log jumps from entry 1 to entry 3"),
        ("DELETE FROM tumen_change", "the log is empty"),
    ],
)
def test_a_meddled_log_shows(case: apsw.Connection, damage: str, sentence: str) -> None:
    assert not list(breaks(case))
    case.execute(damage)
    assert any(sentence in text for _, text in breaks(case))


def test_the_case_as_it_was_is_the_case_as_it_was(sample: Any) -> None:
    case = sample.case(":memory:")
    writer = CaseWriter(case)
    states = [sample.rows(case)]
    steps = (
        lambda at: writer.apply(sample.edit("1", sample.vessel("a"), sample.port("p")), "kim", at),
        lambda at: writer.apply(sample.edit("2", sample.call("c", "p", vessel_id="a")), "kim", at),
        lambda at: writer.apply(sample.edit("3", Delete("port_call", "c"), Delete("port", "p")), "kim", at),
    )
    for number, step in enumerate(steps):
        step(START + number * DAY)
        states.append(sample.rows(case))
    for number, state in enumerate(states):
        before = case.execute("SELECT count(*) FROM tumen_change").get
        past = as_it_was(case, START + (number - 1) * DAY)
        assert sample.rows(past) == state
        assert [change.what for change in changes(past)] == ["3", "2", "1", "Make the case"][3 - number :]
        assert not list(breaks(past))
        past.close()
        assert case.execute("SELECT count(*) FROM tumen_change").get == before
    assert sample.rows(case) == states[-1]


def test_before_the_beginning_there_is_nothing(case: apsw.Connection) -> None:
    with pytest.raises(
        InputError, match=r"made on 2026-01-01 at 12:00:00 UTC; there is nothing of it before"
    ):
        as_it_was(case, datetime(2025, 12, 31, tzinfo=UTC))

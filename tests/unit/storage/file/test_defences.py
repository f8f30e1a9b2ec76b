"""What a hostile file plants never runs, neither when the case is read nor when it is copied and changed."""

from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from desktop_app.runtime.errors import InputError
from desktop_app.storage.opening import OpenedFile, open_file
from desktop_app.storage.saving import save_copy

Spoil = Callable[[Path, str], None]

PLANTED = [
    ("CREATE TRIGGER t AFTER UPDATE ON vessel BEGIN DELETE FROM voyage; END", "the trigger t"),
    ("CREATE TRIGGER t AFTER INSERT ON tumen_change BEGIN DELETE FROM vessel; END", "the trigger t"),
    ("CREATE VIEW v AS SELECT * FROM vessel", "the view v"),
    ("CREATE VIRTUAL TABLE f USING fts5(words)", "the virtual table f"),
    ("CREATE INDEX i ON vessel (abs(dwt_t))", "an index that restricts or computes on the table vessel"),
    ("CREATE UNIQUE INDEX i ON vessel (in_trade, id)", "an index that restricts or computes"),
    ("CREATE INDEX i ON vessel (name) WHERE built > 1", "an index that restricts or computes"),
    ("ALTER TABLE vessel ADD COLUMN g TEXT AS (upper(name))", "changes to the table vessel"),
    ("ALTER TABLE vessel ADD COLUMN extra TEXT DEFAULT 'x'", "changes to the table vessel"),
    (
        "CREATE TABLE x (v TEXT REFERENCES vessel (id) ON DELETE CASCADE)",
        "the table x, which refers to the case's own",
    ),
]


def rows(opened: OpenedFile, table: str) -> int:
    """How many rows a table has."""
    (number,) = opened.keeper.execute(f"SELECT count(*) FROM {table}").fetchall()[0]  # noqa: S608 - ours
    assert isinstance(number, int)
    return number


@pytest.mark.parametrize(("statement", "words"), PLANTED)
def test_planted_parts_make_a_case_read_only_and_stay_behind(
    case: Path, tmp_path: Path, spoil: Spoil, statement: str, words: str
) -> None:
    sound = open_file(case, want_write=False)
    counts = {table: rows(sound, table) for table in ("vessel", "voyage", "evidence", "tumen_change")}
    sound.close()
    spoil(case, statement)
    before = case.read_bytes()
    opened = open_file(case, want_write=True)
    assert words in opened.read_only
    assert "They are not run" in opened.read_only
    with pytest.raises(InputError, match="did not make"):
        opened.writer()
    copy = tmp_path / "copy.gpkg"
    save_copy(opened.keeper, copy)
    opened.close()
    assert case.read_bytes() == before
    ours = open_file(copy, want_write=True)
    assert not ours.read_only
    assert {table: rows(ours, table) for table in counts} == counts
    ours.writer().execute("UPDATE vessel SET note = 'changed'")
    assert {table: rows(ours, table) for table in counts} == counts
    ours.close()


def test_a_connection_runs_no_trigger_and_no_view_and_leaves_the_schema_alone(
    case: Path, spoil: Spoil
) -> None:
    """Even where a plant comes while the case is open, and so is not told of."""
    opened = open_file(case, want_write=True)
    writer = opened.writer()
    spoil(case, "CREATE TRIGGER t AFTER UPDATE ON vessel BEGIN DELETE FROM tumen_file; END")
    spoil(case, "CREATE VIEW v AS SELECT load_extension('planted')")
    spoil(case, "INSERT INTO tumen_file VALUES ('ab', x'00')")
    writer.execute("UPDATE vessel SET note = 'changed'")
    assert rows(opened, "tumen_file") == 1
    for statement in (
        "SELECT * FROM v",
        "SELECT load_extension('planted')",
        "ATTACH 'other.gpkg' AS other",
        "UPDATE sqlite_schema SET sql = ''",
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = ''",
    ):
        with pytest.raises(apsw.Error):
            writer.execute(statement)
    opened.close()


def test_an_index_that_only_helps_is_nobodys_harm(case: Path, spoil: Spoil) -> None:
    spoil(
        case, "CREATE INDEX i ON vessel (owner); CREATE TABLE other_layer (fid INTEGER PRIMARY KEY, a TEXT)"
    )
    opened = open_file(case, want_write=True)
    assert opened.read_only == ""
    opened.close()

"""An older case is brought up to date with a copy kept, or shown so without being touched.

Versions 0 and -1 of these tests are the present layout without what two later steps add; no Tumen ever wrote
them, and the present version is what they lead to.
"""

import re
from pathlib import Path

import apsw
import pytest

from desktop_app.runtime.errors import InputError
from desktop_app.storage import opening
from desktop_app.storage.change_log import breaks
from desktop_app.storage.change_sets import column_names
from desktop_app.storage.ddl import SCHEMA_VERSION
from desktop_app.storage.log_entries import entries_from
from desktop_app.storage.migrations import Migration
from desktop_app.storage.opening import OpenedFile, open_file

SAVED_VIEW = """
CREATE TABLE saved_view (
    fid INTEGER PRIMARY KEY NOT NULL, id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL, group_name TEXT, content TEXT NOT NULL
) STRICT"""
STEPS = (
    Migration(-1, 0, "Add ships' notes", ("ALTER TABLE vessel ADD COLUMN note TEXT CHECK (note <> '')",)),
    Migration(0, SCHEMA_VERSION, "Add saved views", (SAVED_VIEW.strip(),)),
)
BROKEN = (STEPS[0], Migration(0, SCHEMA_VERSION, "Forget the saved views", ()))


@pytest.fixture
def older(case: Path) -> Path:
    """The case as version -1 had it."""
    connection = apsw.Connection(str(case))
    connection.execute("DROP TABLE saved_view; ALTER TABLE vessel DROP COLUMN note")
    connection.execute("UPDATE tumen_schema SET version = -1")
    connection.close()
    return case


def version(opened: OpenedFile) -> object:
    """Version of the tables."""
    return opened.reader().execute("SELECT version FROM tumen_schema").fetchall()[0][0]


def test_an_older_case_is_migrated_and_a_copy_kept(older: Path) -> None:
    content = older.read_bytes()
    kept = older.with_name("sound.backup-v-1.gpkg")
    kept.write_bytes(b"an earlier backup")
    opened = open_file(older, want_write=True, steps=STEPS)
    assert (opened.read_only, version(opened)) == ("", SCHEMA_VERSION)
    opened.writer().execute("UPDATE vessel SET note = 'new'")
    log = list(entries_from(opened.keeper))
    assert [(entry.kind, entry.what) for entry in log[1:]] == [
        ("migrate", "Add ships' notes"),
        ("migrate", "Add saved views"),
    ]
    assert [entry.hash for entry in log] == [entry.right_hash() for entry in log]
    assert [entry.previous_hash for entry in log[1:]] == [entry.hash for entry in log[:-1]]
    opened.close()
    assert kept.read_bytes() == b"an earlier backup"
    second = older.with_name("sound.backup-v-1-2.gpkg")
    older.write_bytes(second.read_bytes())
    again = open_file(older, want_write=False, steps=STEPS)
    assert version(again) == SCHEMA_VERSION
    again.close()
    assert len(second.read_bytes()) == len(content)


def test_an_older_case_that_is_only_looked_at_is_brought_up_to_date_in_memory(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = older.read_bytes()
    opened = open_file(older, want_write=False, steps=STEPS)
    readers = [opened.reader(), opened.reader()]
    assert [reader.execute("SELECT count(*) FROM saved_view").fetchall() for reader in readers] == [
        [(0,)]
    ] * 2
    assert version(opened) == SCHEMA_VERSION
    opened.close()
    monkeypatch.setattr(opening, "LARGEST_IN_MEMORY_BYTES", 1000)
    with pytest.raises(InputError, match="too large to be brought up to date in memory"):
        open_file(older, want_write=False, steps=STEPS)
    assert older.read_bytes() == content
    assert [path.name for path in older.parent.iterdir()] == [older.name]


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        (STEPS[:1], "no Tumen ever wrote"),
        (BROKEN, "table saved_view is missing"),
        (STEPS[1:], "no Tumen ever"),
    ],
)
def test_a_migration_that_fails_changes_nothing(
    older: Path, steps: tuple[Migration, ...], words: str
) -> None:
    content = older.read_bytes()
    with pytest.raises(InputError, match=words):
        open_file(older, want_write=True, steps=steps)
    assert older.read_bytes() == content
    assert [path.name for path in older.parent.iterdir()] == [older.name]


# The table whose closed list of words grew.
REMAKES = (
    "ALTER TABLE listing RENAME TO listing_of_version_3",
    "INSERT INTO listing (fid, ",
    "DROP TABLE listing_of_version_3",
)


def test_migrations_of_this_version_lead_to_it_and_only_add() -> None:
    for step in opening.MIGRATIONS:
        assert step.after > step.before
        for statement in step.statements:
            # The parameters that an earlier version kept as a claim and as factors.
            adds = ("CREATE TABLE ", "CREATE INDEX ", "INSERT INTO gpkg_", "INSERT OR IGNORE INTO parameter ")
            assert statement.startswith((*adds, *REMAKES)) or " ADD COLUMN " in statement


def layout(connection: apsw.Connection) -> list[list[tuple[object, ...]]]:
    """The tables, and what the GeoPackage tells of them, but for when a table was last changed."""
    schema = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
    return [
        # A column that was added later stands on the line of the one before it.
        [(name, re.sub(r"\s*([,()])\s*", r"\1", str(sql))) for name, sql in schema],
        *(
            connection.execute(sql).fetchall()
            for sql in (
                "SELECT table_name, data_type, identifier, description FROM gpkg_contents ORDER BY 1",
                "SELECT * FROM gpkg_data_columns ORDER BY 1, 2",
                "SELECT * FROM gpkg_data_column_constraints ORDER BY 1, 3",
                "SELECT * FROM gpkg_geometry_columns ORDER BY 1",
                "SELECT f_table_name, styleName, styleQML, styleSLD FROM layer_styles ORDER BY 1",
            )
        ),
    ]


ADDED = {
    2: ("track",),
    3: ("vessel_particulars", "deadweight_scale", "scenario_value", "scenario"),
    4: ("doubt", "reference_layer"),
    5: ("watch_area", "event_verdict", "ais_event", "detection"),
}
INDEXES = {3: ("voyage_index_4", "port_call_index_5", "sighting_index_5")}


def older_by(connection: apsw.Connection, version: int) -> None:
    """Take out of a new case what the steps from this version on add."""
    for table in (name for after, names in ADDED.items() if after > version for name in names):
        connection.execute(f"DROP TABLE {table}")
        for sql in (
            "DELETE FROM gpkg_geometry_columns WHERE table_name = ?",
            "DELETE FROM layer_styles WHERE f_table_name = ?",
            "DELETE FROM gpkg_contents WHERE table_name = ?",
            "DELETE FROM gpkg_data_columns WHERE table_name = ?",
            "DELETE FROM gpkg_data_column_constraints WHERE constraint_name LIKE ? || '\\_%' ESCAPE '\\'",
        ):
            connection.execute(sql, (table,))
    for index in (name for after, names in INDEXES.items() if after > version for name in names):
        connection.execute(f"DROP INDEX {index}")
    if version < 4:
        before_imports(connection)
    connection.execute("UPDATE tumen_schema SET version = ?", (version,))


def before_imports(connection: apsw.Connection) -> None:
    """Take out what version 4 added to tables that were there."""
    connection.execute("ALTER TABLE tumen_change DROP COLUMN inserted")
    for table in ("import_run", "listing"):
        connection.execute(f"ALTER TABLE {table} RENAME TO newer")
        newer = str(connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'newer'").get)
        fewer = newer.replace(", 'UA', 'JP', 'KR', 'CA', 'AU', 'NZ', 'CH'", "").partition(",\n    format")[0]
        connection.execute(fewer.replace('"newer"', table).removesuffix("\n) STRICT") + "\n) STRICT")
        names = ", ".join(column_names(connection, table))
        connection.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM newer")  # noqa: S608 - declared
        connection.execute("DROP TABLE newer")
    connection.execute(
        "CREATE INDEX listing_index_1 ON listing (vessel_id);"
        "CREATE INDEX listing_index_2 ON listing (evidence_id);"
        "DELETE FROM gpkg_data_columns WHERE table_name = 'import_run' AND column_name IN ('format',"
        " 'rows_read', 'updated', 'unchanged', 'merged', 'doubtful', 'source_id', 'report_sha256');"
        "DELETE FROM gpkg_data_column_constraints WHERE constraint_name = 'listing_authority'"
        " AND value NOT IN ('UN', 'US', 'EU', 'UK')"
    )


@pytest.mark.parametrize("version", [1, 2, 3, 4])
def test_a_case_of_an_earlier_version_becomes_what_a_new_case_is(case: Path, version: int) -> None:
    connection = apsw.Connection(str(case))
    new = layout(connection)
    listings = connection.execute("SELECT * FROM listing ORDER BY fid").fetchall()
    older_by(connection, version)
    assert layout(connection) != new
    connection.close()
    opened = open_file(case, want_write=True)
    assert layout(opened.reader()) == new
    assert opened.reader().execute("SELECT * FROM listing ORDER BY fid").fetchall() == listings != []
    assert list(breaks(opened.reader())) == []
    steps = [step.what for step in opening.MIGRATIONS]
    assert [entry.what for entry in entries_from(opened.keeper)][version - SCHEMA_VERSION :] == steps[
        version - 1 :
    ]
    opened.close()


def test_a_table_of_styles_that_another_program_altered_is_left_so(case: Path) -> None:
    connection = apsw.Connection(str(case))
    older_by(connection, 4)
    connection.execute("DROP TABLE layer_styles; CREATE TABLE layer_styles (owner TEXT)")
    connection.close()
    opened = open_file(case, want_write=True)
    assert version(opened) == SCHEMA_VERSION
    assert opened.reader().execute("SELECT * FROM layer_styles").fetchall() == []
    opened.close()


def test_what_an_earlier_version_assumed_becomes_parameters(case: Path) -> None:
    connection = apsw.Connection(str(case))
    connection.execute(
        "DELETE FROM parameter;"
        "UPDATE claim SET id = 'load-fraction' WHERE measure = 'share';"
        "UPDATE conversion_factor SET authority = 'UN Statistics Division', product = 'gas/diesel oil';"
        "INSERT INTO conversion_factor (id, product, bbl_per_t, authority, evidence_id)"
        " SELECT 'petrol', 'motor gasoline', 8.5, authority, evidence_id FROM conversion_factor"
    )
    (what,) = connection.execute("SELECT what FROM claim WHERE id = 'load-fraction'").fetchall()[0]
    claimed, factor = (
        connection.execute(f"SELECT evidence_id FROM {table} LIMIT 1").get  # noqa: S608 - the names here
        for table in ("claim WHERE id = 'load-fraction'", "conversion_factor")
    )
    older_by(connection, 2)
    connection.close()
    opened = open_file(case, want_write=False)
    sql = "SELECT id, low, best, high, unit, note, evidence_id FROM parameter ORDER BY id"
    assert opened.reader().execute(sql).fetchall() == [
        # The factor between the two is Russia's, which this case does not hold.
        ("bbl_per_t", 7.23, 7.23, 8.5, "bbl/t", "gas oil to motor gasoline: UN Statistics Division", factor),
        ("load_fraction", None, 0.9, None, None, what, claimed),
    ]
    opened.close()


def test_planted_parts_are_not_run_by_a_migration(older: Path) -> None:
    connection = apsw.Connection(str(older))
    connection.execute("CREATE TRIGGER t AFTER UPDATE ON tumen_schema BEGIN DELETE FROM vessel; END")
    connection.close()
    content = older.read_bytes()
    opened = open_file(older, want_write=True, steps=STEPS)
    assert "the trigger t" in opened.read_only
    assert version(opened) == SCHEMA_VERSION
    assert opened.reader().execute("SELECT count(*) > 0 FROM vessel").fetchall() == [(1,)]
    opened.close()
    assert older.read_bytes() == content

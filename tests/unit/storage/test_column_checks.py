"""What bulk inserts hold columns to is what the tables' own CHECKs hold each row to."""

import apsw
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop_app.storage.column_checks import fits, ids_fit
from desktop_app.storage.ddl import case_statements
from desktop_app.storage.edits import Cell
from desktop_app.storage.references import columns_of
from desktop_app.storage.tables.all_tables import TABLES
from desktop_app.storage.tables.declare import Column, Kind

CHECKED = [
    (table.name, column)
    for table in TABLES
    for column in columns_of(table)
    if table.name in {"voyage", "sighting", "track", "vessel_identity", "doubt", "citation"}
]
# The statement that makes each table.
SQL = {sql.split()[2]: sql for sql in case_statements() if sql.startswith("CREATE TABLE ")}
TIMES = ("2024-02-30", "2024-13-01", "2024-03-07T24:00:00Z", "2024-03-07T12:00:00", "2024-03-07T12:00:00Z\n")
NATIVE = {Kind.TEXT: str, Kind.INSTANT: str, Kind.DAY: str, Kind.REAL: float, Kind.BLOB: bytes}


def cells(column: Column) -> st.SearchStrategy[Cell]:
    return st.one_of(
        st.none(),
        st.sampled_from(("", "a", *TIMES, *column.choices, 0, 1, 2, -1.5, b"", True)),
        st.datetimes().map(lambda moment: f"{moment:%Y-%m-%dT%H:%M:%SZ}"),
        st.dates().map(str),
    )


@settings(max_examples=200)
@given(st.sampled_from(CHECKED).flatmap(lambda pair: st.tuples(st.just(pair), cells(pair[1]))))
def test_a_cell_that_fits_is_one_that_the_table_takes(drawn: tuple[tuple[str, Column], Cell]) -> None:
    (table, column), cell = drawn
    one = apsw.Connection(":memory:")
    strict = " STRICT" if SQL[table].endswith("STRICT") else ""
    one.execute(f"CREATE TABLE t ({_declaration(table, column)}){strict}")
    try:
        one.execute("INSERT INTO t VALUES (?)", (cell,))
        holds = True
    except apsw.ConstraintError:
        holds = False
    one.close()
    if fits(column, (cell,)):
        assert holds
        assert fits(column, (cell, cell))
    elif cell is None or type(cell) is NATIVE.get(column.kind, int):
        assert not holds


def _declaration(table: str, column: Column) -> str:
    """The column as the table declares it, without the row that it names."""
    lines = (line.strip() for line in SQL[table].splitlines())
    line = next(line for line in lines if line.startswith(f"{column.name} "))
    return line.partition(" REFERENCES ")[0].removesuffix(",")


@given(st.lists(st.one_of(st.text(max_size=3), st.none(), st.integers(), st.just("x" * 201)), min_size=1))
@example(["x" * 200])
def test_ids_are_texts_of_1_to_200_characters(found: list[Cell]) -> None:
    assert ids_fit(found) is all(isinstance(cell, str) and 1 <= len(cell) <= 200 for cell in found)

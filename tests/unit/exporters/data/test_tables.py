"""Rows keep to what their columns say, and a filtered export holds together."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest

from desktop_app.exporters.data.data_set import Choice
from desktop_app.exporters.data.rows.all_tables import TABLES
from desktop_app.exporters.data.rows.reading import Scope
from desktop_app.exporters.data.tables import DataSet, Kind
from desktop_app.exporters.wording import SYNTHETIC
from desktop_app.query.clauses import DateClause, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.errors import UsageError
from desktop_app.storage.case_store import CaseStore
from tests.unit.exporters.data.conftest import Exports

TYPES: Mapping[Kind, type] = {
    Kind.TEXT: str,
    Kind.URL: str,
    Kind.INTEGER: int,
    Kind.NUMBER: float,
    Kind.DAY: date,
    Kind.INSTANT: datetime,
    Kind.YES_NO: bool,
    Kind.LON: float,
    Kind.LAT: float,
    Kind.LIST: tuple,
    Kind.PATH: tuple,
}
JUNE = Filter.of(DateClause(date(2024, 6, 1), date(2024, 6, 30)))
EVERY = tuple(table.name for table in TABLES)


def check_cells(data: DataSet) -> None:
    for table in data.tables:
        for row in table.rows:
            assert len(row) == len(table.columns), table.name
            for column, cell in zip(table.columns, row, strict=True):
                if cell is None:
                    continue
                assert type(cell) is TYPES[column.kind], (table.name, column.name, cell)
                if isinstance(cell, datetime):
                    assert cell.tzinfo is UTC
                if column.choices:
                    assert set(cell if isinstance(cell, tuple) else (cell,)) <= {*column.choices}, column.name


def test_every_cell_is_of_its_columns_kind(store: CaseStore, training: CaseStore, exports: Exports) -> None:
    for opened in (store, training):
        with exports(opened, Choice(Scope.ALL, tables=EVERY)) as data:
            check_cells(data)
            assert {table.name for table in data.tables} == set(EVERY)
            assert all(len(table.rows) == table.total for table in data.tables)
            ids = [[row[0] for row in table.rows] for table in data.tables]
            assert all(len(set(of_table)) == len(of_table) for of_table in ids)


def test_a_filtered_export_names_no_row_that_it_lacks(training: CaseStore, exports: Exports) -> None:
    with exports(training, Choice(Scope.FILTERED, JUNE)) as data:
        ids = {table.name: {row[0] for row in table.rows} for table in data.tables}
        assert 0 < len(ids["voyages"]) < data.table("voyages").total
        for table in data.tables:
            for place, column in enumerate(table.columns):
                # A voyage tells of its calls outside of the dates too; they are not among the rows.
                if column.refers and column.name not in {"call_ids", "sighting_ids"}:
                    cells = (row[place] for row in table.rows)
                    named = {one for cell in cells for one in (cell if isinstance(cell, tuple) else (cell,))}
                    assert named - {None} <= ids[column.refers], (table.name, column.name)
        assert {one.id for one in data.readme.sources} == ids["sources"]


def test_a_filter_leaves_the_rows_that_the_window_shows(training: CaseStore, exports: Exports) -> None:
    rows = QueryEngine(training).figure_rows(JUNE)
    with exports(training, Choice(Scope.FILTERED, JUNE)) as data:
        assert len(data.table("voyages").rows) == rows.shown
        assert data.readme.filter_sentence == JUNE.sentence()
        assert f"{rows.shown} of {rows.total} voyages" in data.readme.scope_sentence
    with exports(training, Choice(Scope.ALL, JUNE)) as data:
        assert len(data.table("voyages").rows) == rows.total
        assert data.readme.filter_sentence == Filter().sentence()


def test_made_up_rows_say_so(store: CaseStore, training: CaseStore, exports: Exports) -> None:
    for opened, synthetic in ((store, False), (training, True)):
        with exports(opened) as data:
            assert data.synthetic is synthetic
            for table in data.tables:
                assert {row[table.place("synthetic")] for row in table.rows} <= {synthetic}
            assert data.readme.title.startswith(SYNTHETIC) is synthetic
            assert any(line.startswith(SYNTHETIC) for line in data.readme.licences) is synthetic


def test_an_estimate_has_its_range_and_what_it_rests_on(training: CaseStore, exports: Exports) -> None:
    with exports(training) as data:
        table = data.table("voyages")
        low, best, high, basis, why, by = (
            table.place(name)
            for name in (
                "volume_low_bbl",
                "volume_best_bbl",
                "volume_high_bbl",
                "volume_basis",
                "volume_why",
                "volume_found_by",
            )
        )
        estimated = [row for row in table.rows if row[best] is not None]
        assert estimated
        for row in table.rows:
            if row[best] is None:
                assert row[low] is None
                assert row[high] is None
                assert row[why]
            else:
                assert row[low] <= row[best] <= row[high]
                assert row[basis]
                assert row[by]


def test_tables_are_chosen_by_name(training: CaseStore, exports: Exports) -> None:
    with exports(training, Choice(Scope.FILTERED, JUNE, ("vessels", "voyages"))) as data:
        assert [table.name for table in data.tables] == ["voyages", "vessels"]
        sailed = {row[data.table("voyages").place("vessel_id")] for row in data.table("voyages").rows}
        assert sailed - {None} <= {row[0] for row in data.table("vessels").rows}
    with (
        pytest.raises(UsageError, match="no table “ships”; there are voyages, "),
        exports(training, Choice(Scope.ALL, tables=("ships",))),
    ):
        pass


def test_the_digest_is_of_the_cells(training: CaseStore, store: CaseStore, exports: Exports) -> None:
    digests = []
    for opened, scope in (
        (training, Scope.ALL),
        (training, Scope.ALL),
        (training, Scope.FILTERED),
        (store, Scope.ALL),
    ):
        with exports(opened, Choice(scope, JUNE)) as data:
            digests.append(data.readme.data_sha256)
    assert digests[0] == digests[1]
    assert len(set(digests)) == 3

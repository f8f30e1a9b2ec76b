"""The voyages table in words: cells, the clauses they stand for, copies, sums."""

import dataclasses
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

import numpy as np
import pytest

from desktop_app.domain.assumption import Assumptions
from desktop_app.domain.movement import Riding
from desktop_app.domain.quantity import Estimate
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.exporters.voyage_clauses import clause_of
from desktop_app.exporters.voyage_columns import Column, TableRow, explanation, table_rows
from desktop_app.exporters.voyage_copy import Scope, copied_table
from desktop_app.exporters.voyage_totals import group_name, totals_words
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.results import Group, Totals
from desktop_app.query.row_totals import row_totals
from desktop_app.query.typed_name import next_named
from desktop_app.query.voyage_rows import Grouping, Order
from desktop_app.storage.case_store import CaseStore

COLUMNS = tuple(Column)
SCOPE = Scope(24, 24, "all dates", Assumptions())


def all_rows(store: CaseStore) -> tuple[tuple[TableRow, ...], list[int]]:
    """Every row of a case with its number, by date."""
    engine = QueryEngine(store)
    numbers = [int(fid) for fid in engine.voyage_rows(Filter(), Order.DATE, descending=False).rows]
    ids = engine.ids_of(numbers)
    return table_rows(engine, store.voyages(ids[number] for number in numbers)), numbers


@pytest.fixture(params=["reported", "training"])
def case(request: pytest.FixtureRequest) -> CaseStore:
    name = {"reported": "store", "training": "training"}[request.param]
    opened: CaseStore = request.getfixturevalue(name)
    return opened


def test_a_row_passes_the_clause_of_each_of_its_cells(case: CaseStore) -> None:
    engine = QueryEngine(case)
    rows, numbers = all_rows(case)
    places = engine.columns().rows.places_of(np.array(numbers))
    asked = set()
    for row, place in zip(rows, places, strict=True):
        for column in Column:
            clause = clause_of(case, row, column)
            if clause is not None:
                asked.add(column)
                assert engine.passing(Filter.of(clause))[place], (row.voyage.id, clause)
    assert {Column.DATE, Column.VESSEL, Column.TRACKER, Column.LISTING, Column.VOLUME} <= asked


class Cells(HTMLParser):
    """The cells of a table in HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A row or a cell begins."""
        del attrs
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        """What stands in a cell."""
        self.rows[-1][-1] += data


def test_both_flavours_of_a_copy_say_the_same(case: CaseStore) -> None:
    rows, _ = all_rows(case)
    copied = copied_table(case, rows, COLUMNS, SCOPE)
    lines = [line.split("\t") for line in copied.text.splitlines() if line]
    assert Cells(copied.html).rows == lines
    table = lines[1 : 2 + len(rows)] if case.record.synthetic else lines[: 1 + len(rows)]
    assert {len(cells) for cells in table} == {len(COLUMNS) + 6}
    assert lines[0][0].startswith("SYNTHETIC") is case.record.synthetic
    assert lines[-copied.sources - 2 : -copied.sources] == [["Filter: all dates."], ["Sources:"]]


def test_no_cell_of_a_copy_is_a_formula_or_breaks_the_table(store: CaseStore) -> None:
    (row, *_), _ = all_rows(store)
    texts = ["=1+1", "+2", "-3", "@x", "\tz", "a\tb\nc", "<b>&</b>", "\r=4"]
    hostile = row._replace(
        texts=tuple(texts[column % len(texts)] if column != Column.DATE else "=5" for column in Column),
    )
    copied = copied_table(store, [hostile], COLUMNS, SCOPE._replace(sentence="with the text “\n=6”"))
    cells = copied.text.splitlines()[1].split("\t")
    assert len(cells) == len(COLUMNS) + 6
    assert Cells(copied.html).rows[1] == cells
    for flavour in (copied.text.splitlines()[1:], [cell for row in Cells(copied.html).rows for cell in row]):
        assert not [text for line in flavour for text in line.split("\t") if text[:1] in {"=", "+", "-", "@"}]


def test_volumes_of_a_copy_are_figures(store: CaseStore) -> None:
    rows, _ = all_rows(store)
    copied = copied_table(store, rows, (Column.VESSEL, Column.VOLUME), SCOPE)
    found = {tuple(line.split("\t")) for line in copied.text.splitlines()}
    basis = next(row.volume.basis for row in rows if isinstance(row.volume, Estimate))
    # 3,565 t × ⅓ × 7.23, × 0.9 × 7.98 and × 0.9 × 8.50.
    assert ("CHON MA SAN", "8592", "25604", "27272", "assumed fraction", basis) in found
    assert ("UN HUNG", *("not estimated",) * 3, "", "no documented deadweight") in found


def test_a_listing_after_the_voyage_is_not_in_force(store: CaseStore) -> None:
    rows, _ = all_rows(store)
    row = next(row for row in rows if row.voyage.vessel_id == "chon-ma-san")
    assert [(entry.authority, entry.in_force) for entry in row.listed] == [
        ("UN", True),
        ("EU", True),
        ("US", True),
    ]
    day = date(2018, 3, 29)
    early = dataclasses.replace(row.voyage, when=TimeSpan.of_days(day, day, Precision.DAY))
    (before,) = table_rows(QueryEngine(store), (early,))
    assert [entry.in_force for entry in before.listed] == [False, True, True]
    assert "since 30 Mar 2018 (after this row)" in explanation(before, Column.LISTING)


def test_riding_tells_the_calls_in_order(training: CaseStore) -> None:
    rows, _ = all_rows(training)
    laden = [row for row in rows if len(row.riding) > 1]
    assert laden
    for row in laden:
        states = [
            call.riding for call in training.calls_of((row.voyage,)) if call.riding is not Riding.UNKNOWN
        ]
        assert row.riding == tuple(states[:1]) + tuple(b for a, b in pairwise(states) if a is not b)
        assert row.texts[Column.RIDING] == ", then ".join(state.value for state in row.riding)


def test_a_sum_of_rows_is_that_of_the_filter_that_leaves_them(store: CaseStore) -> None:
    engine = QueryEngine(store)
    whole = engine.voyage_rows(Filter(), Order.DATE, descending=False)
    numbers = [int(number) for number in whole.rows]
    assert row_totals(engine, numbers) == whole.totals
    assert row_totals(engine, [-5]) == Totals()
    words = totals_words(whole.totals)
    assert words.startswith("24 voyages · ")
    assert "51\u202f208\u00a0bbl (17\u202f183–54\u202f544) for 2 of " in words


@pytest.mark.parametrize(
    ("totals", "words"),
    [
        (Totals(1), "1 voyage · no counted call"),
        (Totals(3, 31, 0, approximate=True), "3 voyages · about 31 calls · no volume estimated"),
        (Totals(2, 2, 2, False, 10.0, 15.0, 20.0), "2 voyages · 2 calls · 15\u00a0bbl (10–20)"),
    ],
)
def test_sums_say_what_they_leave_out(totals: Totals, words: str) -> None:
    assert totals_words(totals) == words


def test_groups_without_a_value_are_named() -> None:
    names = {group_name(Group("", "", 0, Totals()), grouping) for grouping in Grouping}
    assert len(names) == len(Grouping)
    assert group_name(Group("2024-03", "2024-03", 0, Totals()), Grouping.MONTH) == "Mar 2024"


def test_letters_find_the_next_row_and_begin_again_at_the_top(store: CaseStore) -> None:
    engine = QueryEngine(store)
    rows, numbers = all_rows(store)
    names = [row.texts[Column.VESSEL] for row in rows]
    at = [place for place, name in enumerate(names) if name == "YU SON"]
    assert next_named(engine, numbers, 0, "yu") == at[0]
    assert next_named(engine, numbers, at[0], "yu s") == at[0]
    assert next_named(engine, numbers, at[0], "y") == at[1]
    assert next_named(engine, numbers, at[1], "y") == at[0]
    assert next_named(engine, numbers, 0, "unnamed") == names.index("unnamed tanker")
    assert next_named(engine, numbers, 0, "zz") is None
    assert next_named(engine, [], 0, "y") is None

"""What the settings remember of the voyages table."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.exporters.voyage_columns import HEADINGS, Column
from desktop_app.query.voyage_rows import Grouping
from desktop_app.ui.models.table_layout import (
    DEFAULT_LAYOUT,
    DEFAULT_WIDTHS_PX,
    NARROWEST_PX,
    WIDEST_PX,
    ShownColumn,
    TableLayout,
    layout_text,
    read_layout,
)

shown = st.builds(ShownColumn, st.sampled_from(Column), st.integers(NARROWEST_PX, WIDEST_PX))
layouts = st.builds(
    TableLayout,
    st.lists(shown, min_size=1, unique_by=lambda entry: entry.column).map(tuple),
    st.sampled_from(Grouping),
)


@given(layouts)
def test_what_is_written_is_read(layout: TableLayout) -> None:
    assert read_layout(layout_text(layout)) == layout


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda a: st.lists(a) | st.dictionaries(st.sampled_from(["columns", "grouping", "x"]), a),
    )
)
def test_whatever_the_settings_hold_there_is_a_column(stored: object) -> None:
    layout = read_layout(json.dumps(stored))
    assert layout.columns
    assert all(NARROWEST_PX <= entry.width_px <= WIDEST_PX for entry in layout.columns)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"columns": [["date", true], ["nothing", 3], 5]}'])
def test_what_cannot_be_read_is_the_default(text: str) -> None:
    assert read_layout(text) == DEFAULT_LAYOUT


def test_part_of_it_is_kept() -> None:
    layout = read_layout('{"columns": [["to", 9999], ["to", 40], "x", ["kind", -4]], "grouping": "moon"}')
    assert layout == TableLayout(
        (ShownColumn(Column.TO, WIDEST_PX), ShownColumn(Column.KIND, NARROWEST_PX)), Grouping.NONE
    )


def test_every_column_has_words_and_a_width() -> None:
    assert set(HEADINGS) == set(Column) == set(DEFAULT_WIDTHS_PX)

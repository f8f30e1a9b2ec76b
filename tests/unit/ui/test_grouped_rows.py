"""Rows of a view in groups, against a list that holds every row."""

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.ui.models.grouped_rows import GroupedRows, Spot

sizes = st.lists(st.integers(1, 5), min_size=1, max_size=9)


def listed(sizes_: list[int], is_open: list[bool]) -> list[Spot]:
    """Every row of the view, written out."""
    rows, place = [], 0
    for group, size in enumerate(sizes_):
        rows.append(Spot(group, -1))
        if is_open[group]:
            rows += [Spot(group, place + within) for within in range(size)]
        place += size
    return rows


@given(sizes, st.lists(st.integers(0, 8), max_size=12), st.booleans())
def test_groups_are_as_a_list_that_holds_every_row(sizes_: list[int], turned: list[int], first: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
    is_open = [first] * len(sizes_)
    firsts = [0, *accumulate(sizes_[:-1])]
    rows = GroupedRows(sum(sizes_), firsts, lambda _: first)
    for group in (number % len(sizes_) for number in turned):
        is_open[group] = not is_open[group]
        rows.set_open(group, is_open=is_open[group])
        expected = listed(sizes_, is_open)
        assert len(rows) == len(expected)
        assert [rows.spot(row) for row in range(len(rows))] == expected
        places = {spot.place: row for row, spot in enumerate(expected) if spot.place >= 0}
        assert [rows.view_row(place) for place in range(sum(sizes_))] == [
            places.get(place) for place in range(sum(sizes_))
        ]
        assert [rows.head(head) for head in range(rows.groups)] == [
            row for row, spot in enumerate(expected) if spot.place < 0
        ]
        assert [rows.size(head) for head in range(rows.groups)] == sizes_


@given(st.integers(0, 20))
def test_without_groups_each_row_is_its_place(count: int) -> None:
    rows = GroupedRows(count)
    assert len(rows) == count
    assert [rows.spot(row) for row in range(count)] == [Spot(-1, row) for row in range(count)]
    assert [rows.view_row(place) for place in range(count)] == list(range(count))

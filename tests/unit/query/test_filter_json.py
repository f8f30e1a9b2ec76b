"""A filter comes back from its JSON the same, and nothing that is no filter does."""

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.query.clauses import (
    CHOICE_KINDS,
    AreaClause,
    ChoiceClause,
    Clause,
    DateClause,
    Filter,
    TextClause,
    VolumeClause,
    VoyageClause,
)
from desktop_app.query.filter_json import MOST_CORNERS, filter_content, read_filter

texts = st.text(max_size=20)
bounds = st.none() | st.floats(0, 1e9)
corners = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


def in_order(low: Any, high: Any) -> bool:
    return low is None or high is None or bool(low <= high)


clauses: st.SearchStrategy[Clause] = st.one_of(
    st.builds(DateClause, st.none() | st.dates(), st.none() | st.dates()).filter(
        lambda clause: in_order(clause.first_day, clause.last_day)
    ),
    st.builds(
        lambda kind, pairs: ChoiceClause(kind, *pairs),
        st.sampled_from(CHOICE_KINDS),
        st.lists(st.tuples(texts, texts), min_size=1, max_size=5).map(
            lambda pairs: tuple(zip(*pairs, strict=True))
        ),
    ),
    st.builds(VolumeClause, bounds, bounds, st.booleans()).filter(
        lambda clause: in_order(clause.low_bbl, clause.high_bbl)
    ),
    st.builds(AreaClause, st.lists(corners, max_size=6).map(tuple), texts, st.booleans()),
    st.builds(TextClause, texts),
    st.builds(VoyageClause, texts, texts),
)
filters = st.lists(clauses, max_size=8).map(lambda chosen: Filter.of(*chosen))


@given(filters)
def test_a_filter_comes_back(filter_: Filter) -> None:
    read = read_filter(json.loads(json.dumps(filter_content(filter_))))
    assert read == filter_
    assert read.sentence() == filter_.sentence()  # names and all, which equality leaves out


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
)


@given(
    st.dictionaries(st.sampled_from(["dates", "vessel", "volume", "area", "text", "x"]), anything) | anything
)
def test_anything_is_a_filter_or_refused_whole(content: object) -> None:
    filter_ = Filter()
    with contextlib.suppress(ValueError):
        filter_ = read_filter(content)
    # Whole or not at all.
    assert not filter_.is_active or (
        isinstance(content, dict) and set(filter_content(filter_)) == set(content)
    )


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        '{"place": {"values": ["a"], "names": []}}',
        '{"vessel": {"values": ["a"], "names": ["A", "B"]}}',
        '{"vessel": {"values": [], "names": []}}',
        '{"vessel": {"values": [null], "names": []}}',
        '{"vessel": ["a"]}',
        '{"dates": {"from": "2024-02-30"}}',
        '{"dates": {"from": "2025-01-01", "to": "2024-01-01"}}',
        '{"volume": {"low_bbl": NaN, "high_bbl": null, "unknown": false}}',
        '{"volume": {"low_bbl": 1e400, "high_bbl": null, "unknown": false}}',
        '{"volume": {"low_bbl": -1, "high_bbl": null, "unknown": false}}',
        '{"volume": {"low_bbl": 5, "high_bbl": 1, "unknown": false}}',
        '{"volume": {"low_bbl": true, "high_bbl": null, "unknown": false}}',
        '{"volume": {"low_bbl": 1, "high_bbl": null, "unknown": "no"}}',
        '{"volume": {"low_bbl": 1' + "0" * 400 + ', "high_bbl": null, "unknown": false}}',
        '{"area": {"ring": [[0, 0], [1, 0], [1, 91]], "name": "", "follows_view": false}}',
        '{"area": {"ring": [[0, 0], [1, 0], [1]], "name": "", "follows_view": false}}',
        '{"area": {"ring": [[0, 0], [1, 0]], "name": "", "follows_view": false}}',
        json.dumps(
            {"area": {"ring": [[0, 0]] * (MOST_CORNERS + 1), "name": "", "follows_view": False}},
        ),
        '{"text": {"text": "   "}}',
        '{"voyage": {"id": "", "name": "none"}}',
        '{"voyage": {"id": ["a"], "name": ""}}',
        json.dumps({"text": {"text": "a" * 3000}}),
    ],
)
def test_no_part_of_what_is_wrong_is_taken(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_filter(json.loads(text))

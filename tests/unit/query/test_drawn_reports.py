"""What is drawn of tracks that are too long to be drawn whole."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.query.drawn_reports import drawn_reports, drawn_words
from desktop_app.query.silences import SHORTEST_S, silences
from desktop_app.storage.fixes import Fixes

LONG_S = SHORTEST_S


@given(st.lists(st.integers(0, 3 * LONG_S), max_size=60), st.integers(1, 9))
def test_ends_and_silences_are_drawn_as_they_are(steps: list[int], every: int) -> None:
    times = np.cumsum([1_700_000_000, *steps]).astype(np.uint32)
    zero = np.zeros(len(times), np.int32)
    drawn = drawn_reports(Fixes.of(t_s=times, lon_e7=zero, lat_e7=zero), every)
    kept = times[drawn].tolist()
    assert (kept[0], kept[-1]) == (times[0], times[-1])
    silent = [(times[place], times[place + 1]) for place in silences(times, LONG_S)]
    assert set(silent) <= set(itertools.pairwise(kept))
    if every == 1:
        assert kept == times.tolist()
    else:
        assert len(kept) <= len(times) // every + 2 + 2 * len(silent)


@pytest.mark.parametrize(
    ("every", "words"),
    [
        (1, ""),
        (2, "every 2nd report drawn"),
        (3, "every 3rd report drawn"),
        (11, "every 11th report drawn"),
        (21, "every 21st report drawn"),
    ],
)
def test_the_legend_says_so(every: int, words: str) -> None:
    assert drawn_words(every) == words

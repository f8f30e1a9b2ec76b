"""Blocks of position reports: exact there and back, refused with a reason where anybody broke them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.storage.fixes import BYTES_A_FIX, MAGIC, Fixes, unpack

REPORT = st.tuples(
    st.integers(0, 2**32 - 1),
    st.integers(-1_800_000_000, 1_800_000_000),
    st.integers(-900_000_000, 900_000_000),
    st.integers(-1, 1022),
    st.integers(0, 255),
)


def fixes_of(reports: list[tuple[int, ...]]) -> Fixes:
    times, lons, lats, speeds, draughts = zip(*sorted(reports), strict=True)
    return Fixes(
        np.array(times, np.uint32),
        np.array(lons, np.int32),
        np.array(lats, np.int32),
        np.array(speeds, np.int16),
        np.array(draughts, np.uint8),
    )


@given(st.lists(REPORT, min_size=1, max_size=20))
def test_reports_come_back(reports: list[tuple[int, ...]]) -> None:
    block = fixes_of(reports).packed()
    read = unpack(block)
    assert len(block) == len(MAGIC) + BYTES_A_FIX * read.count
    columns = (read.t_s, read.lon_e7, read.lat_e7, read.sog_dkn, read.draught_dm)
    assert list(zip(*(column.tolist() for column in columns), strict=True)) == sorted(reports)
    assert read.packed() == block


ONE = fixes_of([(1_700_000_000, 1_325_000_000, 427_000_000, 95, 56)]).packed()


def backwards() -> bytes:
    two = fixes_of([(1, 0, 0, 0, 0), (2, 0, 0, 0, 0)])
    return Fixes(two.t_s[::-1], two.lon_e7, two.lat_e7, two.sog_dkn, two.draught_dm).packed()


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        (b"", "no block of position reports"),
        (MAGIC, "no block of position reports"),
        (ONE[:-1], "or a part of one"),
        (b"x" + ONE[1:], "no block of position reports"),
        (backwards(), "times run backwards"),
        (fixes_of([(1, 1_800_000_001, 0, 0, 0)]).packed(), "outside of the world"),
        (fixes_of([(1, 0, -2_147_483_648, 0, 0)]).packed(), "outside of the world"),
    ],
)
def test_a_broken_block_is_refused_with_the_reason(block: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        unpack(block)

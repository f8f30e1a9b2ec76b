"""Blocks of position reports: exact there and back, refused with a reason where anybody broke them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.storage.fixes import HEAD, MAGIC, OLD_MAGIC, Fixes, block_length, unpack

REPORT = st.tuples(
    st.integers(0, 2**32 - 1),
    st.integers(-1_800_000_000, 1_800_000_000),
    st.integers(-900_000_000, 900_000_000),
    st.integers(-1, 1022),
    st.integers(0, 255),
    st.integers(-1, 3599),
    st.integers(-1, 359),
    st.integers(0, 15),
    st.integers(0, 63),
)
NAMES = ("t_s", "lon_e7", "lat_e7", "sog_dkn", "draught_dm", "cog_ddeg", "heading_deg", "status", "doubts")
KINDS = ("u4", "i4", "i4", "i2", "u1", "i2", "i2", "u1", "u2")


def fixes_of(reports: list[tuple[int, ...]]) -> Fixes:
    columns = zip(*sorted(reports), strict=True)
    named = zip(NAMES, KINDS, columns, strict=False)
    return Fixes.of(**{name: np.array(values, kind) for name, kind, values in named})


@given(st.lists(REPORT, min_size=1, max_size=20))
def test_reports_come_back(reports: list[tuple[int, ...]]) -> None:
    block = fixes_of(reports).packed()
    read = unpack(block)
    assert len(block) == block_length(block[:HEAD], read.count)
    columns = [getattr(read, name).tolist() for name in NAMES]
    assert list(zip(*columns, strict=True)) == sorted(reports)
    assert read.packed() == block


def test_a_column_that_nobody_told_takes_no_room() -> None:
    bare = fixes_of([(1, 2, 3), (4, 5, 6)])
    assert len(bare.packed()) == HEAD + 2 * 12
    assert unpack(bare.packed()).status.tolist() == [15, 15]


def test_a_block_of_an_earlier_version_is_read() -> None:
    old = OLD_MAGIC + b"".join(
        np.array([value], kind).tobytes()
        for value, kind in zip((9, 1_325_000_000, 427_000_000, 95, 56), KINDS, strict=False)
    )
    read = unpack(old)
    assert (read.t_s.tolist(), read.sog_dkn.tolist(), read.draught_dm.tolist()) == ([9], [95], [56])
    assert (read.cog_ddeg.tolist(), read.doubts.tolist()) == ([-1], [0])
    assert block_length(old[:HEAD], 1) == len(old)


ONE = fixes_of([(1_700_000_000, 1_325_000_000, 427_000_000, 95, 56)]).packed()


def backwards() -> bytes:
    two = fixes_of([(1, 0, 0, 0, 0), (2, 0, 0, 0, 0)])
    return Fixes.of(t_s=two.t_s[::-1], lon_e7=two.lon_e7, lat_e7=two.lat_e7).packed()


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

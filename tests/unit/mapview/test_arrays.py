"""The binary payload of tracks and crowds of positions, read back by its own description."""

import json
import re
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from desktop_app.domain.event_parameters import EventParameters
from desktop_app.domain.imports import DOUBT_BITS, Check
from desktop_app.mapview.arrays import (
    CHUNK,
    MAGIC,
    NO_LOOK,
    PositionArrays,
    TrackArrays,
    encode_arrays,
    encode_mask,
    no_positions,
)


def track(name: str, count: int, lon: float, lat: float) -> TrackArrays:
    return TrackArrays(
        name,
        f"Ship {name}",
        NO_LOOK,
        (1_700_000_000 + 600 * np.arange(count)).astype(np.uint32),
        np.full(count, round(lon * 1e7), np.int32) + np.arange(count, dtype=np.int32),
        np.full(count, round(lat * 1e7), np.int32),
        np.full(count, -1, np.int16),
        np.full(count, 62, np.uint8),
        np.zeros(count, np.uint16),
    )


class Reader:
    """Takes one array after the other."""

    def __init__(self, payload: bytes) -> None:
        magic, version, length = struct.unpack_from("<III", payload)
        assert (magic, version, length % 4) == (MAGIC, 2, 0)
        self.header = json.loads(payload[12 : 12 + length])
        self._payload = payload
        self._at = 12 + length

    def take(self, kind: str, count: int) -> Any:
        """The next array."""
        found = np.frombuffer(self._payload, kind, count, self._at)
        self._at += -(-found.nbytes // 4) * 4
        return found

    def is_read(self) -> bool:
        """Whether nothing is left."""
        return self._at == len(self._payload)


def test_every_fix_and_position_is_where_the_description_says() -> None:
    jumpy = track("ü<b>", 3, 135.0, 66.51326044)._replace(doubts=np.ones(3, np.uint16))
    tracks = [track("a", CHUNK + 6, 0.0, 0.0), track("b", 0, 1, 1), jumpy]
    positions = PositionArrays(
        np.array([180.0, np.nan]),
        np.array([0.0, 40.0]),
        np.array([19_000, 19_001], np.int32),
        np.array([19_000, 19_030], np.int32),
        np.array([True, False]),
    )
    reader = Reader(encode_arrays(tracks, positions))
    assert [(row["name"], row["first"]) for row in reader.header["tracks"]] == [
        ("Ship a", 0),
        ("Ship b", CHUNK + 6),
        ("Ship ü<b>", CHUNK + 6),
    ]
    count = CHUNK + 9
    assert (reader.header["fixes"], reader.header["boxes"], reader.header["positions"]) == (count, 3, 2)
    x, y = reader.take("<u4", count), reader.take("<u4", count)
    assert (x[0], y[0]) == (2**31, 2**31)  # the meridian of Greenwich and the equator lie in the middle
    assert x[-3] / 2**32 == pytest.approx(0.875)
    assert y[-1] / 2**32 == pytest.approx(0.25, abs=1e-9)  # Web Mercator's height of 90° is reached at 66.51°
    assert reader.take("<u4", count)[-1] == 1_700_001_200
    assert set(reader.take("<i2", count).tolist()) == {-1}
    assert set(reader.take("u1", count).tolist()) == {62}
    assert reader.take("u1", count).tolist() == [*[0] * (CHUNK + 6), 1, 1, 1]
    boxes = reader.take("<u4", 12).reshape(3, 4)
    for box, (first, last) in zip(
        boxes, ((0, CHUNK), (CHUNK, CHUNK + 5), (CHUNK + 6, CHUNK + 8)), strict=True
    ):
        assert box.tolist() == [x[first], y[first], x[last], y[last]]
    assert reader.take("<u4", 2)[0] == 2**32 - 1
    reader.take("<u4", 2)
    assert reader.take("<i4", 2).tolist() == [19_000, 19_001]
    assert reader.take("<i4", 2).tolist() == [19_000, 19_030]
    assert reader.take("u1", 2).tolist() == [1, 2]
    assert reader.is_read()


def test_no_tracks_and_no_positions_are_a_payload_too() -> None:
    assert Reader(encode_arrays([], no_positions())).is_read()


def test_a_mask_has_the_first_row_in_the_highest_bit() -> None:
    assert encode_mask(np.array([True, False, True] + [False] * 6)) == "oAA="
    assert encode_mask(np.ones(9, np.bool_)) == encode_mask(np.empty(0, np.bool_)) == ""


def test_the_page_breaks_tracks_at_the_published_threshold_until_it_is_told_another() -> None:
    source = Path(__file__).resolve().parents[3] / "assets" / "web" / "scene.ts"
    hours = re.search(r"FIRST_GAP_S = (\d+) \* 3600;", source.read_text("utf-8"))
    assert hours is not None
    assert int(hours[1]) == EventParameters().gap_h


def test_the_page_knows_every_flag_of_a_report() -> None:
    web = Path(__file__).resolve().parents[3] / "assets" / "web"
    source = (web / "fixes" / "arrays.ts").read_text("utf-8")
    assert f"JUMP = {DOUBT_BITS[Check.SPEED]};" in source
    assert f"DOUBTS = {len(DOUBT_BITS)};" in source
    assert sorted(DOUBT_BITS.values()) == [1 << bit for bit in range(len(DOUBT_BITS))]
    assert max(DOUBT_BITS.values()) < 256
    words = re.findall(r"doubts: \[(.+)\]", (web / "words.ts").read_text("utf-8"))
    assert [len(json.loads(f"[{row}]")) for row in words] == [len(DOUBT_BITS)] * 3

"""Found events as the page reads them: keys, places, ships and verdicts come out as they went in."""

import json
import re
import struct
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.analysis.event_columns import NONE, EventColumns
from desktop_app.domain.ais_event import CHECK_NAMES, EVENT_CHECKS, EventKind
from desktop_app.mapview.events import MAGIC, VERSION, ShipLook, encode_events
from desktop_app.query.map_events import LAYER_OF

WEB = Path(__file__).resolve().parents[3] / "assets" / "web"
SHIPS = ("ship-a", "ship-b", '<img src=x onerror="document.title=1">\u202e')
PLACES = ("port-a", "area-b")


class Page:
    """A reader as `assets/web/events/arrays.ts` is one."""

    def __init__(self, payload: bytes) -> None:
        magic, version, length = struct.unpack_from("<III", payload)
        assert (magic, version) == (MAGIC, VERSION)
        assert (12 + length) % 8 == 0
        self.header: dict[str, Any] = json.loads(payload[12 : 12 + length])
        self.count = sum(kind["count"] for kind in self.header["kinds"])
        self.kinds = [kind["kind"] for kind in self.header["kinds"] for _ in range(kind["count"])]
        offset = 12 + length
        columns = []
        for type_ in ("<f8", "<f8", *["<u4"] * 4, "<i4", "<i4", "<u4", "u1", "i1", "u1", "u1"):
            values = np.frombuffer(payload, type_, self.count, offset)
            columns.append(values)
            offset += -(-values.nbytes // 8) * 8
        assert offset == len(payload)
        self.start, self.end, self.x, self.y, self.end_x, self.end_y, *rest = columns
        self.ship, self.other, self.tail, self.score, self.check, self.state, self.flags = rest

    def key(self, row: int) -> str:
        """As `keyOf` makes it."""
        tail = f"{self.tail[row]:08x}" if self.flags[row] & 2 else "0"
        code = self.header["ships"][self.ship[row]]["code"]
        return f"{self.kinds[row]}-{code}-{int(self.start[row])}-{tail}"


rows = st.tuples(
    st.integers(0, 2),
    st.integers(-1, 2),
    st.integers(0, 2**32 - 1),
    st.integers(0, 10**8),
    st.integers(-1, 1),
    st.integers(-1, len(EVENT_CHECKS) - 1),
    st.integers(-1_800_000_000, 1_800_000_000),
    st.integers(-800_000_000, 800_000_000),
)


def columns_of(kind: EventKind, told: list[tuple[int, ...]]) -> EventColumns:
    vessel, other, start, length, place, check, lon, lat = np.array(told, np.int64).reshape(-1, 8).T
    return EventColumns.of(
        kind,
        SHIPS,
        PLACES,
        {},
        vessel=vessel,
        other=other,
        start_s=start,
        end_s=start + length,
        place=place,
        check=check,
        lon_e7=lon,
        lat_e7=lat,
    )


@settings(deadline=None, max_examples=60)
@given(st.lists(rows, max_size=8), st.lists(rows, max_size=5))
def test_the_page_makes_the_keys_that_the_program_knows(
    one: list[tuple[int, ...]], other: list[tuple[int, ...]]
) -> None:
    found = [columns_of(EventKind.GAP, one), columns_of(EventKind.POSITION, other)]
    states = [np.arange(len(columns), dtype=np.uint8) % 4 for columns in found]
    page = Page(encode_events(found, states, {}))
    assert [page.key(row) for row in range(page.count)] == [
        columns.id_of(row) for columns in found for row in range(len(columns))
    ]
    assert page.state.tolist() == [state for some in states for state in some.tolist()]
    assert page.check.tolist() == [check for columns in found for check in columns.check.tolist()]
    ids = [ship["name"] for ship in page.header["ships"]]
    for numbers, codes in ((page.ship, "vessel"), (page.other, "other")):
        told = [ids[number] if number >= 0 else "" for number in numbers.tolist()]
        wanted = [code for columns in found for code in getattr(columns, codes).tolist()]
        assert told == [SHIPS[code] if code != NONE else "" for code in wanted]


def test_an_event_lies_where_its_track_lies_and_is_drawn_like_its_ship() -> None:
    gap = EventColumns.of(
        EventKind.GAP,
        ("ship-a",),
        (),
        {"is_open": np.array([True])},
        vessel=np.array([0]),
        start_s=np.array([10]),
        end_s=np.array([99]),
        lon_e7=np.array([1_300_000_000]),
        lat_e7=np.array([0]),
        end_lon_e7=np.array([1_350_000_000]),
        end_lat_e7=np.array([400_000_000]),
    )
    page = Page(encode_events([gap], [np.zeros(1, np.uint8)], {"ship-a": ShipLook("CHON MA SAN", 3, (0, 4))}))
    assert page.header["ships"][0] | {"code": ""} == {
        "code": "",
        "name": "CHON MA SAN",
        "look": 3,
        "tracks": [0, 4],
    }
    assert page.x[0] == round((130 / 360 + 0.5) * 2**32)
    assert page.y[0] == 2**31
    assert page.end_x[0] > page.x[0]
    assert page.end_y[0] < page.y[0]
    assert page.flags[0] & 1


def test_no_event_is_a_payload_too() -> None:
    assert Page(encode_events([], [], {})).count == 0


def test_the_page_knows_every_kind_its_layer_and_every_check() -> None:
    source = (WEB / "events" / "arrays.ts").read_text("utf-8")
    layers = re.search(r"LAYER_OF.*?= \{(.*?)\};", source, re.DOTALL)
    assert layers is not None
    assert dict(re.findall(r"(\w+): \"(\w+)\"", layers[1])) == {
        kind.value: layer for kind, layer in LAYER_OF.items()
    }
    words = (WEB / "words.ts").read_text("utf-8")
    checks = re.findall(r"checks: \[(.*?)\]", words, re.DOTALL)
    assert [len(re.findall(r"\".*?\"", told)) for told in checks] == [len(EVENT_CHECKS)] * 3
    assert re.findall(r"\"(.*?)\"", checks[0]) == [CHECK_NAMES[check] for check in EVENT_CHECKS]

"""Events of one kind as arrays of one length, and the names by which single ones are known."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.ais_event import EVENT_CHECKS, EventKind

NONE: Final = -1
"""No other ship, no place, no report, no check."""
ID_PARTS: Final = 4
"""Kind, ship, start and the rest."""


@dataclass(frozen=True, eq=False)
class EventColumns:
    """Events of one kind, sorted by ship and start; arrays that nobody writes into.

    A place is a number in `Detector.places`, a ship one in `Fleet.vessel_ids`, a report one in the fleet's
    arrays.

    Attributes:
        vessel_ids: the fleet's.
        place_ids: ids of the detector's places.
        vessel: int32.
        other: int32, the other ship, `NONE` for none.
        start_s, end_s: int64, seconds since 1970-01-01 UTC; the end of an open event is that of the data.
        first, last: int64, reports of the ship, both included; `NONE` where the event rests on none.
        lon_e7, lat_e7: int32, where it is marked; of a gap, voyage or hint where it begins.
        end_lon_e7, end_lat_e7: int32, where it ends; the same where it does not move.
        place: int32, the port or area, of a voyage where it begins; `NONE` for none.
        end_place: int32, of a voyage where it ends, else `NONE`.
        check: int8, place in `EVENT_CHECKS`, `NONE` for none.
        score: uint8, 0 to 4; of a visit its confidence; what it means for others their words tell.
        facts: arrays or sequences of one entry an event, under the names that the finder documents.
    """

    kind: EventKind
    vessel_ids: tuple[str, ...]
    place_ids: tuple[str, ...]
    vessel: NDArray[np.int32]
    other: NDArray[np.int32]
    start_s: NDArray[np.int64]
    end_s: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    lon_e7: NDArray[np.int32]
    lat_e7: NDArray[np.int32]
    end_lon_e7: NDArray[np.int32]
    end_lat_e7: NDArray[np.int32]
    place: NDArray[np.int32]
    end_place: NDArray[np.int32]
    check: NDArray[np.int8]
    score: NDArray[np.uint8]
    facts: Mapping[str, NDArray[Any] | Sequence[Any]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        kind: EventKind,
        vessel_ids: tuple[str, ...],
        place_ids: tuple[str, ...],
        facts: Mapping[str, NDArray[Any] | Sequence[Any]],
        *,
        vessel: NDArray[Any],
        start_s: NDArray[Any],
        end_s: NDArray[Any],
        lon_e7: NDArray[Any],
        lat_e7: NDArray[Any],
        **others: NDArray[Any],
    ) -> "EventColumns":
        """Events of which only some columns are told, in any order; they are sorted."""
        count = len(vessel)
        given = {
            "vessel": vessel,
            "start_s": start_s,
            "end_s": end_s,
            "lon_e7": lon_e7,
            "lat_e7": lat_e7,
            "end_lon_e7": lon_e7,
            "end_lat_e7": lat_e7,
            **others,
        }
        # Those that begin and end together are told apart by the rest of their names.
        ties = [given[name] for name in ("check", "place", "other") if name in given]
        order = np.lexsort((*ties, end_s, start_s, vessel))
        columns = {
            name: np.asarray(given[name])[order].astype(type_, copy=False)
            if name in given
            else np.full(count, empty, type_)
            for name, (type_, empty) in _TYPES.items()
        }
        sorted_facts: dict[str, NDArray[Any] | Sequence[Any]] = {
            name: values[order] if isinstance(values, np.ndarray) else [values[row] for row in order.tolist()]
            for name, values in facts.items()
        }
        return cls(kind, vessel_ids, place_ids, facts=sorted_facts, **columns)

    @classmethod
    def none(cls, kind: EventKind, vessel_ids: tuple[str, ...], place_ids: tuple[str, ...]) -> "EventColumns":
        """No event."""
        empty: dict[str, Any] = {name: np.empty(0, type_) for name, (type_, _) in _TYPES.items()}
        return cls(kind, vessel_ids, place_ids, **empty)

    def __len__(self) -> int:
        """How many."""
        return len(self.vessel)

    def id_of(self, row: int) -> str:
        """The name of one: the same in every copy of the case, and as long as its start stays the same."""
        other, place = int(self.other[row]), int(self.place[row])
        check = int(self.check[row])
        rest = (
            self.vessel_ids[other] if other >= 0 else "",
            self.place_ids[place] if place >= 0 else "",
            EVENT_CHECKS[check].value if check >= 0 else "",
        )
        tail = _digest("\0".join(rest), 8) if any(rest) else "0"
        ship = _digest(self.vessel_ids[int(self.vessel[row])], 12)
        return f"{self.kind.value}-{ship}-{int(self.start_s[row])}-{tail}"

    def row_of(self, ident: str) -> int | None:
        """The row of an event by its id; None where there is no such event."""
        parts = ident.split("-")
        if len(parts) != ID_PARTS or parts[0] != self.kind.value or not parts[2].isdecimal():
            return None
        ship = self._ships.get(parts[1], NONE)
        first, end = np.searchsorted(self.vessel, (ship, ship + 1))
        begin, stop = first + np.searchsorted(self.start_s[first:end], (int(parts[2]), int(parts[2]) + 1))
        return next((row for row in range(int(begin), int(stop)) if self.id_of(row) == ident), None)

    @cached_property
    def _ships(self) -> dict[str, int]:
        return {_digest(vessel_id, 12): place for place, vessel_id in enumerate(self.vessel_ids)}


_TYPES: Final[dict[str, tuple[Any, int]]] = {
    "vessel": (np.int32, NONE),
    "other": (np.int32, NONE),
    "start_s": (np.int64, 0),
    "end_s": (np.int64, 0),
    "first": (np.int64, NONE),
    "last": (np.int64, NONE),
    "lon_e7": (np.int32, 0),
    "lat_e7": (np.int32, 0),
    "end_lon_e7": (np.int32, 0),
    "end_lat_e7": (np.int32, 0),
    "place": (np.int32, NONE),
    "end_place": (np.int32, NONE),
    "check": (np.int8, NONE),
    "score": (np.uint8, 0),
}


@lru_cache(maxsize=200_000)
def _digest(text: str, digits: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:digits]

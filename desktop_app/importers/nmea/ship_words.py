"""What ships say of themselves, each set of words once a piece; the two halves of class B put together."""

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.importers.ais.chunk import STATIC_COLUMNS
from desktop_app.importers.nmea.messages import AID, PART_A, PART_B, STATIC_TYPE
from desktop_app.importers.nmea.text_arrays import Places

if TYPE_CHECKING:
    import polars as pl

Records = NDArray[np.void]
_Row = tuple[int, int, int, int, int, str | None, str | None, str | None, str | None, int, int, int]
_TYPES: Final = ("UInt32",) * 5 + ("String",) * 4 + ("UInt16", "UInt16", "UInt8")


class _Half(NamedTuple):
    """One part of type 24, which tells a name, or call sign, type and dimensions."""

    first_s: int
    last_s: int
    line: int
    record: Any


class ShipWords:
    """Makes the static data of a piece, and keeps what lacks its other half."""

    def __init__(self) -> None:
        self._names: dict[int, _Half] = {}
        self._rests: dict[int, _Half] = {}
        self._paired: set[int] = set()

    def frame(self, records: Records, lines: Places, times: Places) -> "pl.DataFrame":
        """A frame of `STATIC_COLUMNS`.

        Args:
            records: of `STATIC_TYPE` in the order of the log.
            lines: of each.
            times: seconds of each, 0 for none.
        """
        rows: list[_Row] = []
        if len(records):
            keys = np.ascontiguousarray(records).view(f"V{STATIC_TYPE.itemsize}").ravel()
            _, firsts, groups = np.unique(keys, return_index=True, return_inverse=True)
            heard = np.where(times > 0, times, np.iinfo(np.int64).max)
            earliest = np.full(len(firsts), np.iinfo(np.int64).max)
            latest = np.zeros(len(firsts), np.int64)
            np.minimum.at(earliest, groups, heard)
            np.maximum.at(latest, groups, times)
            earliest = np.where(latest > 0, earliest, 0)
            order = np.argsort(firsts)
            for record, line, first, last in zip(
                records[firsts[order]].tolist(),
                lines[firsts[order]].tolist(),
                earliest[order].tolist(),
                latest[order].tolist(),
                strict=True,
            ):
                rows += self._rows(_Half(first, last, line, record))
        return _frame(rows)

    def end(self) -> "pl.DataFrame":
        """Halves whose other half never came."""
        alone = [
            half
            for halves in (self._names, self._rests)
            for mmsi, half in halves.items()
            if mmsi not in self._paired
        ]
        return _frame([_row(half, half.record) for half in sorted(alone, key=lambda half: half.line)])

    def _rows(self, told: _Half) -> list[_Row]:
        mmsi, part = told.record[0], told.record[2]
        if part not in {PART_A, PART_B}:
            return [_row(told, told.record)]
        mine, others = (self._names, self._rests) if part == PART_A else (self._rests, self._names)
        mine[mmsi] = told
        if mmsi not in others:
            return []
        self._paired.add(mmsi)
        name, rest = self._names[mmsi], self._rests[mmsi]
        both = (*rest.record[:7], name.record[7], *rest.record[8:])
        return [_row(told, both)]


def _row(told: _Half, record: Any) -> _Row:
    mmsi, imo, part, ship_type, length, beam, draught, name, call_sign, destination = record
    # The type of an aid to navigation is another list than that of ships.
    type_text = str(ship_type) if ship_type and part != AID else None
    return (
        mmsi,
        told.first_s,
        told.last_s,
        told.line,
        imo,
        _text(name),
        _text(call_sign),
        type_text,
        _text(destination),
        length,
        beam,
        draught,
    )


def _text(characters: bytes) -> str | None:
    return characters.decode("ascii").strip() or None


def _frame(rows: list[_Row]) -> "pl.DataFrame":
    import polars as pl  # noqa: PLC0415 - 0.4 s, at the first import of AIS data

    types = {name: getattr(pl, kind) for name, kind in zip(STATIC_COLUMNS, _TYPES, strict=True)}
    return pl.DataFrame(rows, schema=types, orient="row")

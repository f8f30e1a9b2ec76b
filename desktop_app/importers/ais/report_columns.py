"""Columns of a CSV file to reports and static data; what cannot be read gets a line, nothing is mended."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from desktop_app.importers.ais import column_kernels
from desktop_app.importers.ais.chunk import (
    NO_LAT_E7,
    NO_LON_E7,
    STATUS_NOT_TOLD,
    AisChunk,
    FixColumns,
    Rejects,
)
from desktop_app.importers.ais.csv_rows import Rows
from desktop_app.importers.ais.numbers import HIGHEST
from desktop_app.importers.ais.static_columns import WORD_FIELDS, static_frame
from desktop_app.importers.ais.statuses import STATUSES
from desktop_app.storage.fixes import COURSE_NOT_TOLD, DEGREE, DRAUGHT_NOT_TOLD, SPEED_NOT_TOLD

_NOT_TOLD_EITHER: Final = 99
_LAST_SECOND: Final = 2**32 - 1


class Scale(NamedTuple):
    """How a number is kept.

    Attributes:
        factor: units in one of the file's.
        low, high: what AIS can say.
        absent: what stands for "not available" (ITU-R M.1371-5, tables 48 and 52).
        none: what is kept for it.
        kind: type of the column.
        reason: why another number is not taken.
    """

    factor: float
    low: float
    high: float
    absent: float
    none: int
    kind: type[np.integer]
    reason: str


SCALES: Final = {
    "lon": Scale(DEGREE, -180, 180, 181, NO_LON_E7, np.int32, "no longitude between −180 and 180"),
    "lat": Scale(DEGREE, -90, 90, 91, NO_LAT_E7, np.int32, "no latitude between −90 and 90"),
    "sog": Scale(10, 0, 102.2, 102.3, SPEED_NOT_TOLD, np.int16, "no speed between 0 and 102.2 kn"),
    "cog": Scale(10, 0, 359.94, 360, COURSE_NOT_TOLD, np.int16, "no course between 0° and 359.9°"),
    "heading": Scale(1, 0, 359.49, 511, COURSE_NOT_TOLD, np.int16, "no heading between 0° and 359°"),
    "draught": Scale(10, 0, 25.5, 0, DRAUGHT_NOT_TOLD, np.uint8, "no draught between 0 and 25.5 m"),
}
TENTHS: Final = Scale(1, 0, 1022, 1023, SPEED_NOT_TOLD, np.int16, "no speed between 0 and 102.2 kn")
_PLACES: Final = ("lon", "lat")


class ValueDoubts(NamedTuple):
    """Cells of reports that are taken without them; fields as those of `Rejects`."""

    lines: NDArray[np.uint32]
    column: str
    values: list[str]
    reason: str


class Piece(NamedTuple):
    """A chunk, and what is to be told of its rows beside it.

    Attributes:
        doubts: cells that say nothing that can be taken.
        words_only: lines of rows that tell of a ship but not where she is.
    """

    chunk: AisChunk
    doubts: tuple[ValueDoubts, ...]
    words_only: NDArray[np.uint32]


class ReportColumns:
    """Turns the rows of one file into chunks.

    Args:
        of: field → name of its column.
        times: formats of times, the likeliest first; empty where times come read.
        tenths: speeds are tenths of a knot.
    """

    def __init__(self, of: Mapping[str, str], times: tuple[str, ...], *, tenths: bool) -> None:
        self._of = of
        self._times = times
        self._scales = {**SCALES, "sog": TENTHS} if tenths else SCALES
        self._words = [of[field] for field in WORD_FIELDS if field in of]

    def piece(self, rows: Rows) -> Piece:
        """The reports of some rows."""
        reader = _Reading(rows.frame, rows.lines)
        mmsi = self._mmsi(reader)
        t_s = self._seconds(reader)
        columns = {name: self._scaled(reader, name) for name in self._scales}
        status = self._status(reader)
        taken = reader.taken
        silent = self._silent(reader)
        keep = np.flatnonzero(taken & ~silent)
        told: dict[str, NDArray[Any]] = {name: column[keep] for name, column in columns.items()}
        fixes = FixColumns(
            line=rows.lines[keep],
            mmsi=mmsi[keep],
            t_s=t_s[keep],
            lon_e7=told["lon"],
            lat_e7=told["lat"],
            sog_dkn=told["sog"],
            cog_ddeg=told["cog"],
            heading_deg=told["heading"],
            status=status[keep],
            draught_dm=told["draught"],
        )
        # A row whose position lies outside of the world still tells of the ship.
        telling = np.flatnonzero(reader.named)
        statics = static_frame(
            rows.frame[telling] if len(telling) < len(mmsi) else rows.frame,
            self._of,
            mmsi[telling],
            t_s[telling],
            rows.lines[telling],
            lambda *doubt: reader.doubts.append(ValueDoubts(*doubt)),
        )
        chunk = AisChunk(rows.read, fixes, statics, (*rows.rejects, *reader.rejects), rows.done_bytes)
        return Piece(chunk, tuple(reader.doubts), rows.lines[taken & silent])

    def _mmsi(self, reader: "_Reading") -> NDArray[np.uint32]:
        name = self._of["mmsi"]
        number = reader.frame[name]
        if number.dtype == pl.String:
            number = number.str.strip_chars().cast(pl.UInt32, strict=False)
        found: NDArray[np.uint32] = number.fill_null(HIGHEST + 1).to_numpy()
        reader.reject(found > HIGHEST, name, "no number of at most nine digits", names=True)
        return np.minimum(found, np.uint32(HIGHEST))

    def _seconds(self, reader: "_Reading") -> NDArray[np.uint32]:
        name = self._of["time"]
        text = reader.frame[name]
        if text.dtype != pl.String:
            return self._whole_seconds(reader, text)
        times = _read_times(text, self._times[0])
        for format_ in self._times[1:]:
            if times.null_count() == text.null_count():
                break
            times = times.fill_null(_read_times(text, format_))
        if times.null_count() > text.null_count():
            stripped = text.str.strip_chars().str.replace(r"(\.\d+)?( UTC|Z)?$", "")
            for format_ in self._times:
                times = times.fill_null(_read_times(stripped, format_))
        return self._whole_seconds(reader, times)

    def _whole_seconds(self, reader: "_Reading", times: pl.Series) -> NDArray[np.uint32]:
        seconds = times.dt.epoch("s").fill_null(-1).to_numpy()
        wrong = (seconds < 0) | (seconds > _LAST_SECOND)
        written = f" written as {_shown(self._times[0])}" if self._times else ""
        reader.reject(wrong, self._of["time"], f"no time between 1970 and 2106{written}", names=True)
        return np.where(wrong, 0, seconds).astype(np.uint32)

    def _scaled(self, reader: "_Reading", field: str) -> NDArray[np.integer]:
        """A column of numbers; out of the world is a reason to refuse the row, all else only the cell."""
        scale = self._scales[field]
        name = self._of.get(field)
        if name is None:
            return np.full(len(reader.lines), scale.none, scale.kind)
        cells = reader.frame[name]
        whole = np.empty(len(cells), np.int32)
        bad = np.zeros(len(cells), np.bool_)
        count = 0
        if cells.dtype == pl.String:
            stripped = cells.str.strip_chars()
            values = stripped.cast(pl.Float64, strict=False)
            bad |= (values.is_null() & stripped.is_not_null() & ~stripped.is_in(_NOTHING)).to_numpy()
            count = int(bad.sum())
        else:
            values = cells
        count += column_kernels.scale(
            values.to_numpy(), scale.factor, scale.low, scale.high, scale.absent, scale.none, whole, bad
        )
        if count:
            if field in _PLACES:
                reader.reject(bad, name, scale.reason)
            else:
                reader.doubt(bad & reader.taken, name, cells, scale.reason)
        return whole.astype(scale.kind, copy=False)

    def _status(self, reader: "_Reading") -> NDArray[np.uint8]:
        name = self._of.get("status")
        if name is None:
            return np.full(len(reader.lines), STATUS_NOT_TOLD, np.uint8)
        cells = reader.frame[name]
        if cells.dtype == pl.String:
            told = cells.str.strip_chars().str.to_lowercase()
            found = told.replace_strict(STATUSES, default=None, return_dtype=pl.UInt8)
        else:
            # Two of the numbers stand for "not told", 15 and MarineTraffic's 99.
            odd = cells > STATUS_NOT_TOLD
            found = cells if not odd.any() else cells.set(odd, None)
            cells = cells.set(cells == _NOT_TOLD_EITHER, None)
        if found.null_count() > cells.null_count():
            reader.doubt(
                (found.is_null() & cells.is_not_null()).to_numpy() & reader.taken,
                name,
                cells,
                "no navigational status of AIS",
            )
        return found.fill_null(STATUS_NOT_TOLD).to_numpy()

    def _silent(self, reader: "_Reading") -> NDArray[np.bool_]:
        """Rows without a position that tell something of the ship."""
        empty = reader.frame[self._of["lon"]].is_null() & reader.frame[self._of["lat"]].is_null()
        if not self._words or not empty.any():
            return np.zeros(len(reader.lines), np.bool_)
        tells = reader.frame.select(pl.any_horizontal(pl.col(self._words).is_not_null())).to_series()
        return (empty & tells).to_numpy()


class _Reading:
    """The rows of one piece, and what is wrong with them.

    Attributes:
        taken: rows that are refused for nothing so far.
        named: rows of which ship and time are told.
    """

    def __init__(self, frame: pl.DataFrame, lines: NDArray[np.uint32]) -> None:
        self.frame = frame
        self.lines = lines
        self.taken = np.ones(len(lines), np.bool_)
        self.named = np.ones(len(lines), np.bool_)
        self.rejects: list[Rejects] = []
        self.doubts: list[ValueDoubts] = []

    def reject(self, wrong: NDArray[np.bool_], column: str, reason: str, *, names: bool = False) -> None:
        """Refuse rows for a cell; each row is refused once."""
        fresh = wrong & self.taken
        if fresh.any():
            self.rejects.append(Rejects(self.lines[fresh], column, _texts(self.frame[column], fresh), reason))
            self.taken &= ~fresh
            if names:
                self.named &= ~fresh

    def doubt(self, wrong: NDArray[np.bool_], column: str, cells: pl.Series, reason: str) -> None:
        """Say of cells that they are not taken."""
        if wrong.any():
            self.doubts.append(ValueDoubts(self.lines[wrong], column, _texts(cells, wrong), reason))


_NOTHING: Final = ("", "Unknown", "unknown", "NULL", "null", "None", "N/A")


def _texts(cells: pl.Series, where: NDArray[np.bool_]) -> list[str]:
    return ["" if value is None else str(value) for value in cells.filter(pl.Series(where)).to_list()]


def _read_times(text: pl.Series, format_: str) -> pl.Series:
    return text.str.to_datetime(format_, time_unit="ms", strict=False)


def _shown(format_: str) -> str:
    """A format of times as people write it."""
    for code, words in (("%Y", "YYYY"), ("%m", "MM"), ("%d", "DD"), ("%H", "hh"), ("%M", "mm"), ("%S", "ss")):
        format_ = format_.replace(code, words)
    return format_

"""Detectors for programs: of a case file, or of arrays; and what they find as a data frame."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from desktop_app.analysis.detector import Detector
from desktop_app.analysis.event_columns import EventColumns
from desktop_app.analysis.fleet import Fleet
from desktop_app.analysis.plain_events import event_table, fact_table
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.fixes import COURSE_NOT_TOLD, DEGREE, DRAUGHT_NOT_TOLD, SPEED_NOT_TOLD, Fixes

if TYPE_CHECKING:
    import polars as pl

_MOST_LON, _MOST_LAT = 180.0, 90.0
_MOST_T_S: Final = 2**32
# Column of a caller: column of a case, steps a unit, what stands for "not told".
_OPTIONAL: Final = {
    "sog_kn": ("sog_dkn", 10, SPEED_NOT_TOLD, 6_000),
    "cog_deg": ("cog_ddeg", 10, COURSE_NOT_TOLD, 3_600),
    "draught_m": ("draught_dm", 10, DRAUGHT_NOT_TOLD, 255),
}


@contextmanager
def open_case(path: str | Path, feedback: Feedback | None = None) -> Iterator[Detector]:
    """The detector of a case file, which is only read.

    Raises:
        InputError: the file cannot be used as a case, or reports of a track are missing or damaged.
        Cancelled: the feedback was cancelled.
    """
    store = CaseStore.open(Path(path), want_write=False)
    try:
        yield Detector.of_case(store, feedback)
    finally:
        store.close()


def detector_of(reports: Mapping[str, Mapping[str, Sequence[float]]]) -> Detector:
    """The detector of reports that are at hand; places are those of the World Port Index.

    Args:
        reports: by the ship's id, sequences of one length: `t_s` (seconds since 1970-01-01 UTC), `lon`, `lat`
            (degrees, EPSG:4326), and where they are told `sog_kn`, `cog_deg`, `draught_m`; NaN for not told.
            In any order.

    Raises:
        ValueError: a sequence is missing, or of another length, or a position or time cannot be; tells which.
    """
    return Detector(Fleet.of({ship: _fixes(ship, told) for ship, told in reports.items()}))


def event_frame(detector: Detector, events: EventColumns, parameters: EventParameters) -> "pl.DataFrame":
    """The events as a data frame: columns of `event_table`, then of `fact_table`."""
    import polars as pl  # noqa: PLC0415 - 50 ms, for those who want a frame

    table = event_table(detector, events) | fact_table(detector, events, parameters)
    # Every value counts for the type of its column: a fact may be nothing for the first thousand events.
    return pl.DataFrame(table, infer_schema_length=None, strict=False)


def _fixes(ship: str, told: Mapping[str, Sequence[float]]) -> Fixes:
    for name in ("t_s", "lon", "lat"):
        if name not in told:
            raise ValueError(f"{ship}: there is no {name}")
    if unknown := sorted(set(told) - {"t_s", "lon", "lat", *_OPTIONAL}):
        raise ValueError(f"{ship}: {unknown[0]} is no column of reports")
    arrays = {name: np.asarray(values, np.float64) for name, values in told.items()}
    if len({array.shape for array in arrays.values()}) > 1 or arrays["t_s"].ndim != 1:
        raise ValueError(f"{ship}: the columns are not of one length")
    for name, low, high in (
        ("t_s", 0, _MOST_T_S - 1),
        ("lon", -_MOST_LON, _MOST_LON),
        ("lat", -_MOST_LAT, _MOST_LAT),
    ):
        if not bool(((arrays[name] >= low) & (arrays[name] <= high)).all()):
            raise ValueError(f"{ship}: {name} is not between {low:g} and {high:g}")
    columns: dict[str, Any] = {
        "t_s": np.floor(arrays["t_s"]),
        "lon_e7": np.rint(arrays["lon"] * DEGREE),
        "lat_e7": np.rint(arrays["lat"] * DEGREE),
    }
    for name, (column, steps, empty, most) in _OPTIONAL.items():
        if name in arrays:
            value = np.rint(arrays[name] * steps)
            columns[column] = np.where((value >= 0) & (value <= most), value, empty)
    return Fixes.of(**columns)

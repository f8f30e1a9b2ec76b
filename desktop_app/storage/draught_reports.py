"""Draughts that ships reported by AIS, out of the tracks of a case."""

from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop_app.runtime.errors import InputError
from desktop_app.storage.case_store import CaseStore

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Reports within it of others of the same draught tell nothing more.
_CLOSE_S: Final = 3_600


class DraughtReports(NamedTuple):
    """Of one ship, in the order of time; where one draught goes on, only now and then.

    Attributes:
        times_s: seconds since 1970-01-01 UTC.
        draughts_dm: decimetres.
    """

    times_s: tuple[int, ...]
    draughts_dm: tuple[int, ...]


def draught_reports(store: CaseStore) -> Mapping[str, DraughtReports]:
    """By id of the vessel, of those that reported any; kept until the case changes.

    A track whose reports cannot be read tells nothing here; the check of the case names it.
    """
    return store.cached("draught reports", lambda: _read(store))


def _read(store: CaseStore) -> Mapping[str, DraughtReports]:
    tracks = store.record.tracks
    if not tracks:
        return {}
    import numpy as np  # noqa: PLC0415 - 0.1 s, which a case without tracks does without

    parts: defaultdict[str, list[tuple[NDArray[np.int64], NDArray[np.int64]]]] = defaultdict(list)
    for track in tracks:
        with suppress(InputError):
            fixes = store.fixes(track.id)
            told = np.flatnonzero(fixes.draught_dm)
            parts[track.vessel_id].append(
                (fixes.t_s[told].astype(np.int64), fixes.draught_dm[told].astype(np.int64))
            )
    found = {}
    for vessel_id, blocks in parts.items():
        times = np.concatenate([block[0] for block in blocks])
        draughts = np.concatenate([block[1] for block in blocks])
        order = np.argsort(times, kind="stable")
        times, draughts = times[order], draughts[order]
        keep = np.ones(len(times), np.bool_)
        same = (draughts[1:] == draughts[:-1]) & (times[1:] // _CLOSE_S == times[:-1] // _CLOSE_S)
        # The first and the last of each hour and draught.
        keep[1:-1] = ~(same[:-1] & same[1:])
        if keep.any():
            found[vessel_id] = DraughtReports(tuple(times[keep].tolist()), tuple(draughts[keep].tolist()))
    return found

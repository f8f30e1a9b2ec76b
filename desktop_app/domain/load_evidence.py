"""Which calls and positions of a voyage tell how deep the ship lay when she was laden.

The laden leg begins with the loading call and ends with the call that discharges. In the loading port she may
have been measured before she loaded: what is told there counts where she is said to have been low.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from desktop_app.domain.movement import Activity, HowKnown, PortCall, Riding, Sensor, Sighting


class Evidence(NamedTuple):
    """What there is.

    Attributes:
        draught_by: where the deepest draught was measured, by anything but AIS; None for nowhere.
        low_by: where she was seen to lie low.
    """

    draught_by: PortCall | Sighting | None = None
    low_by: tuple[PortCall | Sighting, ...] = ()

    @property
    def draught_m(self) -> float | None:
        """The deepest measured draught."""
        return None if self.draught_by is None else self.draught_by.draught_m


NO_EVIDENCE: Final = Evidence()


def loading_call(calls: Sequence[PortCall]) -> PortCall | None:
    """The call that loads, else the first one unless it discharges; None for none."""
    for call in calls:
        if call.activity is Activity.LOAD:
            return call
    return calls[0] if calls and calls[0].activity is not Activity.DISCHARGE else None


def discharging_call(calls: Sequence[PortCall]) -> PortCall | None:
    """The last call that discharges; None for none."""
    return next((call for call in reversed(calls) if call.activity is Activity.DISCHARGE), None)


def evidence_of(calls: Sequence[PortCall], sightings: Sequence[Sighting]) -> Evidence:
    """What calls and positions of one voyage tell, both in order."""
    loading, last = loading_call(calls), discharging_call(calls)
    if loading is None:
        return Evidence()
    after = calls.index(loading) + 1
    rows: list[PortCall | Sighting] = [loading] if loading.riding is Riding.LOW else []
    rows += [row for row in calls[after:] if row.riding is not Riding.HIGH]
    rows += [
        row
        for row in sightings
        if row.riding is not Riding.HIGH
        and row.when.start >= loading.when.start
        and (last is None or row.when.start <= last.when.end)
    ]
    measured = [row for row in rows if row.draught_m and row.draught_m > 0 and not _is_by_ais(row)]
    return Evidence(
        max(measured, key=lambda row: row.draught_m or 0.0, default=None),
        tuple(row for row in rows if row.riding is Riding.LOW),
    )


def _is_by_ais(row: PortCall | Sighting) -> bool:
    """Whether a draught may be the one that somebody typed into the ship's transmitter."""
    if isinstance(row, Sighting) and row.sensor is not Sensor.UNKNOWN:
        return row.sensor is Sensor.AIS
    return HowKnown.AIS in row.how_known

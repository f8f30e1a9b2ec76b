"""Local times of a log as UTC."""

from datetime import UTC, datetime, timedelta
from typing import Final

import numpy as np

from desktop_app.importers.nmea.text_arrays import Places
from desktop_app.importers.values.zones import zone_of

# No zone changes its clocks but at a quarter of an hour.
_QUARTER_S: Final = 900
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def utc_of(local: Places, zone: str) -> Places:
    """Seconds since 1970 UTC.

    Args:
        local: seconds since 1970 on the clocks of the zone.
        zone: an IANA name or "+09:00".
    """
    if zone == "UTC" or not len(local):
        return local
    where = zone_of(zone)
    quarters, of_each = np.unique(local // _QUARTER_S, return_inverse=True)
    offsets = [
        (_EPOCH + timedelta(seconds=quarter * _QUARTER_S)).replace(tzinfo=where).utcoffset() or timedelta()
        for quarter in quarters.tolist()
    ]
    east = np.array([offset // timedelta(seconds=1) for offset in offsets], np.int64)
    return local - east[of_each]

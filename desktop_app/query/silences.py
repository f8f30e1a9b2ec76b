"""Silences in a run of AIS reports.

A silence longer than a threshold, 12 hours unless somebody chose another, is what Global Fishing Watch's gap
detector calls a gap (pipe-gaps, `gap_detector.py`: strictly longer). Within 50 nautical miles of a coast,
where all this trade goes, neither it nor anyone else can tell from a silence alone whether a transmitter was
switched off.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.event_parameters import FACTS, EventParameters

# The least threshold that can be chosen.
SHORTEST_S: Final = round(FACTS["gap_h"].low * 3600)


def gap_seconds(parameters: EventParameters) -> int:
    """The threshold in whole seconds, as reports have them."""
    return round(parameters.gap_h * 3600)


def silences(t_s: NDArray[np.uint32], longer_than_s: int) -> NDArray[np.int64]:
    """Places of the reports after which nothing was heard for longer than this.

    Args:
        t_s: seconds in order of time.
        longer_than_s: strictly longer.
    """
    # As signed 64-bit numbers: unsigned differences would go through floats.
    times = t_s.astype(np.int64)
    return np.flatnonzero(times[1:] - times[:-1] > longer_than_s)

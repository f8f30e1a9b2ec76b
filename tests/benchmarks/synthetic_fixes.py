"""Made-up tracks for measuring: random walks of ships on the Sea of Japan, from a fixed seed."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.mapview.arrays import LOOKS, NO_LOOK, TrackArrays

START_S: Final = 1_704_067_200  # 2024-01-01 UTC
EVERY_S: Final = 600
# Open water: 130.4 to 136.6 east, 37.6 to 41.6 north.
WEST, EAST, SOUTH, NORTH = 130.4, 136.6, 37.6, 41.6
STEP_DEGREES: Final = 0.025  # 10 knots for ten minutes


def random_walks(tracks: int, fixes: int, seed: int = 7) -> list[TrackArrays]:
    """`tracks` of `fixes` each, one every ten minutes, with a silence of a day in each."""
    chance = np.random.default_rng(seed)
    made = []
    for number in range(tracks):
        heading = np.cumsum(chance.normal(0, 0.12, fixes)) + chance.uniform(0, 2 * np.pi)
        lon = _folded(chance.uniform(WEST, EAST) + np.cumsum(np.cos(heading)) * STEP_DEGREES, WEST, EAST)
        lat = _folded(
            chance.uniform(SOUTH, NORTH) + np.cumsum(np.sin(heading)) * STEP_DEGREES * 0.75, SOUTH, NORTH
        )
        times = START_S + np.arange(fixes) * EVERY_S + (np.arange(fixes) >= fixes // 2) * 86_400
        made.append(
            TrackArrays(
                f"walk-{number}",
                f"Ship {number}",
                number if number < LOOKS else NO_LOOK,
                times.astype(np.uint32),
                np.rint(lon * 1e7).astype(np.int32),
                np.rint(lat * 1e7).astype(np.int32),
                np.full(fixes, 100, np.int16),
                np.full(fixes, 61, np.uint8),
                np.zeros(fixes, np.uint16),
            )
        )
    return made


def _folded(values: NDArray[Any], low: float, high: float) -> NDArray[Any]:
    """Turned back at both edges."""
    span = high - low
    phase = np.mod(values - low, 2 * span)
    return low + np.where(phase > span, 2 * span - phase, phase)

"""Made-up AIS reports in the layout of NOAA's MarineCadastre, in the order of time, from a fixed seed."""

from pathlib import Path
from typing import Final

import numpy as np
import polars as pl

START_S: Final = 1_704_067_200  # 2024-01-01 UTC
REPORTS_A_SHIP: Final = 10_000
_EVERY_S: Final = 300
_PIECE: Final = 1_000_000
# Open water of the Sea of Japan, degrees.
_WEST, _EAST, _SOUTH, _NORTH = 130.4, 136.6, 37.6, 41.6


def write_reports(path: Path, rows: int, seed: int = 7) -> None:
    """A file of so many rows of about 120 bytes; every ship sends each five minutes, some seconds apart."""
    ships = max(1, rows // REPORTS_A_SHIP)
    chance = np.random.default_rng(seed)
    heading = chance.uniform(0, 2 * np.pi, ships)
    lon, lat = chance.uniform(_WEST, _EAST, ships), chance.uniform(_SOUTH, _NORTH, ships)
    draught = np.round(chance.uniform(4, 11, ships), 1)
    offsets = np.sort(chance.integers(0, _EVERY_S, ships))
    numbers = np.arange(ships)
    names = pl.Series([f"TANKER {number:05}" for number in range(ships)])
    imos = pl.Series([f"IMO{_imo(9_100_00 + number)}" for number in range(ships)])
    rounds = -(-rows // ships)
    together = max(1, _PIECE // ships)
    with path.open("wb") as file:
        for first in range(0, rounds, together):
            count = min(together, rounds - first)
            heading_now = heading + np.cumsum(chance.normal(0, 0.05, (count, ships)), axis=0)
            lons = _folded(lon + np.cumsum(np.cos(heading_now), axis=0) * 0.014, _WEST, _EAST)
            lats = _folded(lat + np.cumsum(np.sin(heading_now), axis=0) * 0.010, _SOUTH, _NORTH)
            times = START_S + (first + np.arange(count))[:, None] * _EVERY_S + offsets
            who = np.tile(numbers, count)
            cog = np.round(np.degrees(heading_now).ravel() % 360, 1) % 360
            frame = pl.DataFrame(
                {
                    "MMSI": 273_000_001 + who * 7,
                    "BaseDateTime": pl.from_epoch(pl.Series(times.ravel())).dt.strftime("%Y-%m-%dT%H:%M:%S"),
                    "LAT": np.round(lats.ravel(), 5),
                    "LON": np.round(lons.ravel(), 5),
                    "SOG": np.round(chance.normal(11, 0.5, who.size).clip(0), 1),
                    "COG": cog,
                    "Heading": np.floor(cog),
                    "VesselName": names[who],
                    "IMO": imos[who],
                    "CallSign": np.full(who.size, "UBXK7"),
                    "VesselType": np.full(who.size, 80),
                    "Status": np.zeros(who.size, np.int64),
                    "Length": np.full(who.size, 112),
                    "Width": np.full(who.size, 17),
                    "Draft": draught[who],
                    "Cargo": np.full(who.size, 80),
                    "TransceiverClass": np.full(who.size, "A"),
                }
            )
            left = rows - first * ships
            frame.head(left).write_csv(file, include_header=first == 0)
            heading, lon, lat = heading_now[-1], lons[-1], lats[-1]


def _imo(six: int) -> int:
    """Six digits with their check digit."""
    total = sum(int(digit) * weight for digit, weight in zip(f"{six:06}", range(7, 1, -1), strict=True))
    return six * 10 + total % 10


def _folded(values: np.ndarray, low: float, high: float) -> np.ndarray:
    """Turned back at both edges."""
    span = high - low
    phase = np.mod(values - low, 2 * span)
    return low + np.where(phase > span, 2 * span - phase, phase)

"""The interval of a sum by drawing it many times: ships of unknown capacity are drawn one by one.

Draws go in blocks, each with a generator of its own that the seed and the block's number start, so that the
answer does not hang on the number of threads. They are counted into bins, so that memory does not grow with
their number.
"""

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.analysis.uncertainty.results import LEVEL, QUANTILE_SHARES, Interval, Simulated
from desktop_app.analysis.uncertainty.sampler import Sampler
from desktop_app.domain.strata import Strata
from desktop_app.runtime.feedback import Cancelled, Feedback

# Draws a block: its arrays stay in the second-level cache, and a run that is called off ends with the block.
BLOCK: Final = 2**15
_BINS: Final = 2**15
_THREADS: Final = os.cpu_count() or 1


def simulate(
    strata: Strata,
    *,
    drawn: bool,
    draws: int,
    seed: int,
    feedback: Feedback | None = None,
    level: float = LEVEL,
    threads: int = _THREADS,
) -> Simulated:
    """Mean, interval and quantiles of the barrels of some strata.

    Args:
        strata: of a filter.
        drawn: with the calls of unknown capacity.
        draws: of the sum, at least one.
        seed: not negative; the same gives the same answer, on any number of threads.
        feedback: asked before every block.
        level: chance that the interval holds the sum.
        threads: that draw at once.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    sampler = Sampler(strata, drawn=drawn)
    blocks = -(-draws // BLOCK)
    threads = min(threads, blocks)

    def block(number: int) -> NDArray[np.float32]:
        if feedback is not None and feedback.is_cancelled:
            raise Cancelled
        chance = np.random.Generator(np.random.SFC64(np.random.SeedSequence(seed, spawn_key=(number,))))
        return sampler.draw(chance, min(BLOCK, draws - number * BLOCK))

    bins = _Bins.about(block(0))

    def share_of(first: int) -> tuple[NDArray[np.intp], list[float]]:
        counts, sums = np.zeros(_BINS, np.intp), []
        for number in range(first, blocks, threads):
            values = block(number)
            counts += bins.counts(values)
            sums.append(float(values.sum(dtype=np.float64)))
        return counts, sums

    with ThreadPoolExecutor(threads) as pool:
        shares = list(pool.map(share_of, range(threads)))
    counts = sum((counts for counts, _ in shares), np.zeros(_BINS, np.intp))
    sums = [0.0] * blocks
    for first, (_, of_blocks) in enumerate(shares):
        sums[first::threads] = of_blocks
    low, high, *quantiles = bins.quantiles(counts, ((1 - level) / 2, (1 + level) / 2, *QUANTILE_SHARES))
    return Simulated(Interval(sum(sums) / draws, max(low, 0.0), high), tuple(quantiles), draws, seed)


class _Bins(NamedTuple):
    """Evenly spaced from `low`; what lies outside counts in the first or the last."""

    low: float
    width: float

    @classmethod
    def about(cls, values: NDArray[np.float32]) -> "_Bins":
        """Half as far again on both sides as some values reach."""
        low, high = float(values.min()), float(values.max())
        reach = high - low
        return cls(low - reach / 2, 2 * reach / _BINS)

    def counts(self, values: NDArray[np.float32]) -> NDArray[np.intp]:
        """How many values lie in each bin."""
        places = (values - np.float32(self.low)) * np.float32(1 / self.width if self.width else 0)
        np.clip(places, 0, _BINS - 1, out=places)
        found: NDArray[np.intp] = np.bincount(places.astype(np.intp), minlength=_BINS)
        return found

    def quantiles(self, counts: NDArray[np.intp], shares: Iterable[float]) -> list[float]:
        """Values below which shares of all counts lie, straight within a bin."""
        below = np.concatenate(([0], np.cumsum(counts)))
        edges = self.low + self.width * np.arange(_BINS + 1)
        found: list[float] = np.interp(np.asarray(tuple(shares)) * below[-1], below, edges).tolist()
        return found

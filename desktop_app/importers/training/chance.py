"""Numbers that look random and are the same with every Python, which `random` promises for few methods."""

from typing import Final

_WORD: Final = (1 << 64) - 1


class Chance:
    """SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014, figure 17)."""

    def __init__(self, seed: int) -> None:
        self._state = seed & _WORD

    def word(self) -> int:
        """The next 64 bits."""
        self._state = (self._state + 0x9E3779B97F4A7C15) & _WORD
        mixed = ((self._state ^ (self._state >> 30)) * 0xBF58476D1CE4E5B9) & _WORD
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _WORD
        return mixed ^ (mixed >> 31)

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included; the remainder's bias is below 2 to the power of -50."""
        return low + self.word() % (high - low + 1)

    def happens(self, percent: int) -> bool:
        """True in so many of a hundred cases."""
        return self.between(1, 100) <= percent


def shares(total: int, weights: list[int]) -> list[int]:
    """A total cut into whole parts that follow the weights and add up to it exactly."""
    whole, passed, given = sum(weights), 0, 0
    parts = []
    for weight in weights:
        passed += weight
        upto = total * passed // whole
        parts.append(upto - given)
        given = upto
    return parts

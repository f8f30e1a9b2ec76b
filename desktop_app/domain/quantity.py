"""Numbers that are not points: a range with a unit, or the reason why there is none."""

from dataclasses import dataclass
from typing import NamedTuple

from desktop_app.domain.load_model import Rung


@dataclass(frozen=True, slots=True)
class Quantity:
    """A documented quantity.

    Attributes:
        low, best, high: low <= best <= high; best is None where a source gives only a range.
        unit: of all three.
        assumptions: what they rest on, empty for nothing but the source.
    """

    low: float
    best: float | None
    high: float
    unit: str
    assumptions: str = ""

    def __post_init__(self) -> None:
        """Refuse a range that is turned round.

        Raises:
            ValueError: low, best and high are not in order.
        """
        if not self.low <= (self.low if self.best is None else self.best) <= self.high:
            raise ValueError("low, best and high are not in order")


class Input(NamedTuple):
    """A number that an estimate rests on.

    Attributes:
        name: what it is.
        text: its value with unit.
        subject: key of the row that states it, as "vessel:id"; empty where it was moved by hand.
        source_ids: of that row.
    """

    name: str
    text: str
    subject: str
    source_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A volume known only as a range.

    Attributes:
        low_bbl, best_bbl, high_bbl: barrels; low <= best <= high, with every assumption at that end.
        basis: the formula with its numbers, in words.
        rung: how it was found.
        source_ids: sources of the inputs, each once.
        reason: why it was found in this way, in words.
        inputs: what the formula is made of.
    """

    low_bbl: float
    best_bbl: float
    high_bbl: float
    basis: str
    rung: Rung
    source_ids: tuple[str, ...]
    reason: str = ""
    inputs: tuple[Input, ...] = ()


@dataclass(frozen=True, slots=True)
class NotEstimated:
    """No volume, and why: a missing number is never a zero."""

    reason: str


Volume = Estimate | NotEstimated

"""Volumes by what they share: the sums that totals, intervals and draws are made from, in plain values."""

from typing import NamedTuple

from desktop_app.domain.assumption import Range


class Stratum(NamedTuple):
    """Calls, or consignments, whose loads and barrels a unit rest on the same assumptions.

    Barrels are load x factor x base, end by end: all low, all best or all high.

    Attributes:
        load_key: "load_fraction" or "laden_fraction"; empty where each has a load of its own, which `base`
            then holds, `load` being one.
        factor_key: "bbl_per_t", "product:<name>", "m3" or "bbl".
        load, factor: shared by all calls of the stratum, and by all strata of the same key.
        calls: how many they are; consignments where they went by rail.
        base: sum of the units carried at full load, or of the own loads: tonnes, cubic metres or barrels.
        squares: sum of the squared best bases of single calls; 0 where each has a load of its own.
        variance: sum of the independent variances of their bases, from the error of a measured draught.
        rail: went by rail.
    """

    load_key: str
    factor_key: str
    load: Range
    factor: Range
    calls: int
    base: Range
    squares: float
    variance: float
    rail: bool = False


class UnknownShips(NamedTuple):
    """Counted calls of ships of unknown capacity, as far as they rest on the same assumptions.

    Attributes:
        load_key, factor_key, load, factor: as of `Stratum`.
        calls_by_ship: one number a named ship without a documented deadweight, whose calls share one draw;
            a one for each call of a ship that is not named.
    """

    load_key: str
    factor_key: str
    load: Range
    factor: Range
    calls_by_ship: tuple[int, ...]


class Strata(NamedTuple):
    """Everything under one filter that has a volume or could have one.

    Attributes:
        known: with a volume.
        unknown: without a documented capacity.
        spread: standard deviation of single calls about the shared load, as a share of it.
        unknown_dwt: tonnes; None where the case assumes none, so that none can be drawn.
    """

    known: tuple[Stratum, ...]
    unknown: tuple[UnknownShips, ...]
    spread: Range
    unknown_dwt: Range | None

"""The ends of a sum: every assumption at its low, its best or its high end at once."""

from desktop_app.domain.assumption import Range
from desktop_app.domain.strata import Strata


def bounds(strata: Strata, *, drawn: bool = False) -> Range:
    """Barrels with all assumptions low, best and high.

    Shared assumptions do not average out, so their ends add. What varies from call to call on its own (the
    spread of single loads, errors of draught) is in the interval, not here.

    Args:
        strata: of a filter.
        drawn: with the calls of unknown capacity, each of her ships between the ends of `unknown_dwt`.
    """
    ends = [
        Range(
            *(load * factor * base for load, factor, base in zip(one.load, one.factor, one.base, strict=True))
        )
        for one in strata.known
    ]
    if drawn and strata.unknown_dwt is not None:
        for ships in strata.unknown:
            calls = sum(ships.calls_by_ship)
            ends.append(
                Range(
                    *(
                        load * factor * deadweight * calls
                        for load, factor, deadweight in zip(
                            ships.load, ships.factor, strata.unknown_dwt, strict=True
                        )
                    )
                )
            )
    return Range(*(sum(each) for each in zip(*ends, strict=True))) if ends else Range(0.0, 0.0, 0.0)

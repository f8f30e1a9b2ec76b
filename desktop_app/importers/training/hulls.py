"""Made-up dimensions, tanks and deadweight scales, in proportion as tankers of this size have them.

Length is about 6 times the breadth, breadth about 2.6 times the draught; an empty ship weighs 0.4 t for each
tonne that it carries. Of two ships nothing of this is documented, and of one not even the deadweight.
"""

from typing import Final, NamedTuple

from desktop_app.domain.vessel import Particulars, ScalePoint
from desktop_app.importers.training.sailings import DEADWEIGHTS_T, Sailing
from desktop_app.importers.training.sources import MARK, REGISTER, cite


class Hull(NamedTuple):
    """A ship's dimensions in metres, and her tanks where the register has them."""

    length_m: float
    beam_m: float
    draught_max_m: float
    tanks_m3: float | None = None


# Of EXAMPLE 01, 02, …
HULLS: Final = (
    *(Hull(79.9, 13.2, 5.2), Hull(85.9, 14.2, 5.6), Hull(91.3, 15.1, 5.9), Hull(81.4, 13.5, 5.3, 3_720)),
    *(Hull(94.4, 15.6, 6.1), Hull(79.0, 13.1, 5.1), Hull(82.4, 13.6, 5.3, 3_860), Hull(76.8, 12.7, 5.0)),
    *(Hull(81.1, 13.4, 5.3), Hull(94.8, 15.7, 6.1), Hull(83.5, 13.8, 5.4), Hull(79.6, 13.2, 5.2, 3_480)),
    *(Hull(79.1, 13.1, 5.1), Hull(82.5, 13.6, 5.4), Hull(98.0, 16.2, 6.4)),
)
UNDOCUMENTED_HULLS: Final = (13, 14)
# Tonnes that half a metre of draught carries, from the summer draught upwards: less where the hull is finer.
SCALES_T: Final = {
    2: (530, 525, 518, 508, 496, 480),
    5: (641, 634, 625, 613, 598, 580),
    9: (473, 468, 461, 452, 441, 428),
}
_STEP_M: Final = 0.5


def ballast_draught_m(ship: int) -> float:
    """Draught of an empty ship by her number: a little more than half of what she draws laden."""
    return round(HULLS[ship - 1].draught_max_m * 10) * 11 // 20 / 10


def laden_draught_m(sailing: Sailing) -> float:
    """Draught on a laden voyage: 0.1 to 0.5 m short of the summer draught."""
    return (round(HULLS[sailing.ship - 1].draught_max_m * 10) - 1 - sailing.number % 5) / 10


def particulars() -> tuple[Particulars, ...]:
    """Dimensions of most ships."""
    return tuple(
        Particulars(
            id=f"particulars-example-{ship:02}",
            vessel_id=f"example-{ship:02}",
            length_m=hull.length_m,
            beam_m=hull.beam_m,
            draught_max_m=hull.draught_max_m,
            capacity_m3=hull.tanks_m3,
            note=f"{MARK}: there is no such ship.",
            citation=cite(REGISTER),
        )
        for ship, hull in enumerate(HULLS, start=1)
        if ship not in UNDOCUMENTED_HULLS
    )


def deadweight_scale() -> tuple[ScalePoint, ...]:
    """Scales of three ships, from light to deep."""
    rows = []
    for ship, steps in SCALES_T.items():
        draught, aboard = HULLS[ship - 1].draught_max_m, float(DEADWEIGHTS_T[ship - 1])
        points = [(draught, aboard)]
        for tonnes in steps:
            draught, aboard = round(draught - _STEP_M, 1), aboard - tonnes
            points.append((draught, aboard))
        rows += [
            ScalePoint(
                id=f"scale-example-{ship:02}-{number}",
                vessel_id=f"example-{ship:02}",
                draught_m=deep,
                deadweight_t=carried,
                citation=cite(REGISTER, passage=f"{MARK} deadweight scale"),
            )
            for number, (deep, carried) in enumerate(reversed(points), start=1)
        ]
    return tuple(rows)

"""What is documented of the ships that carry: deadweight, tanks, dimensions, deadweight scale."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from desktop_app.domain.draught import Hull
from desktop_app.domain.vessel import Particulars, ScalePoint, Vessel


class ShipFacts(NamedTuple):
    """What is documented of a ship, with the rows that state it; None or empty where none does.

    Of several sources the first one counts that tells what is asked.

    Attributes:
        tanks: tells the capacity of the cargo tanks.
        dimensions: tells length, beam and summer draught.
        points: deadweight scale, by draught; at least two, else none.
    """

    vessel: Vessel
    tanks: Particulars | None = None
    dimensions: Particulars | None = None
    points: tuple[ScalePoint, ...] = ()

    @property
    def dwt_t(self) -> float | None:
        """Deadweight in tonnes."""
        return self.vessel.dwt_t

    @property
    def capacity_m3(self) -> float | None:
        """Of the cargo tanks."""
        return None if self.tanks is None else self.tanks.capacity_m3

    @property
    def hull(self) -> Hull | None:
        """Dimensions."""
        return None if self.dimensions is None else hull_of(self.dimensions)

    @property
    def scale(self) -> tuple[tuple[float, float], ...]:
        """Draught in metres and tonnes aboard, by draught."""
        return tuple((point.draught_m, point.deadweight_t) for point in self.points)


def hull_of(row: Particulars) -> Hull | None:
    """Dimensions, where the row has all of them."""
    if row.length_m is None or row.beam_m is None or row.draught_max_m is None:
        return None
    return Hull(row.length_m, row.beam_m, row.draught_max_m)


def ship_facts(
    vessels: Iterable[Vessel], particulars: Iterable[Particulars], points: Iterable[ScalePoint]
) -> Mapping[str, ShipFacts]:
    """The facts of each vessel by id."""
    rows: defaultdict[str, list[Particulars]] = defaultdict(list)
    for row in particulars:
        rows[row.vessel_id].append(row)
    scales: defaultdict[str, list[ScalePoint]] = defaultdict(list)
    for point in points:
        scales[point.vessel_id].append(point)

    def facts(vessel: Vessel) -> ShipFacts:
        scale = sorted(scales.get(vessel.id, ()), key=lambda point: point.draught_m)
        # Two people may have added the same draught, each in a copy of the case.
        once = tuple({point.draught_m: point for point in reversed(scale)}.values())[::-1]
        return ShipFacts(
            vessel,
            next((row for row in rows.get(vessel.id, ()) if row.capacity_m3 is not None), None),
            next((row for row in rows.get(vessel.id, ()) if hull_of(row) is not None), None),
            once if len(once) > 1 else (),
        )

    return {vessel.id: facts(vessel) for vessel in vessels}

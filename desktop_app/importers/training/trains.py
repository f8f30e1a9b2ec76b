"""Made-up trains over Khasan; published for 2024 are at least 322,000 bbl by rail.

Most waybills give barrels, some tonnes, and some nothing but the wagons.
"""

from datetime import date, timedelta
from typing import Final

from desktop_app.domain.movement import Consignment
from desktop_app.domain.quantity import Quantity
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.importers.training.chance import Chance, shares
from desktop_app.importers.training.fleet import CONSIGNEE, SHIPPER
from desktop_app.importers.training.movements import PRODUCTS
from desktop_app.importers.training.sailings import SEED
from desktop_app.importers.training.sources import MARK, WAYBILLS, cite

RAIL_BBL: Final = 322_000
TRAINS: Final = 40
IN_TONNES: Final = (4, 11, 18, 25, 32, 39)
IN_WAGONS: Final = (7, 21, 35)
_BBL_PER_T: Final = 7.98  # as Russia's notified figures imply; the waybills' own factor is not told


def consignments() -> tuple[Consignment, ...]:
    """Trains over Khasan to Rajin through the year."""
    chance = Chance(SEED + 4)
    wagons = [chance.between(10, 26) for _ in range(TRAINS)]
    rows = []
    for number, (count, barrels) in enumerate(zip(wagons, shares(RAIL_BBL, wagons), strict=True), start=1):
        day = date(2024, 1, 4) + timedelta(days=(number - 1) * 9 + chance.between(0, 6))
        exact = chance.happens(80)
        last = day if exact else day + timedelta(days=2)
        rows.append(
            Consignment(
                id=f"train-{number:02}",
                shipper="EXAMPLE Rail North",
                consignee="EXAMPLE Rail South",
                shipper_id=SHIPPER,
                consignee_id=CONSIGNEE,
                from_station_id="khasan",
                to_station_id="rajin-station",
                when=TimeSpan.of_days(day, last, Precision.DAY if exact else Precision.WINDOW),
                product=PRODUCTS[chance.between(0, len(PRODUCTS) - 1)],
                quantity=_quantity(number, barrels),
                wagons=count,
                summary=f"{MARK}: train {number} of {TRAINS}, {count} tank wagons.",
                citation=cite(WAYBILLS, passage=f"waybill {number:03}"),
            )
        )
    return tuple(rows)


def _quantity(number: int, barrels: int) -> Quantity | None:
    """What a train's waybill says of its load."""
    if number in IN_WAGONS:
        return None
    figure, unit = (round(barrels / _BBL_PER_T), "t") if number in IN_TONNES else (barrels, "bbl")
    return Quantity(
        figure * 98 / 100, float(figure), figure * 102 / 100, unit, "every wagon equally full, within 2 %"
    )

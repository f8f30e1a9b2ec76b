"""Made-up ships, the names and flags they went under, listings, and companies.

They have no IMO number, MMSI or call sign: any number with a right check digit is, or may become, some real
ship's. Their flags are XA and XB, which ISO 3166-1 leaves to its users: no state has them.
"""

from datetime import date, timedelta
from typing import Final

from desktop_app.domain.statement import Company
from desktop_app.domain.vessel import Listing, Vessel, VesselIdentity
from desktop_app.importers.training.chance import Chance
from desktop_app.importers.training.sailings import DEADWEIGHTS_T, SEED
from desktop_app.importers.training.sources import AIS, LISTS, MARK, REGISTER, cite

# Four of the first five, and more than half of the voyages, as published; a measure that ended is the last's.
LISTED_SHIPS: Final = (2, 3, 4, 5, 6, 8, 10, 12)
DELISTED_SHIP: Final = 14
RENAMED_SHIPS: Final = (3, 7, 11)
# Not in the register, though the made-up institute reckons with it: its two voyages have no volume here.
UNKNOWN_DEADWEIGHT: Final = (14,)
_AUTHORITIES: Final = ("UN", "EU", "US", "UK")

TRADER: Final = "syn-trading"
TERMINAL: Final = "syn-terminal"
SHIPPER: Final = "syn-rail-north"
CONSIGNEE: Final = "syn-rail-south"


def ship_id(ship: int) -> str:
    """Key of a ship by its number."""
    return f"example-{ship:02}"


def ship_name(ship: int) -> str:
    """Name of a ship by its number."""
    return f"EXAMPLE {ship:02}"


def vessels() -> tuple[Vessel, ...]:
    """The fleet in the order of its numbers."""
    chance = Chance(SEED + 1)
    return tuple(
        Vessel(
            id=ship_id(ship),
            name=ship_name(ship),
            imo_number="",
            dwt_t=None if ship in UNKNOWN_DEADWEIGHT else float(dwt_t),
            gross_tonnage=float(dwt_t * 6 // 10),
            built=chance.between(1974, 2004),
            owner=_owner(ship),
            aliases=(f"SPECIMEN {ship:02}",) if ship in RENAMED_SHIPS else (),
            in_trade=True,
            note=f"{MARK}: there is no such ship. IMO number, MMSI and call sign are left empty on purpose.",
            citation=cite(REGISTER),
        )
        for ship, dwt_t in enumerate(DEADWEIGHTS_T, start=1)
    )


def identities() -> tuple[VesselIdentity, ...]:
    """Under which name and flag each ship went, and when: three change both, one twice."""
    rows: list[VesselIdentity] = []
    for ship in range(1, len(DEADWEIGHTS_T) + 1):
        known = _known_as(ship)
        for place, (name, flag, since) in enumerate(known):
            until = known[place + 1][2] if place + 1 < len(known) else None
            rows.append(
                VesselIdentity(
                    id=f"identity-{ship_id(ship)}-{place + 1}",
                    vessel_id=ship_id(ship),
                    name=name,
                    flag=flag,
                    imo_number="",
                    mmsi="",
                    call_sign="",
                    # The last identity has the owner that the ship's own row names.
                    owner=_owner(ship + len(known) - 1 - place),
                    first_day=since,
                    last_day=until - timedelta(days=1) if until is not None else None,
                    note=f"{MARK}: {flag} is a code that ISO 3166 leaves to its users, no state's.",
                    citation=cite(REGISTER, AIS),
                )
            )
    return tuple(rows)


def _known_as(ship: int) -> list[tuple[str, str, date | None]]:
    """Name, flag and first day of each identity, in order."""
    if ship not in RENAMED_SHIPS:
        return [(ship_name(ship), "XA", None)]
    known = [(f"SPECIMEN {ship:02}", "XB", None), (ship_name(ship), "XA", date(2023, ship % 12 + 1, 15))]
    if ship == RENAMED_SHIPS[0]:
        known.append((ship_name(ship), "XB", date(2024, 6, 10)))
    return known


def _owner(number: int) -> str:
    return f"EXAMPLE Shipping {number % 4 + 1}"


def listings() -> tuple[Listing, ...]:
    """Listings of made-up ships. The authorities are real, there are no others; each row says SYNTHETIC."""
    rows = [
        Listing(
            id=f"listing-{ship_id(ship)}-{authority.lower()}-1",
            vessel_id=ship_id(ship),
            authority=authority,
            listed_on=date(2018 + place % 4, place % 12 + 1, 3),
            measure=f"{MARK}, no list has this ship: entry to ports forbidden.",
            listed_as=f"SPECIMEN {ship:02}" if ship in RENAMED_SHIPS else "",
            citation=cite(LISTS),
        )
        for place, ship in enumerate(LISTED_SHIPS)
        for authority in _AUTHORITIES[: 1 + place % 3]
    ]
    return (
        *rows,
        Listing(
            id=f"listing-{ship_id(DELISTED_SHIP)}-uk-1",
            vessel_id=ship_id(DELISTED_SHIP),
            authority="UK",
            listed_on=date(2019, 5, 6),
            measure=f"{MARK}, no list had this ship: entry to ports forbidden.",
            listed_as="",
            citation=cite(LISTS),
            delisted_on=date(2023, 2, 1),
        ),
    )


def companies() -> tuple[Company, ...]:
    """Who pays, loads, sends and receives."""
    roles = (
        (TRADER, "EXAMPLE Trading", "buys the oil and pays for its loading"),
        (TERMINAL, "EXAMPLE Terminal", "loads the tankers"),
        (SHIPPER, "EXAMPLE Rail North", "sends oil by rail"),
        (CONSIGNEE, "EXAMPLE Rail South", "receives oil by rail"),
    )
    return tuple(
        Company(ident, name, "", f"{MARK}, there is no such company: {role}.", "", cite(REGISTER))
        for ident, name, role in roles
    )

"""Vessels and what is documented of them."""

from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from desktop_app.domain.provenance import Citation

# Who lists ships: the United Nations and, by ISO 3166 or as customary, states whose lists are published.
AUTHORITIES: Final = ("UN", "US", "EU", "UK", "UA", "JP", "KR", "CA", "AU", "NZ", "CH")


def is_valid_imo(number: str) -> bool:
    """Whether seven digits carry a right IMO check digit.

    The last digit equals the last digit of the sum of the first six times 7..2
    (IMO Resolution A.1117(30), annex).
    """
    if len(number) != 7 or not (number.isascii() and number.isdigit()):  # noqa: PLR2004 - seven digits
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:6], range(7, 1, -1), strict=True))
    return total % 10 == int(number[6])


class Issuer(NamedTuple):
    """Who issues a Maritime Mobile Service Identity.

    Attributes:
        country: ISO 3166 alpha-2.
        name: in English.
    """

    country: str
    name: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A sanctions listing of one vessel.

    Attributes:
        id: short stable key.
        vessel_id: the vessel.
        authority: one of `AUTHORITIES`.
        listed_on: the day, or None where only the fact is documented.
        measure: what it orders, in our words.
        listed_as: the name used in the list, empty if the vessel's own.
        delisted_on: the day on which it ended, None while it stands or where that is not documented.
    """

    id: str
    vessel_id: str
    authority: str
    listed_on: date | None
    measure: str
    listed_as: str
    citation: Citation
    delisted_on: date | None = None


@dataclass(frozen=True, slots=True)
class VesselIdentity:
    """Name, flag, numbers and owner under which a vessel went for a time; empty means not documented.

    Attributes:
        vessel_id: the vessel.
        flag: ISO 3166 alpha-2.
        mmsi: nine digits.
        first_day, last_day: UTC days between which it is known to have done so; None where not documented.
    """

    id: str
    vessel_id: str
    name: str
    flag: str
    imo_number: str
    mmsi: str
    call_sign: str
    owner: str
    first_day: date | None
    last_day: date | None
    note: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Vessel:
    """A ship as the record knows it; empty or None means "not documented", never "none".

    Attributes:
        id: short stable key.
        name: upper-case Latin name.
        imo_number: seven digits, empty where not documented. Never guessed.
        dwt_t: deadweight in tonnes.
        gross_tonnage: GT, no unit.
        built: year.
        owner: owner or manager as documented.
        aliases: other names under which it is searched.
        in_trade: documented in the 2024-25 trade; False for the reference fleet.
        note: what a reader should know.
    """

    id: str
    name: str
    imo_number: str
    dwt_t: float | None
    gross_tonnage: float | None
    built: int | None
    owner: str
    aliases: tuple[str, ...]
    in_trade: bool
    note: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Particulars:
    """Dimensions and tank capacity of a vessel after one source; None means "not documented".

    Attributes:
        length_m: between perpendiculars.
        beam_m: moulded.
        draught_max_m: summer draught, at which she carries her deadweight.
        capacity_m3: of the cargo tanks.
    """

    id: str
    vessel_id: str
    length_m: float | None
    beam_m: float | None
    draught_max_m: float | None
    capacity_m3: float | None
    note: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class ScalePoint:
    """A point of a vessel's deadweight scale: what is aboard, cargo and all else, at a draught."""

    id: str
    vessel_id: str
    draught_m: float
    deadweight_t: float
    citation: Citation

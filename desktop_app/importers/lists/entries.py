"""What a list says about one ship."""

import re
from datetime import date
from typing import Final, NamedTuple

_IMO: Final = re.compile(r"(?:IMO)?[\s-]*(\d{7})", re.IGNORECASE)
_MMSI_DIGITS: Final = 9
_DAY_LENGTH: Final = 10
_COUNTRY_LENGTH: Final = 2


class ListingEntry(NamedTuple):
    """A listing.

    Attributes:
        key: names it within the list, so that a later edition updates it.
        listed_on, delisted_on: ISO days, empty where not told.
    """

    key: str
    authority: str
    measure: str
    listed_on: str = ""
    delisted_on: str = ""


class OwnerEntry(NamedTuple):
    """Somebody whose ship it was between two ISO days; empty where not told."""

    name: str
    role: str
    first_day: str
    last_day: str


class ShipEntry(NamedTuple):
    """A ship.

    Attributes:
        line: of the file.
        entity_id: names her in the list.
        name: as listed.
        other_names, former_names: each once, without `name`.
        imo: as written.
        numbers: MMSI as written.
        flags: ISO 3166 alpha-2, the present one first.
        other_datasets: that name her and are lists of no authority.
    """

    line: int
    entity_id: str
    name: str
    other_names: tuple[str, ...]
    former_names: tuple[str, ...]
    imo: str
    numbers: tuple[str, ...]
    call_signs: tuple[str, ...]
    flags: tuple[str, ...]
    listings: tuple[ListingEntry, ...]
    owners: tuple[OwnerEntry, ...]
    other_datasets: tuple[str, ...]


def imo_of(text: str) -> str:
    """Seven digits of "IMO 9187629"; empty for anything else."""
    found = _IMO.fullmatch(text.strip())
    return found[1] if found else ""


def is_mmsi(text: str) -> bool:
    """Whether it is nine digits."""
    return len(text) == _MMSI_DIGITS and text.isascii() and text.isdigit()


def flag_of(text: str) -> str:
    """ISO 3166 alpha-2 in capitals; empty for codes of states that are no more, and for words."""
    code = text.strip()
    return code.upper() if len(code) == _COUNTRY_LENGTH and code.isascii() and code.isalpha() else ""


def day_of(text: str) -> str:
    """The ISO day at the beginning of a text; empty for a month, a year or no day."""
    try:
        return date.fromisoformat(text.strip()[:_DAY_LENGTH]).isoformat()
    except ValueError:
        return ""

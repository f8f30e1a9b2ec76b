"""The ships of a case, each with what its identities and listings tell."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from desktop_app.domain.vessel import AUTHORITIES, Listing, Vessel, VesselIdentity
from desktop_app.query.fleet_results import Ship
from desktop_app.query.vessel_search import folded_names
from desktop_app.storage.case_store import CaseStore

_PLACES: Final = {authority: place for place, authority in enumerate(AUTHORITIES)}
NOT_NAMED: Final = "not named"


class Ships(NamedTuple):
    """All ships of a case.

    Attributes:
        ships: vessels in the order of the case, then the ships that are not named, as one.
        names: folded, one tuple a ship, for the search.
    """

    ships: tuple[Ship, ...]
    names: tuple[tuple[str, ...], ...]


def ships_of(store: CaseStore) -> Ships:
    """The ships of the case, read anew."""
    record = store.record
    identities: defaultdict[str, list[VesselIdentity]] = defaultdict(list)
    for row in record.identities:
        identities[row.vessel_id].append(row)
    listings: defaultdict[str, list[Listing]] = defaultdict(list)
    for listing in record.listings:
        listings[listing.vessel_id].append(listing)
    ships = [
        _ship(vessel, sorted(identities[vessel.id], key=_latest, reverse=True), listings[vessel.id])
        for vessel in record.vessels
    ]
    names = [folded_names(vessel, identities[vessel.id]) for vessel in record.vessels]
    return Ships((*ships, Ship("", NOT_NAMED)), (*names, (NOT_NAMED,)))


def _latest(row: VesselIdentity) -> tuple[date, date]:
    """Known last; of two that end alike the one that began later. An open end counts as its beginning."""
    first = row.first_day or date.min
    return row.last_day or first, first


def _ship(vessel: Vessel, latest_first: Iterable[VesselIdentity], listings: Iterable[Listing]) -> Ship:
    rows = tuple(latest_first)
    names = dict.fromkeys((*(row.name for row in rows), *vessel.aliases))
    return Ship(
        vessel.id,
        vessel.name,
        tuple(name for name in names if name and name != vessel.name),
        vessel.imo_number,
        next((row for row in rows if row.flag), None),
        next((row for row in rows if row.mmsi), None),
        tuple(sorted(listings, key=lambda row: _PLACES.get(row.authority, len(_PLACES)))),
        vessel.in_trade,
    )

"""Vessels and their sanctions listings."""

from collections import Counter
from pathlib import Path
from typing import Final

from desktop_app.domain.vessel import Listing, Vessel, is_valid_imo
from desktop_app.importers.record.csv_table import read_table
from desktop_app.importers.record.ids import Ids
from desktop_app.importers.record.row import Row

VESSEL_COLUMNS: Final = (
    "id",
    "name",
    "imo_number",
    "dwt_t",
    "gross_tonnage",
    "built",
    "owner",
    "aliases",
    "in_trade",
    "note",
    "source_ids",
    "grade",
)
LISTING_COLUMNS: Final = (
    "vessel_id",
    "authority",
    "listed_on",
    "measure",
    "listed_as",
    "source_ids",
    "grade",
)
AUTHORITIES: Final = ("UN", "EU", "US", "UK")


def read_vessels(path: Path, ids: Ids) -> tuple[Vessel, ...]:
    """Vessels in the file's order; an IMO number stands once and carries a right check digit."""
    vessels: list[Vessel] = []
    numbers: dict[str, str] = {}
    for row in read_table(path, VESSEL_COLUMNS, ids):
        vessel = _vessel(row)
        if vessel.imo_number:
            if vessel.imo_number in numbers:
                raise row.error(f"IMO {vessel.imo_number} is the number of {numbers[vessel.imo_number]} too")
            numbers[vessel.imo_number] = vessel.name
        vessels.append(vessel)
    return tuple(vessels)


def _vessel(row: Row) -> Vessel:
    imo_number = row.text("imo_number")
    if imo_number and not is_valid_imo(imo_number):
        raise row.error(f"IMO {imo_number[:20]} is not seven digits with a right check digit")
    return Vessel(
        id=row.new_id("vessel"),
        name=row.required("name"),
        imo_number=imo_number,
        dwt_t=row.number("dwt_t"),
        gross_tonnage=row.number("gross_tonnage"),
        built=row.whole_number("built"),
        owner=row.text("owner"),
        aliases=row.names("aliases"),
        in_trade=row.yes("in_trade"),
        note=row.text("note"),
        citation=row.citation(),
    )


def read_listings(path: Path, ids: Ids) -> tuple[Listing, ...]:
    """Listings in the file's order; a vessel may have several, which are numbered for each authority."""
    listings: list[Listing] = []
    counts: Counter[str] = Counter()
    for row in read_table(path, LISTING_COLUMNS, ids):
        stem = f"listing-{row.text('vessel_id')}-{row.text('authority')}"
        counts[stem] += 1
        listings.append(_listing(row, f"{stem}-{counts[stem]}"))
    return tuple(listings)


def _listing(row: Row, listing_id: str) -> Listing:
    row.required("vessel_id")
    if row.required("authority") not in AUTHORITIES:
        raise row.error(f"authority is {row.text('authority')[:20]}, not one of {', '.join(AUTHORITIES)}")
    return Listing(
        id=listing_id,
        vessel_id=row.reference("vessel_id", "vessel"),
        authority=row.text("authority"),
        listed_on=row.day("listed_on"),
        measure=row.required("measure"),
        listed_as=row.text("listed_as"),
        citation=row.citation(),
    )

"""Vessels, the identities they went under, and their sanctions listings."""

from collections.abc import Iterator
from typing import Final

from desktop_app.domain.vessel import AUTHORITIES
from desktop_app.exporters.data.rows.reading import Reading, TableSource
from desktop_app.exporters.data.rows.shared import (
    NOTE,
    cited_cells,
    cited_columns,
    id_column,
    vessel_cells,
    vessel_columns,
)
from desktop_app.exporters.data.tables import DataColumn, Kind, Names, Row, Standing

_MMSI: Final = DataColumn(
    "mmsi", Kind.TEXT, "MMSI", "nine digits", names=Names.VESSEL_NUMBER, tells=("vessel.mmsi",)
)
_FLAG: Final = DataColumn("flag", Kind.TEXT, "Flag", "ISO 3166 alpha-2", tells=("vessel.flag",))
_OWNER: Final = DataColumn(
    "owner",
    Kind.TEXT,
    "Owner",
    "owner or manager, as documented",
    names=Names.COMPANY,
    tells=("vessel.owner",),
)
_CALL_SIGN: Final = DataColumn(
    "call_sign",
    Kind.TEXT,
    "Call sign",
    "of the radio",
    names=Names.VESSEL_NUMBER,
    tells=("vessel.call_sign",),
)
_IMO_NUMBER: Final = DataColumn(
    "imo_number",
    Kind.TEXT,
    "IMO number",
    "seven digits, empty where not documented; never guessed",
    names=Names.VESSEL_NUMBER,
    tells=("vessel.imo_number",),
)
_NAME: Final = DataColumn(
    "name", Kind.TEXT, "Name", "upper-case Latin name", names=Names.VESSEL, tells=("vessel.name",)
)
_VESSEL_COLUMNS: Final = (
    id_column("vessels", Names.VESSEL_ID),
    _NAME,
    DataColumn(
        "other_names",
        Kind.LIST,
        "Other names",
        "under which it is known too",
        names=Names.VESSEL,
        tells=("vessel.name",),
    ),
    _IMO_NUMBER,
    _MMSI._replace(description="of the latest identity that has one"),
    _FLAG._replace(description="ISO 3166 alpha-2, of the latest identity that has one"),
    DataColumn(
        "deadweight_t", Kind.NUMBER, "Deadweight", "tonnes, as documented", "t", tells=("vessel.deadweight",)
    ),
    DataColumn("gross_tonnage", Kind.NUMBER, "Gross tonnage", "no unit", tells=("vessel.gross_tonnage",)),
    DataColumn("built", Kind.INTEGER, "Built", "year", tells=("vessel.built",)),
    _OWNER,
    DataColumn(
        "listed_by", Kind.LIST, "Listed by", "authorities of the table listings", tells=("vessel.listed",)
    ),
    DataColumn("in_trade", Kind.YES_NO, "In the trade", "documented in the trade; else reference fleet"),
    NOTE,
    *cited_columns(),
)
_IDENTITY_COLUMNS: Final = (
    id_column("identities"),
    *vessel_columns()[:2],
    _NAME._replace(description="under which it went"),
    _FLAG,
    _IMO_NUMBER._replace(description="claimed under this identity"),
    _MMSI,
    _CALL_SIGN,
    _OWNER,
    DataColumn("first_day", Kind.DAY, "First day (UTC)", "first day known under this identity"),
    DataColumn("last_day", Kind.DAY, "Last day (UTC)", "last day known under this identity"),
    NOTE,
    *cited_columns(),
)
_LISTING_COLUMNS: Final = (
    id_column("listings"),
    *vessel_columns(),
    DataColumn(
        "authority",
        Kind.TEXT,
        "Authority",
        "who lists it",
        choices=AUTHORITIES,
        tells=("vessel.listed",),
    ),
    DataColumn(
        "listed_on",
        Kind.DAY,
        "Listed on",
        "empty where only the fact is documented",
        tells=("listings.when",),
    ),
    DataColumn(
        "delisted_on",
        Kind.DAY,
        "Ended on",
        "empty while it stands or where not documented",
        tells=("listings.when",),
    ),
    DataColumn("measure", Kind.TEXT, "Measure", "what it orders, in the case's words"),
    DataColumn(
        "listed_as",
        Kind.TEXT,
        "Listed as",
        "the name in the list, if another",
        names=Names.VESSEL,
        tells=("vessel.name",),
    ),
    *cited_columns(),
)


def _vessels(reading: Reading) -> Iterator[Row]:
    record = reading.store.record
    for row in record.vessels:
        if not reading.wants("vessels", row.id):
            continue
        known = [one for one in record.identities if one.vessel_id == row.id]
        listed = dict.fromkeys(one.authority for one in record.listings if one.vessel_id == row.id)
        names = dict.fromkeys((*row.aliases, *(one.name for one in known if one.name != row.name)))
        yield (
            row.id,
            row.name,
            tuple(filter(None, names)),
            row.imo_number or None,
            next((one.mmsi for one in reversed(known) if one.mmsi), None),
            next((one.flag for one in reversed(known) if one.flag), None),
            row.dwt_t,
            row.gross_tonnage,
            row.built,
            row.owner or None,
            tuple(listed),
            row.in_trade,
            row.note or None,
            *cited_cells(reading, row.citation),
        )


def _identities(reading: Reading) -> Iterator[Row]:
    for row in reading.store.record.identities:
        if reading.wants("vessels", row.vessel_id):
            yield (
                row.id,
                *vessel_cells(reading, row.vessel_id)[:2],
                row.name or None,
                row.flag or None,
                row.imo_number or None,
                row.mmsi or None,
                row.call_sign or None,
                row.owner or None,
                row.first_day,
                row.last_day,
                row.note or None,
                *cited_cells(reading, row.citation),
            )


def _listings(reading: Reading) -> Iterator[Row]:
    for row in reading.store.record.listings:
        if reading.wants("vessels", row.vessel_id):
            yield (
                row.id,
                *vessel_cells(reading, row.vessel_id),
                row.authority,
                row.listed_on,
                row.delisted_on,
                row.measure,
                row.listed_as or None,
                *cited_cells(reading, row.citation),
            )


VESSELS: Final = TableSource(
    "vessels",
    "Vessels",
    "Ships as documented; an empty cell is not documented, never none",
    _VESSEL_COLUMNS,
    None,
    Standing.REFERENCE,
    "vessel",
    _vessels,
    lambda reading: len(reading.store.record.vessels),
)
IDENTITIES: Final = TableSource(
    "identities",
    "Vessel identities",
    "Names, flags, numbers and owners under which a vessel went, with the days between which it did",
    _IDENTITY_COLUMNS,
    None,
    Standing.REFERENCE,
    "identity",
    _identities,
    lambda reading: len(reading.store.record.identities),
)
LISTINGS: Final = TableSource(
    "listings",
    "Listings",
    "Sanctions listings of the vessels",
    _LISTING_COLUMNS,
    None,
    Standing.REFERENCE,
    "listing",
    _listings,
    lambda reading: len(reading.store.record.listings),
)

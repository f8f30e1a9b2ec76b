"""Vessels, their identities over time, listings, companies."""

from typing import Final

from desktop_app.domain.vessel import AUTHORITIES
from desktop_app.storage.tables.declare import Table, day, flag, number, one_of, refers, text, whole

VESSEL: Final = Table(
    "vessel",
    "Vessels",
    "Ships as documented; an empty cell is not documented, never none",
    (
        text("name", "upper-case Latin name", required=True),
        text("imo_number", "seven digits with a right check digit"),
        number("dwt_t", "deadweight in tonnes"),
        number("gross_tonnage", "gross tonnage, no unit"),
        whole("built", "year of build"),
        text("owner", "owner or manager as documented"),
        flag("in_trade", "documented in the trade; else reference fleet"),
        text("note", "what a reader should know"),
    ),
    indexes=("imo_number", "name"),
)

VESSEL_IDENTITY: Final = Table(
    "vessel_identity",
    "Vessel identities",
    "Names, flags, numbers and owners under which a vessel went, with the days between which it did",
    (
        refers("vessel_id", "vessel", "the vessel", required=True),
        text("name", "name"),
        text("flag", "flag state, ISO 3166 alpha-2"),
        text("imo_number", "IMO number claimed"),
        text("mmsi", "Maritime Mobile Service Identity, nine digits"),
        text("call_sign", "radio call sign"),
        text("owner", "owner or manager"),
        day("first_day", "first day known under this identity"),
        day("last_day", "last day known under this identity"),
        text("note", "what a reader should know"),
    ),
    indexes=("vessel_id",),
)

LISTING: Final = Table(
    "listing",
    "Listings",
    "Sanctions listings of vessels",
    (
        refers("vessel_id", "vessel", "the vessel listed", required=True),
        one_of("authority", "who lists it", AUTHORITIES),
        day("listed_on", "day of listing, empty where only the fact is documented"),
        day("delisted_on", "day on which the listing ended"),
        text("measure", "what it orders, in our words", required=True),
        text("listed_as", "the name used in the list, empty if the vessel's own"),
    ),
    indexes=("vessel_id",),
)

COMPANY: Final = Table(
    "company",
    "Companies",
    "Companies named in connection with the trade",
    (
        text("name", "name in Latin letters", required=True),
        text("name_ru", "name in Russian"),
        text("role", "part in the trade, in our words", required=True),
        text("listings", "sanctions listings, in words"),
    ),
)

PARTICULARS: Final = Table(
    "vessel_particulars",
    "Particulars of vessels",
    "Dimensions and tank capacity of a vessel after one source; what another source says is another row",
    (
        refers("vessel_id", "vessel", "the vessel", required=True),
        number("length_m", "length between perpendiculars in metres"),
        number("beam_m", "moulded breadth in metres"),
        number("draught_max_m", "summer draught in metres: at it she carries her deadweight"),
        number("capacity_m3", "capacity of the cargo tanks in cubic metres"),
        text("note", "what a reader should know"),
    ),
    indexes=("vessel_id",),
)

DEADWEIGHT_SCALE: Final = Table(
    "deadweight_scale",
    "Points of deadweight scales",
    "Points of the curve that tells what a vessel carries at a draught",
    (
        refers("vessel_id", "vessel", "the vessel", required=True),
        number("draught_m", "draught in metres", required=True),
        number("deadweight_t", "tonnes aboard at this draught: cargo, fuel, water and stores", required=True),
    ),
    indexes=("vessel_id",),
)

TABLES: Final = (VESSEL, VESSEL_IDENTITY, LISTING, COMPANY, PARTICULARS, DEADWEIGHT_SCALE)

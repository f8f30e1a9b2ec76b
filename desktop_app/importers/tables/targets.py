"""What rows of a table can become, and what a column can say about each."""

from enum import StrEnum
from typing import Final, NamedTuple


class FieldKind(StrEnum):
    """How the text in a cell is read."""

    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"  # with a unit family, see `Field.family`
    TIME = "time"  # a time of any precision, or a range
    POSITION = "position"  # both coordinates in one cell, in any form
    LON = "lon"
    LAT = "lat"
    CHOICE = "choice"
    YES_NO = "yes_no"
    VESSEL = "vessel"  # a ship's name
    IMO = "imo"
    MMSI = "mmsi"
    CALL_SIGN = "call_sign"
    FLAG = "flag"  # a country by name, ISO code or MID
    PORT = "port"  # a name in any language of the region, a LOCODE, or coordinates
    STATION = "station"
    COMPANY = "company"
    SOURCE = "source"  # a title or an address that the row cites
    KEY = "key"  # names the row in its file, so that an updated file updates


class Field(NamedTuple):
    """Something that a column can say.

    Attributes:
        name: names it in mappings.
        title: for people.
        column: column of the table that it fills; empty where several follow from it.
        family: of a number's units: "volume", "mass", "length", "speed", "angle", "share", "money", "count".
    """

    name: str
    title: str
    kind: FieldKind
    column: str = ""
    family: str = ""


class Target(NamedTuple):
    """One kind of row.

    Attributes:
        name: names it in mappings and on the command line.
        title: for people, plural.
        table: where its rows go.
        fields: what can be said.
        needed: groups of field names; a row needs one field of each group.
        natural_key: fields that name a row together where no column is the key.
    """

    name: str
    title: str
    table: str
    fields: tuple[Field, ...]
    needed: tuple[tuple[str, ...], ...]
    natural_key: tuple[str, ...]

    def field(self, name: str) -> Field:
        """A field by name.

        Raises:
            KeyError: there is none of that name.
        """
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


_K = FieldKind
_KEY: Final = Field("key", "Key of the row", _K.KEY)
_SOURCE: Final = Field("source", "Source", _K.SOURCE)
_SUMMARY: Final = Field("summary", "Summary", _K.TEXT, "summary")
_TIMES: Final = (
    Field("time", "Time", _K.TIME),
    Field("time_start", "Time, from", _K.TIME),
    Field("time_end", "Time, to", _K.TIME),
)
_SHIP: Final = (
    Field("vessel", "Vessel", _K.VESSEL),
    Field("imo", "IMO number", _K.IMO),
    Field("mmsi", "MMSI", _K.MMSI),
    Field("call_sign", "Call sign", _K.CALL_SIGN),
    Field("flag", "Flag", _K.FLAG),
)
_PLACE: Final = (
    Field("position", "Position", _K.POSITION),
    Field("lon", "Longitude", _K.LON),
    Field("lat", "Latitude", _K.LAT),
)
_SEEN: Final = (
    Field("tracker", "Tracker", _K.CHOICE, "tracker"),
    Field("riding", "Riding", _K.CHOICE, "riding"),
    Field("draught", "Draught", _K.NUMBER, "draught_m", "length"),
    Field("how_known", "How known", _K.CHOICE, "how_known"),
)
_WHEN: Final = ("time", "time_start")

VOYAGES: Final = Target(
    "voyages",
    "Voyages",
    "voyage",
    (
        _KEY,
        *_SHIP,
        *_TIMES,
        Field("from_port", "Loading port", _K.PORT, "from_port_id"),
        Field("to_port", "Port of discharge", _K.PORT, "to_port_id"),
        Field("departure", "Departure", _K.TIME),
        Field("arrival", "Arrival", _K.TIME),
        Field("product", "Product", _K.TEXT, "product"),
        Field("cargo", "Cargo", _K.NUMBER, "cargo_best", "volume"),
        Field("cargo_low", "Cargo, lowest", _K.NUMBER, "cargo_low", "volume"),
        Field("cargo_high", "Cargo, highest", _K.NUMBER, "cargo_high", "volume"),
        Field("tracker", "Tracker", _K.CHOICE, "tracker"),
        Field("riding", "Riding", _K.CHOICE),
        Field("draught", "Draught", _K.NUMBER, "", "length"),
        Field("how_known", "How known", _K.CHOICE, "how_known"),
        _SUMMARY,
        _SOURCE,
    ),
    ((*_WHEN, "departure"), ("vessel", "imo", "mmsi", "from_port", "to_port")),
    ("imo", "mmsi", "vessel", "time", "time_start", "departure", "from_port", "to_port"),
)
CALLS: Final = Target(
    "calls",
    "Port calls",
    "port_call",
    (
        _KEY,
        *_SHIP,
        *_TIMES,
        Field("port", "Port", _K.PORT, "port_id"),
        Field("activity", "Activity", _K.CHOICE, "activity"),
        *_SEEN,
        _SUMMARY,
        _SOURCE,
    ),
    (_WHEN, ("port",)),
    ("imo", "mmsi", "vessel", "time", "time_start", "port"),
)
SIGHTINGS: Final = Target(
    "sightings",
    "Sightings",
    "sighting",
    (
        _KEY,
        *_SHIP,
        *_TIMES,
        *_PLACE,
        Field("place", "Place in words", _K.TEXT, "place"),
        Field("accuracy", "Accuracy", _K.NUMBER, "accuracy_km", "length"),
        Field("sensor", "Sensor", _K.CHOICE, "sensor"),
        *_SEEN,
        _SUMMARY,
        _SOURCE,
    ),
    (_WHEN, ("position", "lat", "place")),
    ("imo", "mmsi", "vessel", "time", "time_start", "position", "lon", "lat", "place"),
)
VESSELS: Final = Target(
    "vessels",
    "Vessels",
    "vessel",
    (
        _KEY,
        *_SHIP,
        Field("dwt", "Deadweight", _K.NUMBER, "dwt_t", "mass"),
        Field("gross_tonnage", "Gross tonnage", _K.NUMBER, "gross_tonnage", "count"),
        Field("built", "Year of build", _K.WHOLE, "built"),
        Field("owner", "Owner", _K.TEXT, "owner"),
        Field("length", "Length", _K.NUMBER, "", "length"),
        Field("beam", "Beam", _K.NUMBER, "", "length"),
        Field("draught_max", "Summer draught", _K.NUMBER, "", "length"),
        Field("capacity", "Tank capacity", _K.NUMBER, "", "volume"),
        Field("known_from", "Known from", _K.TIME),
        Field("known_to", "Known to", _K.TIME),
        Field("note", "Note", _K.TEXT, "note"),
        _SOURCE,
    ),
    (("vessel", "imo", "mmsi"),),
    ("imo", "mmsi", "vessel"),
)
CONSIGNMENTS: Final = Target(
    "consignments",
    "Rail consignments",
    "consignment",
    (
        _KEY,
        *_TIMES,
        Field("shipper", "Shipper", _K.COMPANY, "shipper"),
        Field("consignee", "Consignee", _K.COMPANY, "consignee"),
        Field("from_station", "Station of departure", _K.STATION, "from_station_id"),
        Field("to_station", "Station of arrival", _K.STATION, "to_station_id"),
        Field("product", "Product", _K.TEXT, "product"),
        Field("quantity", "Quantity", _K.NUMBER, "quantity_best", "mass"),
        Field("quantity_low", "Quantity, lowest", _K.NUMBER, "quantity_low", "mass"),
        Field("quantity_high", "Quantity, highest", _K.NUMBER, "quantity_high", "mass"),
        Field("wagons", "Wagons", _K.WHOLE, "wagons"),
        _SUMMARY,
        _SOURCE,
    ),
    (_WHEN, ("quantity", "quantity_low", "wagons", "shipper", "consignee")),
    ("time", "time_start", "shipper", "consignee", "from_station", "to_station", "product"),
)
PAYMENTS: Final = Target(
    "payments",
    "Payments",
    "payment",
    (
        _KEY,
        *_TIMES,
        Field("payer", "Payer", _K.COMPANY, "payer"),
        Field("payee", "Payee", _K.COMPANY, "payee"),
        Field("amount", "Amount", _K.NUMBER, "amount", "money"),
        Field("currency", "Currency", _K.TEXT, "currency"),
        Field("qualifier", "Word before the number", _K.CHOICE, "qualifier"),
        Field("purpose", "Purpose", _K.TEXT, "purpose"),
        _SOURCE,
    ),
    (_WHEN, ("payer", "payee")),
    ("time", "time_start", "payer", "payee", "amount", "currency"),
)
CLAIMS: Final = Target(
    "claims",
    "Claims",
    "claim",
    (
        _KEY,
        *_TIMES,
        Field("claimant", "Claimant", _K.TEXT, "claimant"),
        Field("measure", "What is counted", _K.CHOICE, "measure"),
        Field("qualifier", "Word before the number", _K.CHOICE, "qualifier"),
        Field("figure", "Figure", _K.NUMBER, "", "volume"),
        Field("figure_low", "Figure, lowest", _K.NUMBER, "low", "volume"),
        Field("figure_high", "Figure, highest", _K.NUMBER, "high", "volume"),
        Field("mode", "By sea or rail", _K.CHOICE, "mode"),
        Field("what", "The counted thing", _K.TEXT, "what"),
        Field("note", "Note", _K.TEXT, "note"),
        _SOURCE,
    ),
    (("claimant",), ("figure", "figure_low")),
    ("claimant", "measure", "time", "time_start", "what"),
)
COVERAGE: Final = Target(
    "coverage",
    "Observation coverage",
    "observation",
    (
        _KEY,
        *_TIMES,
        Field("port", "Port", _K.PORT, "port_id"),
        Field("visibility", "Whether it could be seen", _K.CHOICE, "visibility"),
        Field("cloud_share", "Share under cloud", _K.NUMBER, "cloud_share", "share"),
        Field("text", "What the source says", _K.TEXT, "text"),
        _SOURCE,
    ),
    (_WHEN, ("port",)),
    ("port", "time", "time_start"),
)
# Positions that no known layout of AIS files holds; they become tracks.
FIXES: Final = Target(
    "fixes",
    "AIS position reports",
    "track",
    (
        Field("mmsi", "MMSI", _K.MMSI),
        Field("time", "Time", _K.TIME),
        Field("lon", "Longitude", _K.LON),
        Field("lat", "Latitude", _K.LAT),
        Field("speed", "Speed over ground", _K.NUMBER, "", "speed"),
        Field("course", "Course over ground", _K.NUMBER, "", "angle"),
        Field("heading", "Heading", _K.NUMBER, "", "angle"),
        Field("nav_status", "Navigational status", _K.WHOLE),
        Field("draught", "Draught", _K.NUMBER, "", "length"),
        Field("vessel", "Vessel", _K.VESSEL),
        Field("imo", "IMO number", _K.IMO),
        Field("call_sign", "Call sign", _K.CALL_SIGN),
        Field("ship_type", "Ship type", _K.TEXT),
        Field("destination", "Destination", _K.TEXT),
        Field("length", "Length", _K.NUMBER, "", "length"),
        Field("beam", "Beam", _K.NUMBER, "", "length"),
    ),
    (("mmsi", "imo"), ("time",), ("lon",), ("lat",)),
    ("mmsi", "time"),
)
TARGETS: Final = (VOYAGES, CALLS, SIGHTINGS, VESSELS, CONSIGNMENTS, PAYMENTS, CLAIMS, COVERAGE, FIXES)
TARGETS_BY_NAME: Final = {target.name: target for target in TARGETS}

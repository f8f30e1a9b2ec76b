"""The layout of every form."""

from typing import Final

from desktop_app.ui.forms.layout import Field, Group, Input, Layout

_TIME: Final = Field("start_utc", "Time (UTC)", help="2024-03-07, 7–22 Mar 2024, 2024-03, about 2024")
_POSITION_HELP: Final = "any usual form, as 42.75, 133.08 or 42°45′N 133°05′E; or point on the map"
_TRACKER: Final = Field("tracker", "AIS transmitter", first="unknown")
_RIDING: Final = Field("riding", "Riding", first="unknown")
_DRAUGHT: Final = Field("draught_m", "Draught", unit="m", help="as reported")
_HOW: Final = Field("how_known", "Known by", help="at least one kind of observation")
_SUMMARY: Final = Field("summary", "Summary", help="what the sources say, in your own words")
_NOTE: Final = Field("note", "Note", help="what a reader should know")

_NAMES: Final = (
    Field("name_en", "Name, English"),
    Field("name_ru", "Name, Russian"),
    Field("name_ko", "Name, Korean"),
    Field("country", "Country", help="ISO 3166: RU, KP, CN"),
    Field("locode", "UN/LOCODE", help="five signs, as RUNJK"),
)
_PLACE: Final = (
    Field("geom", "Position", help=_POSITION_HELP),
    Field("position_accuracy_m", "Known to", unit="m", help="radius within which the real place lies"),
    Field("position_basis", "Known from", help="how the position is known"),
)

LAYOUTS: Final[tuple[Layout, ...]] = (
    Layout(
        "sighting",
        "Sighting",
        (
            Group(
                "What and when",
                (
                    Field("vessel_id", "Vessel", help="leave empty where the ship is not named"),
                    _TIME,
                    Field("sensor", "Seen by", first="unknown"),
                ),
            ),
            Group(
                "Where",
                (
                    Field("geom", "Position", help=_POSITION_HELP),
                    Field(
                        "accuracy_km", "Within", unit="km", help="radius within which the real position lies"
                    ),
                    Field("place", "In words", help="the position as reported, such as “off Nampo”"),
                    Field("position_basis", "Known from", help="how words became a point"),
                ),
            ),
            Group("What was seen", (_HOW, _TRACKER, _RIDING, _DRAUGHT, _SUMMARY)),
            Group(
                "Belongs to",
                (Field("voyage_id", "Voyage", help="empty gives it a row of its own in the table"),),
            ),
        ),
    ),
    Layout(
        "port_call",
        "Port call",
        (
            Group(
                "What and when",
                (
                    Field("vessel_id", "Vessel", help="leave empty where the ship is not named"),
                    Field("ships", "Ships", help="how many ships the statement covers", first=1),
                    Field("port_id", "Port or terminal", Input.PLACE),
                    Field("activity", "Activity", first="unknown"),
                    _TIME,
                ),
            ),
            Group("What was seen", (_HOW, _TRACKER, _RIDING, _DRAUGHT, _SUMMARY)),
            Group(
                "Belongs to",
                (Field("voyage_id", "Voyage", help="empty gives it a row of its own in the table"),),
            ),
        ),
    ),
    Layout(
        "voyage",
        "Voyage",
        (
            Group(
                "What and when",
                (
                    Field("vessel_id", "Vessel", help="leave empty where the ship is not named"),
                    Field("label", "Label", help="what to call the row where no vessel is named"),
                    Field("kind", "Stands for", first="voyage"),
                    _TIME,
                ),
            ),
            Group(
                "From and to",
                (
                    Field("from_port_id", "Loading port"),
                    Field("to_port_id", "Discharge port"),
                    Field("to_place", "Destination", help="in words, where it is no port of the case"),
                    Field("to_basis", "Destination is", first="unknown"),
                ),
            ),
            Group(
                "Cargo",
                (
                    Field("product", "Product", help="as documented"),
                    Field("cargo_low", "Quantity", Input.QUANTITY),
                ),
            ),
            Group("What was seen", (_HOW, _TRACKER, _SUMMARY)),
            Group(
                "In the totals",
                (
                    Field("ships", "Calls", help="number of calls the row stands for", first=1),
                    Field("ships_approximate", "The source says about", first=0),
                    Field("counted", "Adds to the observed calls", first=1),
                    Field("not_counted_why", "Does not add, because"),
                ),
            ),
        ),
    ),
    Layout(
        "vessel",
        "Vessel",
        (
            Group("Ship", (Field("name", "Name"), Field("imo_number", "IMO number", help="seven digits"))),
            Group(
                "Particulars",
                (
                    Field("dwt_t", "Deadweight", unit="t"),
                    Field("gross_tonnage", "Gross tonnage", unit="GT"),
                    Field("built", "Built", help="year"),
                    Field("owner", "Owner", help="owner or manager as documented"),
                    Field("in_trade", "Documented in the trade", first=1),
                    _NOTE,
                ),
            ),
        ),
    ),
    Layout(
        "vessel_identity",
        "Vessel identity",
        (
            Group("Ship", (Field("vessel_id", "Vessel"),)),
            Group(
                "Known as",
                (
                    Field("name", "Name"),
                    Field("flag", "Flag", help="ISO 3166: KP, RU, CN"),
                    Field("imo_number", "IMO number", help="as claimed"),
                    Field("mmsi", "MMSI", help="nine digits; the first three name the country"),
                    Field("call_sign", "Call sign"),
                    Field("owner", "Owner"),
                ),
            ),
            Group("Between", (Field("first_day", "First day"), Field("last_day", "Last day"), _NOTE)),
        ),
    ),
    Layout(
        "vessel_particulars",
        "Vessel particulars",
        (
            Group("Ship", (Field("vessel_id", "Vessel"),)),
            Group(
                "After one source",
                (
                    Field("length_m", "Length", unit="m", help="between perpendiculars"),
                    Field("beam_m", "Breadth", unit="m", help="moulded"),
                    Field("draught_max_m", "Summer draught", unit="m"),
                    Field("capacity_m3", "Cargo tanks", unit="m³", help="capacity of all cargo tanks"),
                    _NOTE,
                ),
            ),
        ),
    ),
    Layout(
        "deadweight_scale",
        "Point of a deadweight scale",
        (
            Group(
                "Ship and draught",
                (
                    Field("vessel_id", "Vessel"),
                    Field("draught_m", "Draught", unit="m", help="in sea water"),
                    Field("deadweight_t", "Aboard", unit="t", help="cargo, fuel, water and stores together"),
                ),
            ),
        ),
    ),
    Layout(
        "listing",
        "Listing",
        (
            Group(
                "Listing",
                (
                    Field("vessel_id", "Vessel"),
                    Field("authority", "Listed by"),
                    Field("listed_on", "Listed on", help="empty where only the fact is documented"),
                    Field("delisted_on", "Until"),
                    Field("measure", "Orders", help="what it orders, in your own words"),
                    Field("listed_as", "Listed as", help="the name in the list, if it is another"),
                ),
            ),
        ),
    ),
    Layout(
        "company",
        "Company",
        (
            Group(
                "Company",
                (
                    Field("name", "Name"),
                    Field("name_ru", "Name, Russian"),
                    Field("role", "Part in the trade"),
                    Field("listings", "Listings", help="sanctions listings, in words"),
                ),
            ),
        ),
    ),
    Layout(
        "port",
        "Port",
        (
            Group("Port", (*_NAMES, Field("kind", "Is", first="port"), Field("role", "Role", first="other"))),
            Group("Where", (*_PLACE, _NOTE)),
        ),
    ),
    Layout(
        "terminal",
        "Terminal or berth",
        (
            Group(
                "Terminal",
                (
                    Field("port_id", "Part of"),
                    *_NAMES,
                    Field("kind", "Is", first="oil terminal"),
                    Field("role", "Role", first="other"),
                ),
            ),
            Group("Where", (*_PLACE, _NOTE)),
        ),
    ),
    Layout(
        "consignment",
        "Rail consignment",
        (
            Group("When", (_TIME,)),
            Group(
                "Between",
                (
                    Field("from_station_id", "From"),
                    Field("to_station_id", "To"),
                    Field("shipper", "Shipper", help="who sent it"),
                    Field("shipper_id", "is company", help="if it is a company of the case"),
                    Field("consignee", "Consignee", help="to whom"),
                    Field("consignee_id", "is company", help="if it is a company of the case"),
                ),
            ),
            Group(
                "Cargo",
                (
                    Field("product", "Product", help="as documented"),
                    Field("quantity_low", "Quantity", Input.QUANTITY),
                    Field("wagons", "Wagons"),
                    _SUMMARY,
                ),
            ),
        ),
    ),
    Layout(
        "payment",
        "Payment",
        (
            Group(
                "Between",
                (
                    Field("payer", "Payer"),
                    Field("payer_id", "is company", help="if it is a company of the case"),
                    Field("payee", "Payee"),
                    Field("payee_id", "is company", help="if it is a company of the case"),
                ),
            ),
            Group(
                "What",
                (
                    Field("qualifier", "Amount is", first="exactly"),
                    Field("amount", "Amount", help="empty where it is not published"),
                    Field("currency", "Currency", help="ISO 4217: RUB, USD, CNY", first="RUB"),
                    _TIME,
                    Field("purpose", "Purpose", Input.TEXT, help="what it was for, in your own words"),
                ),
            ),
        ),
    ),
    Layout(
        "claim",
        "Claim",
        (
            Group(
                "Claim",
                (
                    Field("claimant", "Who says it", help="not who prints it"),
                    Field("what", "Counts", help="the counted thing, in your own words"),
                    Field("measure", "Measure"),
                    Field("qualifier", "Figure is", first="exactly"),
                    Field("low", "Figure", help="or the lower end of its range; a share is 0 to 1"),
                    Field("high", "Up to", help="the upper end; the same figure where there is no range"),
                    Field("mode", "Moves by", first="all"),
                    _TIME._replace(help="the window it covers; empty for none"),
                    _NOTE._replace(help="what the claim leaves open"),
                ),
            ),
        ),
    ),
    Layout(
        "notified_figure",
        "Notified figure",
        (
            Group(
                "Notified to the 1718 Committee",
                (
                    Field("exporter", "Exporter", help="RU, CN, RU+CN or all"),
                    _TIME,
                    Field("volume_bbl", "Barrels", unit="bbl", help="empty where only tonnes are documented"),
                    Field("mass_t", "Tonnes", unit="t", help="empty where only barrels are documented"),
                    Field("as_of", "State of", help="state of the Committee’s table, where it covers so far"),
                    _NOTE,
                ),
            ),
        ),
    ),
    Layout(
        "observation",
        "Observation coverage",
        (
            Group(
                "Coverage",
                (
                    Field("port_id", "Port watched"),
                    _TIME,
                    Field("visibility", "Could be seen"),
                    Field("cloud_share", "Cloud", help="share of the place under cloud, 0 to 1"),
                    Field("text", "What is known", help="what the sources say, in your own words"),
                ),
            ),
        ),
    ),
    Layout(
        "public_event",
        "Public event",
        (Group("Event", (_TIME, Field("title", "Title"), Field("text", "What happened"))),),
    ),
    Layout(
        "parameter",
        "Parameter",
        (
            Group(
                "Parameter",
                (
                    Field("name", "Name"),
                    Field("low", "Lowest"),
                    Field("best", "In use"),
                    Field("high", "Highest"),
                    Field("unit", "Unit"),
                    _NOTE._replace(help="what it assumes"),
                ),
            ),
        ),
    ),
    Layout(
        "scenario",
        "Scenario",
        (
            Group(
                "Scenario",
                (
                    Field("name", "Name"),
                    _NOTE._replace(label="What for", help="what it is for; its values are rows of their own"),
                ),
            ),
        ),
    ),
    Layout(
        "scenario_value",
        "Value of a scenario",
        (
            Group(
                "What it changes",
                (
                    Field("scenario_id", "Scenario"),
                    Field("parameter_id", "Parameter", help="what is not changed stays as published"),
                ),
            ),
            Group(
                "To",
                (
                    Field("low", "Lowest"),
                    Field("best", "In use"),
                    Field("high", "Highest", help="all may be equal"),
                    _NOTE._replace(label="Why", help="why this value"),
                ),
            ),
        ),
    ),
    Layout(
        "source",
        "Source",
        (
            Group(
                "Publication",
                (
                    Field("title", "Title"),
                    Field("publisher", "Publisher"),
                    Field("published", "Published", help="as far as known: 2024-11-21, or in words"),
                    Field("url", "Address", help="kept as text; never opened by the program"),
                ),
            ),
            Group(
                "What was read",
                (
                    Field("kind", "Kind of copy", first="original"),
                    Field("retrieved_utc", "Retrieved (UTC)", help="2024-11-22 14:30"),
                    Field(
                        "reliability", "Reliability", help="Admiralty scale; the statement is judged apart"
                    ),
                    _NOTE._replace(help="what a reader should know of this copy"),
                ),
            ),
        ),
    ),
    Layout(
        "note",
        "Note",
        (Group("Note", (Field("text", "Remark", help="your own words; a note is no evidence"),)),),
    ),
)
LAYOUT_OF: Final = {layout.table: layout for layout in LAYOUTS}

"""Names of things across views: "kind:id", where the kind stands for a table."""

from typing import Final

# A terminal is a port's part; on the map and in cards both are places called "port".
TABLES_OF_KIND: Final[dict[str, tuple[str, ...]]] = {
    "voyage": ("voyage",),
    "call": ("port_call",),
    "sighting": ("sighting",),
    "vessel": ("vessel",),
    "identity": ("vessel_identity",),
    "listing": ("listing",),
    "company": ("company",),
    "port": ("port", "terminal"),
    "station": ("station",),
    "rail": ("rail_line",),
    "consignment": ("consignment",),
    "payment": ("payment",),
    "track": ("track",),
    "claim": ("claim",),
    "notified": ("notified_figure",),
    "rule": ("rule",),
    "factor": ("conversion_factor",),
    "event": ("public_event",),
    "observation": ("observation",),
    "contradiction": ("contradiction",),
    "parameter": ("parameter",),
    "scenario": ("scenario",),
    "scenario_value": ("scenario_value",),
    "particulars": ("vessel_particulars",),
    "scale_point": ("deadweight_scale",),
    "source": ("source",),
    "attachment": ("attachment",),
    "note": ("note",),
    "import": ("import_run",),
    "doubt": ("doubt",),
    "layer": ("reference_layer",),
    "ais_event": ("ais_event",),
    "verdict": ("event_verdict",),
    "area": ("watch_area",),
    "detection": ("detection",),
}
KIND_OF_TABLE: Final = {table: kind for kind, tables in TABLES_OF_KIND.items() for table in tables}

"""Words for the kinds and states of voyages."""

from desktop_app.domain.movement import (
    Activity,
    DestinationBasis,
    HowKnown,
    Riding,
    Sensor,
    Tracker,
    Voyage,
    VoyageKind,
)
from desktop_app.storage.content import Content

TRACKER_WORDS = {Tracker.OFF: "off", Tracker.ON: "on", Tracker.UNKNOWN: "not reported"}
RIDING_WORDS = {
    Riding.HIGH: "high in the water (ballast)",
    Riding.LOW: "low in the water (laden)",
    Riding.UNKNOWN: "",
}
ACTIVITY_WORDS = {
    Activity.LOAD: "loading",
    Activity.DISCHARGE: "discharge",
    Activity.UNKNOWN: "purpose not documented",
}
SENSOR_WORDS = {
    Sensor.OPTICAL: "optical satellite image",
    Sensor.SAR: "radar satellite image (SAR)",
    Sensor.AIS: "AIS",
    Sensor.WEBCAM: "webcam",
    Sensor.REPORT: "report",
    Sensor.UNKNOWN: "",
}
DESTINATION_WORDS = {
    DestinationBasis.DOCUMENTED: "documented",
    DestinationBasis.SIGNALLED: "signalled by AIS, arrival not documented",
    DestinationBasis.REPORTED: "as reported",
    DestinationBasis.UNKNOWN: "",
}
KIND_WORDS = {
    VoyageKind.VOYAGE: "voyage",
    VoyageKind.CALL: "port call, destination not published",
    VoyageKind.SIGHTING: "sighting, no call documented",
    VoyageKind.GROUP: "calls counted, not published one by one",
}


def voyage_title(record: Content, voyage: Voyage) -> str:
    """Vessel name, or what the row is called without one."""
    vessel = next((row for row in record.vessels if row.id == voyage.vessel_id), None)
    return vessel.name if vessel is not None else voyage.label


def port_name(record: Content, port_id: str) -> str:
    """English name of a port, empty for no port."""
    return next((port.names.en for port in record.ports if port.id == port_id), "")


def how_known_words(how_known: tuple[HowKnown, ...]) -> str:
    """Kinds of observation, joined: image, AIS."""
    return ", ".join(how.value.replace("ais", "AIS") for how in how_known)

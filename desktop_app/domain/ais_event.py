"""What is found in AIS reports: silences, visits to ports, voyages, meetings, and doubts about who and where.

An event is found, not documented: it has parameters and a version, rests on reports of named imports, and a
person can accept or reject it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from desktop_app.domain.place import LonLat
from desktop_app.domain.provenance import Citation
from desktop_app.domain.time_span import TimeSpan


class EventKind(StrEnum):
    """Kinds of events, in the order in which they are listed."""

    GAP = "gap"
    VISIT = "visit"
    VOYAGE = "ais_voyage"
    ENCOUNTER = "encounter"
    LOITERING = "loitering"
    STS = "sts_candidate"
    IDENTITY = "identity_doubt"
    POSITION = "position_doubt"
    MISSED_CALL = "missed_call"


# What one of a kind, and several, are called.
EVENT_NAMES: Final = {
    EventKind.GAP: ("AIS gap", "AIS gaps"),
    EventKind.VISIT: ("port visit", "Port visits"),
    EventKind.VOYAGE: ("voyage by AIS", "Voyages by AIS"),
    EventKind.ENCOUNTER: ("encounter", "Encounters"),
    EventKind.LOITERING: ("loitering", "Loitering"),
    EventKind.STS: ("ship-to-ship candidate", "Ship-to-ship candidates"),
    EventKind.IDENTITY: ("identity doubt", "Identity doubts"),
    EventKind.POSITION: ("position doubt", "Position doubts"),
    EventKind.MISSED_CALL: ("missed-call hint", "Missed-call hints"),
}


class EventCheck(StrEnum):
    """What is doubtful, of events of the kinds `IDENTITY` and `POSITION`."""

    SHARED_MMSI = "shared_mmsi"
    IMO_TWO_MMSI = "imo_two_mmsi"
    NAME_CHANGE = "name_change"
    CALL_SIGN_CHANGE = "call_sign_change"
    SIZE_CHANGE = "size_change"
    JUMP = "jump"
    ON_LAND = "on_land"
    FROZEN = "frozen"
    COURSE = "course"
    CIRCLE = "circle"


EVENT_CHECKS: Final = tuple(EventCheck)
CHECK_NAMES: Final = {
    EventCheck.SHARED_MMSI: "MMSI shared by several ships",
    EventCheck.IMO_TWO_MMSI: "IMO number under two MMSI",
    EventCheck.NAME_CHANGE: "name changed",
    EventCheck.CALL_SIGN_CHANGE: "call sign changed",
    EventCheck.SIZE_CHANGE: "size changed",
    EventCheck.JUMP: "impossible jump",
    EventCheck.ON_LAND: "positions on land",
    EventCheck.FROZEN: "frozen position",
    EventCheck.COURSE: "course against displacement",
    EventCheck.CIRCLE: "circle pattern",
}


class Judgement(StrEnum):
    """What a person says of an event."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    REMARK = "remark"  # annotated, not decided


@dataclass(frozen=True, slots=True)
class EventVerdict:
    """What a person said of an event, with enough of the event to know it again under other parameters.

    Attributes:
        event_id: id of the event when it was judged.
        vessel_id, other_vessel_id: of the event; the other one empty for none.
        port_id: of the event; empty for none.
        check: of the event; empty for none.
        when: the event's time when it was judged.
        text: why, in the judge's words.
        parameters: of the detection that had found it, as JSON.
    """

    id: str
    event_id: str
    kind: EventKind
    vessel_id: str
    other_vessel_id: str
    port_id: str
    check: str
    when: TimeSpan
    judgement: Judgement
    text: str
    author: str
    judged: datetime
    parameters: str


@dataclass(frozen=True, slots=True)
class Detection:
    """A set of events that the case keeps: what was looked for, with what, in which reports.

    Attributes:
        kinds: what was looked for.
        parameters: all of them, as JSON.
        version: of the rules, `analysis.detector.VERSION`.
        reports: number of reports that were read.
        tracks_digest: SHA-256 over ids and contents of the tracks that were read.
        events: number found.
    """

    id: str
    made: datetime
    kinds: tuple[EventKind, ...]
    parameters: str
    version: int
    reports: int
    tracks_digest: str
    events: int


@dataclass(frozen=True, slots=True)
class WatchArea:
    """An area that a person drew and in which ships are looked for as in a port.

    Attributes:
        ring: lon, lat; closed by itself, not repeated at the end.
    """

    id: str
    name: str
    ring: tuple[LonLat, ...]
    citation: Citation

"""What is found in AIS reports: detections that the case keeps, their events, verdicts, and areas to watch.

Views find their events anew; rows of `ais_event` are for other programs, for the history and for merging.
"""

from typing import Final

from desktop_app.domain.ais_event import EVENT_CHECKS, EventKind, Judgement
from desktop_app.storage.tables.declare import Table, instant, number, one_of, refers, span, text, whole

_KINDS: Final = tuple(kind.value for kind in EventKind)
_CHECKS: Final = tuple(check.value for check in EVENT_CHECKS)

DETECTION: Final = Table(
    "detection",
    "Detections",
    "Which events were looked for in which AIS reports, and what that assumed",
    (
        instant("made_utc", "when", required=True),
        text("kinds", "kinds of events that are kept of it, separated by spaces", required=True),
        text("parameters", "thresholds as JSON; names carry the units", required=True),
        whole("version", "version of the rules by which events are found", required=True),
        whole("reports", "number of position reports that were read", required=True),
        text("tracks_digest", "SHA-256 over ids and contents of the tracks that were read", required=True),
        whole("events", "number of events that are kept of it", required=True),
    ),
    cited=False,
)

AIS_EVENT: Final = Table(
    "ais_event",
    "Events in AIS reports",
    "Silences, visits, voyages, meetings and doubts that computation found in AIS reports; not documented",
    (
        refers("detection_id", "detection", "the detection that found it", required=True),
        one_of("kind", "what it is", _KINDS),
        one_of(
            "check_name", "what is doubtful, of doubts about identity and position", _CHECKS, required=False
        ),
        refers("vessel_id", "vessel", "the ship", required=True),
        refers("other_vessel_id", "vessel", "the other ship"),
        instant("start_utc", "begin (UTC)", required=True),
        instant("end_utc", "end (UTC); of an event that is not over, the end of the data", required=True),
        number("duration_h", "hours from begin to end", required=True),
        number("end_longitude", "degrees, where it ends; the geometry is where it begins"),
        number("end_latitude", "degrees, where it ends"),
        text("port_id", "the port or area, of a voyage where it begins, by its id"),
        text("place", "its name"),
        text("end_port_id", "of a voyage, the port or area where it ends, by its id"),
        text("end_place", "its name"),
        whole("score", "how much speaks for it, 0 to 4; of a visit its confidence", required=True),
        text("sentence", "what was found, in words", required=True),
        text("facts", "what was measured, as JSON; names carry the units", required=True),
        text("track_ids", "ids of the tracks whose reports it rests on, as JSON", required=True),
    ),
    "POINT",
    indexes=("detection_id", "kind, start_utc", "vessel_id, start_utc"),
)

EVENT_VERDICT: Final = Table(
    "event_verdict",
    "Verdicts on events",
    "What people said of events in AIS reports, with what it takes to know the event again",
    (
        text("event_id", "id of the event when it was judged", required=True),
        one_of("kind", "what the event is", _KINDS),
        refers("vessel_id", "vessel", "the ship", required=True),
        refers("other_vessel_id", "vessel", "the other ship"),
        text("port_id", "the port or area, by its id"),
        one_of(
            "check_name", "what is doubtful, of doubts about identity and position", _CHECKS, required=False
        ),
        *span(),
        one_of("judgement", "what was decided", [judgement.value for judgement in Judgement]),
        text("text", "why, in the judge's words"),
        text("author", "who judged", required=True),
        instant("judged_utc", "when", required=True),
        text("parameters", "thresholds under which the event had been found, as JSON", required=True),
    ),
    cited=False,
    indexes=("event_id", "vessel_id"),
)

WATCH_AREA: Final = Table(
    "watch_area",
    "Watched areas",
    "Areas that people drew, in which ships are looked for as in a port",
    (text("name", "name", required=True),),
    "POLYGON",
)

TABLES: Final = (DETECTION, AIS_EVENT, EVENT_VERDICT, WATCH_AREA)

"""Port visits in words: where, how long, what was heard of coming and going, how sure that makes it."""

from typing import Any, Final

from desktop_app.analysis.case_places import ANCHORAGE
from desktop_app.analysis.places import PlaceKind
from desktop_app.domain.place import Port
from desktop_app.exporters import wording
from desktop_app.exporters.ais_events.visited import point_name, visited_name, visited_words
from desktop_app.exporters.card import Section, present
from desktop_app.exporters.things import thing
from desktop_app.query.ais_events import FoundEvent
from desktop_app.storage.case_store import CaseStore

_MOST: Final = 4
_ONLY_INSIDE: Final = 2
SEEN_ONLY_INSIDE: Final = (
    "Seen only inside: she was heard in port, neither coming nor going. It is this trade's pattern; of all "
    "visits of Global Fishing Watch about one in seven is so."
)
# What each confidence means (Global Fishing Watch, anchorages-voyages-port-visits.md).
CONFIDENCE_WORDS: Final = {
    1: "no stop and no silence inside; she may have passed by.",
    2: SEEN_ONLY_INSIDE,
    3: "coming or going was heard, and a stop or a silence inside.",
    4: "coming, going, and a stop or a silence inside were heard.",
}
NOT_OWN: Final = (
    "Its position in the World Port Index is told to the whole minute, 1 to 2 km, often at the harbour mouth."
)
ANY_STOP: Final = (
    "An anchorage of Global Fishing Watch is wherever ships lay still for long, at a quay too; its position "
    "is known to half a kilometre."
)
NOT_THEN: Final = "Where she was during a silence is not known, even if she was heard in port after it."


def sentence(event: FoundEvent, store: CaseStore) -> str:  # noqa: ARG001 - all kinds are told alike
    """Where, how long, what she did there, how sure."""
    place = event.place
    where = visited_name(place) if place is not None else "port"
    point = point_name(event)
    told = [f"{wording.lasting(event.end_s - event.start_s)} in {where}{f', {point}' if point else ''}"]
    stops, gaps = _whole(event, "stops"), _whole(event, "gaps")
    if stops:
        told.append(f"seen stopped {wording.lasting(_whole(event, 'stopped_s'))}")
    if gaps:
        told.append(f"silent up to {wording.lasting(_whole(event, 'silent_s'))}")
    score = _whole(event, "confidence")
    only = ", seen only inside" if score == _ONLY_INSIDE else ""
    return f"{'; '.join(told)}; confidence {score} of {_MOST}{only}"


def sections(event: FoundEvent, store: CaseStore) -> tuple[Section, ...]:
    """The place, the stay, and what the confidence means."""
    return (_place(event, store), _stay(event), _confidence(event))


def _place(event: FoundEvent, store: CaseStore) -> Section:
    place, facts, row = event.place, event.columns.facts, event.row
    if place is None:
        return Section("Where")
    point_m = float(facts["point_m"][row])
    nearest = None
    if place.kind is not PlaceKind.AREA:
        name = point_name(event) or "a point of the port that has no name of its own"
        nearest = f"{name}, {point_m / 1000:.1f} km off at {_named_by(event)}"
    notes = []
    if place.kind is PlaceKind.REFERENCE:
        notes.append(NOT_OWN)
    elif point_name(event) == ANCHORAGE:
        notes.append(ANY_STOP)
    port = thing(store, Port, f"port:{place.id}") if place.kind is PlaceKind.PORT else None
    known_km = (port.position_accuracy_m or 0) / 1000 if port is not None else 0
    if known_km > event.parameters.enter_km:
        notes.append(
            f"Where the port lies is known to {known_km:g} km only, which is more than the "
            f"{event.parameters.enter_km:g} km from which a ship counts as in it."
        )
    return Section(
        "Where", present(("Place", visited_words(place, store)), ("Nearest", nearest)), tuple(notes)
    )


def _named_by(event: FoundEvent) -> str:
    if _whole(event, "stops"):
        return "the first stop"
    return "the last report before the silence" if _whole(event, "gaps") else "entry"


def _stay(event: FoundEvent) -> Section:
    p = event.parameters
    stops, gaps = _whole(event, "stops"), _whole(event, "gaps")
    rows = present(
        ("Coming", "heard" if _whole(event, "has_entry") else _unheard(event, "before")),
        ("Going", "heard" if _whole(event, "has_exit") else _unheard(event, "after")),
        (
            "Stops",
            f"{wording.number(stops)}, {wording.lasting(_whole(event, 'stopped_s'))} seen in all; from "
            f"{p.stop_begin_kn:g} kn down to begin, {p.stop_end_kn:g} kn to end"
            if stops
            else f"none at {p.stop_begin_kn:g} kn or less{_without_speed(event)}",
        ),
        ("Silences", f"{wording.number(gaps)} of {p.port_gap_h:g} h or longer" if gaps else "none"),
        ("Longest silence", wording.lasting(_whole(event, "silent_s"))),
    )
    return Section("The stay", rows, (NOT_THEN,) if gaps else ())


def _unheard(event: FoundEvent, side: str) -> str:
    """Why no coming or going counts as heard."""
    fleet, columns, row = event.detector.fleet, event.columns, event.row
    own = fleet.reports_of(int(columns.vessel[row]))
    at_end = (
        int(columns.first[row]) == own.start if side == "before" else int(columns.last[row]) == own.stop - 1
    )
    if at_end:
        return f"not heard: no report of hers {side} it"
    return f"not heard: the next report {side} it is more than 60 nm off"


def _without_speed(event: FoundEvent) -> str:
    """That none of the reports inside tells a speed, which would show a stop."""
    columns, row = event.columns, event.row
    inside = event.detector.fleet.sog_dkn[int(columns.first[row]) : int(columns.last[row]) + 1]
    return "" if bool((inside >= 0).any()) else "; no report tells a speed"


def _confidence(event: FoundEvent) -> Section:
    score = _whole(event, "confidence")
    least = event.parameters.least_confidence
    counts = (
        "Voyages run from and to it." if score >= least else f"Voyages count visits of {least:g} or more."
    )
    words = CONFIDENCE_WORDS[score]
    return Section(f"Confidence {score} of {_MOST}", (), (words[0].upper() + words[1:], counts))


def _whole(event: FoundEvent, name: str) -> int:
    values: Any = event.columns.facts[name]
    return int(values[event.row])

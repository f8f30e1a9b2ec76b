"""What detection of events assumes: thresholds with units, bounds and where each comes from."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final, NamedTuple

from desktop_app.domain.ais_event import EventKind

_K: Final = EventKind


class ParameterFacts(NamedTuple):
    """What a person is told of one threshold.

    Attributes:
        label: what it is.
        unit: of the value; empty for a number.
        low, high, step: what may be chosen.
        kinds: events that depend on it, directly or through other events.
        source: who published the default, or that it is our own.
    """

    label: str
    unit: str
    low: float
    high: float
    step: float
    kinds: frozenset[EventKind]
    source: str


_GAPS: Final = frozenset({_K.GAP})
_VISITS: Final = frozenset({_K.VISIT, _K.VOYAGE, _K.STS, _K.MISSED_CALL})
_VOYAGES: Final = frozenset({_K.VOYAGE, _K.MISSED_CALL})
_MEETINGS: Final = frozenset({_K.ENCOUNTER})
_LOITERING: Final = frozenset({_K.LOITERING, _K.STS})
_STS: Final = frozenset({_K.STS})
_POSITIONS: Final = frozenset({_K.POSITION})
_IDENTITY: Final = frozenset({_K.IDENTITY})
_HINTS: Final = frozenset({_K.MISSED_CALL})
_GFW_GAPS: Final = "Global Fishing Watch, pipe-gaps (gap_detector.py) and gaps.md"
_GFW_PORTS: Final = "Global Fishing Watch, pipe-anchorages (anchorage_cfg.yaml)"
_GFW_MEETINGS: Final = "Miller et al. 2018, Front. Mar. Sci. 5:240; pipe-encounters"
_GFW_LOITERING: Final = "Global Fishing Watch, loitering.md"
_SEGMENTS: Final = "gpsdio-segment (core.py)"
_OWN: Final = "Own assumption; no document states it"
_DRAUGHT: Final = "Rule of this program, after Jia, Prakash and Smith 2019, IJSTL 11(1)"


@dataclass(frozen=True, slots=True)
class EventParameters:
    """One value each; `FACTS` says what each is. Hashable: it names the answers that rest on it."""

    gap_h: float = 12.0
    gap_before_h: float = 12.0
    neighbour_km: float = 50.0
    disabling_nm: float = 50.0
    enter_km: float = 3.0
    leave_km: float = 4.0
    stop_begin_kn: float = 0.2
    stop_end_kn: float = 0.5
    port_gap_h: float = 4.0
    least_confidence: float = 2.0
    laden_share: float = 0.15
    settled_h: float = 1.0
    fastest_kn: float = 16.0
    slowest_kn: float = 4.0
    encounter_m: float = 500.0
    encounter_min: float = 120.0
    encounter_kn: float = 2.0
    encounter_port_km: float = 10.0
    encounter_apart_h: float = 4.0
    loitering_kn: float = 2.0
    loitering_h: float = 4.0
    loitering_nm: float = 20.0
    sts_kn: float = 12.0
    sts_h: float = 2.0
    segment_kn: float = 25.0
    segment_h: float = 8.0
    jump_kn: float = 50.0
    jump_nm: float = 2.0
    frozen_h: float = 6.0
    course_deg: float = 60.0
    circle_min: float = 60.0
    reach_kn: float = 10.0

    def __post_init__(self) -> None:
        """Refuse what cannot be meant."""
        for field in fields(self):
            facts, value = FACTS[field.name], getattr(self, field.name)
            if not facts.low <= value <= facts.high:
                bounds = f"{facts.low:g} and {facts.high:g} {facts.unit}".strip()
                raise ValueError(f"{field.name}: {value:g} is not between {bounds}")
        for less, more in (
            ("enter_km", "leave_km"),
            ("stop_begin_kn", "stop_end_kn"),
            ("slowest_kn", "fastest_kn"),
        ):
            if getattr(self, less) > getattr(self, more):
                raise ValueError(f"{less} is greater than {more}")

    def of(self, kind: EventKind) -> tuple[float, ...]:
        """The values that events of a kind depend on; equal values mean equal events."""
        return tuple(getattr(self, name) for name, facts in FACTS.items() if kind in facts.kinds)

    def as_json(self) -> str:
        """All of them, names in order."""
        return json.dumps({field.name: getattr(self, field.name) for field in fields(self)})

    def changed(self, values: Mapping[str, float]) -> "EventParameters":
        """These with some values replaced.

        Raises:
            ValueError: an unknown name, or a value out of its bounds; the text is a clause for people.
        """
        unknown = sorted(set(values) - set(FACTS))
        if unknown:
            raise ValueError(f"there is no parameter {unknown[0]}; there are {', '.join(FACTS)}")
        return EventParameters(**{f.name: values.get(f.name, getattr(self, f.name)) for f in fields(self)})

    @classmethod
    def from_json(cls, text: str) -> "EventParameters":
        """Read `as_json`; names that are not there keep their defaults.

        Raises:
            ValueError: it is no such text.
        """
        told = json.loads(text)
        if not isinstance(told, dict) or not all(isinstance(value, int | float) for value in told.values()):
            raise ValueError("no set of parameters")
        return cls().changed({name: float(value) for name, value in told.items()})


FACTS: Final[dict[str, ParameterFacts]] = {
    "gap_h": ParameterFacts("Silence longer than", "h", 1, 72, 0.5, _GAPS | {_K.VOYAGE, _K.STS}, _GFW_GAPS),
    "gap_before_h": ParameterFacts("Reports counted before a gap, within", "h", 1, 48, 1, _GAPS, _GFW_GAPS),
    "neighbour_km": ParameterFacts("Other ships heard within", "km", 5, 200, 5, _GAPS, _OWN),
    "disabling_nm": ParameterFacts(
        "Disabling rule asks for a distance from shore of",
        *("nm", 0, 200, 5),
        _GAPS,
        "Welch et al. 2022, Sci. Adv. 8(44) eabq2109; gaps.md",
    ),
    "enter_km": ParameterFacts("A ship enters at", "km", 0.5, 10, 0.1, _VISITS, _GFW_PORTS),
    "leave_km": ParameterFacts("and leaves at", "km", 0.5, 15, 0.1, _VISITS, _GFW_PORTS),
    "stop_begin_kn": ParameterFacts("A stop begins at", "kn", 0, 3, 0.1, _VISITS, _GFW_PORTS),
    "stop_end_kn": ParameterFacts("and ends at", "kn", 0, 5, 0.1, _VISITS, _GFW_PORTS),
    "port_gap_h": ParameterFacts("Silence in port from", "h", 1, 24, 0.5, _VISITS, _GFW_PORTS),
    "least_confidence": ParameterFacts(
        "Visits between which voyages run have a confidence of at least",
        *("", 1, 4, 1),
        _VOYAGES,
        "Global Fishing Watch, anchorages-voyages-port-visits.md",
    ),
    "laden_share": ParameterFacts(
        "Change of draught that tells, share of the ship's range", "", 0.05, 0.5, 0.05, _VOYAGES, _DRAUGHT
    ),
    "settled_h": ParameterFacts("Draught counts after departure from", "h", 0, 12, 0.5, _VOYAGES, _DRAUGHT),
    "fastest_kn": ParameterFacts("Plausible speed of a tanker up to", "kn", 5, 40, 0.5, _VOYAGES, _OWN),
    "slowest_kn": ParameterFacts("and from", "kn", 0.5, 15, 0.5, _VOYAGES, _OWN),
    "encounter_m": ParameterFacts("Two ships within", "m", 50, 2_000, 50, _MEETINGS, _GFW_MEETINGS),
    "encounter_min": ParameterFacts("for at least", "min", 10, 720, 10, _MEETINGS, _GFW_MEETINGS),
    "encounter_kn": ParameterFacts("at a median speed up to", "kn", 0.5, 10, 0.5, _MEETINGS, _GFW_MEETINGS),
    "encounter_port_km": ParameterFacts("away from ports by", "km", 0, 50, 1, _MEETINGS, _GFW_MEETINGS),
    "encounter_apart_h": ParameterFacts(
        "Meetings closer than this are one", "h", 0, 24, 1, _MEETINGS, "pipe-encounters (merge_options.py)"
    ),
    "loitering_kn": ParameterFacts("Hourly mean speed below", "kn", 0.5, 5, 0.5, _LOITERING, _GFW_LOITERING),
    "loitering_h": ParameterFacts("for at least", "h", 2, 48, 1, _LOITERING, _GFW_LOITERING),
    "loitering_nm": ParameterFacts("away from shore by", "nm", 0, 100, 1, _LOITERING, _GFW_LOITERING),
    "sts_kn": ParameterFacts("A silent ship sails at up to", "kn", 4, 25, 0.5, _STS, _OWN),
    "sts_h": ParameterFacts("and stays alongside for at least", "h", 0.5, 24, 0.5, _STS, _OWN),
    "segment_kn": ParameterFacts("One ship sails at up to", "kn", 10, 60, 1, _IDENTITY, _SEGMENTS),
    "segment_h": ParameterFacts("looked back for", "h", 1, 72, 1, _IDENTITY, _SEGMENTS),
    "jump_kn": ParameterFacts("A jump is faster than", "kn", 20, 200, 5, _POSITIONS, _OWN),
    "jump_nm": ParameterFacts("and further than", "nm", 0.5, 50, 0.5, _POSITIONS, _OWN),
    "frozen_h": ParameterFacts("The very same position for at least", "h", 1, 72, 1, _POSITIONS, _OWN),
    "course_deg": ParameterFacts("Course off the way made by more than", "°", 20, 170, 5, _POSITIONS, _OWN),
    "circle_min": ParameterFacts("A circle is kept for at least", "min", 20, 600, 10, _POSITIONS, _OWN),
    "reach_kn": ParameterFacts("A ship between two sightings sails at up to", "kn", 4, 25, 0.5, _HINTS, _OWN),
}
LIVE: Final = ("gap_h",)
"""Parameters whose events are found anew while a slider moves; the others when it is let go."""

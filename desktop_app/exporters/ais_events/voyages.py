"""Voyages by AIS in words: from where to where, how much of it was heard, laden or not, and how fast."""

from typing import Any, Final

from desktop_app.analysis.voyages import DETOUR, TOO_FAST, TOO_SLOW
from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.place import LonLat
from desktop_app.exporters import wording
from desktop_app.exporters.ais_events.visited import visited_name, visited_words
from desktop_app.exporters.card import Link, Row, Section, joined, present
from desktop_app.exporters.joined_sections import counterpart_section
from desktop_app.query.ais_events import KEY_KIND, FoundEvent
from desktop_app.storage.case_store import CaseStore

RULE: Final = (
    "Draughts are typed by hand and often stale: a change tells that she loaded or discharged, its size "
    "tells nothing."
)
STRAIGHT: Final = (
    "The way is the sum of straight lines between reports, across silences too: she sailed no less."
)
_NM_M: Final = 1852.0
_HOUR_S: Final = 3600
_E7: Final = 1e7
_LADEN: Final = ("laden or not is not known", "laden", "in ballast")


def sentence(event: FoundEvent, store: CaseStore) -> str:  # noqa: ARG001 - all kinds are told alike
    """From where to where, how long and far, how much of it dark, laden or not, and what is odd."""
    told = [
        _ends(event),
        wording.lasting(_lasted_s(event)),
        f"{_nm(_fact(event, 'distance_m'))} at least",
        f"{_share(event):.0%} dark",
        _LADEN[int(_fact(event, "laden"))],
    ]
    odd = {TOO_FAST: "too fast for one tanker", TOO_SLOW: "time for more than the way"}
    plausible = int(_fact(event, "plausible"))
    if plausible in odd:
        told.append(odd[plausible])
    return ", ".join(told)


def sections(event: FoundEvent, store: CaseStore) -> tuple[Section, ...]:
    """The two visits, way and speed, what was heard of it, the draughts, and the documented counterpart."""
    told = (_visits(event, store), _way(event), _heard(event), _load(event))
    return (*told, counterpart_section(event, store))


def _ends(event: FoundEvent) -> str:
    return " to ".join(visited_name(place) for place in (event.place, event.end_place) if place is not None)


def _visits(event: FoundEvent, store: CaseStore) -> Section:
    visits = event.detector.events(EventKind.VISIT, event.parameters)
    rows = []
    for label, place, name in (("From", event.place, "from_visit"), ("To", event.end_place, "to_visit")):
        visit = int(_fact(event, name))
        words = visited_words(place, store) if place is not None else ""
        score = f"confidence {int(visits.score[visit])} of 4"
        link = Link(f"visit, {score}", f"{KEY_KIND}:{visits.id_of(visit)}")
        rows.append(Row(label, joined("; ", words, link)))
    return Section("Between visits", tuple(rows))


def _way(event: FoundEvent) -> Section:
    p, hours = event.parameters, _lasted_s(event) / _HOUR_S
    water_m = _water_m(event)
    rows = present(
        ("Along the reports", f"{_nm(_fact(event, 'distance_m'))}, {_fact(event, 'needed_kn'):.1f} kn"),
        ("Straight from end to end", _nm(_fact(event, "direct_m"))),
        (
            "Shortest way over water",
            f"{_nm(water_m)}, {water_m / _NM_M / hours:.1f} kn" if water_m is not None else None,
        ),
        ("Sailing time", wording.lasting(_lasted_s(event))),
    )
    plausible = int(_fact(event, "plausible"))
    if plausible == TOO_FAST or (water_m is not None and water_m / _NM_M / hours > p.fastest_kn):
        said = (
            f"Too fast for one tanker, which makes up to {p.fastest_kn:g} kn: the reports are of two "
            "ships, or a position or a time is wrong."
        )
    elif plausible == TOO_SLOW:
        said = (
            f"Slower than {p.slowest_kn:g} kn, though the silent part be taken {DETOUR:g} times as long: "
            "there was time for more, such as waiting or a call that was not heard."
        )
    else:
        said = f"A plausible time at {p.slowest_kn:g} to {p.fastest_kn:g} kn."
    return Section("Way and speed", rows, (said, STRAIGHT))


def _heard(event: FoundEvent) -> Section:
    hours, heard = int(_fact(event, "hours")), int(_fact(event, "hours_heard"))
    gaps, dark_s = int(_fact(event, "gaps")), _fact(event, "dark_s")
    dark = (
        f"{wording.lasting(dark_s)}, {_share(event):.0%} of the time and {_nm(_fact(event, 'silent_m'))} of "
        f"the way, in {wording.number(gaps)} silence{'s' * (gaps != 1)} longer than "
        f"{event.parameters.gap_h:g} h"
        if gaps
        else f"never silent longer than {event.parameters.gap_h:g} h"
    )
    rows = (
        Row(
            "Hours with a report", f"{wording.number(heard)} of {wording.number(hours)} ({heard / hours:.0%})"
        ),
        Row("Dark", dark),
    )
    return Section("How much was heard", rows)


def _load(event: FoundEvent) -> Section:
    p = event.parameters
    before, after = (int(_fact(event, f"draught_{side}_dm")) for side in ("before", "after"))
    told = _LADEN[int(_fact(event, "laden"))]
    rows = present(
        ("By draught", told[0].upper() + told[1:]),
        ("Last told before arrival", f"{before / 10:.1f} m" if before else "not told within 14 days"),
        (
            f"First told {p.settled_h:g} h or more after departure",
            f"{after / 10:.1f} m" if after else "not told before the next visit",
        ),
    )
    rule = (
        f"It counts as changed from {p.laden_share:.0%} of the difference between her greatest and her least "
        "draught on."
    )
    return Section("Laden or in ballast", rows, (rule, RULE))


def _water_m(event: FoundEvent) -> float | None:
    """The shortest way over water; None out of the region or where no way leads."""
    from desktop_app.analysis.reach import water_distance_m  # noqa: PLC0415 - 13 MB, for this card alone

    columns, row = event.columns, event.row
    start: LonLat = (float(columns.lon_e7[row]) / _E7, float(columns.lat_e7[row]) / _E7)
    end: LonLat = (float(columns.end_lon_e7[row]) / _E7, float(columns.end_lat_e7[row]) / _E7)
    return water_distance_m(start, end)


def _share(event: FoundEvent) -> float:
    return _fact(event, "dark_s") / _lasted_s(event)


def _lasted_s(event: FoundEvent) -> int:
    return event.end_s - event.start_s


def _nm(metres: float) -> str:
    nautical = metres / _NM_M
    return f"{wording.number(nautical)} nm" if nautical >= 10 else f"{nautical:.1f} nm"  # noqa: PLR2004 - digits


def _fact(event: FoundEvent, name: str) -> float:
    values: Any = event.columns.facts[name]
    return float(values[event.row])

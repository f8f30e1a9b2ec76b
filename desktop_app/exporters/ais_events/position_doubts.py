"""What is told of doubts about where a ship was: what is seen, by which rule, and its plain causes."""

import math
from typing import Final

import numpy as np

from desktop_app.analysis import position_runs
from desktop_app.analysis.kernels import circles, false_courses
from desktop_app.domain.ais_event import EVENT_CHECKS, EventCheck
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.exporters import wording
from desktop_app.exporters.card import Section, present
from desktop_app.exporters.track_cards import lasting
from desktop_app.query.ais_events import FoundEvent
from desktop_app.storage.case_store import CaseStore

# What can cause it without any intent.
CAUSES: Final = {
    EventCheck.JUMP: (
        "A wrong position of the ship's receiver, interference with satellite navigation, two senders under "
        "one MMSI, or a receiving station's clock that is off can each look like this."
    ),
    EventCheck.ON_LAND: (
        "A wrong position of the ship's receiver, interference with satellite navigation, a sender that was "
        "taken ashore, or coordinates that were exchanged or rounded in the file can each look like this."
    ),
    EventCheck.FROZEN: (
        "A receiver that lost its position and repeats the last one, a provider that fills silences with the "
        "last report, or coordinates rounded in the file can each look like this."
    ),
    EventCheck.COURSE: (
        "A stern-first tow, strong wind or current, a clock that is off, reports in the wrong order, or a "
        "wrong course or position of the ship's receiver can each look like this."
    ),
    EventCheck.CIRCLE: (
        "Interference with satellite navigation draws such circles, as was described of Chinese ports and of "
        "Point Reyes (Bergman, SkyTruth and Global Fishing Watch, 2019 and 2020); so do ships that wait, "
        "tow, survey, try their rudder or drift in an eddy. The pattern alone does not tell which."
    ),
}
_METRES_NM: Final = 1852
_KM: Final = 1000
_SHORT_S: Final = 7200


def sentence(event: FoundEvent, store: CaseStore) -> str:
    """What is seen, in one line."""
    del store
    count, value, metres = _measures(event)
    lasts = _lasting(event.end_s - event.start_s)
    match _check(event):
        case EventCheck.JUMP:
            at_least = "at least " if _within_a_second(event) else ""
            jumps = "a jump" if count == 1 else f"{wording.number(count)} jumps, the widest"
            back = _back(event)
            tail = f"; {_far(back)} from where it began" if count > 1 else ""
            return f"{jumps} of {_far(metres)}, needing {at_least}{_knots(value)}{tail}"
        case EventCheck.ON_LAND:
            among = f" in {lasts}, {value:.0%} of those heard meanwhile" if count > 1 else ""
            return f"{_reports(count)} inland{among}"
        case EventCheck.FROZEN:
            told = "no speed told" if math.isnan(value) else f"{value:.0%} of them telling a speed under way"
            return f"the very same position in {_reports(count)} for {lasts}, {told}"
        case EventCheck.COURSE:
            return f"course {value:.0f}° off the way made, median of {count} steps over {_far(metres)}"
        case _:
            return f"{value:.1f} times round a circle of {_far(metres)} radius in {lasts}"


def sections(event: FoundEvent, store: CaseStore) -> tuple[Section, ...]:
    """The measures, the rule, and what else can look like this."""
    del store
    check = _check(event)
    count, value, metres = _measures(event)
    pairs = {
        EventCheck.JUMP: (
            ("Jumps", wording.number(count)),
            ("Widest", _far(metres)),
            ("Speed it needs", f"{'at least ' if _within_a_second(event) else ''}{_knots(value)}"),
            ("From begin to end", f"{_far(_back(event))} apart"),
        ),
        EventCheck.ON_LAND: (
            ("Reports inland", wording.number(count)),
            ("Of those heard", f"{value:.0%}"),
        ),
        EventCheck.FROZEN: (
            ("Reports", wording.number(count)),
            ("Telling a speed", "none" if math.isnan(value) else f"{value:.0%} of these under way"),
        ),
        EventCheck.COURSE: (
            ("Steps", wording.number(count)),
            ("Median off", f"{value:.0f}°"),
            ("Way made", _far(metres)),
        ),
        EventCheck.CIRCLE: (
            ("Positions", wording.number(count)),
            ("Radius", _far(metres)),
            ("Times round", f"{value:.1f}"),
        ),
    }[check]
    rows = present(*pairs, ("Speed told", _speeds(event)))
    paragraphs = (_rule(check, event.parameters), CAUSES[check])
    return (Section("What is seen", rows, paragraphs),)


def _rule(check: EventCheck, parameters: EventParameters) -> str:
    """The rule with the numbers that were used; those without a parameter are this program's own."""
    match check:
        case EventCheck.JUMP:
            return (
                f"Rule: the next report is more than {parameters.jump_nm:g} nm away and needs more than "
                f"{parameters.jump_kn:g} kn; jumps up to {position_runs.JUMPS_APART_H} h apart are one "
                "event."
            )
        case EventCheck.ON_LAND:
            return (
                "Rule: the import found the position inland by the base map. In the region of the case that "
                "means more than a kilometre from any shore, lake or river that the map has, elsewhere more "
                "than five; waters that the map lacks are land to it."
            )
        case EventCheck.FROZEN:
            return (
                f"Rule: one position to the last digit for at least {parameters.frozen_h:g} h in at least "
                f"{position_runs.FROZEN_REPORTS} reports, no two more than "
                f"{position_runs.FROZEN_SILENCE_H} h apart, while half of the speeds told are "
                f"{position_runs.FROZEN_KN:g} kn or more, or more than {position_runs.FROZEN_KM:g} km from "
                "every port known. Ships at a berth repeat their positions; they are not meant."
            )
        case EventCheck.COURSE:
            return (
                f"Rule: of {false_courses.WINDOW} steps in a row of at least "
                f"{false_courses.STEP_M / _METRES_NM:g} nm, within an hour each and at "
                f"{false_courses.LEAST_DKN / 10:g} kn or more, at least {false_courses.MOST_OFF} are more "
                f"than {parameters.course_deg:g}° off the course told at their beginning and at their end."
            )
        case _:
            return (
                f"Rule: for at least {parameters.circle_min:g} min at least {circles.LEAST_POSITIONS} "
                f"positions, a minute or more apart, lie within {circles.MEAN_OFF:.0%} of the radius of one "
                f"circle (root mean square), in {circles.LEAST_SECTORS} of {circles.SECTORS} directions from "
                f"its centre, and the way made is {circles.LEAST_RADII:g} radii or more at "
                f"{circles.LEAST_KN:g} kn or more."
            )


def _check(event: FoundEvent) -> EventCheck:
    return EVENT_CHECKS[int(event.columns.check[event.row])]


def _measures(event: FoundEvent) -> tuple[int, float, float]:
    facts = event.columns.facts
    count, value, metres = (facts[name][event.row] for name in ("count", "value", "distance_m"))
    return int(count), float(value), float(metres)


def _within_a_second(event: FoundEvent) -> bool:
    """Whether two reports of it were sent within a second, so that no speed can be told."""
    first, last = (int(getattr(event.columns, name)[event.row]) for name in ("first", "last"))
    times = event.detector.fleet.t_s[first : last + 1].astype(np.int64)
    return bool((np.diff(times) == 0).any())


def _back(event: FoundEvent) -> float:
    """Metres from its first report to its last."""
    fleet = event.detector.fleet
    first, last = (np.array([getattr(event.columns, name)[event.row]]) for name in ("first", "last"))
    return float(position_runs.lengths_between(fleet, first, last)[0])


def _speeds(event: FoundEvent) -> str:
    """The speeds that the reports behind it tell."""
    first, last = (int(getattr(event.columns, name)[event.row]) for name in ("first", "last"))
    told = event.detector.fleet.sog_dkn[first : last + 1]
    told = told[told >= 0]
    if not len(told):
        return "none"
    low, middle, high = np.percentile(told, (0, 50, 100)) / 10
    return f"{low:.1f} to {high:.1f} kn, median {middle:.1f} kn"


def _lasting(seconds: int) -> str:
    """In minutes where hours would be coarse."""
    return f"{round(seconds / 60)} min" if seconds < _SHORT_S else lasting(seconds)


def _reports(count: int) -> str:
    return "one report" if count == 1 else f"{wording.number(count)} reports"


def _knots(value: float) -> str:
    return f"{wording.number(value)} kn"


def _far(metres: float) -> str:
    if metres < _KM:
        return f"{metres:.0f} m"
    kilometres = metres / _KM
    return f"{kilometres:.1f} km" if kilometres < 100 else f"{wording.number(kilometres)} km"  # noqa: PLR2004 - three digits are enough

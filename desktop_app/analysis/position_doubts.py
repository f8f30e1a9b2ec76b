"""Doubts about where a ship was: patterns of her reports that no way of a ship makes.

Each is what is seen, with measures; none is a finding about intent. Plain causes are many: a bad receiver,
interference with satellite navigation, two senders under one MMSI, a clock that is off.

Facts of an event:
    count: jumps; of other checks the reports, steps or positions that show the pattern.
    value: jump: greatest implied speed in knots, of reports within one second at least that; on land: share
        of the reports in the time that are on land; frozen: share of the speeds told that are of a ship under
        way, NaN where none is told; course: median of degrees off; circle: times round.
    distance_m: greatest jump; course: way made; circle: radius; NaN for others.
    words: empty; `exporters.ais_events.position_doubts` has the sentences.

The score tells how much it rests on: 1 for fewer than 3 (jumps, reports …), 2 for fewer than 10, 3 for fewer
than 100, 4 for more.
"""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.analysis.detector import Detector
from desktop_app.analysis.event_columns import EventColumns
from desktop_app.analysis.position_runs import Runs, against_course, frozen, jumps, on_land, round_circles
from desktop_app.domain.ais_event import EVENT_CHECKS, EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.runtime.feedback import Cancelled, Feedback

STEPS_OF_SCORE: Final = (3, 10, 100)


def find(detector: Detector, parameters: EventParameters, feedback: Feedback | None = None) -> EventColumns:
    """All of a fleet.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    fleet = detector.fleet
    checks: tuple[Callable[[], Runs], ...] = (
        lambda: jumps(fleet, parameters),
        lambda: on_land(fleet),
        lambda: frozen(fleet, parameters, detector.places),
        lambda: against_course(fleet, parameters),
        lambda: round_circles(fleet, parameters),
    )
    runs: list[Runs] = []
    for check in checks:
        if feedback is not None and feedback.is_cancelled:
            raise Cancelled
        runs.append(check())

    def joined(name: str) -> NDArray[Any]:
        return np.concatenate([getattr(part, name) for part in runs])

    first, last, number = joined("first"), joined("last"), joined("number")
    facts: dict[str, NDArray[Any] | list[str]] = {
        "count": number,
        "value": joined("value"),
        "distance_m": joined("distance_m"),
        "words": [""] * len(number),
    }
    return EventColumns.of(
        EventKind.POSITION,
        fleet.vessel_ids,
        detector.places.ids,
        facts,
        vessel=joined("vessel"),
        start_s=fleet.t_s[first].astype(np.int64),
        end_s=fleet.t_s[last].astype(np.int64),
        first=first,
        last=last,
        lon_e7=joined("lon_e7"),
        lat_e7=joined("lat_e7"),
        end_lon_e7=fleet.lon_e7[last],
        end_lat_e7=fleet.lat_e7[last],
        check=np.repeat(
            [EVENT_CHECKS.index(part.check) for part in runs], [len(part.vessel) for part in runs]
        ),
        score=score_of(number),
    )


def score_of(count: NDArray[Any]) -> NDArray[np.int64]:
    """1 to 4, by how much an event rests on."""
    return np.searchsorted(STEPS_OF_SCORE, count, "right") + 1

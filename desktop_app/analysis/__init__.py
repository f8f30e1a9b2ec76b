"""What can be concluded from a case: loads, exposure, checks, and events in AIS reports.

Events can be found from Python, without Qt and without a window:

    from desktop_app.analysis import EventKind, EventParameters, event_frame, open_case

    with open_case("case.gpkg") as detector:
        parameters = EventParameters(gap_h=6)
        gaps = detector.events(EventKind.GAP, parameters)
        print(event_frame(detector, gaps, parameters))

`open_case` reads the reports of a case file, which is not changed; `detector_of` takes arrays instead.
`Detector.events` gives the events of a kind as arrays (`EventColumns`), sorted by ship and time: the same
reports and parameters give the same events. `event_table` and `fact_table` turn them into lists of plain
values, `event_rows` into mappings, `event_frame` into a polars data frame. `PARAMETERS` tells of every
parameter its unit, bounds, and who published the default. `desktop_app/analysis/example.py` is a whole
program.

Nothing is imported before it is asked for: numpy and numba take a second, which the window's start has not.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from desktop_app.analysis.detector import Detector as Detector
    from desktop_app.analysis.event_columns import EventColumns as EventColumns
    from desktop_app.analysis.opening import detector_of as detector_of
    from desktop_app.analysis.opening import event_frame as event_frame
    from desktop_app.analysis.opening import open_case as open_case
    from desktop_app.analysis.plain_events import event_rows as event_rows
    from desktop_app.analysis.plain_events import event_table as event_table
    from desktop_app.analysis.plain_events import fact_table as fact_table
    from desktop_app.domain.ais_event import EventKind as EventKind
    from desktop_app.domain.event_parameters import FACTS as PARAMETERS
    from desktop_app.domain.event_parameters import EventParameters as EventParameters

# Name: module, and what it is called there.
_HOMES: Final = {
    "Detector": ("desktop_app.analysis.detector", "Detector"),
    "EventColumns": ("desktop_app.analysis.event_columns", "EventColumns"),
    "event_rows": ("desktop_app.analysis.plain_events", "event_rows"),
    "event_table": ("desktop_app.analysis.plain_events", "event_table"),
    "fact_table": ("desktop_app.analysis.plain_events", "fact_table"),
    "detector_of": ("desktop_app.analysis.opening", "detector_of"),
    "event_frame": ("desktop_app.analysis.opening", "event_frame"),
    "open_case": ("desktop_app.analysis.opening", "open_case"),
    "EventKind": ("desktop_app.domain.ais_event", "EventKind"),
    "PARAMETERS": ("desktop_app.domain.event_parameters", "FACTS"),
    "EventParameters": ("desktop_app.domain.event_parameters", "EventParameters"),
}
__all__ = [
    "PARAMETERS",
    "Detector",
    "EventColumns",
    "EventKind",
    "EventParameters",
    "detector_of",
    "event_frame",
    "event_rows",
    "event_table",
    "fact_table",
    "open_case",
]


def __getattr__(name: str) -> Any:
    """What is asked for, imported now."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, there = _HOMES[name]
    return getattr(import_module(module), there)

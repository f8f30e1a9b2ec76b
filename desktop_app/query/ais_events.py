"""Single events that were found in AIS reports, by their keys."""

from typing import TYPE_CHECKING, NamedTuple

from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.feedback import Feedback

if TYPE_CHECKING:  # numpy, which the first picture has not
    from desktop_app.analysis.detector import Detector
    from desktop_app.analysis.event_columns import EventColumns
    from desktop_app.analysis.places import VisitPlace

KEY_KIND = "ais_event"


class FoundEvent(NamedTuple):
    """One event among those of its kind.

    Attributes:
        columns: all events of the kind.
        row: its place there.
        detector: that found it.
        parameters: that it was found with.
    """

    columns: "EventColumns"
    row: int
    detector: "Detector"
    parameters: EventParameters

    @property
    def id(self) -> str:
        """Its name in the case."""
        return self.columns.id_of(self.row)

    @property
    def key(self) -> str:
        """The name that views select it by, of the kind "ais_event"."""
        return f"{KEY_KIND}:{self.id}"

    @property
    def kind(self) -> EventKind:
        """What it is."""
        return self.columns.kind

    @property
    def vessel_id(self) -> str:
        """The ship."""
        return self.columns.vessel_ids[int(self.columns.vessel[self.row])]

    @property
    def other_id(self) -> str:
        """The other ship; empty for none."""
        other = int(self.columns.other[self.row])
        return self.columns.vessel_ids[other] if other >= 0 else ""

    @property
    def start_s(self) -> int:
        """Seconds since 1970-01-01 UTC."""
        return int(self.columns.start_s[self.row])

    @property
    def end_s(self) -> int:
        """Seconds since 1970-01-01 UTC."""
        return int(self.columns.end_s[self.row])

    @property
    def place(self) -> "VisitPlace | None":
        """The port or area; of a voyage where it begins."""
        number = int(self.columns.place[self.row])
        return self.detector.places.places[number] if number >= 0 else None

    @property
    def end_place(self) -> "VisitPlace | None":
        """Of a voyage, the port or area where it ends."""
        number = int(self.columns.end_place[self.row])
        return self.detector.places.places[number] if number >= 0 else None


def kind_of(ident: str) -> EventKind | None:
    """The kind that an event's id names; None where it names none."""
    name = ident.partition("-")[0]
    return EventKind(name) if name in {kind.value for kind in EventKind} else None


def found_event(engine: QueryEngine, ident: str, feedback: Feedback | None = None) -> FoundEvent | None:
    """An event by its id under the engine's parameters; None where it is not found with these."""
    kind = kind_of(ident)
    if kind is None:
        return None
    columns = engine.events(kind, feedback)
    row = columns.row_of(ident)
    return None if row is None else FoundEvent(columns, row, engine.detector(), engine.event_parameters)

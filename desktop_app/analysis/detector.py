"""Finds events in the reports of a fleet, and keeps what was found until something it rests on changes."""

import threading
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import cached_property
from importlib import import_module
from itertools import count
from typing import TYPE_CHECKING, Final, cast

from desktop_app.analysis.event_columns import EventColumns
from desktop_app.analysis.fleet import Fleet
from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.runtime.kernels import compile_ahead
from desktop_app.storage.case_store import CaseStore

if TYPE_CHECKING:
    from desktop_app.analysis.places import Places

VERSION: Final = 1
"""Of the rules; rises whenever the same reports and parameters can give other events."""

Finder = Callable[["Detector", EventParameters, Feedback | None], EventColumns]
# Each module has a function `find` of the type `Finder`; it is imported when it is first asked.
FINDERS: Final = {
    EventKind.GAP: "desktop_app.analysis.gaps",
    EventKind.VISIT: "desktop_app.analysis.visits",
    EventKind.VOYAGE: "desktop_app.analysis.voyages",
    EventKind.ENCOUNTER: "desktop_app.analysis.encounters",
    EventKind.LOITERING: "desktop_app.analysis.loitering",
    EventKind.STS: "desktop_app.analysis.sts_candidates",
    EventKind.IDENTITY: "desktop_app.analysis.identity_doubts",
    EventKind.POSITION: "desktop_app.analysis.position_doubts",
    EventKind.MISSED_CALL: "desktop_app.analysis.missed_calls",
}
_THREADS: Final = 2
_FLEET_TABLES: Final = frozenset({"track"})
_PLACE_TABLES: Final = frozenset({"port", "terminal", "port_outline", "berth_point", "watch_area"})
_PLACED: Final = frozenset(
    {
        EventKind.GAP,
        EventKind.VISIT,
        EventKind.VOYAGE,
        EventKind.ENCOUNTER,
        EventKind.LOITERING,
        EventKind.STS,
        EventKind.MISSED_CALL,
    }
)
# Kinds that rest on more of the case than reports and places, and the tables.
_ALSO: Final = {
    EventKind.IDENTITY: frozenset({"vessel", "vessel_identity"}),
    EventKind.MISSED_CALL: frozenset({"vessel", "sighting", "port_call", "voyage", "observation"}),
}


class Detector:
    """Events of one case. Safe on any thread; who asks the same meanwhile waits.

    Attributes:
        store: the case; None for a fleet without one, of which only what reports tell is found.
        fleet: its reports.
    """

    def __init__(self, fleet: Fleet, places: "Places | None" = None, store: CaseStore | None = None) -> None:
        """Prepare; nothing is found yet.

        Args:
            fleet: the reports.
            places: that ships visit; None for those of the case and the World Port Index.
            store: the case.
        """
        self.fleet = fleet
        self.store = store
        self._given = places
        self._found: dict[EventKind, tuple[tuple[float, ...], EventColumns]] = {}
        self._locks = {kind: threading.RLock() for kind in EventKind}

    @classmethod
    def of_case(cls, store: CaseStore, feedback: Feedback | None = None) -> "Detector":
        """The detector of all tracks of a case.

        Raises:
            InputError: the reports of a track are missing or damaged.
            Cancelled: the feedback was cancelled.
        """
        return cls(Fleet.of_case(store, feedback), store=store)

    @cached_property
    def places(self) -> "Places":
        """Where ships are looked for."""
        from desktop_app.analysis.case_places import case_places  # noqa: PLC0415 - only where a kind asks

        return self._given if self._given is not None else case_places(self.store)

    def events(
        self, kind: EventKind, parameters: EventParameters, feedback: Feedback | None = None
    ) -> EventColumns:
        """All events of a kind; the same object for as long as nothing that it rests on changes.

        Raises:
            Cancelled: the feedback was cancelled.
        """
        asked = parameters.of(kind)
        with self._locks[kind]:
            if feedback is not None and feedback.is_cancelled:
                raise Cancelled
            held = self._found.get(kind)
            if held is not None and held[0] == asked:
                return held[1]
            compile_ahead(feedback)
            find = cast("Finder", import_module(FINDERS[kind]).find)
            found = find(self, parameters, feedback)
            self._found[kind] = (asked, found)
            return found

    def find_all(
        self,
        kinds: Sequence[EventKind],
        parameters: EventParameters,
        feedback: Feedback | None = None,
        told: Callable[[EventKind, int], object] | None = None,
    ) -> None:
        """Find several kinds, two at a time; `events` of them answers at once afterwards.

        Args:
            kinds: in the order in which they are begun.
            parameters: that they are found with.
            feedback: stops it.
            told: called on any thread before a kind, with the number of kinds that were begun before it.

        Raises:
            Cancelled: the feedback was cancelled.
        """
        stop = feedback or Feedback()
        begun = count()

        def find(kind: EventKind) -> None:
            if told is not None:
                told(kind, next(begun))
            self.events(kind, parameters, stop)

        # Kernels run without Python's lock; kinds that rest on others wait for them by their locks.
        with ThreadPoolExecutor(_THREADS) as threads:
            work = [threads.submit(find, kind) for kind in kinds]
            try:
                for one in as_completed(work):
                    one.result()
            except BaseException:
                for one in work:
                    one.cancel()
                raise

    def holds(self, kind: EventKind, parameters: EventParameters) -> bool:
        """Whether `events` of this would answer at once."""
        held = self._found.get(kind)
        return held is not None and held[0] == parameters.of(kind)

    def after(self, tables: Collection[str]) -> "Detector | None":
        """The detector after a change of these tables; None where the reports are others."""
        changed = frozenset(tables)
        if changed & _FLEET_TABLES:
            return None
        lost = {kind for kind, on in _ALSO.items() if changed & on}
        replaced = bool(changed & _PLACE_TABLES)
        if replaced:
            lost |= _PLACED
        if not lost:
            return self
        other = Detector(self.fleet, self._given, self.store)
        if not replaced and "places" in self.__dict__:
            other.__dict__["places"] = self.places
        other._found = {kind: held for kind, held in self._found.items() if kind not in lost}
        return other

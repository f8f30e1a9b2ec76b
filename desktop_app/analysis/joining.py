"""Which voyages by AIS and documented ones are the same, and where the two do not agree.

A documented voyage and one by AIS of the same ship are one where at least one end fits: the visit by AIS is
at the documented port, and its time overlaps the documented one, `TOLERANCE_S` allowed on either side for
days of other time zones and images of the morning after. Where one is off by up to `DOUBTFUL_S` and nothing
fits better they are joined too, with the dates as a conflict. Each voyage is joined once; two fitting ends
before one, then the least difference in time. Nothing is merged by that: both keep their rows, and views show
them together with every source.
"""

import bisect
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop_app.analysis.elsewhere import NEAR_PORT_M, NEAR_SIGHTING_M, could_be_at, seconds
from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.domain.movement import Activity, DestinationBasis, PortCall, Riding, Sighting, Voyage
from desktop_app.domain.time_span import TimeSpan
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore

if TYPE_CHECKING:
    from desktop_app.analysis.detector import Detector
    from desktop_app.analysis.event_columns import EventColumns

# Own assumptions: two days for time zones and dates of publication, a week for what is probably the same call
# under a wrong date.
TOLERANCE_S: Final = 2 * 86_400
DOUBTFUL_S: Final = 7 * 86_400
# From the Russian Far East to Nampo ships of the record took 36 days at most.
LONGEST_S: Final = 45 * 86_400
_LADEN: Final = 1
_BALLAST: Final = 2


class ConflictKind(StrEnum):
    """In what documents and AIS do not agree."""

    ELSEWHERE = "elsewhere"
    STATE = "state"
    DATES = "dates"
    PORT = "port"


class JoinConflict(NamedTuple):
    """One disagreement.

    Attributes:
        key: "kind:id" of the documented row.
        sentence: what documents say and what AIS says.
    """

    kind: ConflictKind
    key: str
    sentence: str


class Join(NamedTuple):
    """One voyage out of two.

    Attributes:
        voyage_id: the documented one.
        row: the one by AIS, in the columns of its kind.
        start_fits, end_fits: which ends fit in place and time.
        conflicts: where they do not agree.
    """

    voyage_id: str
    row: int
    start_fits: bool
    end_fits: bool
    conflicts: tuple[JoinConflict, ...]


class Joining(NamedTuple):
    """All of a case.

    Attributes:
        joins: by documented voyage.
        conflicts: of calls and sightings with the reports of AIS, joined or not.
    """

    joins: tuple[Join, ...]
    conflicts: tuple[JoinConflict, ...]

    def of_voyage(self, voyage_id: str) -> Join | None:
        """The join of a documented voyage; None where it has none."""
        return next((join for join in self.joins if join.voyage_id == voyage_id), None)

    def of_row(self, row: int) -> Join | None:
        """The join of a voyage by AIS; None where it has none."""
        return next((join for join in self.joins if join.row == row), None)

    def about(self, keys: Iterable[str]) -> tuple[JoinConflict, ...]:
        """Conflicts of these rows with the reports of AIS."""
        wanted = frozenset(keys)
        return tuple(conflict for conflict in self.conflicts if conflict.key in wanted)


class _Documented(NamedTuple):
    voyage: Voyage
    calls: tuple[PortCall, ...]
    sightings: tuple[Sighting, ...]
    loading: TimeSpan
    discharge: TimeSpan | None


def joining(detector: "Detector", parameters: EventParameters, feedback: Feedback | None = None) -> Joining:
    """Hold the documented voyages of ships with tracks against what AIS shows of them.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    store = detector.store
    if store is None or not detector.fleet.count:
        return Joining((), ())
    documented = _documented(store, detector.fleet.vessel_ids, feedback)
    if not documented:
        return Joining((), ())
    voyages = detector.events(EventKind.VOYAGE, parameters, feedback)
    visits = detector.events(EventKind.VISIT, parameters, feedback)
    joins: list[Join] = []
    for vessel, rows in documented.items():
        ends = _Ends(detector, voyages, visits, vessel)
        fits = [fit for row in rows for fit in ends.fits(row)]
        # Best first; ids decide where nothing else does.
        fits.sort(key=lambda fit: (-fit.points, fit.off_s, fit.documented.voyage.id, fit.row))
        taken: set[str] = set()
        used: set[int] = set()
        for fit in fits:
            if fit.documented.voyage.id not in taken and fit.row not in used:
                taken.add(fit.documented.voyage.id)
                used.add(fit.row)
                joins.append(
                    Join(
                        fit.documented.voyage.id,
                        fit.row,
                        fit.start_fits,
                        fit.end_fits,
                        tuple(_conflicts(store, ends, fit)),
                    )
                )
    joins.sort(key=lambda join: join.voyage_id)
    rows = [row for of_ship in documented.values() for row in of_ship]
    return Joining(tuple(joins), tuple(_elsewhere(detector, parameters, rows)))


_VOYAGES: Final = (
    "SELECT id, vessel_id FROM voyage WHERE vessel_id IS NOT NULL ORDER BY vessel_id, start_utc, id"
)


def _documented(
    store: CaseStore, vessel_ids: Sequence[str], feedback: Feedback | None
) -> Mapping[str, list[_Documented]]:
    ships = frozenset(vessel_ids)
    with store.reader(feedback) as connection:
        wanted = [str(ident) for ident, vessel in connection.execute(_VOYAGES) if vessel in ships]
    found: defaultdict[str, list[_Documented]] = defaultdict(list)
    for voyage in store.voyages(wanted):
        calls = store.calls_of((voyage,))
        start, end = ends_of(store, voyage, calls)
        row = _Documented(
            voyage,
            calls,
            store.sightings_of((voyage,)),
            voyage.when if start is None else start.when,
            None if end is None else end.when,
        )
        found[voyage.vessel_id].append(row)
    return found


def ends_of(
    store: CaseStore, voyage: Voyage, calls: Sequence[PortCall]
) -> tuple[PortCall | None, PortCall | None]:
    """The calls where a documented voyage begins and ends, at the port or a part of it; None for none."""
    whole = {port.id: port.parent_id or port.id for port in store.record.ports}
    at = [(call, whole.get(call.port_id, call.port_id)) for call in calls]
    start = next((call for call, port in at if port == voyage.from_port_id), None)
    end = next((call for call, port in reversed(at) if port == voyage.to_port_id and call is not start), None)
    return start, end


class _Fit(NamedTuple):
    documented: _Documented
    row: int
    start_fits: bool
    end_fits: bool
    points: int
    off_s: int


class _Ends:
    """Voyages by AIS of one ship, with the visits at their ends."""

    def __init__(
        self, detector: "Detector", voyages: "EventColumns", visits: "EventColumns", vessel: str
    ) -> None:
        self.voyages = voyages
        self._visits = visits
        self._ids = detector.places.ids
        self._places = detector.places.places
        number = detector.fleet.places[vessel]
        first, end = voyages.vessel.searchsorted((number, number + 1)).tolist()
        self.rows = range(first, end)
        self._starts = voyages.start_s[first:end].tolist()

    def place_id(self, row: int, *, end: bool) -> str:
        """Where it begins or ends; empty where that is no place."""
        number = int((self.voyages.end_place if end else self.voyages.place)[row])
        return self._ids[number] if number >= 0 else ""

    def place_name(self, row: int, *, end: bool) -> str:
        """The same by name."""
        number = int((self.voyages.end_place if end else self.voyages.place)[row])
        return self._places[number].name if number >= 0 else ""

    def stay(self, row: int, *, end: bool) -> tuple[int, int]:
        """From when to when she lay there."""
        visit = int(self.voyages.facts["to_visit" if end else "from_visit"][row])
        if visit < 0:
            at = int((self.voyages.end_s if end else self.voyages.start_s)[row])
            return at, at
        return int(self._visits.start_s[visit]), int(self._visits.end_s[visit])

    def fits(self, documented: _Documented) -> Iterable[_Fit]:
        """Voyages by AIS that may be this one."""
        first, last = seconds(documented.voyage.when)
        begin = bisect.bisect_left(self._starts, first - LONGEST_S)
        stop = bisect.bisect_right(self._starts, last + LONGEST_S)
        for row in self.rows[begin:stop]:
            fit = self._fit(documented, row)
            if fit is not None:
                yield fit

    def _fit(self, documented: _Documented, row: int) -> _Fit | None:
        voyage = documented.voyage
        offs: list[int] = []
        fits = []
        for port, when, end in (
            (voyage.from_port_id, documented.loading, False),
            (voyage.to_port_id, documented.discharge, True),
        ):
            same = bool(port) and self.place_id(row, end=end) == port
            off = _apart(self.stay(row, end=end), seconds(when)) if same and when is not None else None
            fits.append(off is not None and off <= TOLERANCE_S)
            offs += [] if off is None else [off]
        if not offs or min(offs) > DOUBTFUL_S:
            return None
        return _Fit(documented, row, fits[0], fits[1], 2 * sum(fits) + (not any(fits)), min(offs))


def _apart(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Seconds between two times; 0 where they overlap."""
    return max(0, other[0] - one[1], one[0] - other[1])


def _conflicts(store: CaseStore, ends: _Ends, fit: _Fit) -> Iterable[JoinConflict]:
    documented, row = fit.documented, fit.row
    voyage = documented.voyage
    key = f"voyage:{voyage.id}"
    for when, end, fits, port in (
        (documented.loading, False, fit.start_fits, voyage.from_port_id),
        (documented.discharge, True, fit.end_fits, voyage.to_port_id),
    ):
        name = ends.place_name(row, end=end)
        stay = ends.stay(row, end=end)
        if when is None or fits or not port:
            continue
        if ends.place_id(row, end=end) == port:
            text = f"Documents have her at {name} on {_days(seconds(when))}, AIS on {_days(stay)}."
            yield JoinConflict(ConflictKind.DATES, key, text)
    yield from _other_port(store, ends, fit, key)
    laden = int(ends.voyages.facts["laden"][row])
    loads = any(call.activity is Activity.LOAD for call in documented.calls)
    if laden == _BALLAST and loads:
        text = "Documents have her load for this voyage; by the draughts she sent she left in ballast."
        yield JoinConflict(ConflictKind.STATE, key, text)
    leg = (int(ends.voyages.start_s[row]), int(ends.voyages.end_s[row]))
    for sighting in documented.sightings:
        first, last = seconds(sighting.when)
        opposite = {_LADEN: Riding.HIGH, _BALLAST: Riding.LOW}.get(laden)
        if sighting.riding is opposite and leg[0] <= first and last <= leg[1]:
            seen, sent = ("high", "laden") if laden == _LADEN else ("low", "in ballast")
            text = (
                f"Seen riding {seen} on {_days((first, last))}; by the draughts she sent she sailed {sent}."
            )
            yield JoinConflict(ConflictKind.STATE, f"sighting:{sighting.id}", text)


def _other_port(store: CaseStore, ends: _Ends, fit: _Fit, key: str) -> Iterable[JoinConflict]:
    voyage = fit.documented.voyage
    names = {port.id: port.names.en for port in store.record.ports}
    told = voyage.to_basis is DestinationBasis.DOCUMENTED
    arrived = ends.place_id(fit.row, end=True)
    if fit.start_fits and told and voyage.to_port_id and arrived and arrived != voyage.to_port_id:
        text = (
            f"Documents have her go to {names.get(voyage.to_port_id, voyage.to_port_id)}; by AIS she called "
            f"next at {ends.place_name(fit.row, end=True)} on {_days(ends.stay(fit.row, end=True))}."
        )
        yield JoinConflict(ConflictKind.PORT, key, text)
    left = ends.place_id(fit.row, end=False)
    if fit.end_fits and voyage.from_port_id and left and left != voyage.from_port_id:
        text = (
            f"Documents have her come from {names.get(voyage.from_port_id, voyage.from_port_id)}; by AIS she "
            f"called last at {ends.place_name(fit.row, end=False)} on {_days(ends.stay(fit.row, end=False))}."
        )
        yield JoinConflict(ConflictKind.PORT, key, text)


def _elsewhere(
    detector: "Detector", parameters: EventParameters, rows: Iterable[_Documented]
) -> Iterable[JoinConflict]:
    """Documented calls and sightings at which the reports of AIS leave her no time to be."""
    store = detector.store
    ports = {} if store is None else {port.id: port for port in store.record.ports}
    for documented in rows:
        vessel = documented.voyage.vessel_id
        for call in documented.calls:
            port = ports.get(call.port_id)
            if port is not None and port.position is None:
                port = ports.get(port.parent_id)
            position = port.position if port is not None else None
            if call.vessel_id != vessel or port is None or position is None:
                continue
            radius_m = NEAR_PORT_M + (port.position_accuracy_m or 0)
            found = could_be_at(
                detector.fleet, vessel, position, radius_m, seconds(call.when), parameters.fastest_kn
            )
            if not found.could:
                where = f"at {port.names.en}"
                yield JoinConflict(
                    ConflictKind.ELSEWHERE, f"call:{call.id}", _not_there(where, call.when, found.nearest_m)
                )
        for seen in documented.sightings:
            if seen.vessel_id != vessel or seen.position is None or seen.accuracy_km is None:
                continue
            radius_m = NEAR_SIGHTING_M + 1000 * seen.accuracy_km
            found = could_be_at(
                detector.fleet, vessel, seen.position, radius_m, seconds(seen.when), parameters.fastest_kn
            )
            if not found.could:
                where = f"seen {seen.place}"
                yield JoinConflict(
                    ConflictKind.ELSEWHERE,
                    f"sighting:{seen.id}",
                    _not_there(where, seen.when, found.nearest_m),
                )


def _not_there(where: str, when: TimeSpan, nearest_m: float) -> str:
    return (
        f"Documents have her {where} on {_days(seconds(when))}; her AIS reports leave no time for that, the "
        f"nearest is {nearest_m / 1000:,.0f} km away."
    )


def _days(span: tuple[int, int]) -> str:
    first, last = (datetime.fromtimestamp(second, UTC).date().isoformat() for second in span)
    return first if first == last else f"{first} to {last}"

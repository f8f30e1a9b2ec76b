"""From a voyage by AIS to rows of the case: a voyage of its own, or more evidence for a documented one.

Nothing that a document says is overwritten: a join adds calls that are not documented, and to those that are,
and to the voyage, the sources of the tracks.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

import apsw

from desktop_app.analysis.joining import TOLERANCE_S
from desktop_app.analysis.places import PlaceKind, VisitPlace
from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.movement import (
    Activity,
    DestinationBasis,
    HowKnown,
    InferredRoute,
    PortCall,
    Riding,
    Tracker,
    Voyage,
    VoyageKind,
)
from desktop_app.domain.place import PortRole
from desktop_app.domain.provenance import Citation
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.query.ais_events import FoundEvent
from desktop_app.query.editing.stored_row import read_row
from desktop_app.query.event_tracks import citation_of, tracks_of
from desktop_app.runtime.errors import InputError
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.edits import Edit, Insert, Operation, Update, evidence_id
from desktop_app.storage.log_entries import new_id
from desktop_app.storage.rows.cells import Cells
from desktop_app.storage.rows.movements import call_cells, voyage_cells

_LADEN: Final = {0: "not known", 1: "laden", 2: "in ballast"}
_NOT_LADEN: Final = {
    0: "by AIS alone; whether she was laden is not known",
    2: "by AIS alone; she sailed in ballast by her draughts",
}
_NOT_LOADING: Final = "by AIS alone; no document has ships load where it begins"


def voyage_edit(store: CaseStore, event: FoundEvent) -> Edit:
    """Make a voyage of the case out of one by AIS, with a call at each end that is a port of the case.

    It counts where her draughts say that she was laden and documents have ships load where it begins.

    Raises:
        InputError: neither end is a port of the case, or its tracks are gone.
    """
    citation = _citation(event, store)
    start, end = _port(event.place), _port(event.end_place)
    if start is None and end is None:
        raise InputError("Neither end of this voyage is a port of the case; add the port first.")
    laden = int(event.columns.facts["laden"][event.row])
    loading = {port.id for port in store.record.ports if port.role is PortRole.LOADING}
    counted = laden == 1 and start is not None and start.id in loading
    calls = tuple(_calls(event, citation))
    begins = calls[0].when if start is not None else _span(event.start_s, event.start_s)
    route = _route(store, start, end)
    elsewhere = "" if end is not None or event.end_place is None else event.end_place.name
    voyage = Voyage(
        id=new_id("voyage"),
        kind=VoyageKind.VOYAGE,
        vessel_id=event.vessel_id,
        label="",
        ships=1,
        ships_approximate=False,
        call_ids=tuple(call.id for call in calls),
        sighting_ids=(),
        from_port_id="" if start is None else start.id,
        to_port_id="" if end is None else end.id,
        to_place=elsewhere,
        to_basis=DestinationBasis.DOCUMENTED,
        route_id="" if route is None else route.id,
        when=begins,
        how_known=(HowKnown.AIS,),
        tracker=Tracker.ON,
        counted=counted,
        not_counted_why="" if counted else _NOT_LADEN.get(laden, _NOT_LOADING),
        summary=_summary(event),
        citation=citation,
    )
    evidence = evidence_id(citation)
    with store.reader() as connection:
        place = int(connection.execute("SELECT coalesce(max(place) + 1, 0) FROM voyage").get)
    operations: list[Operation] = [
        _insert("voyage", voyage_cells(voyage, place, () if route is None else route.path), evidence)
    ]
    operations += [
        _insert("port_call", call_cells(call, "", voyage.id, number), evidence)
        for number, call in enumerate(calls)
    ]
    return Edit(f"Make a voyage by AIS of {_ship(store, event)} a voyage", tuple(operations), (citation,))


def joined_edit(store: CaseStore, event: FoundEvent, voyage_id: str) -> Edit | None:
    """Add what AIS shows of a documented voyage to it; None where all of that is there.

    Raises:
        InputError: there is no such voyage, it is another ship's, or the tracks are gone.
    """
    voyage = store.voyage(voyage_id)
    if voyage is None:
        raise InputError(f"The case has no voyage {voyage_id}.")
    if voyage.vessel_id != event.vessel_id:
        raise InputError("The documented voyage is another ship's; only voyages of one ship are joined.")
    citation = _citation(event, store)
    whole = {port.id: port.parent_id or port.id for port in store.record.ports}
    documented = store.calls_of((voyage,))
    cited = [citation]
    operations: list[Operation] = []
    with store.reader() as connection:
        operations += _with_sources(connection, "voyage", voyage.id, citation, cited)
        last = connection.execute(
            "SELECT coalesce(max(place), -1) FROM port_call WHERE voyage_id = ?", (voyage.id,)
        )
        place = int(last.get)
        for call in _calls(event, citation):
            same = [
                row.id
                for row in documented
                if whole.get(row.port_id, row.port_id) == call.port_id and _near(row.when, call.when)
            ]
            if same:
                operations += _with_sources(connection, "port_call", same[0], citation, cited)
            else:
                place += 1
                operations.append(
                    _insert("port_call", call_cells(call, "", voyage.id, place), evidence_id(citation))
                )
    if not operations:
        return None
    what = f"Join a voyage by AIS to voyage of {_ship(store, event)}, {voyage.when.first_day.isoformat()}"
    return Edit(what, tuple(operations), tuple(cited))


def _with_sources(
    connection: apsw.Connection, table: str, row_id: str, citation: Citation, cited: list[Citation]
) -> Iterator[Operation]:
    """The row with the sources of the tracks beside its own, known by AIS too; nothing if it is so."""
    row = read_row(connection, table, row_id)
    if row is None or row.citation is None:
        return
    known = str(row.cells["how_known"] or "").split()
    own = set(row.citation.source_ids)
    more = tuple(one for one in citation.references if one.source_id not in own)
    if not more and HowKnown.AIS.value in known:
        return
    both = Citation((*row.citation.references, *more), row.citation.grade)
    cited.append(both)
    # In the order of the declaration, as everywhere.
    how = " ".join(one.value for one in HowKnown if one.value in known or one is HowKnown.AIS)
    yield Update(table, row_id, {"evidence_id": evidence_id(both), "how_known": how})


def _calls(event: FoundEvent, citation: Citation) -> Iterator[PortCall]:
    """The stays at its ends, of those that are ports of the case."""
    visits = event.detector.events(EventKind.VISIT, event.parameters)
    laden = int(event.columns.facts["laden"][event.row])
    for place, fact, activity in (
        (event.place, "from_visit", {1: Activity.LOAD, 2: Activity.DISCHARGE}.get(laden, Activity.UNKNOWN)),
        (event.end_place, "to_visit", Activity.UNKNOWN),
    ):
        port = _port(place)
        if port is None:
            continue
        visit = int(event.columns.facts[fact][event.row])
        first, last = int(visits.start_s[visit]), int(visits.end_s[visit])
        text = f"By AIS in {port.name} from {_minute(first)} to {_minute(last)}; {visits.id_of(visit)}."
        yield PortCall(
            id=new_id("call"),
            vessel_id=event.vessel_id,
            ships=1,
            port_id=port.id,
            activity=activity,
            when=_span(first, last),
            how_known=(HowKnown.AIS,),
            tracker=Tracker.ON,
            riding=Riding.UNKNOWN,
            summary=text,
            citation=citation,
        )


def _summary(event: FoundEvent) -> str:
    facts, row = event.columns.facts, event.row
    names = [
        place.name if place is not None else "an unnamed place" for place in (event.place, event.end_place)
    ]
    hours = max(event.end_s - event.start_s, 1) / 3600
    dark, heard = float(facts["dark_s"][row]) / 3600, int(facts["hours_heard"][row])
    return " ".join(
        (
            f"By AIS from {names[0]}, left {_minute(event.start_s)},",
            f"to {names[1]}, entered {_minute(event.end_s)};",
            f"{float(facts['distance_m'][row]) / 1000:,.0f} km along her reports,",
            f"silent {100 * dark / hours:.0f} % of the time,",
            f"heard in {heard} of {int(facts['hours'][row])} hours;",
            f"by her draughts {_LADEN[int(facts['laden'][row])]}. Found by this program: {event.id}.",
        )
    )


def _citation(event: FoundEvent, store: CaseStore) -> Citation:
    found = citation_of(tracks_of(event, store))
    if found is None:
        raise InputError("The tracks that this voyage was found in are no longer in the case.")
    # A grade is of what the record states.
    return Citation(found.references, None)


def _port(place: VisitPlace | None) -> VisitPlace | None:
    return place if place is not None and place.kind is PlaceKind.PORT else None


def _route(store: CaseStore, start: VisitPlace | None, end: VisitPlace | None) -> InferredRoute | None:
    """The inferred way between the two, where the case has one."""
    if start is None or end is None:
        return None
    ends = (start.id, end.id)
    return next((row for row in store.record.routes if (row.from_port_id, row.to_port_id) == ends), None)


def _insert(table: str, cells: Cells, evidence: str) -> Insert:
    values = {name: value for name, value in cells.items() if value is not None and name != "id"}
    return Insert(table, str(cells["id"]), {**values, "evidence_id": evidence})


def _ship(store: CaseStore, event: FoundEvent) -> str:
    names: Sequence[str] = [row.name for row in store.record.vessels if row.id == event.vessel_id]
    return names[0] if names else event.vessel_id


def _near(one: TimeSpan, other: TimeSpan) -> bool:
    apart = max((other.start - one.end).total_seconds(), (one.start - other.end).total_seconds())
    return apart <= TOLERANCE_S


def _span(first_s: int, last_s: int) -> TimeSpan:
    start, end = datetime.fromtimestamp(first_s, UTC), datetime.fromtimestamp(last_s, UTC)
    return TimeSpan(start, end, Precision.INSTANT if start == end else Precision.INTERVAL)


def _minute(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M} UTC"

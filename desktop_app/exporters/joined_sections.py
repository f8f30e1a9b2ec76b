"""Sections that show a voyage out of documents and AIS as one, on the card of either."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from desktop_app.domain.event_parameters import EventParameters
from desktop_app.domain.movement import PortCall, Voyage
from desktop_app.exporters import wording
from desktop_app.exporters.card import Link, Row, Section, Words, joined, present
from desktop_app.exporters.things import link_to
from desktop_app.query.ais_events import FoundEvent
from desktop_app.query.engine import QueryEngine
from desktop_app.query.event_tracks import citation_of, tracks_of
from desktop_app.query.joined_voyages import by_ais, counterpart, sailing_time
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore

if TYPE_CHECKING:  # numpy, which the first picture has not
    from desktop_app.analysis.joining import Join, JoinConflict

RULE: Final = (
    "One voyage: the same ship, and at one end at least the documented port, within two days of the "
    "documented time. Both rows stay as they are."
)
NO_JOIN: Final = "No voyage by AIS begins or ends at its ports at that time."
_LADEN: Final = {0: "not known", 1: "laden", 2: "in ballast"}


def by_ais_section(engine: QueryEngine, voyage: Voyage, feedback: Feedback | None = None) -> Section | None:
    """What AIS shows of a documented voyage, and where the two disagree; None without tracks of the ship."""
    found = by_ais(engine, voyage, feedback)
    if found is None:
        return None
    conflicts = tuple(_conflict(one) for one in found.conflicts)
    if found.event is None or found.join is None:
        return Section("By AIS", (), (NO_JOIN, *conflicts))
    citation = citation_of(tracks_of(found.event, engine.store))
    sources = citation.source_ids if citation is not None else ()
    rows = tuple(row._replace(sources=sources) for row in _ais_rows(found.event))
    return Section("By AIS", (*rows, *_fit(found.join)), (RULE, *conflicts))


def counterpart_section(event: FoundEvent, store: CaseStore) -> Section:
    """The documented voyage that one by AIS is, or that there is none."""
    join = counterpart(event, store)
    voyage = store.voyage(join.voyage_id) if join is not None else None
    if join is None or voyage is None:
        return Section("Documented", (), ("No documented voyage of this ship fits in port and time.",))
    rows = present(("Voyage", link_to(store, f"voyage:{voyage.id}")))
    rows = tuple(row._replace(sources=voyage.citation.source_ids) for row in rows)
    steps = [link_to(store, f"call:{ident}") for ident in voyage.call_ids]
    steps += [link_to(store, f"sighting:{ident}") for ident in voyage.sighting_ids]
    rows += present(*(("Rests on", step) for step in steps if step is not None))
    conflicts = tuple(_conflict(one) for one in join.conflicts)
    return Section("Documented", (*rows, *_fit(join)), (RULE, voyage.summary, *conflicts))


def sailing_section(
    store: CaseStore, voyage: Voyage, calls: tuple[PortCall, ...], parameters: EventParameters
) -> Section | None:
    """Whether documented dates leave a plausible time for the way; None where one end is not documented."""
    found = sailing_time(store, voyage, calls)
    if found is None:
        return None
    slowest_kn, fastest_kn = parameters.slowest_kn, parameters.fastest_kn
    least, most = found.least_kn, found.most_kn
    speed = f"{least:.1f} kn or more" if most is None else f"{least:.1f} to {most:.1f} kn"
    if most is not None and f"{least:.1f}" == f"{most:.1f}":
        speed = f"{least:.1f} kn"
    if least > fastest_kn:
        verdict = f"Faster than {fastest_kn:g} kn: a call is another ship's, or a date is wrong."
    elif most is not None and most < slowest_kn:
        verdict = f"Slower than {slowest_kn:g} kn: she waited on the way, or called somewhere else."
    else:
        verdict = f"Plausible: a tanker sails at {slowest_kn:g} to {fastest_kn:g} kn."
    rows = present(
        ("Way over water", f"about {wording.number(found.way_m / 1000)} km"), ("Takes a speed of", speed)
    )
    return Section("Sailing time", rows, (verdict,))


def _ais_rows(event: FoundEvent) -> tuple[Row, ...]:
    facts, row = event.columns.facts, event.row
    hours, heard = float(facts["hours"][row]), float(facts["hours_heard"][row])
    length_s = max(event.end_s - event.start_s, 1)
    coverage = heard / hours if hours else 0.0
    start, end = event.place, event.end_place
    return present(
        ("Voyage", Link(f"{_instant(event.start_s)} to {_instant(event.end_s)}", event.key)),
        ("From", None if start is None else start.name),
        ("To", None if end is None else end.name),
        ("Way along her reports", f"{wording.number(float(facts['distance_m'][row]) / 1000)} km"),
        ("Silent", f"{100 * float(facts['dark_s'][row]) / length_s:.0f} % of the time"),
        ("Heard", f"in {100 * coverage:.0f} % of the hours"),
        ("By her draughts", _LADEN[int(facts["laden"][row])]),
    )


def _fit(join: "Join") -> tuple[Row, ...]:
    words = {
        (True, True): "both ends",
        (True, False): "where it begins",
        (False, True): "where it ends",
        (False, False): "a port, but not the dates",
    }
    return present(("Fits", words[join.start_fits, join.end_fits]))


def _conflict(conflict: "JoinConflict") -> Words:
    return joined(": ", Link("Conflict", conflict.key), conflict.sentence)


def _instant(seconds: int) -> str:
    return wording.instant(datetime.fromtimestamp(seconds, UTC))

"""The card of an event that was found in AIS reports, and the line by which lists tell it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from typing import Any, Final

from desktop_app.domain.ais_event import (
    CHECK_NAMES,
    EVENT_CHECKS,
    EVENT_NAMES,
    EventKind,
    EventVerdict,
    Judgement,
)
from desktop_app.domain.event_parameters import FACTS, EventParameters
from desktop_app.domain.movement import Track
from desktop_app.exporters import wording
from desktop_app.exporters.card import Card, Link, Row, Section, finish, joined, present
from desktop_app.exporters.things import vessel_link, vessel_words
from desktop_app.query.ais_events import KEY_KIND, FoundEvent, found_event, kind_of
from desktop_app.query.engine import QueryEngine
from desktop_app.query.event_tracks import citation_of, tracks_of
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore

FOUND: Final = (
    "Found by this program in the reports named here; no source states it. The same reports and parameters "
    "give it again."
)
JUDGEMENT_WORDS: Final = {
    Judgement.ACCEPTED: "Accepted",
    Judgement.REJECTED: "Rejected",
    Judgement.REMARK: "Remarked on",
}
# Each module has `sentence` and `sections`; it is imported when an event of its kind is told.
_TELLERS: Final = {
    EventKind.GAP: "gaps",
    EventKind.VISIT: "visits",
    EventKind.VOYAGE: "voyages",
    EventKind.ENCOUNTER: "encounters",
    EventKind.LOITERING: "loitering",
    EventKind.STS: "sts_candidates",
    EventKind.IDENTITY: "identity_doubts",
    EventKind.POSITION: "position_doubts",
    EventKind.MISSED_CALL: "missed_calls",
}
# Reports of an event that its card lists from its beginning, and as many from its end.
_LISTED: Final = 10
_MOST_BEHIND: Final = 2 * _LISTED


def event_sentence(event: FoundEvent, store: CaseStore) -> str:
    """What it is, in one line without the ship's name."""
    return str(_teller(event.kind).sentence(event, store))


def event_name(event: FoundEvent) -> str:
    """The kind, such as "AIS gap"; of a doubt what is doubtful."""
    check = int(event.columns.check[event.row])
    return CHECK_NAMES[EVENT_CHECKS[check]] if check >= 0 else EVENT_NAMES[event.kind][0]


def event_time(event: FoundEvent) -> str:
    """From when to when, to the minute."""
    first, last = _instant(event.start_s), _instant(event.end_s)
    return first if first == last else f"{first} to {last}"


def event_card_of(engine: QueryEngine, ident: str, feedback: Feedback | None) -> Card | None:
    """What was found, the evidence for it, the reports behind it, and with what it was found."""
    kind = kind_of(ident)
    if kind is None:
        return None
    event = found_event(engine, ident, feedback)
    if event is None:
        return _not_found(engine, ident, kind)
    store = engine.store
    tracks = tracks_of(event, store)
    name = event_name(event)
    head = Section(
        name[0].upper() + name[1:],
        present(
            ("Vessel", vessel_link(store, event.vessel_id)),
            ("Other vessel", vessel_link(store, event.other_id) if event.other_id else None),
            ("Time (UTC)", event_time(event)),
            ("In short", event_sentence(event, store)),
        ),
        (FOUND,),
    )
    sections = (
        head,
        _verdict(engine, event),
        *_teller(kind).sections(event, store),
        _behind(event, tracks),
        _found_with(event),
    )
    return finish(
        store,
        f"{KEY_KIND}:{ident}",
        " and ".join(vessel_words(store, vessel) for vessel in (event.vessel_id, event.other_id) if vessel),
        f"{name[0].upper()}{name[1:]}, {event_time(event)}",
        sections,
        citation_of(tracks),
        on_map=(f"{KEY_KIND}:{ident}",),
    )


def verdict_words(verdict: EventVerdict) -> str:
    """What was said of it, by whom and when."""
    said = JUDGEMENT_WORDS[verdict.judgement]
    return f"{said} by {verdict.author}, {wording.instant(verdict.judged)}"


def _verdict(engine: QueryEngine, event: FoundEvent) -> Section | None:
    from desktop_app.query.event_verdicts import verdict_of  # noqa: PLC0415 - numpy, for this card alone

    verdict = verdict_of(engine, event.kind, event.row)
    if verdict is None:
        return None
    out = [verdict.text] if verdict.text else []
    if verdict.event_id != event.id:
        out.append("Given when the event was found with other bounds, from other numbers or reports.")
    return Section("Verdict", (Row("", verdict_words(verdict)),), tuple(out))


def _teller(kind: EventKind) -> Any:
    return import_module(f"desktop_app.exporters.ais_events.{_TELLERS[kind]}")


def _not_found(engine: QueryEngine, ident: str, kind: EventKind) -> Card:
    name = EVENT_NAMES[kind][0]
    text = (
        "With the present parameters and reports it is not found. It was named by a verdict, a figure or a "
        "kept detection."
    )
    head = Section("", present(("Event", ident)), (text,))
    return finish(
        engine.store,
        f"{KEY_KIND}:{ident}",
        f"{name[0].upper()}{name[1:]}",
        "Not found",
        (head, _parameters(engine.event_parameters, kind)),
        None,
    )


def _behind(event: FoundEvent, tracks: tuple[Track, ...]) -> Section | None:
    """The reports that it rests on: the first and the last ones."""
    first, last = int(event.columns.first[event.row]), int(event.columns.last[event.row])
    if first < 0:
        return None
    count = last - first + 1
    places = list(range(first, last + 1)) if count <= _MOST_BEHIND else []
    if not places:
        places = [*range(first, first + _LISTED), *range(last - _LISTED + 1, last + 1)]
    fleet = event.detector.fleet
    rows = [Row(_instant(int(fleet.t_s[place])), _report(event, place)) for place in places]
    links = joined(", ", *(Link(f"AIS track {track.id}", f"track:{track.id}") for track in tracks))
    left_out = count - len(places)
    return Section(
        f"Reports behind it ({wording.number(count)})",
        tuple(rows),
        (joined(" ", "From", links),) if tracks else (),
        f"The first and last {_LISTED}; {wording.number(left_out)} lie between them." if left_out else "",
    )


def _report(event: FoundEvent, place: int) -> str:
    """Position, speed, course and draught of one report, as sent."""
    fleet = event.detector.fleet
    told = [f"{fleet.lat_e7[place] / 1e7:.5f}, {fleet.lon_e7[place] / 1e7:.5f}"]
    if fleet.sog_dkn[place] >= 0:
        told.append(f"{fleet.sog_dkn[place] / 10:.1f} kn")
    if fleet.cog_ddeg[place] >= 0:
        told.append(f"{fleet.cog_ddeg[place] / 10:.0f}°")
    if fleet.draught_dm[place]:
        told.append(f"draught {fleet.draught_dm[place] / 10:.1f} m")
    if fleet.doubts[place]:
        told.append("flagged")
    return ", ".join(told)


def _found_with(event: FoundEvent) -> Section:
    from desktop_app.analysis.detector import VERSION  # noqa: PLC0415 - numpy, which the first picture has not

    section = _parameters(event.parameters, event.kind)
    fleet = event.detector.fleet
    out = [f"Rules of version {VERSION}, {wording.number(fleet.count)} reports of the case."]
    if fleet.left_out:
        out.append(f"{wording.number(fleet.left_out)} without a usable place or time were left out.")
    return section._replace(paragraphs=(" ".join(out),))


def _parameters(parameters: EventParameters, kind: EventKind) -> Section:
    return Section("Found with", tuple(_parameter_rows(parameters, kind)))


def _parameter_rows(parameters: EventParameters, kind: EventKind) -> Iterator[Row]:
    for name, facts in FACTS.items():
        if kind in facts.kinds:
            yield Row(facts.label, parameter_words(name, getattr(parameters, name)))


def parameter_words(name: str, value: float) -> str:
    """A threshold with its unit, its source, and the published value where it is another."""
    facts, usual = FACTS[name], getattr(EventParameters(), name)
    note = "" if value == usual else f" (published: {usual:g})"
    return f"{f'{value:g} {facts.unit}'.strip()}{note} – {facts.source}"


def _instant(seconds: int) -> str:
    return wording.instant(datetime.fromtimestamp(seconds, UTC))

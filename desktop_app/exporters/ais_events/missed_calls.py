"""Words on hints at missed calls: what the two statements are, and where she can have been between."""

from datetime import UTC, datetime
from typing import Final

from desktop_app.analysis.places import PlaceKind
from desktop_app.exporters import wording
from desktop_app.exporters.card import Link, Row, Section, Words, joined, listed, present
from desktop_app.exporters.things import link_to, links_to
from desktop_app.exporters.voyage_words import RIDING_WORDS
from desktop_app.query.ais_events import FoundEvent
from desktop_app.query.missed_call_query import HintEvidence, HintPlace, hint_evidence
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.row_words import capital

MOST_PLACES: Final = 25
_HOURS_TOLD: Final = 72  # longer times are told in days
_DONE: Final = {1: "loaded", 2: "discharged"}
_STATES: Final = {1: ("in ballast", "laden"), 2: ("laden", "in ballast")}
_ROLES: Final = {1: "documented as a loading port", 2: "documented as a port of discharge"}
_RESTS: Final = {
    1: "A draught typed for AIS tells one of the states, or both; draughts are typed by hand, often late.",
    2: "What a documented call was for tells one of the states, or both.",
    3: "Both states were seen or are documented.",
}
NONE: Final = "No call between is documented, and AIS shows none with a stop."
METHOD: Final = (
    "Ways run over water in cells of 5 km and are up to 4 % long; narrow straits are closed. Time in port is "
    "not reckoned."
)
NOT_PLACED: Final = (
    "Not known: one of the two has no position, or lies outside of the waters that the program holds."
)
TOO_SHORT: Final = (
    "None: the time is too short for any port that the program knows. She met another ship, or one of the "
    "two is wrong."
)


def sentence(event: FoundEvent, _: CaseStore) -> str:
    """What she did unseen, between when."""
    first, last = _day(event.start_s), _day(event.end_s)
    days = first if first == last else f"{first} and {last}"
    way = "on" if first == last else "between"
    return f"{_DONE[_change(event)]} {way} {days} ({_lasting(event)}), no call documented or heard"


def sections(event: FoundEvent, store: CaseStore) -> tuple[Section, ...]:
    """The two statements, the places within reach with the looks at them, and who saw her meanwhile."""
    evidence = hint_evidence(event, store)
    found = (_statements(event, store), _reach(event, evidence), _seen(store, evidence))
    return tuple(section for section in found if section is not None)


def _statements(event: FoundEvent, store: CaseStore) -> Section:
    facts, row, change = event.columns.facts, event.row, _change(event)
    keys = (str(facts["from_key"][row]), str(facts["to_key"][row]))
    draughts_dm = (int(facts["draught_before_dm"][row]), int(facts["draught_after_dm"][row]))
    rows = []
    for key, state, side, draught_dm in zip(
        keys, _STATES[change], ("after", "before"), draughts_dm, strict=True
    ):
        words, sources = _told(store, key)
        # A call tells the state on one side of it, what saw her the state then.
        at = side if key.startswith(("call:", "voyage:")) else "at"
        draught = f"draught {draught_dm / 10:.1f} m" if draught_dm else ""
        rows.append(Row(capital(f"{state} {at}"), joined(", ", words, draught), sources))
    most = _days(float(facts["most_hours"][row]))
    rows.append(Row("Between", f"{_lasting(event)} at least, {most} at most by the dates"))
    where = f"{capital(_DONE[change])} meanwhile in a port or from ship to ship, or one of the two is wrong."
    return Section("What hints at a call", tuple(rows), (f"{where} {NONE}", _RESTS[_score(event)]))


def _change(event: FoundEvent) -> int:
    return int(event.columns.facts["change"][event.row])


def _score(event: FoundEvent) -> int:
    return int(event.columns.score[event.row])


def _told(store: CaseStore, key: str) -> tuple[Words, tuple[str, ...]]:
    """A statement as a link with what it tells of the state, and its sources."""
    kind, _, ident = key.partition(":")
    if kind == "ais_event":
        return Link("voyage by AIS", key), ()
    link = link_to(store, key)
    words: Words = link if link is not None else key
    if kind == "sighting" and (sighting := store.sighting(ident)) is not None:
        return joined(": ", words, RIDING_WORDS[sighting.riding]), sighting.citation.source_ids
    if kind == "call" and (call := store.call(ident)) is not None:
        return joined(": ", words, f"call to {call.activity.value}"), call.citation.source_ids
    if kind == "voyage" and (voyage := store.voyage(ident)) is not None:
        return joined(": ", words, "a voyage, so loaded"), voyage.citation.source_ids
    return words, ()


def _reach(event: FoundEvent, evidence: HintEvidence) -> Section:
    heading = f"Places within reach at {event.parameters.reach_kn:g} kn"
    direct = evidence.direct_m
    way = () if direct is None else (Row("Way between the two", _kilometres(direct)),)
    if not evidence.is_placed:
        return Section(heading, (), (NOT_PLACED,))
    if not evidence.places:
        return Section(heading, way, (TOO_SHORT, METHOD))
    role = _ROLES[_change(event)]
    rows = tuple(Row(hint.place.name, _place(hint, role)) for hint in evidence.places[:MOST_PLACES])
    order = "ports of the fitting role come first, then the least detour"
    found = listed(heading, rows, len(evidence.places), order)
    stated = any(hint.looks is not None and hint.looks.stated for hint in evidence.places)
    silence = () if stated else ("Nothing is stated about images of these ports in that time.",)
    return found._replace(rows=(*way, *found.rows), paragraphs=(*silence, METHOD))


def _place(hint: HintPlace, role: str) -> Words:
    looks = hint.looks
    told = [role] if hint.is_likely else []
    told += [f"{max(hint.needed_kn, 0.1):.1f} kn would do", f"a detour of {_kilometres(hint.detour_m)}"]
    if looks is not None and looks.stated:
        days = f"of {wording.number(looks.days)} days {wording.number(looks.usable)} with a usable image"
        without = wording.number(looks.without_look)
        told.append(f"{days}, {without} without, {wording.number(looks.not_stated)} not stated")
    words = "; ".join(told)
    if hint.place.kind is PlaceKind.PORT:
        return joined(": ", Link("port", f"port:{hint.place.id}"), words)
    return words


def _seen(store: CaseStore, evidence: HintEvidence) -> Section | None:
    links = links_to(store, "sighting", evidence.seen)
    if not links:
        return None
    return Section("Seen meanwhile, laden or not is not told", present(*(("Seen", link) for link in links)))


def _kilometres(metres: float) -> str:
    return f"{wording.number(metres / 1000)} km"


def _lasting(event: FoundEvent) -> str:
    return _days(float(event.columns.facts["hours"][event.row]))


def _days(hours: float) -> str:
    return f"{wording.number(hours)} h" if hours < _HOURS_TOLD else f"{wording.number(hours / 24)} days"


def _day(seconds: int) -> str:
    return wording.day(datetime.fromtimestamp(seconds, UTC).date())

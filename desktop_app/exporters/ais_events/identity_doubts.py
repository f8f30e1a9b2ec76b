"""What is told of doubts about who a ship is: what was sent or told, by which rule, and its plain causes."""

from collections.abc import Sequence
from typing import Any, Final

from desktop_app.analysis import shared_mmsi, told_doubts
from desktop_app.analysis.told_changes import alike
from desktop_app.domain.ais_event import EVENT_CHECKS, EventCheck
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.domain.movement import Track
from desktop_app.exporters import wording
from desktop_app.exporters.card import LISTED, Link, Row, Section, listed, present
from desktop_app.exporters.things import link_to, thing
from desktop_app.query.ais_events import FoundEvent
from desktop_app.storage.case_store import CaseStore

# What can cause it without any intent.
CAUSES: Final = {
    EventCheck.SHARED_MMSI: (
        "Two ships whose transmitters were set to one number, one wrong bit in the number of another ship "
        "(Banyś, Gucma and Fowdur 2024, Naše more 71(1), 30-37), a number given anew after a sale, or one "
        "ship whose receiver tells two places by turns can each look like this."
    ),
    EventCheck.IMO_TWO_MMSI: (
        "A ship that changes her flag gets another MMSI and keeps her IMO number: that is the rule, and no "
        "doubt, where one follows the other. Both at once can be a second transmitter aboard, a number typed "
        "wrongly, or another ship under this one's number."
    ),
    EventCheck.NAME_CHANGE: (
        "Ships are sold and renamed, names are typed by hand, cut at 20 letters, and garbled on the air."
    ),
    EventCheck.CALL_SIGN_CHANGE: (
        "A call sign changes with the flag; it is typed by hand, and garbled on the air."
    ),
    EventCheck.SIZE_CHANGE: (
        "A size is typed by hand and may be that of another antenna's place; another hull under the same "
        "numbers is one reading among these."
    ),
}
_ROW_LABELS: Final = {
    EventCheck.SHARED_MMSI: "IMO number",
    EventCheck.IMO_TWO_MMSI: "MMSI",
    EventCheck.NAME_CHANGE: "Name",
    EventCheck.CALL_SIGN_CHANGE: "Call sign",
    EventCheck.SIZE_CHANGE: "Size",
}
_MOST_LETTERS: Final = 200  # of a sentence's words; a stranger's case may hold a book in a name


def sentence(event: FoundEvent, store: CaseStore) -> str:
    """What was sent or told, in one line."""
    del store
    if _fact(event, "ways"):
        return (
            f"{_fact(event, 'ways')} ways at once that no single ship sails, by turns "
            f"{wording.number(_fact(event, 'switches'))} times and up to "
            f"{wording.number(_fact(event, 'value'))} km apart"
        )
    words, value = _shortened(str(_fact(event, "words"))), float(_fact(event, "value"))
    match _check(event):
        case EventCheck.SIZE_CHANGE:
            return f"{words} by AIS, {value:g} m apart"
        case EventCheck.NAME_CHANGE | EventCheck.CALL_SIGN_CHANGE:
            return f"{words}{_spelling(words)}, {_both(value)}"
        case _:
            return f"{words}, {_both(value)}"


def sections(event: FoundEvent, store: CaseStore) -> tuple[Section, ...]:
    """The measures with what tells them, the rule, and what else can look like this."""
    check = _check(event)
    paragraphs = (_rule(event, check, event.parameters), CAUSES[check])
    if _fact(event, "ways"):
        rows = present(
            ("MMSI", ", ".join(_mmsi_of(event, store)) or "not documented"),
            ("Ways", wording.number(_fact(event, "ways"))),
            ("Reports", f"{wording.number(_fact(event, 'reports_most'))} of the one with most"),
            ("", f"{wording.number(_fact(event, 'reports_others'))} of the others"),
            ("By turns", f"{wording.number(_fact(event, 'switches'))} times"),
            ("Furthest apart", f"{wording.number(_fact(event, 'value'))} km, one report after the other"),
        )
        return (Section("What is seen", rows, paragraphs),)
    told = Section("What is told", (Row(_ROW_LABELS[check], str(_fact(event, "words"))),), paragraphs)
    keys: Sequence[str] = _fact(event, "keys")
    links = (link_to(store, key) for key in keys[:LISTED])
    by = tuple(Row("", Link(link.text, link.key)) for link in links if link is not None)
    return (told, listed("Told by", by, len(keys))) if by else (told,)


def _rule(event: FoundEvent, check: EventCheck, parameters: EventParameters) -> str:
    if _fact(event, "ways"):
        return (
            f"Rule: a report continues a way whose last report was within {parameters.segment_h:g} h and "
            f"within {shared_mmsi.SLACK_NM:g} nm or a sailing at {parameters.segment_kn:g} kn, the one that "
            "needs the least speed; else it begins another. Ways of at least "
            f"{shared_mmsi.LEAST_REPORTS} reports that come by turns are told. Speeds that were sent are not "
            "used, since they may be false too."
        )
    dated = "It is told here since it falls in the time in which the ship was heard; her card has the rest."
    match check:
        case EventCheck.SIZE_CHANGE:
            return (
                "Rule: length or beam by AIS differ between two files by more than "
                f"{told_doubts.LENGTH_M:g} m or {told_doubts.BEAM_M:g} m. {dated}"
            )
        case EventCheck.IMO_TWO_MMSI:
            return f"Rule: an IMO number with a right check digit is told under more than one MMSI. {dated}"
        case EventCheck.SHARED_MMSI:
            return (
                "Rule: two right IMO numbers are told under one MMSI, or two ships of the case were heard "
                f"under it at once. {dated}"
            )
        case _:
            return f"Rule: another one is told after it; capitals and spaces do not count. {dated}"


def _check(event: FoundEvent) -> EventCheck:
    return EVENT_CHECKS[int(event.columns.check[event.row])]


def _fact(event: FoundEvent, name: str) -> Any:
    return event.columns.facts[name][event.row]


def _mmsi_of(event: FoundEvent, store: CaseStore) -> list[str]:
    fleet = event.detector.fleet
    vessel = int(event.columns.vessel[event.row])
    tracks = (
        thing(store, Track, f"track:{ident}") for ident in fleet.track_ids(vessel, event.start_s, event.end_s)
    )
    return sorted({track.mmsi for track in tracks if track is not None and track.mmsi})


def _both(days: float) -> str:
    if days >= 1:
        return f"both told for {wording.number(days)} days" if days >= 2 else "both told for a day"  # noqa: PLR2004 - several
    return "both told within a day" if days else "one after the other"


def _spelling(words: str) -> str:
    """Whether a change may be a slip of the hand."""
    former, arrow, latter = words.partition(" → ")
    return " (nearly the same spelling)" if arrow and ";" not in words and alike(former, latter) else ""


def _shortened(words: str) -> str:
    return words if len(words) <= _MOST_LETTERS else f"{words[:_MOST_LETTERS]}…"

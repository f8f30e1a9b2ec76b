"""Help ▸ How AIS events are found: what each kind is, with which numbers, and what it does not say."""

from typing import Final

from desktop_app.domain.ais_event import EVENT_NAMES, EventKind
from desktop_app.domain.event_parameters import FACTS, EventParameters
from desktop_app.exporters.ais_event_card import parameter_words
from desktop_app.exporters.card import Card, Row, Section, finish
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.feedback import Feedback

TITLE: Final = "How AIS events are found"
_RULES: Final = (
    (
        "Events are found in the reports of the case, never imported with them: the same reports and the "
        "same numbers give the same events on every machine."
    ),
    "Reports at 0° N 0° E, or from the future, are left out, and counted.",
    (
        "A verdict (accept, reject, remark) belongs to the event and finds it again when numbers change or"
        " reports are added. Rejected events stay in the list and count for no filter."
    ),
    (
        "Opening a case writes nothing. “Keep in case” writes the events as rows, with numbers and "
        "version, for other programs and for the history."
    ),
)
_KINDS: Final = {
    EventKind.GAP: (
        (
            "A silence between two reports of a ship, or after her last one until the data end. The "
            "threshold is strict: exactly twelve hours are no gap, one second more is. Beside it stands "
            "what can be known: how often she was heard before, how many other ships were heard nearby "
            "meanwhile, how far apart the two ends lie, how far from shore and from a port."
        ),
        (
            "Nobody can tell from a silence why it is one. The published rule for switched-off "
            "transmitters asks for more than 50 nautical miles from shore; ships on these routes are "
            "nearer almost always, and then the rule does not apply, which is said."
        ),
    ),
    EventKind.VISIT: (
        (
            "A ship enters a port at 3 km from one of its berths or anchorages, and leaves it at 4 km from"
            " all of them. It stops at 0.2 kn and goes on at 0.5 kn; four hours without a report inside "
            "are a silence in port."
        ),
        (
            "Confidence 4: entry and exit were both heard, and a stop or silence between. 3: one of them "
            "was. 2: only the stop or silence inside, as with ships that are heard in port alone, which is"
            " the pattern of this trade. 1: entry or exit without a stop."
        ),
    ),
    EventKind.VOYAGE: (
        (
            "From leaving one port to entering the next, between visits of enough confidence. Laden or in "
            "ballast is told by draughts that the crew types in: only a change of 15 % of the ship's range"
            " tells, and never how much. Coverage is the share of hours with a report."
        ),
    ),
    EventKind.ENCOUNTER: (
        (
            "Two ships within 500 m for two hours or longer, slower than 2 kn, at least 10 km from any "
            "port; meetings of one pair less than four hours apart are one. Places are taken every ten "
            "minutes, between reports up to an hour apart."
        ),
    ),
    EventKind.LOITERING: ("Hours in which a ship moves slower than 2 kn on average, away from the shore.",),
    EventKind.STS: (
        (
            "A ship lies still at sea while another is silent, and the other could have come, stayed and "
            "gone on within her silence. It says that she could have been there, not that she was."
        ),
    ),
    EventKind.IDENTITY: (
        (
            "Reports under one MMSI that one ship cannot have sent, an IMO number under two MMSI, a name, "
            "call sign or size that changes. A sale, a new flag, a flipped bit or a wrong setting look the"
            " same."
        ),
    ),
    EventKind.POSITION: (
        (
            "Jumps that no ship can sail, positions on land, a position that stays the same to the last "
            "digit, a course against the way made, and circles. Bad receivers and jammed satellites make "
            "all of them."
        ),
    ),
    EventKind.MISSED_CALL: (
        (
            "A ship seen laden after she was seen in ballast, or the other way round, without a call "
            "between: somewhere she loaded or discharged. The hint says how long that was, which ports she"
            " could have reached, and on which of these days nobody could look."
        ),
    ),
}


def events_page(engine: QueryEngine, feedback: Feedback | None = None) -> Card:
    """The page under the engine's parameters."""
    del feedback
    used = engine.event_parameters
    sections = [Section("Rules", (), _RULES)]
    for kind, paragraphs in _KINDS.items():
        rows = tuple(
            Row(facts.label, parameter_words(name, getattr(used, name)))
            for name, facts in FACTS.items()
            if kind in facts.kinds
        )
        name = EVENT_NAMES[kind][1]
        sections.append(Section(name[0].upper() + name[1:], rows, paragraphs))
    subtitle = (
        "With the published numbers" if used == EventParameters() else "With numbers that somebody chose"
    )
    return finish(engine.store, "", TITLE, subtitle, sections, None)

"""The table of events found in AIS reports: its columns, and what stands in each row."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import IntEnum
from typing import Final, NamedTuple

from desktop_app.domain.ais_event import EVENT_NAMES, EventKind, EventVerdict
from desktop_app.exporters import wording
from desktop_app.exporters.ais_event_card import (
    JUDGEMENT_WORDS,
    event_name,
    event_sentence,
    verdict_words,
)
from desktop_app.exporters.citations import cited, source_line
from desktop_app.exporters.event_sources import EventSources
from desktop_app.exporters.plain_table import CopiedTable, copied_table
from desktop_app.exporters.things import vessel_words
from desktop_app.exporters.wording import SYNTHETIC
from desktop_app.query.ais_events import FoundEvent
from desktop_app.query.event_list import EventOrder
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.fixes import DEGREE

NOTHING: Final = "–"
"""Stands where nothing is known or decided."""
MOST_COPIED: Final = 10_000
"""Events in one copy: what a clipboard hands on and a spreadsheet takes without a pause."""


class EventColumn(IntEnum):
    """Columns from left to right."""

    KIND = 0
    VERDICT = 1
    SHIP = 2
    START = 3
    DURATION = 4
    WHERE = 5
    SCORE = 6
    WHAT = 7


_FIELDS: Final = {
    EventColumn.KIND: "name",
    EventColumn.SHIP: "ship",
    EventColumn.START: "start",
    EventColumn.DURATION: "duration",
    EventColumn.WHERE: "where",
    EventColumn.SCORE: "score",
    EventColumn.WHAT: "what",
}


class EventHeading(NamedTuple):
    """A column in words.

    Attributes:
        title: in the header.
        name: for screen readers.
        order: by which a click on the header sorts; None where it cannot.
        high_first: whether the first click puts high values first.
    """

    title: str
    name: str
    meaning: str
    order: EventOrder | None = None
    high_first: bool = False


HEADINGS: Final = {
    EventColumn.KIND: EventHeading("", "Kind", "What it is", EventOrder.KIND),
    EventColumn.SHIP: EventHeading("Vessel", "Vessel", "Its name; of a meeting both", EventOrder.SHIP),
    EventColumn.START: EventHeading("Start (UTC)", "Start", "When it begins, UTC", EventOrder.START),
    EventColumn.DURATION: EventHeading(
        "Length", "Length", "From its begin to its end, or to the end of the data", EventOrder.DURATION, True
    ),
    EventColumn.WHERE: EventHeading("Where", "Where", "The port or area, else the position where it begins"),
    EventColumn.WHAT: EventHeading("What was found", "What was found", "The finding in one line"),
    EventColumn.SCORE: EventHeading(
        "Score",
        "Score",
        "How much speaks for it, 0 to 4; of a port visit its confidence. It classifies nothing.",
        EventOrder.SCORE,
        True,
    ),
    EventColumn.VERDICT: EventHeading("", "Verdict", "What a person said of it: A accepts, R rejects"),
}


class EventRow(NamedTuple):
    """One event as the table shows it.

    Attributes:
        key: "ais_event:…".
        name: what it is, in words.
        verdict: what counts of what people said; None for nothing.
    """

    key: str
    kind: EventKind
    name: str
    ship: str
    start: str
    duration: str
    where: str
    what: str
    score: str
    verdict: EventVerdict | None


def event_row(event: FoundEvent, store: CaseStore, verdict: EventVerdict | None) -> EventRow:
    """An event in words."""
    score = int(event.columns.score[event.row])
    return EventRow(
        event.key,
        event.kind,
        event_name(event),
        " and ".join(vessel_words(store, ship) for ship in (event.vessel_id, event.other_id) if ship),
        f"{datetime.fromtimestamp(event.start_s, UTC):%Y-%m-%d %H:%M}",
        wording.lasting(event.end_s - event.start_s),
        where_words(event),
        event_sentence(event, store),
        str(score) if score else NOTHING,
        verdict,
    )


def where_words(event: FoundEvent) -> str:
    """Where it is, from where to where of a voyage: names of places, else a position."""
    place, end = event.place, event.end_place
    if place is not None:
        return f"{place.name} – {end.name}" if end is not None else place.name
    columns = event.columns
    lat, lon = columns.lat_e7[event.row] / DEGREE, columns.lon_e7[event.row] / DEGREE
    return f"{abs(lat):.2f}° {'N' if lat >= 0 else 'S'} {abs(lon):.2f}° {'E' if lon >= 0 else 'W'}"


def cell_text(row: EventRow, column: EventColumn) -> str:
    """What stands in a cell, and what a screen reader reads."""
    if column is EventColumn.VERDICT:
        return JUDGEMENT_WORDS[row.verdict.judgement] if row.verdict is not None else NOTHING
    return str(getattr(row, _FIELDS[column]))


def explanation(row: EventRow, column: EventColumn) -> str:
    """What a cell has no room for."""
    verdict = row.verdict
    if column is EventColumn.VERDICT and verdict is not None:
        return said_words(verdict)
    return cell_text(row, column)


def said_words(verdict: EventVerdict) -> str:
    """What was said of an event, by whom, when and why."""
    return f"{verdict_words(verdict)}{f': {verdict.text}' if verdict.text else ''}"


def copied_events(
    store: CaseStore,
    events: Sequence[FoundEvent],
    verdicts: Mapping[str, EventVerdict],
    sentence: str,
    total: int,
) -> CopiedTable:
    """Events under their titles; below them what they are a part of, what was assumed, and the sources.

    Args:
        store: the case.
        events: in their order.
        verdicts: what counts of what people said, by the key of the event.
        sentence: what the filter says.
        total: events of these kinds in the case.
    """
    titles = (*(HEADINGS[column].name for column in EventColumn), "Event")
    body, citations, behind = [], [], EventSources(store)
    for event in events:
        row = event_row(event, store, verdicts.get(event.key))
        cells = [explanation(row, column) for column in EventColumn]
        body.append(["" if text == NOTHING else text for text in (*cells, event.id)])
        citation = behind.of(event).citation
        citations += [citation] if citation is not None else []
    sources = cited(store.record, citations)
    kinds = sorted({EVENT_NAMES[event.kind][1] for event in events})
    of_all = f"{wording.number(len(events))} of {wording.number(total)} events"
    foot = [
        f"{of_all} found in AIS reports of the case “{store.info.title}”: {', '.join(kinds)}.",
        "Found by computation, not documented; a silence is a gap with evidence, whatever its cause.",
        f"Filter: {sentence}.",
        *([f"Found with {events[0].parameters.as_json()}."] if events else []),
        "Sources of the reports:",
        *(source_line(source) for source in sources),
    ]
    head = [f"{SYNTHETIC} · made-up data: {store.info.title}"] if store.record.synthetic else []
    return copied_table(head, titles, body, foot)

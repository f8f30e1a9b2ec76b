"""Every doubt is told in a line and a section, with its rule and plain causes, whatever names hold."""

import dataclasses
from datetime import UTC, date, datetime

import numpy as np
import pytest

from desktop_app.domain.ais_event import EVENT_CHECKS, EventCheck, EventKind
from desktop_app.domain.movement import Track
from desktop_app.domain.provenance import Citation
from desktop_app.domain.record import Record
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.domain.vessel import VesselIdentity
from desktop_app.exporters.ais_events import identity_doubts, position_doubts
from desktop_app.exporters.card import plain
from desktop_app.exporters.card_text import card_text
from desktop_app.exporters.cards import card_for
from desktop_app.query.ais_events import FoundEvent
from desktop_app.query.engine import QueryEngine
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.fixes import digest_of
from tests.unit.analysis.plain_positions import Report, fixes_of

T = int(datetime(2024, 3, 4, tzinfo=UTC).timestamp())
SEA = (1_320_000_000, 400_000_000)
CITE = Citation.of(("OSC25",), None)
HOSTILE = "=cmd|'/c calc'!A1 <script>\u202egnp.exe\x07 " + "Щ" * 10_000


def by_turns() -> list[Report]:
    """Two ships under one number, by turns."""
    return [Report(T + 600 * at, SEA[0] + at % 2 * 30_000_000, SEA[1], 100) for at in range(12)]


def frozen() -> list[Report]:
    """One position for eleven hours under way."""
    return [Report(T + 3600 * at, *SEA, 90) for at in range(12)]


def inland() -> list[Report]:
    """Two reports of three on land."""
    return [Report(T + 600 * at, SEA[0] + at * 1000, SEA[1], 0, -1, 2 * (at != 1)) for at in range(3)]


def backwards() -> list[Report]:
    """North by position, south by course."""
    return [Report(T + 600 * at, SEA[0], SEA[1] + at * 300_000, 100, 1800) for at in range(12)]


def rounds() -> list[Report]:
    """Round a circle of 500 m, in half an hour each time."""
    angles = [2 * np.pi * at / 30 for at in range(90)]
    scale = 500 / 6_371_008.8 * 180 / np.pi * 1e7
    narrow = np.cos(np.radians(40))
    return [
        Report(
            T + 60 * at,
            round(SEA[0] + scale * np.sin(angle) / narrow),
            round(SEA[1] + scale * np.cos(angle)),
        )
        for at, angle in enumerate(angles)
    ]


def case_of(reported: Record, reports: list[Report], *names: str) -> CaseStore:
    """The record with a track of a ship, and names that she had a day each."""
    block = fixes_of(reports).packed()
    when = TimeSpan(*(datetime.fromtimestamp(reports[at].t_s, UTC) for at in (0, -1)), Precision.INTERVAL)
    track = Track("track-1", "yu-son", when, "445000001", len(reports), digest_of(block), "Made up.", CITE)
    identities = tuple(
        VesselIdentity(
            f"id-{day}",
            "yu-son",
            name,
            "KP",
            "",
            "445000001",
            "",
            "",
            *[date(2024, 3, 4 + day)] * 2,
            "",
            CITE,
        )
        for day, name in enumerate(names)
    )
    return CaseStore.of_record(
        dataclasses.replace(reported, tracks=(track,), contents={track.sha256: block}, identities=identities)
    )


POSITIONS = {
    EventCheck.JUMP: (by_turns, "11 jumps, the widest of 256 km, needing 828 kn; 256 km from where it began"),
    EventCheck.ON_LAND: (inland, "2 reports inland in 20 min, 67% of those heard meanwhile"),
    EventCheck.FROZEN: (
        frozen,
        "the very same position in 12 reports for 11 h, 100% of them telling a speed under way",
    ),
    EventCheck.COURSE: (backwards, "course 180° off the way made, median of 11 steps over 36.7 km"),
    EventCheck.CIRCLE: (rounds, "3.0 times round a circle of 500 m radius in 89 min"),
}


@pytest.mark.parametrize("check", POSITIONS)
def test_a_position_doubt_tells_measures_rule_and_causes(reported: Record, check: EventCheck) -> None:
    make, line = POSITIONS[check]
    store = case_of(reported, make())
    try:
        engine = QueryEngine(store)
        columns = engine.events(EventKind.POSITION)
        (row,) = np.flatnonzero(columns.check == EVENT_CHECKS.index(check)).tolist()
        event = FoundEvent(columns, row, engine.detector(), engine.event_parameters)
        assert position_doubts.sentence(event, store) == line
        (section,) = position_doubts.sections(event, store)
        words = " ".join(plain(one) for one in section.paragraphs)
        assert words.startswith("Rule: ")
        assert "each look like this" in words or "does not tell which" in words
        card = card_for(store, event.key)
        assert card is not None
        assert line in card_text(card)
    finally:
        store.close()


def test_a_shared_mmsi_tells_its_ways_and_whose_number_it_is(reported: Record) -> None:
    store = case_of(reported, by_turns())
    try:
        engine = QueryEngine(store)
        columns = engine.events(EventKind.IDENTITY)
        event = FoundEvent(columns, 0, engine.detector(), engine.event_parameters)
        line = "2 ways at once that no single ship sails, by turns 9 times and up to 256 km apart"
        assert identity_doubts.sentence(event, store) == line
        (section,) = identity_doubts.sections(event, store)
        assert ("MMSI", "445000001") in [(row.label, plain(row.value)) for row in section.rows]
    finally:
        store.close()


def test_hostile_names_are_text_and_bounded_in_a_line(reported: Record) -> None:
    store = case_of(reported, frozen(), HOSTILE, "YU SON", "YU SOM")
    try:
        engine = QueryEngine(store)
        columns = engine.events(EventKind.IDENTITY)
        lines = []
        for row in range(len(columns)):
            event = FoundEvent(columns, row, engine.detector(), engine.event_parameters)
            lines.append(identity_doubts.sentence(event, store))
            told, by = identity_doubts.sections(event, store)
            assert told.heading == "What is told"
            assert len(by.rows) == 2
            card = card_for(store, event.key)
            assert card is not None
            assert {"identity:id-0", "identity:id-1"} & {link.key for link in card.links()}
        assert len(lines) == 1  # the days of the third lie after the last report
        assert all(len(line) < 300 for line in lines)
        assert "<script>" in lines[0]  # escaping is the writer's, and text is never markup
    finally:
        store.close()

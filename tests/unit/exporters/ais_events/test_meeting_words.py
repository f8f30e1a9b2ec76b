"""Encounters and candidates are told in a line and on a card, as what they are, whatever names hold."""

import dataclasses
from datetime import UTC, datetime

import numpy as np

from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.movement import Track
from desktop_app.domain.provenance import Citation
from desktop_app.domain.record import Record
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.exporters.ais_events import encounters, sts_candidates
from desktop_app.exporters.card import plain
from desktop_app.exporters.card_text import card_text
from desktop_app.exporters.cards import card_for
from desktop_app.query.ais_events import FoundEvent
from desktop_app.query.engine import QueryEngine
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.fixes import Fixes, digest_of

T = int(datetime(2024, 3, 4, tzinfo=UTC).timestamp())
CITE = Citation.of(("OSC25",), None)
HOSTILE = "=cmd|'/c calc'!A1 <script>\u202egnp.exe\x07 " + "Щ" * 10_000
SPOT = (1_320_000_000, 400_000_000)


def case_of(reported: Record, ships: dict[str, Fixes]) -> CaseStore:
    """The record with made-up ships of hostile names and a track of each."""
    like = reported.vessels[0]
    vessels = tuple(dataclasses.replace(like, id=ship, name=HOSTILE + ship, imo_number="") for ship in ships)
    tracks, contents = [], {}
    for ship, fixes in ships.items():
        block = fixes.packed()
        contents[digest_of(block)] = block
        when = TimeSpan(
            *(datetime.fromtimestamp(int(fixes.t_s[at]), UTC) for at in (0, -1)), Precision.INTERVAL
        )
        tracks.append(
            Track(f"track-{ship}", ship, when, "445000001", fixes.count, digest_of(block), "Made up.", CITE)
        )
    return CaseStore.of_record(
        dataclasses.replace(
            reported, vessels=(*reported.vessels, *vessels), tracks=tuple(tracks), contents=contents
        )
    )


def lying(first_h: float, last_h: float, north_e7: int, draughts_dm: tuple[int, int], kn: int) -> Fixes:
    """At the spot for some hours, there and away from the west at a speed; another draught afterwards."""
    hours = np.arange(round((first_h - 20) * 6), round((last_h + 20) * 6)) / 6
    under_way = np.minimum(hours - first_h, 0) + np.maximum(hours - last_h, 0)
    degrees = np.abs(under_way) * kn * 1852 / (6_371_008.8 * np.pi / 180 * np.cos(np.pi * 40 / 180))
    return Fixes.of(
        t_s=np.rint(hours * 3600).astype(np.int64) + T,
        lon_e7=np.rint(SPOT[0] + degrees * 1e7).astype(np.int64),
        lat_e7=np.full(len(hours), SPOT[1] + north_e7),
        draught_dm=np.where(hours < last_h, *draughts_dm),
    )


def first_event(store: CaseStore, kind: EventKind) -> FoundEvent:
    """The first of a kind."""
    engine = QueryEngine(store)
    return FoundEvent(engine.events(kind), 0, engine.detector(), engine.event_parameters)


def test_an_encounter_is_told_with_its_numbers_and_what_they_cannot_tell(reported: Record) -> None:
    store = case_of(reported, {"a": lying(10, 16, 0, (61, 75), 5), "b": lying(10, 16, 9_000, (90, 76), -5)})
    try:
        event = first_event(store, EventKind.ENCOUNTER)
        line = encounters.sentence(event, store)
        # Parting at 10 kn they need 95 s from 100 m to 500 m, before and after.
        assert line.startswith("6 h 3 min together within 500 m, 100 m apart at 0.0 kn (medians), ")
        assert line.endswith(" nm from shore")
        near, draughts = encounters.sections(event, store)
        assert "does not tell why" in " ".join(plain(words) for words in near.paragraphs)
        told = [plain(row.value) for row in draughts.rows]
        assert [words.rpartition(", ")[2] for words in told[:2]] == [
            "1.4 m deeper afterwards",
            "1.4 m higher afterwards",
        ]
        assert told[2].startswith("3 of 3")
        card = card_for(store, event.key)
        assert card is not None
        assert {"vessel:a", "vessel:b"} <= {link.key for link in card.links()}
        assert "met" not in card_text(card).split()
    finally:
        store.close()


def test_a_candidate_is_called_one_and_leads_to_the_silence(reported: Record) -> None:
    silent = Fixes.of(
        t_s=np.array([T, T + 24 * 3600]),
        lon_e7=np.array([SPOT[0], SPOT[0]]),
        lat_e7=np.array([SPOT[1] - 10_000_000, SPOT[1] + 5_000_000]),
    )
    store = case_of(reported, {"a": lying(10, 16, 0, (61, 61), 5), "b": silent})
    try:
        event = first_event(store, EventKind.STS)
        line = sts_candidates.sentence(event, store)
        assert line.startswith("stayed at sea for 6 h; a silent ship could have been alongside at ")
        assert line.endswith(", the only one that could")
        assert HOSTILE not in line
        stay, silence, draughts = sts_candidates.sections(event, store)
        assert plain(silence.paragraphs[0]).startswith("A candidate only")
        assert [plain(row.value).rpartition(", ")[2] for row in draughts.rows[:2]] == [
            "the same before and after",
            "not told within 24 h before and after",
        ]
        assert plain(stay.rows[1].value) == "40°00.000′N 132°00.000′E"
        card = card_for(store, event.key)
        assert card is not None
        gap = next(link.key for link in card.links() if link.key.startswith("ais_event:gap-"))
        assert card_for(store, gap) is not None
    finally:
        store.close()

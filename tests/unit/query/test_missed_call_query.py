"""What stands behind the one hint of the reported record, over the real waters, and the words on it."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.domain.record import Record
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.exporters.ais_event_card import event_card_of, event_sentence
from desktop_app.exporters.ais_events.missed_calls import NOT_PLACED, TOO_SHORT
from desktop_app.exporters.card import plain
from desktop_app.query.ais_events import FoundEvent
from desktop_app.query.engine import QueryEngine
from desktop_app.query.joined_voyages import sailing_time
from desktop_app.query.missed_call_query import hint_evidence
from desktop_app.storage.case_store import CaseStore


def only_hint(engine: QueryEngine) -> FoundEvent:
    found = engine.events(EventKind.MISSED_CALL)
    assert len(found) == 1
    return FoundEvent(found, 0, engine.detector(), engine.event_parameters)


def told(engine: QueryEngine) -> str:
    card = event_card_of(engine, only_hint(engine).id, None)
    assert card is not None
    lines = [f"{row.label}: {plain(row.value)}" for section in card.sections for row in section.rows]
    return "\n".join(lines + [plain(text) for section in card.sections for text in section.paragraphs])


def test_the_record_says_where_she_can_have_discharged_and_what_nobody_saw(store: CaseStore) -> None:
    engine = QueryEngine(store)
    event = only_hint(engine)
    assert event_sentence(event, store) == (
        "discharged between 22 Mar 2024 and 19 Oct 2024 (211 days), no call documented or heard"
    )
    evidence = hint_evidence(event, store)
    assert evidence.is_placed
    # The two ports of discharge of the record come first; then Vostochny itself, where she was at both ends.
    assert [hint.place.id for hint in evidence.places[:3]] == ["chongjin", "nampo", "vostochny"]
    chongjin, nampo, vostochny = evidence.places[:3]
    assert (chongjin.is_likely, nampo.is_likely, vostochny.is_likely) == (True, True, False)
    # 286 km by the great circle; round Korea to Nampo about 1,800 km, searoute 1.6.0 has 1,854.
    assert chongjin.detour_m == pytest.approx(2 * 286_000, rel=0.05)
    assert nampo.detour_m == pytest.approx(2 * 1_854_000, rel=0.06)
    # 31 days of August under cloud; of no other day anything is stated.
    assert vostochny.looks is not None
    assert (vostochny.looks.usable, vostochny.looks.without_look, vostochny.looks.not_stated) == (0, 31, 181)
    assert "seen-2024-06-06-chon-ma-san" in evidence.seen
    assert len(evidence.rings) >= 1
    text = told(engine)
    assert "Laden after: 7–22 Mar 2024, CHON MA SAN at Vostochny: call to load" in text
    assert "In ballast before: 19–21 Oct 2024, CHON MA SAN at Vostochny: call to load" in text
    assert "31 without, 181 not stated" in text


def changed(reported: Record, second: TimeSpan) -> CaseStore:
    """The record with the second loading at another time, and no sighting."""
    calls = tuple(
        replace(row, when=second) if row.id == "call-2024-10-chon-ma-san" else row for row in reported.calls
    )
    return CaseStore.of_record(replace(reported, calls=calls, sightings=(), voyages=(), contradictions=()))


def test_two_loadings_hours_apart_leave_no_time_for_a_port_far_away(reported: Record) -> None:
    first = next(row for row in reported.calls if row.id == "call-2024-03-chon-ma-san")
    start = first.when.end + timedelta(hours=3)
    store = changed(reported, TimeSpan(start, start + timedelta(hours=1), Precision.INTERVAL))
    slow = QueryEngine(store).detecting(EventParameters(reach_kn=4))
    # By the dates 16 days can lie between, so that every port of discharge is within reach even so.
    assert hint_evidence(only_hint(slow), store).places[0].is_likely
    assert "3 h at least, 16 days at most" in told(slow)
    store.close()


def test_without_a_position_nothing_is_said_of_reach(reported: Record) -> None:
    ports = tuple(
        replace(row, position=None, outline=()) if "vostochny" in {row.id, row.parent_id} else row
        for row in reported.ports
    )
    berths = tuple(row for row in reported.berth_points if row.port_id != "vostochny")
    store = CaseStore.of_record(replace(reported, ports=ports, berth_points=berths))
    engine = QueryEngine(store)
    event = only_hint(engine)
    assert not np.asarray(event.columns.facts["from_placed"])[0]
    assert hint_evidence(event, store).rings == ()
    assert NOT_PLACED in told(engine)
    assert TOO_SHORT not in told(engine)
    store.close()


def test_names_of_a_hostile_case_are_told_as_they_are(reported: Record) -> None:
    evil = "<b>=1+1</b>\u202e" + "x" * 2_000
    vessels = tuple(replace(row, name=evil) if row.id == "chon-ma-san" else row for row in reported.vessels)
    store = CaseStore.of_record(replace(reported, vessels=vessels))
    assert f"{evil} at Vostochny: call to load" in told(QueryEngine(store))
    store.close()


def test_the_documented_voyage_to_nampo_took_its_time(store: CaseStore) -> None:
    voyage = store.voyage("v-2024-05-18-unnamed")
    assert voyage is not None
    found = sailing_time(store, voyage, store.calls_of((voyage,)))
    assert found is not None
    assert found.way_m == pytest.approx(1_854_000, rel=0.06)
    # From 18 May to 6 June, 18 to 20 days.
    assert found.least_kn == pytest.approx(found.way_m / 1852 / (20 * 24), rel=0.001)
    assert found.most_kn == pytest.approx(found.way_m / 1852 / (18 * 24), rel=0.001)
    other = store.voyage("v-2024-04-01-yu-son")
    assert other is not None
    assert sailing_time(store, other, store.calls_of((other,))) is None

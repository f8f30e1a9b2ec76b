"""What is found is kept for as long as nothing that it rests on changes, and found two kinds at a time."""

import threading

import numpy as np
import pytest

from desktop_app.analysis.detector import Detector
from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import FACTS, EventParameters
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.storage.case_store import CaseStore

KINDS = tuple(EventKind)
PUBLISHED = EventParameters()


def test_all_kinds_together_are_those_found_one_by_one(training: CaseStore) -> None:
    together, alone = Detector.of_case(training), Detector.of_case(training)
    begun: list[tuple[EventKind, int]] = []
    together.find_all(KINDS, PUBLISHED, None, lambda kind, before: begun.append((kind, before)))
    assert sorted(before for _, before in begun) == list(range(len(KINDS)))
    assert {kind for kind, _ in begun} == set(KINDS)
    for kind in KINDS:
        assert together.holds(kind, PUBLISHED)
        one, other = together.events(kind, PUBLISHED), alone.events(kind, PUBLISHED)
        assert [one.id_of(row) for row in range(len(one))] == [other.id_of(row) for row in range(len(other))]
        for name in ("first", "last", "end_s", "score", "lon_e7", "lat_e7", "end_lon_e7", "end_lat_e7"):
            assert np.array_equal(getattr(one, name), getattr(other, name))
        assert one.facts.keys() == other.facts.keys()


@pytest.mark.parametrize("name", FACTS)
def test_a_threshold_loses_only_the_kinds_that_rest_on_it(training: CaseStore, name: str) -> None:
    detector = Detector.of_case(training)
    detector.find_all(KINDS, PUBLISHED)
    value = getattr(PUBLISHED, name)
    moved = PUBLISHED.changed({name: value + FACTS[name].step if value < FACTS[name].high else value / 2})
    for kind in KINDS:
        assert detector.holds(kind, moved) is (kind not in FACTS[name].kinds)


def test_changes_of_the_case_lose_what_rests_on_them(training: CaseStore) -> None:
    detector = Detector.of_case(training)
    detector.find_all(KINDS, PUBLISHED)
    assert detector.after(frozenset({"note", "event_verdict"})) is detector
    assert detector.after(frozenset({"track", "note"})) is None
    drawn = detector.after(frozenset({"watch_area"}))
    assert drawn is not None
    assert drawn.fleet is detector.fleet
    assert drawn.places is not detector.places
    assert not drawn.holds(EventKind.VISIT, PUBLISHED)
    named = detector.after(frozenset({"vessel_identity"}))
    assert named is not None
    assert named.places is detector.places
    assert named.events(EventKind.VISIT, PUBLISHED) is detector.events(EventKind.VISIT, PUBLISHED)
    assert not named.holds(EventKind.IDENTITY, PUBLISHED)


def test_what_is_called_off_is_not_found(training: CaseStore) -> None:
    detector, feedback = Detector.of_case(training), Feedback()
    feedback.cancel()
    with pytest.raises(Cancelled):
        detector.find_all(KINDS, PUBLISHED, feedback)
    assert not any(detector.holds(kind, PUBLISHED) for kind in KINDS)
    with pytest.raises(Cancelled):
        Detector.of_case(training, feedback)


def test_who_asks_the_same_at_once_gets_the_same(training: CaseStore) -> None:
    detector = Detector.of_case(training)
    found: list[object] = []
    asking = [
        threading.Thread(target=lambda: found.append(detector.events(EventKind.VOYAGE, PUBLISHED)))
        for _ in range(4)
    ]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert len(found) == 4
    assert len(set(map(id, found))) == 1

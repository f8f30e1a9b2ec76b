"""What is told of gaps and of loitering, of events with known numbers; and what is never said."""

from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from desktop_app.analysis.detector import Detector
from desktop_app.analysis.fleet import Fleet
from desktop_app.analysis.places import PlaceKind, Places, VisitPlace
from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.exporters.ais_events import gaps, loitering
from desktop_app.exporters.card import Card, Link, plain
from desktop_app.importers.training_case import open_training_case
from desktop_app.query.ais_events import FoundEvent
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.fixes import Fixes

HOUR = 3600
ROADS, OPEN_SEA, ATLANTIC = (1_331_000_000, 426_500_000), (1_350_000_000, 400_000_000), (-300_000_000, 0)
HOSTILE = "<b>=1+1</b>\u202e" + "x" * 10_000
ONE_PORT = Places(
    (VisitPlace("p", HOSTILE, PlaceKind.PORT, "RU"),),
    np.zeros(1, np.int32),
    np.array([1_330_800_000], np.int32),
    np.array([427_500_000], np.int32),
    ("",),
)


@pytest.fixture(scope="module")
def store() -> Iterator[CaseStore]:
    found = open_training_case(Resources.locate())
    yield found
    found.close()


def events(
    kind: EventKind, places: Places = ONE_PORT, **ships: Sequence[tuple[int, int, int]]
) -> list[FoundEvent]:
    reports = {}
    for name, rows in ships.items():
        t_s, lon_e7, lat_e7 = np.array(rows, np.int64).T
        reports[name] = Fixes.of(t_s=t_s, lon_e7=lon_e7, lat_e7=lat_e7)
    detector, parameters = Detector(Fleet.of(reports), places), EventParameters()
    columns = detector.events(kind, parameters)
    return [FoundEvent(columns, row, detector, parameters) for row in range(len(columns))]


def text_of(event: FoundEvent, store: CaseStore) -> str:
    teller = gaps if event.kind is EventKind.GAP else loitering
    lines = [teller.sentence(event, store)]
    for section in teller.sections(event, store):
        lines += [section.heading, *(f"{row.label}: {plain(row.value)}" for row in section.rows)]
        lines += [plain(words) for words in section.paragraphs]
    return "\n".join(lines)


def test_a_gap_by_the_shore_with_a_neighbour(store: CaseStore) -> None:
    event = events(
        EventKind.GAP,
        near=[
            *((number * 600, *ROADS) for number in range(14)),
            (7_800 + 31 * HOUR, 1_331_000_000, 436_500_000),
        ],
        other=[(20 * HOUR, *ROADS), (33 * HOUR, *ROADS)],
    )[0]
    assert (
        gaps.sentence(event, store)
        == "silent 31 h, 111 km apart, 2.0 nm from shore; 1 other ship heard within 50 km"
    )
    told = text_of(event, store)
    assert "Last heard: 1 Jan 1970 02:10 UTC, 42°39.000′N 133°06.000′E" in told
    assert "Between the two: 111 km, 1.9 kn on the straight way" in told
    assert "Her own reports: 14 in the 12 h before" in told
    assert "Heard meanwhile: 1 other ship, 2 reports, within 50 km of where she vanished or came back" in told
    assert (
        "Speaks for a ship in reach of receivers: 3 of 3: at least 14 of her own reports before, "
        "another ship heard meanwhile, within 50 nm of the shore" in told
    )
    assert "The rule cannot apply: it asks for more than 50 nm from the shore and at least 12 h" in told
    assert f"Nearest port or berth, when last heard: {HOSTILE}, 11 km" in told
    links = list(Card("", "", "", gaps.sections(event, store)).links())
    assert links == [Link(HOSTILE, "port:p")]


def test_an_open_gap_far_out_and_alone(store: CaseStore) -> None:
    event = events(EventKind.GAP, a=[(0, *OPEN_SEA)], b=[(50 * HOUR, *ATLANTIC)])[0]
    assert (
        gaps.sentence(event, store)
        == "silent 2 d 2 h to the end of the data, 156.9 nm from shore; no other ship heard within 50 km"
    )
    told = text_of(event, store)
    assert "Heard again: not until the end of the data, 3 Jan 1970 02:00 UTC" in told
    assert "Between the two" not in told
    assert "receivers: 0 of 3\n" in told
    assert "Distance and duration meet the rule" in told
    assert "cannot be decided" in told


def test_where_the_shore_is_not_known_that_is_said(store: CaseStore) -> None:
    none = Places((), *(np.empty(0, np.int32) for _ in range(3)), ())
    event = events(EventKind.GAP, none, a=[(0, *ATLANTIC), (13 * HOUR, *ATLANTIC)])[0]
    assert gaps.sentence(event, store) == "silent 13 h, 0.0 km apart; no other ship heard within 50 km"
    told = text_of(event, store)
    assert "From the shore, when last heard: not known" in told
    assert "How far the shore was is not known here." in told
    assert "Nearest port" not in told
    assert "nan" not in told


def test_the_score_is_what_the_card_counts(store: CaseStore) -> None:
    rows = [(number * 600, *ROADS) for number in range(20)]
    found = events(
        EventKind.GAP,
        a=[*rows, (40 * HOUR, *ROADS), (80 * HOUR, *OPEN_SEA)],
        b=[(20 * HOUR, *ROADS), (50 * HOUR, *ATLANTIC), (80 * HOUR, *ATLANTIC)],
    )
    scores = [int(event.columns.score[event.row]) for event in found]
    assert len(set(scores)) > 1
    for event, score in zip(found, scores, strict=True):
        assert f"receivers: {score} of 3" in text_of(event, store)


def test_loitering_tells_speed_hours_and_shore(store: CaseStore) -> None:
    rows = [(number * 600, OPEN_SEA[0], OPEN_SEA[1] + number * 14_000) for number in range(30)]
    (event,) = events(EventKind.LOITERING, a=rows)
    assert (
        loitering.sentence(event, store) == "0.5 kn on average in 5 hours on end, 156.9 nm or more from shore"
    )
    told = text_of(event, store)
    assert "Slow hours on end: 5, each below 2 kn" in told
    assert "First report to last: 4 h 50 min" in told


def test_nobody_is_accused(store: CaseStore) -> None:
    event = events(EventKind.GAP, a=[(0, *ROADS), (13 * HOUR, *ROADS)])[0]
    told = text_of(event, store).casefold()
    for word in ("switched off", "turned off", "ais disabled", "dark", "evasi", "suspicious"):
        assert word not in told


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(90, "0 h 2 min"), (7_200, "2 h"), (35_970, "10 h"), (12 * HOUR + 1, "12 h"), (172_800, "2 d 0 h")],
)
def test_durations(seconds: int, words: str) -> None:
    assert gaps.hours(seconds) == words

"""Visits and voyages as sentences and cards: what was heard, what was not, and names that anybody wrote."""

import numpy as np
import pytest

from desktop_app.analysis.detector import Detector
from desktop_app.analysis.fleet import Fleet
from desktop_app.analysis.places import PlaceKind, Places, VisitPlace
from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.exporters.ais_events import visits, voyages
from desktop_app.exporters.card import Section, plain
from desktop_app.query.ais_events import FoundEvent
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.fixes import Fixes

HOUR_S = 3600
HOSTILE = '=cmd|" /C calc"!A0<script>\u202e\0' + "x" * 10_000
VOSTOCHNY, CHONGJIN, SEA = (133.07176, 42.75166), (129.8195, 41.77955), (131.5, 42.0)
DEFAULTS = EventParameters()


def detector_of(rows: list[tuple[int, tuple[float, float], int, int]], name: str = "Vostochny") -> Detector:
    """Hours, position, tenths of a knot and decimetres of one ship's reports."""
    places = Places(
        (
            VisitPlace("vostochny", name, PlaceKind.PORT, "RU"),
            VisitPlace("wpi-chongjin", "Ch'ongjin", PlaceKind.REFERENCE, "KP"),
        ),
        np.array([0, 1], np.int32),
        np.array([round(lon * 1e7) for lon, _ in (VOSTOCHNY, CHONGJIN)], np.int32),
        np.array([round(lat * 1e7) for _, lat in (VOSTOCHNY, CHONGJIN)], np.int32),
        ("anchorage", ""),
    )
    fixes = Fixes.of(
        t_s=np.array([1_700_000_000 + hour * HOUR_S for hour, *_ in rows]),
        lon_e7=np.array([round(lon * 1e7) for _, (lon, _), *_ in rows]),
        lat_e7=np.array([round(lat * 1e7) for _, (_, lat), *_ in rows]),
        sog_dkn=np.array([speed for *_, speed, _ in rows]),
        draught_dm=np.array([draught for *_, draught in rows]),
    )
    return Detector(Fleet.of({"ship": fixes}), places)


def events_of(detector: Detector, kind: EventKind) -> list[FoundEvent]:
    found = detector.events(kind, DEFAULTS)
    return [FoundEvent(found, row, detector, DEFAULTS) for row in range(len(found))]


def told(sections: tuple[Section, ...]) -> str:
    return "\n".join(
        line
        for section in sections
        for line in (
            section.heading,
            *(f"{row.label}: {plain(row.value)}" for row in section.rows),
            *map(plain, section.paragraphs),
        )
    )


DARK_TRADE = [
    (0, VOSTOCHNY, 0, 35),
    (6, VOSTOCHNY, 0, 60),
    (7, (133.07, 42.6), 90, 60),
    (9, (132.8, 42.4), 90, 60),
    (30, CHONGJIN, 0, 60),
    (40, CHONGJIN, 0, 60),
]


def test_a_visit_says_what_was_heard_and_what_was_not(store: CaseStore) -> None:
    first, second = events_of(detector_of(DARK_TRADE), EventKind.VISIT)
    assert visits.sentence(first, store) == (
        "7 h 0 min in Vostochny, anchorage; seen stopped 1 h 0 min; silent up to 6 h 0 min; confidence 3 of 4"
    )
    words = told(visits.sections(first, store))
    assert "Coming: not heard: no report of hers before it" in words
    assert "Going: heard" in words
    assert visits.ANY_STOP in words
    beyond = told(visits.sections(second, store))
    assert "Ch'ongjin (World Port Index, not in the case)" in beyond
    assert "Coming: not heard: the next report before it is more than 60 nm off" in beyond
    assert visits.sentence(second, store).endswith("confidence 2 of 4, seen only inside")
    assert visits.SEEN_ONLY_INSIDE in beyond


def test_a_voyage_says_how_much_of_it_was_dark(store: CaseStore) -> None:
    (voyage,) = events_of(detector_of([(-30, SEA, 90, 35), *DARK_TRADE]), EventKind.VOYAGE)
    assert voyages.sentence(voyage, store) == (
        "Vostochny to Ch'ongjin, 23 h 0 min, 155 nm at least, 91% dark, laden"
    )
    words = told(voyages.sections(voyage, store))
    assert "Hours with a report: 2 of 23 (9%)" in words
    assert "in 1 silence longer than 12 h" in words
    assert "Last told before arrival: 3.5 m" in words
    links = [plain(row.value) for row in voyages.sections(voyage, store)[0].rows]
    assert links[1] == "Ch'ongjin (World Port Index, not in the case); visit, confidence 2 of 4"
    assert "Shortest way over water" in words


@pytest.mark.parametrize(
    ("hours", "odd"), [(8, "too fast for one tanker"), (20, ""), (90, "time for more than the way")]
)
def test_a_time_that_no_tanker_needs_is_told(hours: int, odd: str, store: CaseStore) -> None:
    rows = [(0, VOSTOCHNY, 0, 0), (5, VOSTOCHNY, 0, 0), (6, (133.07, 42.6), 90, 0)]
    rows += [(6 + hours, CHONGJIN, 0, 0), (16 + hours, CHONGJIN, 0, 0)]
    (voyage,) = events_of(detector_of(rows), EventKind.VOYAGE)
    assert voyages.sentence(voyage, store).endswith(odd or "laden or not is not known")


def test_a_name_is_a_name_whatever_stands_in_it(store: CaseStore) -> None:
    first, _ = events_of(detector_of(DARK_TRADE, HOSTILE), EventKind.VISIT)
    assert f" in {HOSTILE}, anchorage;" in visits.sentence(first, store)
    assert "\n" not in visits.sentence(first, store)
    assert "No report tells a speed".casefold() in told(
        visits.sections(
            events_of(detector_of([(h, at, -1, 0) for h, at, *_ in DARK_TRADE]), EventKind.VISIT)[0], store
        )
    )

"""Every event of the training case is told whole: words without keys, links that lead somewhere, sources."""

import re
from collections.abc import Iterator

import pytest

from desktop_app.domain.ais_event import EVENT_NAMES, EventKind
from desktop_app.domain.event_parameters import FACTS
from desktop_app.exporters.ais_event_card import event_sentence, parameter_words
from desktop_app.exporters.card_text import card_text
from desktop_app.exporters.cards import card_for
from desktop_app.importers.training_case import open_training_case
from desktop_app.query.ais_events import FoundEvent
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.resources import Resources
from desktop_app.storage.tables.keys import TABLES_OF_KIND

KEY = re.compile(rf"\b({'|'.join(TABLES_OF_KIND)}):[\w-]")
SAID_TO_BE = ("switched off", "turned off", "disabled AIS on", "went dark")


@pytest.fixture(scope="module")
def engine() -> Iterator[QueryEngine]:
    store = open_training_case(Resources.locate())
    yield QueryEngine(store)
    store.close()


@pytest.mark.parametrize("kind", EventKind)
def test_each_event_is_told(engine: QueryEngine, kind: EventKind) -> None:
    store, columns = engine.store, engine.events(kind)
    for row in range(len(columns)):
        event = FoundEvent(columns, row, engine.detector(), engine.event_parameters)
        sentence = event_sentence(event, store)
        assert sentence
        assert not sentence.endswith(".")
        assert "\n" not in sentence
        card = card_for(store, event.key, engine=engine)
        assert card is not None
        assert card.synthetic
        assert card.on_map == (event.key,)
        assert card.sources or kind is EventKind.MISSED_CALL  # which rests on documented rows, as links
        text = card_text(card)
        assert sentence in text
        assert KEY.search(text) is None, text
        assert not any(words in text for words in SAID_TO_BE)
        for name, facts in FACTS.items():
            told = f"{facts.label}: {parameter_words(name, getattr(engine.event_parameters, name))}"
            assert (told in text) == (kind in facts.kinds)
        for link in card.links():
            assert card_for(store, link.key, engine=engine) is not None, link


def test_an_event_that_is_not_found_any_more_says_so(engine: QueryEngine) -> None:
    ident = engine.events(EventKind.GAP).id_of(0)
    patient = engine.detecting(engine.event_parameters.changed({"gap_h": 72.0}))
    gone = [
        row
        for row in range(len(engine.events(EventKind.GAP)))
        if patient.events(EventKind.GAP).row_of(engine.events(EventKind.GAP).id_of(row)) is None
    ]
    assert gone
    lost = engine.events(EventKind.GAP).id_of(gone[0])
    card = card_for(engine.store, f"ais_event:{lost}", engine=patient)
    assert card is not None
    assert card.subtitle == "Not found"
    assert "72 h (published: 12)" in card_text(card)
    assert card_for(engine.store, f"ais_event:{ident}x", engine=engine) is not None
    assert card_for(engine.store, "ais_event:nothing", engine=engine) is None


def test_kinds_are_called_by_two_names() -> None:
    assert EVENT_NAMES.keys() == set(EventKind)
    assert all(one != several for one, several in EVENT_NAMES.values() if one != "loitering")

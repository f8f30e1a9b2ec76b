"""Cards: everything on screen leads to one, and every card to its sources."""

import pytest

from desktop_app.domain.record import Record
from desktop_app.exporters.card import Card
from desktop_app.exporters.cards import card_for
from desktop_app.storage.case_store import CaseStore


def words(card: Card) -> str:
    rows = [f"{label}: {value}" for section in card.sections for label, value in section.rows]
    texts = [text for section in card.sections for text in section.paragraphs]
    return "\n".join([card.title, card.subtitle, *rows, *texts])


def test_every_thing_of_the_record_has_a_card_with_sources(store: CaseStore, reported: Record) -> None:
    record = reported
    keys = [f"voyage:{row.id}" for row in record.voyages]
    keys += [f"sighting:{row.id}" for row in record.sightings]
    keys += [f"port:{row.id}" for row in record.ports]
    keys += [f"station:{row.id}" for row in record.stations]
    keys += [f"rail:{row.id}" for row in record.rail_lines]
    keys += [f"claim:{row.id}" for row in record.claims]
    keys += [f"notified:{row.id}" for row in record.notified]
    keys += [f"payment:{row.id}" for row in record.payments]
    keys += [f"event:{row.id}" for row in record.public_events]
    keys += [f"observation:{row.id}" for row in record.observations]
    keys += [f"rule:{row.id}" for row in record.rules]
    for key in keys:
        card = card_for(store, key)
        assert card is not None, key
        assert card.title, key
        assert card.sources, key


def test_estimated_voyage_shows_formula_and_its_sources(store: CaseStore, reported: Record) -> None:
    voyage = next(row for row in reported.voyages if row.vessel_id == "chon-ma-san" and row.counted)
    card = card_for(store, f"voyage:{voyage.id}")
    assert card is not None
    assert "3,565 t deadweight × 0.9 load × 7.23–8.50 bbl/t" in words(card)
    assert "UNSTATS" in {source.id for source in card.sources}


def test_month_card_keeps_three_ledgers_apart(store: CaseStore) -> None:
    card = card_for(store, "month:2024-03")
    assert card is not None
    headings = [section.heading for section in card.sections]
    assert headings == ["Observed and estimated", "Notified to the UN", "Claimed by reports"]


def test_native_names_of_ports_are_marked(store: CaseStore) -> None:
    card = card_for(store, "port:nampo")
    assert card is not None
    assert "Russian and Korean names: general knowledge" in words(card)


def test_cloudy_month_says_so(store: CaseStore) -> None:
    card = card_for(store, "month:2024-08")
    assert card is not None
    assert "Observation" in [section.heading for section in card.sections]


def test_ship_without_number_is_not_given_one(store: CaseStore, reported: Record) -> None:
    card = card_for(store, next(f"voyage:{row.id}" for row in reported.voyages if row.vessel_id == "un-hung"))
    assert card is not None
    assert "IMO number: not documented" in words(card)


@pytest.mark.parametrize("key", ["", "voyage:", "voyage:none", "month:2024-13", "month:x", "ship:1", "::"])
def test_unknown_keys_have_no_card(store: CaseStore, key: str) -> None:
    assert card_for(store, key) is None

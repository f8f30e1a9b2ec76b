"""Cards of a page: every thing it shows, told in text with links to the others."""

from collections.abc import Mapping
from typing import Any

from desktop_app.exporters.card import Card, Link, Reason, Words, parts
from desktop_app.exporters.cards import card_for
from desktop_app.exporters.grading import RECORD_GRADE_WORDS, admiralty
from desktop_app.exporters.things import small_things
from desktop_app.exporters.track_cards import track_card
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.map_query import map_content
from desktop_app.storage.case_store import CaseStore


def cards_of(engine: QueryEngine, whole: CaseStore, track_ids: tuple[str, ...]) -> dict[str, Card]:
    """Cards by key of everything in the subset that `engine` answers for, and of these tracks of the case."""
    store = engine.store
    content = map_content(engine, Filter(), (), None)
    voyages = store.voyages(content.voyage_ids)
    keys = [f"voyage:{row.id}" for row in voyages]
    keys += [f"sighting:{ident}" for ident in content.sighting_ids]
    keys += [f"call:{row.id}" for row in store.calls_of(voyages)]
    keys += small_things(store)
    found = {key: card_for(store, key, engine=engine) for key in keys}
    asked = QueryEngine(whole).detecting(engine.event_parameters)
    found |= {f"track:{ident}": track_card(asked, ident, None) for ident in track_ids}
    return {key: card for key, card in found.items() if card is not None}


def card_content(card: Card, keys: Mapping[str, Any], numbers: Mapping[str, int]) -> dict[str, Any]:
    """A card as JSON: words are texts, or texts and [text, key] of links; sources are printed numbers.

    Args:
        card: the card.
        keys: of the cards that the page has; a link to another is plain text.
        numbers: of the page's sources, by id.
    """

    def told(words: Words) -> Any:
        found = [
            [part.text, part.key] if isinstance(part, Link) and part.key in keys else _plain(part)
            for part in parts(words)
        ]
        return found[0] if len(found) == 1 and isinstance(found[0], str) else found

    def cited(ids: tuple[str, ...]) -> list[int]:
        return sorted(numbers[ident] for ident in ids if ident in numbers)

    return {
        "title": card.title,
        "subtitle": card.subtitle,
        "notes": [text for text in (card.assumes, card.unread) if text],
        "sections": [
            {
                "heading": section.heading,
                "rows": [[row.label, told(row.value), cited(row.sources)] for row in section.rows],
                "paragraphs": [told(words) for words in section.paragraphs],
                "more": section.more,
            }
            for section in card.sections
        ],
        "reasons": [[numbers[one.source.id], _judged(one)] for one in card.reasons],
        "grade": f"Record's grade {RECORD_GRADE_WORDS[card.grade]}." if card.grade is not None else "",
        "sources": cited(tuple(source.id for source in card.sources)),
    }


def _plain(part: str | Link) -> str:
    return part.text if isinstance(part, Link) else part


def _judged(reason: Reason) -> str:
    """What is judged of one source of a statement, and the words of it that are quoted."""
    reference = reason.reference
    judged = admiralty(reason.source.reliability, reference.credibility)
    quoted = f"“{reference.passage}”" if reference.passage else ""
    return "; ".join(
        part for part in (judged or "not judged on the Admiralty scale", quoted, reference.note) if part
    )

"""Cards of what surrounds the movements: events, observation, rules, contradictions, factors."""

from desktop_app.domain.statement import (
    Contradiction,
    ConversionFactor,
    Observation,
    PublicEvent,
    Rule,
)
from desktop_app.exporters import wording
from desktop_app.exporters.card import Card, Row, Section, citations_of, finish, present
from desktop_app.exporters.conflict_words import check_section
from desktop_app.exporters.list_rows import disagreement
from desktop_app.exporters.things import links_by_id, place_link, place_words, thing
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore


def event_card(store: CaseStore, ident: str) -> Card | None:
    """A political or legal event."""
    row = thing(store, PublicEvent, f"event:{ident}")
    if row is None:
        return None
    section = Section("", (), (row.text,))
    subtitle = f"Public event, {wording.time_span(row.when)}"
    return finish(store, f"event:{ident}", row.title, subtitle, [section], row.citation)


def observation_card(store: CaseStore, ident: str) -> Card | None:
    """Whether a port could be seen in a period."""
    row = thing(store, Observation, f"observation:{ident}")
    if row is None:
        return None
    section = Section(
        "",
        present(
            ("Port", place_link(store, row.port_id)),
            ("Visibility", row.visibility.value),
            ("Cloud", f"{row.cloud_share:.0%}" if row.cloud_share is not None else None),
        ),
        (row.text,),
    )
    title = f"Observation of {place_words(store, row.port_id)}"
    subtitle = wording.time_span(row.when)
    place = (f"port:{row.port_id}",)
    return finish(store, f"observation:{ident}", title, subtitle, [section], row.citation, on_map=place)


def rule_card(store: CaseStore, ident: str) -> Card | None:
    """A paragraph of a resolution, and what reports get wrong about it."""
    row = thing(store, Rule, f"rule:{ident}")
    if row is None:
        return None
    limit = f"{wording.number(row.limit)} {row.unit} per {row.period}" if row.limit is not None else None
    disputes = [other for other in store.record.contradictions if row.id in other.refers_to]
    sections = [
        Section(
            "",
            present(
                ("Paragraph", row.paragraph),
                ("Limit", limit),
                ("Since", wording.day(row.since) if row.since else None),
            ),
            (row.text,),
        ),
        disagreement(disputes),
    ]
    title = row.subject[:1].upper() + row.subject[1:]
    rests = citations_of(disputes)
    return finish(store, f"rule:{ident}", title, row.instrument, sections, row.citation, rests)


def contradiction_card(store: CaseStore, ident: str, feedback: Feedback | None = None) -> Card | None:
    """Reports that do not agree, what is done about it, and what it concerns."""
    row = thing(store, Contradiction, f"contradiction:{ident}")
    if row is None:
        return None
    links = links_by_id(store, row.refers_to, feedback)
    sections = [
        Section("The readings", (), (row.readings,)),
        check_section(store, row.id),
        Section("What is done about it", (), (row.treatment,)),
        Section("Concerns", tuple(Row("", link) for link in links)) if links else None,
    ]
    key = f"contradiction:{ident}"
    about = (link.key for link in links)
    return finish(store, key, row.topic, "Reports disagree", sections, row.citation, on_map=about)


def factor_card(store: CaseStore, ident: str) -> Card | None:
    """Barrels per tonne of a product."""
    row = thing(store, ConversionFactor, f"factor:{ident}")
    if row is None:
        return None
    section = Section(
        "",
        present(("Factor", f"{row.bbl_per_t:g} bbl/t"), ("Authority", row.authority)),
        (row.note,) if row.note else (),
    )
    title = row.product[:1].upper() + row.product[1:]
    return finish(store, f"factor:{ident}", title, "Conversion factor", [section], row.citation)

"""Cards of what happened beside the voyages: payments, public events, observation, and the rules."""

from desktop_app.domain.statement import Qualifier
from desktop_app.exporters import wording
from desktop_app.exporters.card import Card, Section, finish, present
from desktop_app.storage.case_store import CaseStore


def payment_card(store: CaseStore, ident: str) -> Card | None:
    """A payment: who to whom, how much if that is published, for what."""
    row = next((row for row in store.record.payments if row.id == ident), None)
    if row is None:
        return None
    word = "" if row.qualifier is Qualifier.EXACTLY else f"{row.qualifier.value} "
    amount = (
        f"{word}{wording.number(row.amount)} {row.currency}" if row.amount is not None else "not published"
    )
    section = Section(
        "",
        present(("Payer", row.payer), ("Payee", row.payee), ("Amount", amount), ("Purpose", row.purpose)),
        ("Payments stand on the same clock as the sailings. Near in time is no proof.",),
    )
    return finish(store.record, "Payment", wording.time_span(row.when), [section], [row.citation])


def event_card(store: CaseStore, ident: str) -> Card | None:
    """A political or legal event."""
    row = next((row for row in store.record.public_events if row.id == ident), None)
    if row is None:
        return None
    section = Section("", (), (row.text,))
    return finish(store.record, row.title, wording.time_span(row.when), [section], [row.citation])


def observation_card(store: CaseStore, ident: str) -> Card | None:
    """Whether a port could be seen in a period."""
    row = next((row for row in store.record.observations if row.id == ident), None)
    if row is None:
        return None
    section = Section("", present(("Visibility", row.visibility.value)), (row.text,))
    return finish(store.record, "Observation", wording.time_span(row.when), [section], [row.citation])


def rule_card(store: CaseStore, ident: str) -> Card | None:
    """A paragraph of a resolution, and what reports get wrong about it."""
    row = next((row for row in store.record.rules if row.id == ident), None)
    if row is None:
        return None
    limit = f"{wording.number(row.limit)} {row.unit} per {row.period}" if row.limit is not None else None
    related = [other for other in store.record.contradictions if row.id in other.refers_to]
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
        Section("Reports disagree", (), tuple(f"{other.readings} {other.treatment}" for other in related))
        if related
        else None,
    ]
    citations = [row.citation, *(other.citation for other in related)]
    return finish(store.record, row.subject.capitalize(), row.instrument, sections, citations)

"""Rows by which cards list things: one line each, with a link and the numbers of its own sources."""

import re
from collections.abc import Iterable

from desktop_app.analysis.load_model import volume_of
from desktop_app.domain.movement import Activity, PortCall, Sighting, Track, Voyage
from desktop_app.domain.quantity import Estimate
from desktop_app.domain.statement import Claim, Contradiction, Payment
from desktop_app.exporters import wording
from desktop_app.exporters.card import Link, Row, Section, Words
from desktop_app.exporters.load_words import estimate_words
from desktop_app.exporters.things import place_words, vessel_words
from desktop_app.exporters.voyage_words import ACTIVITY_WORDS, how_known_words
from desktop_app.query.engine import QueryEngine
from desktop_app.storage.case_store import CaseStore


def disagreement(rows: Iterable[Contradiction]) -> Section | None:
    """Where reports do not agree about a thing, and what is done about it; None where they do."""
    told = tuple(
        (Link(row.topic, f"contradiction:{row.id}"), f". {row.readings} {row.treatment}") for row in rows
    )
    return Section("Reports disagree", (), told) if told else None


def voyage_row(engine: QueryEngine, row: Voyage) -> Row:
    """A voyage under its time: the way, how it is known, its volume."""
    store = engine.store
    start, end = place_words(store, row.from_port_id), place_words(store, row.to_port_id) or row.to_place
    way = " → ".join(part for part in (start, end) if part) or row.label or row.kind.value
    told = ", ".join(part for part in (how_known_words(row.how_known), volume_words(engine, row)) if part)
    value: Words = (Link(way, f"voyage:{row.id}"), f", {told}")
    return Row(wording.short_time_span(row.when), value, row.citation.source_ids)


def call_row(store: CaseStore, row: PortCall, *, at: bool) -> Row:
    """A call under its time: the port (`at`) or the ship, what for, how it is known."""
    who = place_words(store, row.port_id) if at else vessel_words(store, row.vessel_id, row.ships)
    purpose = ACTIVITY_WORDS[row.activity] if row.activity is not Activity.UNKNOWN else ""
    told = "".join(f", {part}" for part in (purpose, how_known_words(row.how_known)) if part)
    return Row(
        wording.short_time_span(row.when), (Link(who, f"call:{row.id}"), told), row.citation.source_ids
    )


def track_row(row: Track) -> Row:
    """An AIS track under its time: how many reports."""
    reports = f"{wording.number(row.fixes)} position {'report' if row.fixes == 1 else 'reports'}"
    return Row(wording.short_time_span(row.when), Link(reports, f"track:{row.id}"), row.citation.source_ids)


def sighting_row(row: Sighting) -> Row:
    """A sighting under its time: where, how it is known."""
    told = f", {how_known_words(row.how_known)}"
    return Row(
        wording.short_time_span(row.when),
        (Link(row.place, f"sighting:{row.id}"), told),
        row.citation.source_ids,
    )


def named_in(store: CaseStore, names: Iterable[str]) -> list[tuple[str, Claim | Payment]]:
    """Payments and claims whose words name one of these, with their keys."""
    kept = [re.escape(name) for name in names if name]
    if not kept:
        return []
    pattern = re.compile(rf"\b(?:{'|'.join(kept)})\b", re.IGNORECASE)
    payments: list[tuple[str, Claim | Payment]] = [
        (f"payment:{row.id}", row)
        for row in store.record.payments
        if pattern.search(f"{row.payer}\n{row.payee}\n{row.purpose}")
    ]
    claims: list[tuple[str, Claim | Payment]] = [
        (f"claim:{row.id}", row)
        for row in store.record.claims
        if pattern.search(f"{row.claimant}\n{row.what}\n{row.note}")
    ]
    return payments + claims


def volume_words(engine: QueryEngine, voyage: Voyage) -> str:
    """The estimated range with its unit; empty where there is none."""
    volume = volume_of(engine.store, voyage, engine.assumptions)
    return estimate_words(volume) if isinstance(volume, Estimate) else ""

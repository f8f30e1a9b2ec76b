"""Cards of the three ledgers: a month, quarter or year, a claim, a notified figure."""

from desktop_app.analysis.load_model import volume_of
from desktop_app.domain.movement import Consignment, Voyage
from desktop_app.domain.quantity import Estimate
from desktop_app.domain.statement import Claim, NotifiedFigure
from desktop_app.domain.time_span import TimeSpan
from desktop_app.exporters import wording
from desktop_app.exporters.card import LISTED, Card, Link, Row, Section, citations_of, finish, listed, present
from desktop_app.exporters.claim_words import claim_told, rate_words
from desktop_app.exporters.conflict_words import conflict_citations, conflict_section
from desktop_app.exporters.load_words import estimate_words
from desktop_app.exporters.things import ship_words, thing
from desktop_app.exporters.volume_sections import period_sums
from desktop_app.exporters.watch_sections import payments_section, watched_rows
from desktop_app.query.engine import QueryEngine
from desktop_app.query.periods import period_of_key
from desktop_app.query.rail_barrels import rail_volume
from desktop_app.query.related import Related
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore


def period_card(engine: QueryEngine, ident: str, feedback: Feedback | None = None) -> Card | None:
    """The ledger of a month, a quarter or a year: each line with its sources, the ledgers apart."""
    store = engine.store
    record = store.record
    named = period_of_key(ident)
    if named is None:
        return None
    period, start = named
    after = period.after(start)
    sums = period_sums(engine, period, ident, feedback)
    found = Related(store, feedback, LISTED).voyages_within(start, after)
    voyages = store.voyages(found.ids)

    def lies_within(when: TimeSpan | None) -> bool:
        return when is not None and start <= when.first_day and when.last_day < after

    trains = [row for row in record.consignments if lies_within(row.when)]
    notified = [row for row in record.notified if lies_within(row.when)]
    claims = [row for row in record.claims if lies_within(row.when)]
    unseen = [row for row in record.observations if row.when.first_day < after and start <= row.when.last_day]
    watched = watched_rows(store, start, period.last_day(start))
    sections = [
        Section("Observed, summed", sums) if sums else None,
        listed("Observed and estimated", (_observed_row(engine, row) for row in voyages), found.total)
        if voyages
        else Section("Observed and estimated", (), (f"No call published for this {period.value}.",)),
        listed("By rail", (_train_row(engine, row) for row in trains[:LISTED]), len(trains))
        if trains
        else None,
        Section(
            "Notified to the UN",
            tuple(_notified_row(row) for row in notified),
            () if notified else (f"No figure published for this {period.value} alone.",),
        ),
        Section("Claimed by reports", tuple(_claim_row(store, row) for row in claims)) if claims else None,
        Section("Observation", watched, tuple(Link(row.text, f"observation:{row.id}") for row in unseen))
        if unseen
        else None,
        payments_section(engine, period, start, feedback),
    ]
    citations = citations_of(voyages, trains[:LISTED], notified, claims, unseen)
    subtitle = f"Ledger of one {period.value}, whole record; the three are never added"
    key = f"{period.value}:{ident}"
    return finish(store, key, wording.period(period, start), subtitle, sections, None, citations)


def _observed_row(engine: QueryEngine, row: Voyage) -> Row:
    store = engine.store
    volume = volume_of(store, row, engine.assumptions)
    name = ship_words(store, row)
    if isinstance(volume, Estimate):
        told, further = f"{estimate_words(volume)} = {volume.basis}", volume.source_ids
    else:
        calls = f"{row.ships} calls, " if row.ships > 1 else ""
        told, further = f"{calls}not estimated, {volume.reason}", ()
    sources = tuple(dict.fromkeys((*row.citation.source_ids, *further)))
    return Row(wording.time_span(row.when), (Link(name, f"voyage:{row.id}"), f": {told}"), sources)


def _train_row(engine: QueryEngine, row: Consignment) -> Row:
    volume = rail_volume(engine.store, row, engine.assumptions)
    if isinstance(volume, Estimate):
        told, sources = f"{estimate_words(volume)} = {volume.basis}", volume.source_ids
    else:
        told, sources = f"not estimated, {volume.reason}", row.citation.source_ids
    value = (Link(row.product or "oil, product not documented", f"consignment:{row.id}"), f": {told}")
    return Row(wording.time_span(row.when), value, sources)


def _notified_row(row: NotifiedFigure) -> Row:
    value = Link(wording.notified_value(row), f"notified:{row.id}")
    return Row(row.exporter, value, row.citation.source_ids)


def _claim_row(store: CaseStore, row: Claim) -> Row:
    value = (Link(claim_told(store, row), f"claim:{row.id}"), f". {row.what}")
    return Row(row.claimant, value, row.citation.source_ids)


def claim_card(store: CaseStore, ident: str) -> Card | None:
    """A claimed figure: who says it, for which window, what it leaves open."""
    claim = thing(store, Claim, f"claim:{ident}")
    if claim is None:
        return None
    sections = [
        Section(
            "",
            present(
                ("Claimed by", claim.claimant),
                ("Window", wording.time_span(claim.when) if claim.when else None),
                ("Mode", {"sea": "sea", "rail": "rail", "all": "not separated"}[claim.mode.value]),
                ("Rate", rate_words(claim)),
            ),
            tuple(text for text in (claim.what, claim.note) if text),
        ),
        conflict_section(store, claim.id),
    ]
    value = claim_told(store, claim)
    title = value[:1].upper() + value[1:]
    rests = conflict_citations(store, claim.id)
    return finish(store, f"claim:{ident}", title, "Claimed by a report", sections, claim.citation, rests)


def notified_card(store: CaseStore, ident: str) -> Card | None:
    """A figure notified to the 1718 Committee."""
    row = thing(store, NotifiedFigure, f"notified:{ident}")
    if row is None:
        return None
    sections = [
        Section(
            "",
            present(
                ("Exporter", row.exporter),
                ("Window", wording.time_span(row.when)),
                ("Tonnes", f"{wording.number(row.mass_t)} t" if row.mass_t else None),
                ("State of", wording.day(row.as_of) if row.as_of else None),
            ),
            (row.note,) if row.note else (),
        ),
        conflict_section(store, row.id),
    ]
    title, subtitle = wording.notified_value(row), "Notified to the 1718 Committee"
    rests = conflict_citations(store, row.id)
    return finish(store, f"notified:{ident}", title, subtitle, sections, row.citation, rests)

"""Cards of the three ledgers: a month, a claim, a notified figure."""

from datetime import date

from desktop_app.analysis.load_model import volume_of
from desktop_app.domain.movement import Voyage
from desktop_app.domain.quantity import Estimate
from desktop_app.domain.statement import Claim, NotifiedFigure
from desktop_app.exporters import wording
from desktop_app.exporters.card import Card, Section, finish, present
from desktop_app.exporters.voyage_words import voyage_title
from desktop_app.query.months import month_of, next_month
from desktop_app.query.reading import read
from desktop_app.storage.case_store import CaseStore


def month_card(store: CaseStore, ident: str) -> Card | None:
    """The ledger of one month: each line with what it rests on, nothing added across ledgers."""
    record = store.record
    try:
        month = date.fromisoformat(f"{ident}-01")
    except ValueError:
        return None
    sql = "SELECT id FROM voyage WHERE counted AND start_utc >= ? AND end_utc < ? ORDER BY place LIMIT 200"
    month_ids = read(store, sql, (month.isoformat(), next_month(month).isoformat()))
    voyages = store.voyages(row_id for (row_id,) in month_ids)
    notified = [
        row for row in record.notified if month_of(row.when.first_day) == month == month_of(row.when.last_day)
    ]
    claims = [
        row
        for row in record.claims
        if row.when is not None and month_of(row.when.first_day) == month == month_of(row.when.last_day)
    ]
    unseen = [row for row in record.observations if row.when.first_day <= month <= row.when.last_day]
    observed_rows = tuple(
        (wording.time_span(row.when), f"{voyage_title(record, row)}: {_volume_words(store, row)}")
        for row in voyages
    )
    also = {
        source_id
        for row in voyages
        if isinstance(volume := volume_of(store, row), Estimate)
        for source_id in volume.source_ids
    }
    sections = [
        Section(
            "Observed and estimated",
            observed_rows,
            () if observed_rows else ("No call published for this month.",),
        ),
        Section(
            "Notified to the UN",
            tuple((row.exporter, notified_value(row)) for row in notified),
            () if notified else ("No figure published for this month alone.",),
        ),
        Section(
            "Claimed by reports",
            tuple((row.claimant, f"{wording.claim_value(row)}. {row.what}") for row in claims),
        )
        if claims
        else None,
        Section("Observation", (), tuple(row.text for row in unseen)) if unseen else None,
    ]
    citations = [row.citation for row in voyages]
    citations += [row.citation for row in notified]
    citations += [row.citation for row in claims]
    citations += [row.citation for row in unseen]
    subtitle = "Ledger of one month, whole record; the three are never added"
    return finish(record, wording.month(month), subtitle, sections, citations, also)


def _volume_words(store: CaseStore, voyage: Voyage) -> str:
    volume = volume_of(store, voyage)
    if isinstance(volume, Estimate):
        return f"{wording.volume(volume)} bbl = {volume.basis}"
    calls = f"{voyage.ships} calls, " if voyage.ships > 1 else ""
    return f"{calls}not estimated, {volume.reason}"


def notified_value(row: NotifiedFigure) -> str:
    """A notified figure as published: barrels, else tonnes."""
    if row.volume_bbl is not None:
        return f"{wording.number(row.volume_bbl)} bbl"
    return f"{wording.number(row.mass_t or 0.0)} t (barrels not published)"


def claim_card(store: CaseStore, ident: str) -> Card | None:
    """A claimed figure: who says it, for which window, what it leaves open."""
    claim: Claim | None = next((row for row in store.record.claims if row.id == ident), None)
    if claim is None:
        return None
    section = Section(
        "",
        present(
            ("Claimed by", claim.claimant),
            ("Window", wording.time_span(claim.when) if claim.when else None),
            ("Mode", {"sea": "sea", "rail": "rail", "all": "not separated"}[claim.mode.value]),
        ),
        tuple(text for text in (claim.what, claim.note) if text),
    )
    related = [row for row in store.record.contradictions if claim.id in row.refers_to]
    disagree = (
        Section("Reports disagree", (), tuple(f"{row.readings} {row.treatment}" for row in related))
        if related
        else None
    )
    citations = [claim.citation, *(row.citation for row in related)]
    return finish(
        store.record, wording.claim_value(claim), "Claimed by a report", [section, disagree], citations
    )


def notified_card(store: CaseStore, ident: str) -> Card | None:
    """A figure notified to the 1718 Committee."""
    row: NotifiedFigure | None = next((row for row in store.record.notified if row.id == ident), None)
    if row is None:
        return None
    section = Section(
        "",
        present(
            ("Exporter", row.exporter),
            ("Window", wording.time_span(row.when)),
            ("Tonnes", f"{wording.number(row.mass_t)} t" if row.mass_t else None),
            ("State of", wording.day(row.as_of) if row.as_of else None),
        ),
        (row.note,) if row.note else (),
    )
    return finish(
        store.record, notified_value(row), "Notified to the 1718 Committee", [section], [row.citation]
    )

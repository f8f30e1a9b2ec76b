"""The numbered source list of exactly what is shown."""

from collections.abc import Iterable

from desktop_app.domain.provenance import Citation, Source
from desktop_app.domain.quantity import Estimate
from desktop_app.domain.record import Record
from desktop_app.query.results import Ledgers
from desktop_app.storage.case_store import CaseStore


def cited(record: Record, citations: Iterable[Citation], also: Iterable[str] = ()) -> tuple[Source, ...]:
    """The sources behind these citations, each once, in the record's order."""
    wanted = {source_id for citation in citations for source_id in citation.source_ids} | set(also)
    return tuple(source for source in record.sources if source.id in wanted)


def voyage_citations(record: Record, voyage_ids: Iterable[str]) -> list[Citation]:
    """Citations of voyages, their calls and their sightings."""
    shown = set(voyage_ids)
    voyages = [voyage for voyage in record.voyages if voyage.id in shown]
    calls = {call_id for voyage in voyages for call_id in voyage.call_ids}
    sightings = {sighting_id for voyage in voyages for sighting_id in voyage.sighting_ids}
    citations = [voyage.citation for voyage in voyages]
    citations += [call.citation for call in record.calls if call.id in calls]
    citations += [sighting.citation for sighting in record.sightings if sighting.id in sightings]
    return citations


def ledger_citations(ledgers: Ledgers, store: CaseStore) -> list[Citation]:
    """Citations of notified and claimed figures and of observation periods in the chart, and of the cap."""
    citations = [claim.citation for claim in ledgers.claims]
    citations += [row.citation for row in ledgers.notified_windows]
    citations += [row.citation for row in ledgers.observations]
    months = set(ledgers.notified_months)
    if not ledgers.per_vessel:
        citations += [
            row.citation for row in store.record.notified if row.when.first_day.replace(day=1) in months
        ]
    citations += [rule.citation for rule in store.record.rules if rule.limit]
    return citations


def estimate_sources(store: CaseStore, voyage_ids: Iterable[str]) -> set[str]:
    """Sources of the deadweights, load fraction and factors behind the volumes of these voyages."""
    volumes = [store.volumes[voyage_id] for voyage_id in voyage_ids]
    return {
        source_id for volume in volumes if isinstance(volume, Estimate) for source_id in volume.source_ids
    }

"""The numbered source list of exactly what is shown."""

from collections.abc import Iterable

from desktop_app.domain.provenance import Citation, Source
from desktop_app.query.results import Ledgers
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.content import Content


def cited(record: Content, citations: Iterable[Citation], also: Iterable[str] = ()) -> tuple[Source, ...]:
    """The sources behind these citations, each once, in the record's order."""
    wanted = {source_id for citation in citations for source_id in citation.source_ids} | set(also)
    return tuple(source for source in record.sources if source.id in wanted)


def source_line(source: Source) -> str:
    """A source in one line with its address, as it stands below a copied table."""
    tail = ", ".join(part for part in (source.publisher, source.published, source.url) if part)
    return f"{source.title}. {tail}" if tail else source.title


def ledger_citations(ledgers: Ledgers, store: CaseStore) -> list[Citation]:
    """Citations of notified and claimed figures and of observation periods in the chart, and of the cap."""
    citations = [claim.citation for claim in ledgers.claims]
    citations += [row.citation for row in ledgers.notified]
    citations += [row.citation for row in ledgers.observations]
    citations += [rule.citation for rule in store.record.rules if rule.limit]
    return citations

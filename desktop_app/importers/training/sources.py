"""The made-up sources of the training case, and citations of them. Each title says SYNTHETIC."""

from datetime import UTC, datetime
from typing import Final

from desktop_app.domain.accuracy import AccuracyClass
from desktop_app.domain.provenance import (
    Citation,
    Credibility,
    Reference,
    Reliability,
    Source,
    SourceKind,
)

MARK: Final = "SYNTHETIC"

IMAGES: Final = "SYN-IMAGES"
RADAR: Final = "SYN-RADAR"
AIS: Final = "SYN-AIS"
WEBCAM: Final = "SYN-WEBCAM"
PRESS: Final = "SYN-PRESS"
REGISTER: Final = "SYN-REGISTER"
LISTS: Final = "SYN-LISTS"
WAYBILLS: Final = "SYN-WAYBILLS"
LEDGER: Final = "SYN-LEDGER"
ANALYSIS: Final = "SYN-ANALYSIS"
FIGURES: Final = "SYN-FIGURES"

_RETRIEVED: Final = datetime(2024, 12, 31, 12, 0, tzinfo=UTC)
_NOTE: Final = "Made up for training; there is no such publication."


def _source(ident: str, what: str, publisher: str, kind: SourceKind, reliability: Reliability) -> Source:
    return Source(
        id=ident,
        title=f"{MARK} {what}",
        publisher=f"EXAMPLE {publisher}",
        published="2024-12-20",
        url="",
        kind=kind,
        note=_NOTE,
        retrieved=_RETRIEVED,
        reliability=reliability,
    )


SOURCES: Final = (
    _source(IMAGES, "optical satellite images", "Imaging", SourceKind.DATASET, Reliability.A),
    _source(RADAR, "radar images", "Imaging", SourceKind.DATASET, Reliability.B),
    _source(AIS, "AIS messages", "Receivers", SourceKind.DATASET, Reliability.C),
    _source(WEBCAM, "pictures of a harbour webcam", "Harbour View", SourceKind.COPY, Reliability.D),
    _source(PRESS, "newspaper reports", "Gazette", SourceKind.SUMMARY, Reliability.E),
    _source(REGISTER, "register of ships and companies", "Register", SourceKind.OFFICIAL, Reliability.B),
    _source(LISTS, "sanctions lists", "Lists", SourceKind.OFFICIAL, Reliability.A),
    _source(WAYBILLS, "railway waybills", "Archive", SourceKind.COPY, Reliability.C),
    _source(LEDGER, "ledger of payments", "Archive", SourceKind.COPY, Reliability.F),
    _source(ANALYSIS, "analysis of 43 voyages", "Institute", SourceKind.ORIGINAL, Reliability.B),
    _source(FIGURES, "figures notified to the Committee", "Watch", SourceKind.SUMMARY, Reliability.C),
)


def cite(
    *source_ids: str,
    credibility: Credibility = Credibility.PROBABLY_TRUE,
    location: AccuracyClass | None = None,
    passage: str = "",
) -> Citation:
    """A citation of made-up sources, without a grade: credibility, place and passage are the first's."""
    first = Reference(source_ids[0], credibility, location, passage)
    return Citation((first, *(Reference(source_id) for source_id in source_ids[1:])), None)

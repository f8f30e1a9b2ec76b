"""What in a case does not agree, for those who look a file through: published figures, documents and AIS."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from desktop_app.analysis.checks.conflicts import conflicts_of
from desktop_app.analysis.checks.finding import Severity as Weight
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.domain.findings import Finding, Severity
from desktop_app.storage.case_store import CaseStore


def conflict_findings(path: Path) -> tuple[Finding, ...]:
    """One finding a conflict; nothing is changed.

    First those between published figures that no contradiction of the case tells of, warnings first; then
    those of documented voyages with AIS, under the published parameters.

    Raises:
        InputError: the file cannot be opened as a case.
    """
    store = CaseStore.open(path, want_write=False)
    try:
        tables = {row.id: "claim" for row in store.record.claims}
        tables |= {row.id: "notified_figure" for row in store.record.notified}
        figures = tuple(
            Finding(
                Severity.WARNING if one.severity is Weight.WARNING else Severity.NOTE,
                tables[one.refers_to[0]],
                one.refers_to[0],
                f"{one.topic}: {one.readings}",
            )
            for one in conflicts_of(store)
            if not one.recorded
        )
        return (*figures, *_by_ais(store))
    finally:
        store.close()


_TABLES: Final = {"voyage": "voyage", "call": "port_call", "sighting": "sighting"}


def _by_ais(store: CaseStore) -> Iterator[Finding]:
    if not store.record.tracks:
        return
    from desktop_app.analysis.detector import Detector  # noqa: PLC0415 - numpy, where there are tracks
    from desktop_app.analysis.joining import joining  # noqa: PLC0415 - as above

    found = joining(Detector.of_case(store), EventParameters())
    for conflict in (*(one for join in found.joins for one in join.conflicts), *found.conflicts):
        kind, _, ident = conflict.key.partition(":")
        yield Finding(Severity.NOTE, _TABLES[kind], ident, conflict.sentence)

"""Conflicts between published figures that a case does not record yet, for those who look a file through."""

from pathlib import Path

from desktop_app.analysis.checks.conflicts import conflicts_of
from desktop_app.analysis.checks.finding import Severity as Weight
from desktop_app.domain.findings import Finding, Severity
from desktop_app.storage.case_store import CaseStore


def conflict_findings(path: Path) -> tuple[Finding, ...]:
    """One finding a conflict that no contradiction of the case tells of, warnings first; nothing is changed.

    Raises:
        InputError: the file cannot be opened as a case.
    """
    store = CaseStore.open(path, want_write=False)
    try:
        tables = {row.id: "claim" for row in store.record.claims}
        tables |= {row.id: "notified_figure" for row in store.record.notified}
        return tuple(
            Finding(
                Severity.WARNING if one.severity is Weight.WARNING else Severity.NOTE,
                tables[one.refers_to[0]],
                one.refers_to[0],
                f"{one.topic}: {one.readings}",
            )
            for one in conflicts_of(store)
            if not one.recorded
        )
    finally:
        store.close()

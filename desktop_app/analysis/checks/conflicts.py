"""All conflicts between published figures of a case: those that it records, and those that checks find."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from desktop_app.analysis.checks.conflict import Found
from desktop_app.analysis.checks.differing import differing_claims
from desktop_app.analysis.checks.finding import Severity
from desktop_app.analysis.checks.misprints import misprint_conflicts
from desktop_app.analysis.checks.plausibility import densities_of, density_conflicts
from desktop_app.analysis.checks.wholes import sum_conflicts
from desktop_app.domain.statement import Claim, Contradiction, ConversionFactor, NotifiedFigure
from desktop_app.storage.case_store import CaseStore


class Conflict(NamedTuple):
    """Reports that do not agree.

    Attributes:
        recorded: id of the case's own contradiction; empty where only a check found it.
        topic, readings, treatment: as in a contradiction.
        checks: what checks found of a recorded one, each in a sentence.
        refers_to: ids of the rows concerned.
    """

    severity: Severity
    recorded: str
    topic: str
    readings: str
    treatment: str
    checks: tuple[str, ...]
    refers_to: tuple[str, ...]


def found_conflicts(
    notified: Sequence[NotifiedFigure], claims: Sequence[Claim], factors: Sequence[ConversionFactor]
) -> tuple[Found, ...]:
    """What the checks find among published figures, impossible things first."""
    found = [*_impossible(notified, claims, factors), *sum_conflicts(notified)]
    misprinted = {ident for one in found for ident in one.flagged}
    found += differing_claims(claims, misprinted)
    return tuple(sorted(found, key=lambda one: -one.severity))


def _impossible(
    notified: Sequence[NotifiedFigure], claims: Sequence[Claim], factors: Sequence[ConversionFactor]
) -> Iterator[Found]:
    """What cannot be meant as printed."""
    yield from misprint_conflicts(notified, claims)
    densities = densities_of(factors)
    if densities is not None:
        yield from density_conflicts(notified, claims, densities)


def merged(recorded: Sequence[Contradiction], found: Sequence[Found]) -> tuple[Conflict, ...]:
    """Recorded ones with what checks say of the same rows, then what the case does not record yet."""
    checks: dict[str, list[Found]] = {row.id: [] for row in recorded}
    rest: list[Found] = []
    for one in found:
        known = next((row for row in recorded if set(one.refers_to) <= set(row.refers_to)), None)
        (checks[known.id] if known is not None else rest).append(one)
    return (
        *(
            Conflict(
                max((one.severity for one in checks[row.id]), default=Severity.NOTE),
                row.id,
                row.topic,
                row.readings,
                row.treatment,
                tuple(one.readings for one in checks[row.id]),
                row.refers_to,
            )
            for row in recorded
        ),
        *(
            Conflict(one.severity, "", one.topic, one.readings, one.treatment, (), one.refers_to)
            for one in rest
        ),
    )


def conflicts_of(store: CaseStore) -> tuple[Conflict, ...]:
    """All conflicts of a case, kept until it changes."""

    def make() -> tuple[Conflict, ...]:
        record = store.record
        found = found_conflicts(record.notified, record.claims, record.factors)
        return merged(record.contradictions, found)

    return store.cached("conflicts", make)


def flags_of(store: CaseStore) -> Mapping[str, str]:
    """Claims that cannot be meant as printed, by id, and the few words that say so wherever they stand."""

    def make() -> dict[str, str]:
        record = store.record
        found = _impossible(record.notified, record.claims, record.factors)
        return {ident: one.flag for one in found for ident in one.flagged}

    return store.cached("flags of claims", make)

"""Claims of the same thing that differ: which windows and ways each of them means."""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from desktop_app.analysis.checks.conflict import Found, claim_words, ends, number
from desktop_app.analysis.checks.finding import Severity
from desktop_app.domain.statement import Claim, Measure, Mode
from desktop_app.domain.time_span import TimeSpan

# Two windows are about the same time where they share at least this part of what both cover.
ALIKE: Final = 0.6
_COUNTED: Final = {Measure.BARRELS: "Totals that differ", Measure.CALLS: "Counts of calls that differ"}
KEPT: Final = "Each is shown with its own window, way and word; they are never added or averaged."


def differing_claims(claims: Sequence[Claim], misprinted: Collection[str]) -> Iterator[Found]:
    """Groups of claims about the same time and way that do not say the same."""
    left = [row for row in claims if row.measure in _COUNTED and row.when and row.id not in misprinted]
    yield from _impossible(left)
    while left:
        group = [left.pop(0)]
        for one in group:
            alike = [other for other in left if _alike(one, other)]
            group += alike
            left = [other for other in left if other not in alike]
        if len({(row.low, row.high, row.qualifier) for row in group}) > 1:
            yield _found(group, claims)


def _alike(one: Claim, other: Claim) -> bool:
    """Whether two claims count the same, by sea or not separated, in about the same time."""
    if one.measure is not other.measure or one.when is None or other.when is None:
        return False
    by_rail = Mode.RAIL in {one.mode, other.mode}
    if by_rail and one.mode is not other.mode:
        return False
    return _shared_part(one.when, other.when) >= ALIKE


def _shared_part(one: TimeSpan, other: TimeSpan) -> float:
    first, last = max(one.first_day, other.first_day), min(one.last_day, other.last_day)
    shared = (last - first).days + 1
    both = (max(one.last_day, other.last_day) - min(one.first_day, other.first_day)).days + 1
    return max(0, shared) / both


def _found(group: Sequence[Claim], claims: Sequence[Claim]) -> Found:
    ordered = sorted(group, key=lambda row: (row.low, row.high, row.id))
    treatment = KEPT
    refers_to = [row.id for row in ordered]
    whole = [row for row in ordered if row.mode is Mode.ALL]
    rail = [row for row in claims if row.mode is Mode.RAIL and any(_by_rail(row, one) for one in whole)]
    if rail:
        figures = " and ".join(number(row.low) for row in rail)
        treatment += f" Whether a figure for both ways includes the {figures} by rail is not stated."
        refers_to += [row.id for row in rail]
    topic = f"{_COUNTED[group[0].measure]}: {number(ordered[0].low)} to {number(ordered[-1].high)}"
    readings = "; ".join(claim_words(row) for row in ordered) + "."
    return Found(Severity.NOTE, topic, "", readings, treatment, tuple(refers_to))


def _by_rail(rail: Claim, whole: Claim) -> bool:
    same = rail.measure is whole.measure and rail.when is not None and whole.when is not None
    return same and rail.when is not None and whole.when is not None and rail.when.overlaps(whole.when)


def _impossible(claims: Sequence[Claim]) -> Iterator[Found]:
    """Claims for a window that are less than what is claimed for a part of it."""
    for whole in claims:
        for part in claims:
            if _holds(whole, part) and ends(whole)[1] < ends(part)[0]:
                yield Found(
                    Severity.WARNING,
                    "A longer window with less",
                    "",
                    f"{claim_words(whole)}; {claim_words(part)}, which lies within it.",
                    KEPT,
                    (whole.id, part.id),
                )


def _holds(whole: Claim, part: Claim) -> bool:
    """Whether all that one claim counts is counted by the other."""
    if whole is part or whole.measure is not part.measure or whole.when is None or part.when is None:
        return False
    within = whole.when.first_day <= part.when.first_day and part.when.last_day <= whole.when.last_day
    return within and whole.mode in {part.mode, Mode.ALL}

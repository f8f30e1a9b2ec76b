"""A claimed figure in words: where it cannot be meant as printed, that is said beside it."""

from collections.abc import Mapping
from typing import Final

from desktop_app.domain.statement import Claim, Measure
from desktop_app.exporters.wording import claim_value, number
from desktop_app.storage.case_store import CaseStore

_WEEK_DAYS: Final = 7


def claim_told(store: CaseStore, claim: Claim) -> str:
    """The figure as it is shown wherever the case is at hand."""
    from desktop_app.analysis.checks.conflicts import flags_of  # noqa: PLC0415 - not for the first picture

    return flagged(claim, flags_of(store))


def flagged(claim: Claim, flags: Mapping[str, str]) -> str:
    """The figure, with its flag if it has one: 715 bbl (tonnes, not barrels).

    Args:
        claim: the claim.
        flags: few words by id of the claim, as `flags_of` tells them.
    """
    flag = flags.get(claim.id)
    return f"{claim_value(claim)} ({flag})" if flag else claim_value(claim)


def rate_words(claim: Claim) -> str:
    """Calls of a window as a rate, computed: 43 calls in 243 days, 1.24 a week; empty for other claims."""
    if claim.measure is not Measure.CALLS or claim.when is None or claim.low != claim.high:
        return ""
    count = (claim.when.last_day - claim.when.first_day).days
    if count < _WEEK_DAYS:
        return ""
    rate = claim.low / count * _WEEK_DAYS
    return f"{number(claim.low)} calls in {number(count)} days, {rate:.2f} a week (computed)"

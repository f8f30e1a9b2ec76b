"""The three numbers by which a ship's deadweight becomes barrels, and where a case holds them."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.domain.statement import Claim, ConversionFactor, Measure

LOW_PRODUCT = "gas/diesel oil"
HIGH_PRODUCT = "motor gasoline"
FACTOR_AUTHORITY = "UN Statistics Division"
FRACTION_CLAIM = "load-fraction"


@dataclass(frozen=True, slots=True)
class LoadModel:
    """The numbers of the model, read from the case so that each has a source.

    Attributes:
        load_fraction: share of the deadweight that is cargo, 0..1.
        low_bbl_per_t, high_bbl_per_t: barrels per tonne of the lightest and heaviest assumption.
        source_ids: sources of the three numbers.
    """

    load_fraction: float
    low_bbl_per_t: float
    high_bbl_per_t: float
    source_ids: tuple[str, ...]


def load_model_among(factors: Iterable[ConversionFactor], claims: Iterable[Claim]) -> LoadModel | None:
    """The model that these factors and claims make, or None where one of the three numbers is missing."""
    of_product = {factor.product: factor for factor in factors if factor.authority == FACTOR_AUTHORITY}
    fractions = [
        claim
        for claim in claims
        if claim.measure is Measure.SHARE and claim.id == FRACTION_CLAIM and claim.low == claim.high
    ]
    if not fractions or LOW_PRODUCT not in of_product or HIGH_PRODUCT not in of_product:
        return None
    low, high = of_product[LOW_PRODUCT], of_product[HIGH_PRODUCT]
    cited = (*fractions[0].citation.source_ids, *low.citation.source_ids, *high.citation.source_ids)
    return LoadModel(fractions[0].low, low.bbl_per_t, high.bbl_per_t, tuple(dict.fromkeys(cited)))

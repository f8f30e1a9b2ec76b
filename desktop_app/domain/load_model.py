"""What a volume is reckoned from: the ladder of methods, the assumptions in use, and factors by product."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from desktop_app.domain.assumption import Assumptions, Key, Range
from desktop_app.domain.statement import ConversionFactor

# The authority whose factor is the best one of a product, where it has one.
FACTOR_AUTHORITY: Final = "UN Statistics Division"
# 42 US gallons of 231 cubic inches.
M3_PER_BBL: Final = 0.158_987_294_928
BBL_PER_M3: Final = Range(1 / M3_PER_BBL, 1 / M3_PER_BBL, 1 / M3_PER_BBL)
ONE: Final = Range(1.0, 1.0, 1.0)


class Rung(StrEnum):
    """How a volume was found, the surest first."""

    DOCUMENTED = "documented"  # the cargo itself is documented
    CURVE = "curve"  # measured draught on the ship's deadweight scale
    MAX_DRAUGHT = "max_draught"  # measured draught, deadweight and dimensions
    WATERLINE = "waterline"  # seen to lie low, or laden by AIS
    ASSUMED = "assumed"  # nothing tells how deep she lay


class ProductFactor(NamedTuple):
    """Barrels per tonne of a documented product.

    Attributes:
        value: over all authorities that the case cites for it.
        factor_ids: rows that it comes from.
        source_ids: of these.
    """

    value: Range
    factor_ids: tuple[str, ...]
    source_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LoadModel:
    """The numbers of the model.

    Attributes:
        load: share of capacity that is cargo, where nothing tells how deep she lay.
        bbl_per_t: where the product is not documented, or no factor is cited for it.
        products: factors by product in lower case.
        assumptions: what the others are read from.
    """

    load: Range
    bbl_per_t: Range
    products: Mapping[str, ProductFactor]
    assumptions: Assumptions

    @property
    def laden(self) -> Range | None:
        """Share of capacity that is cargo of a ship that lay low; None where the case assumes none."""
        return self.assumptions.range(Key.LADEN_FRACTION)

    def sources_of(self, *keys: Key) -> tuple[str, ...]:
        """Sources of some assumptions, each once; what is moved by hand has none."""
        rows = [self.assumptions.get(key) for key in keys]
        return tuple(dict.fromkeys(ident for row in rows if row is not None for ident in row.source_ids))

    def factor_of(self, product: str) -> ProductFactor | None:
        """Barrels per tonne of a product as documented; None where no factor is cited for it."""
        return self.products.get(product.casefold()) if product else None


def product_factors(factors: Iterable[ConversionFactor]) -> Mapping[str, ProductFactor]:
    """Factors by product in lower case: low and high over the authorities.

    Best is that of the UN Statistics Division where it has one, else the middle.
    """
    rows: dict[str, list[ConversionFactor]] = {}
    for factor in factors:
        rows.setdefault(factor.product.casefold(), []).append(factor)
    found = {}
    for product, same in rows.items():
        low, high = min(row.bbl_per_t for row in same), max(row.bbl_per_t for row in same)
        best = next((row.bbl_per_t for row in same if row.authority == FACTOR_AUTHORITY), (low + high) / 2)
        sources = dict.fromkeys(ident for row in same for ident in row.citation.source_ids)
        found[product] = ProductFactor(Range(low, best, high), tuple(row.id for row in same), tuple(sources))
    return found


def load_model(assumptions: Assumptions, factors: Iterable[ConversionFactor]) -> LoadModel | None:
    """The model under some assumptions, None where they hold no load fraction or no barrels per tonne."""
    load, bbl_per_t = assumptions.range(Key.LOAD_FRACTION), assumptions.range(Key.BBL_PER_T)
    if load is None or bbl_per_t is None:
        return None
    return LoadModel(load, bbl_per_t, product_factors(factors), assumptions)

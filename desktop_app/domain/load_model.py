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


# Keys of factors, as of `Stratum`.
BY_PRODUCT_UNKNOWN: Final = Key.BBL_PER_T.value
PRODUCT: Final = "product:"
CUBIC_METRES: Final = "m3"
BARRELS: Final = "bbl"
OF_VOLUMES: Final[Mapping[str, Range]] = {CUBIC_METRES: BBL_PER_M3, BARRELS: ONE}
# Assumptions that the rungs rest on, beside that of barrels per tonne.
KEYS_OF_RUNG: Final[Mapping[Rung, tuple[Key, ...]]] = {
    Rung.DOCUMENTED: (),
    Rung.CURVE: (Key.NOT_CARGO, Key.DRAUGHT_ERROR),
    Rung.MAX_DRAUGHT: (Key.WATERPLANE, Key.NOT_CARGO, Key.DRAUGHT_ERROR),
    Rung.WATERLINE: (Key.LADEN_FRACTION,),
    Rung.ASSUMED: (Key.LOAD_FRACTION,),
}
# What a measured draught is reckoned with.
DRAUGHT_KEYS: Final = KEYS_OF_RUNG[Rung.MAX_DRAUGHT]


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
    """The numbers of the model; None for what the case assumes nothing of.

    Attributes:
        assumptions: what it is read from.
        products: factors by product in lower case.
    """

    assumptions: Assumptions
    products: Mapping[str, ProductFactor]

    @property
    def load(self) -> Range | None:
        """Share of capacity that is cargo, where nothing tells how deep she lay."""
        return self.assumptions.range(Key.LOAD_FRACTION)

    @property
    def bbl_per_t(self) -> Range | None:
        """Barrels per tonne where the product is not documented, or no factor is cited for it."""
        return self.assumptions.range(Key.BBL_PER_T)

    @property
    def tells_draughts(self) -> bool:
        """Whether a measured draught can be reckoned with."""
        return None not in {self.assumptions.range(key) for key in DRAUGHT_KEYS}

    @property
    def presence(self) -> tuple[Key, ...]:
        """Which assumptions there are, in the order of `Key`."""
        return tuple(row.key for row in self.assumptions.rows)

    @property
    def draughts(self) -> tuple[Range | None, ...]:
        """Those by which a draught becomes tonnes aboard."""
        return tuple(self.assumptions.range(key) for key in (Key.WATERPLANE, Key.DRAUGHT_ERROR))

    def load_on(self, rung: Rung) -> Range | None:
        """What the base of a load found in this way is multiplied by to be cargo."""
        match rung:
            case Rung.DOCUMENTED:
                return ONE
            case Rung.CURVE | Rung.MAX_DRAUGHT:
                rest = self.assumptions.range(Key.NOT_CARGO)
                return None if rest is None else Range(1 - rest.high, 1 - rest.best, 1 - rest.low)
            case Rung.WATERLINE:
                return self.assumptions.range(Key.LADEN_FRACTION)
            case Rung.ASSUMED:
                return self.load

    def factor(self, factor_key: str) -> Range | None:
        """What a unit of cargo is multiplied by to be barrels; keys as of `Stratum`."""
        if factor_key == BY_PRODUCT_UNKNOWN:
            return self.bbl_per_t
        if factor_key in OF_VOLUMES:
            return OF_VOLUMES[factor_key]
        return self.products[factor_key.removeprefix(PRODUCT)].value

    def tonnes_key(self, product: str) -> str:
        """Key of the factor by which tonnes of a product as documented become barrels."""
        return f"{PRODUCT}{product.casefold()}" if self.factor_of(product) else BY_PRODUCT_UNKNOWN

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

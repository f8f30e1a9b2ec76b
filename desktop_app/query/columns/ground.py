"""What the loads of all voyages are found from, before any assumption."""

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.assumption import Key
from desktop_app.domain.load_model import BARRELS, CUBIC_METRES, PRODUCT, product_factors
from desktop_app.domain.ship_facts import ShipFacts, ship_facts
from desktop_app.query.columns.load_evidence import load_evidence
from desktop_app.query.columns.voyages import Columns
from desktop_app.query.reading import read
from desktop_app.storage.case_store import CaseStore

# Places of factor keys that every case has; those of products follow.
BY_PRODUCT_UNKNOWN, IN_M3, IN_BBL = range(3)
_FIXED: Final = (Key.BBL_PER_T.value, CUBIC_METRES, BARRELS)
_OF_UNITS: Final = {CUBIC_METRES: IN_M3, BARRELS: IN_BBL}
_READ_FROM: Final = frozenset(
    {
        "voyage",
        "vessel",
        "port",
        "port_call",
        "sighting",
        "track",
        "tumen_file",
        "vessel_particulars",
        "deadweight_scale",
        "conversion_factor",
    }
)
_PRODUCTS: Final = """SELECT product, CAST(group_concat(fid, ',') AS BLOB) FROM voyage
WHERE cargo_unit IS NULL AND product > '' GROUP BY product"""
# Of IS NOT NULL SQLite thinks that it holds for most rows, and reads them all.
_CARGOES: Final = """SELECT fid, cargo_unit, COALESCE(product, ''),
    COALESCE(cargo_low, cargo_best, cargo_high), cargo_best, COALESCE(cargo_high, cargo_best, cargo_low)
FROM voyage WHERE cargo_unit > ''"""


class Cargoes(NamedTuple):
    """Documented cargoes.

    Attributes:
        places: of the rows.
        factor: place in `Ground.factor_keys`.
        ends: low, best and high in the unit of the document, by row.
    """

    places: NDArray[np.intp]
    factor: NDArray[np.intp]
    ends: NDArray[np.float64]


class Ground:
    """What is documented; shared by all assumptions, never to be written to.

    Attributes:
        factor_keys: as of `Stratum`, all that the case has a factor for.
        capacity_m3: of each of `Columns.vessel_ids`, then NaN for no ship.
        ships: facts of those that have particulars or a deadweight scale, by place in `vessel_ids`.
        product: place in `factor_keys` by which tonnes of the rows become barrels.
        evidence: how deep the ships lay.
        has_draughts: any load may rest on a measured draught.
        cargoes: documented cargoes.
    """

    def __init__(self, store: CaseStore, columns: Columns) -> None:
        """Read it."""
        factors = product_factors(store.record.factors)
        self.factor_keys = (*_FIXED, *(f"{PRODUCT}{product}" for product in factors))
        codes = {product: place for place, product in enumerate(factors, start=len(_FIXED))}
        self.ships = _ships(store, columns)
        self.capacity_m3 = np.full(len(columns.vessel_ids) + 1, np.nan)
        for place, ship in self.ships.items():
            if ship.capacity_m3 is not None:
                self.capacity_m3[place] = ship.capacity_m3
        self.product = np.zeros(len(columns), np.int16)
        for text, fids in read(store, _PRODUCTS, (), store.ending):
            code = codes.get(str(text).casefold())
            if code is not None:
                found = columns.rows.places_of(np.fromstring(fids, np.int64, sep=","))
                self.product[found[found >= 0]] = code
        self.cargoes = _cargoes(store, columns, codes)
        # A cargo in a volume is barrels whatever the product.
        in_t = ~np.isin(self.cargoes.factor, (IN_M3, IN_BBL))
        self.product[self.cargoes.places[in_t]] = self.cargoes.factor[in_t].astype(np.int16)
        self.evidence = load_evidence(store, columns.rows)
        measured = np.unique(columns.vessel[self.evidence.measured]).tolist()
        self.has_draughts = any(
            ship.points or ship.dimensions for ship in map(self.ships.get, measured) if ship is not None
        )

    def after(self, tables: frozenset[str]) -> "Ground | None":
        """The same after a change of some tables; None where it has to be read anew."""
        return self if _READ_FROM.isdisjoint(tables) else None


def _ships(store: CaseStore, columns: Columns) -> Mapping[int, ShipFacts]:
    record = store.record
    told = {row.vessel_id for row in record.particulars} | {row.vessel_id for row in record.deadweight_scale}
    if not told:
        return {}
    some = [vessel for vessel in record.vessels if vessel.id in told]
    found = ship_facts(some, record.particulars, record.deadweight_scale)
    places = {ident: place for place, ident in enumerate(columns.vessel_ids)}
    return {places[ident]: ship for ident, ship in found.items() if ident in places}


def _cargoes(store: CaseStore, columns: Columns, codes: Mapping[str, int]) -> Cargoes:
    rows = read(store, _CARGOES, (), store.ending)
    found = columns.rows.places_of(np.array([row[0] for row in rows], np.int64))
    factor = np.array(
        [
            _OF_UNITS.get(unit, codes.get(product.casefold(), BY_PRODUCT_UNKNOWN))
            for _, unit, product, *_ in rows
        ],
        np.intp,
    )
    ends = np.array(
        [(low, (low + high) / 2 if best is None else best, high) for *_, low, best, high in rows], np.float64
    ).reshape(-1, 3)
    known = found >= 0
    order = np.argsort(found[known])
    return Cargoes(found[known][order], factor[known][order], ends[known][order])

"""A load in words: its formula with the numbers, why it was found so, and the rows that state them."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from desktop_app.domain.assumption import Key, Range
from desktop_app.domain.draught import SEA_WATER_T_PER_M3
from desktop_app.domain.load import Load
from desktop_app.domain.load_evidence import Evidence
from desktop_app.domain.load_model import BARRELS, BBL_PER_M3, CUBIC_METRES, KEYS_OF_RUNG, LoadModel, Rung
from desktop_app.domain.movement import HowKnown, PortCall, Sensor, Sighting, Voyage
from desktop_app.domain.quantity import Input
from desktop_app.domain.range_words import ends, grouped
from desktop_app.domain.ship_facts import ShipFacts

_SENSORS: Final = {
    Sensor.OPTICAL: "an optical image",
    Sensor.SAR: "a radar image",
    Sensor.WEBCAM: "a picture of a webcam",
    Sensor.REPORT: "a report",
}
_UNITS: Final = {BARRELS: "bbl", CUBIC_METRES: "m³"}


class LoadWords(NamedTuple):
    """As of `Estimate`."""

    basis: str
    reason: str
    inputs: tuple[Input, ...]


def load_words(
    load: Load, voyage: Voyage, ship: ShipFacts | None, evidence: Evidence, model: LoadModel
) -> LoadWords:
    """A load that has barrels, in words."""
    inputs = (*_of_ship(load, ship, evidence), *_of_voyage(load, voyage), *_assumed(load, voyage, model))
    return LoadWords(_formula(load, voyage, ship, evidence, model), _reason(load, evidence), inputs)


def _formula(load: Load, voyage: Voyage, ship: ShipFacts | None, evidence: Evidence, model: LoadModel) -> str:
    parts = [_base(load, voyage, ship, evidence, model)]
    share, factor = model.load_on(load.rung), model.factor(load.factor_key)
    if load.rung in {Rung.CURVE, Rung.MAX_DRAUGHT} and share is not None:
        parts.append(f"{ends(share, 2)} cargo")
    elif load.rung is not Rung.DOCUMENTED and share is not None:
        parts.append(f"{ends(share, 2)} load")
    if load.factor_key == CUBIC_METRES:
        parts.append(f"{BBL_PER_M3.best:.4f} bbl/m³")
    elif load.factor_key != BARRELS and factor is not None:
        parts.append(ends(factor, 2, "bbl/t"))
    if voyage.ships > 1 and load.rung is not Rung.DOCUMENTED:
        parts.insert(0, f"{voyage.ships} calls")
    return " × ".join(parts)


def _base(load: Load, voyage: Voyage, ship: ShipFacts | None, evidence: Evidence, model: LoadModel) -> str:
    ends_t = Range(*(end / voyage.ships for end in load.base))
    match load.rung:
        case Rung.DOCUMENTED:
            return f"{ends(load.base, 0, _UNITS.get(load.factor_key, 't'))} documented"
        case Rung.CURVE:
            return f"{ends(ends_t, 0, 't')} aboard at {evidence.draught_m:.2f} m on her deadweight scale"
        case Rung.MAX_DRAUGHT if ship is not None and ship.hull is not None and ship.dwt_t is not None:
            hull, share = ship.hull, model.assumptions.range(Key.WATERPLANE)
            return (
                f"({grouped(ship.dwt_t)} t deadweight − {SEA_WATER_T_PER_M3} t/m³ × {hull.length_m:g} m × "
                f"{hull.beam_m:g} m × {'' if share is None else ends(share, 2)} × "
                f"({hull.draught_max_m:.2f} − {evidence.draught_m:.2f}) m = {ends(ends_t, 0, 't')} aboard)"
            )
        case _:
            what = "m³ tanks" if load.factor_key == CUBIC_METRES else "t deadweight"
            return f"{grouped(ends_t.best)} {what}"


def _reason(load: Load, evidence: Evidence) -> str:
    match load.rung:
        case Rung.DOCUMENTED:
            return "The cargo is documented."
        case Rung.CURVE | Rung.MAX_DRAUGHT if evidence.draught_by is not None:
            by = evidence.draught_by
            where = "on her deadweight scale" if load.rung is Rung.CURVE else "with her dimensions"
            return f"Her draught was measured in {_seen_in(by)} of {_day(by)}; read {where}."
        case Rung.WATERLINE if evidence.low_by:
            seen = (f"{_seen_in(row)} of {_day(row)}" for row in evidence.low_by)
            return f"She was seen to lie low in {', '.join(seen)}."
        case Rung.WATERLINE:
            return "She left deeper than she came, by the draughts she reported by AIS."
        case _:
            return "Nothing tells how deep she lay."


def _seen_in(row: PortCall | Sighting) -> str:
    if isinstance(row, Sighting) and row.sensor in _SENSORS:
        return _SENSORS[row.sensor]
    return "an image" if HowKnown.IMAGE in row.how_known else "a report"


def _day(row: PortCall | Sighting) -> str:
    first, last = row.when.first_day, row.when.last_day
    return f"{first:%Y-%m-%d}" if first == last else f"{first:%Y-%m-%d} to {last:%Y-%m-%d}"


def _of_ship(load: Load, ship: ShipFacts | None, evidence: Evidence) -> Iterator[Input]:
    if ship is None or load.rung is Rung.DOCUMENTED:
        return
    vessel, by = ship.vessel, evidence.draught_by
    if load.rung in {Rung.CURVE, Rung.MAX_DRAUGHT} and by is not None:
        kind = "sighting" if isinstance(by, Sighting) else "call"
        yield Input("measured draught", f"{by.draught_m:.2f} m", f"{kind}:{by.id}", by.citation.source_ids)
    if load.rung is Rung.CURVE:
        sources = dict.fromkeys(ident for point in ship.points for ident in point.citation.source_ids)
        yield Input("deadweight scale", f"{len(ship.points)} points", f"vessel:{vessel.id}", tuple(sources))
        return
    if load.rung is Rung.MAX_DRAUGHT and ship.dimensions is not None and ship.hull is not None:
        row, hull = ship.dimensions, ship.hull
        text = f"{hull.length_m:g} m × {hull.beam_m:g} m × {hull.draught_max_m:g} m"
        yield Input("length, beam, summer draught", text, f"particulars:{row.id}", row.citation.source_ids)
    for low in evidence.low_by if load.rung is Rung.WATERLINE else ():
        kind = "sighting" if isinstance(low, Sighting) else "call"
        yield Input("seen to lie low", _day(low), f"{kind}:{low.id}", low.citation.source_ids)
    tanks = ship.tanks if load.factor_key == CUBIC_METRES and load.rung is not Rung.MAX_DRAUGHT else None
    if tanks is not None and tanks.capacity_m3 is not None:
        text = f"{grouped(tanks.capacity_m3)} m³"
        yield Input("tank capacity", text, f"particulars:{tanks.id}", tanks.citation.source_ids)
    elif vessel.dwt_t is not None:
        text = f"{grouped(vessel.dwt_t)} t"
        yield Input("deadweight", text, f"vessel:{vessel.id}", vessel.citation.source_ids)


def _of_voyage(load: Load, voyage: Voyage) -> Iterator[Input]:
    if load.rung is Rung.DOCUMENTED:
        text = ends(load.base, 0, _UNITS.get(load.factor_key, "t"))
        yield Input("cargo", text, f"voyage:{voyage.id}", voyage.citation.source_ids)


def _assumed(load: Load, voyage: Voyage, model: LoadModel) -> Iterator[Input]:
    keys = [*KEYS_OF_RUNG[load.rung], *((Key.BBL_PER_T,) if load.factor_key == Key.BBL_PER_T else ())]
    for key in keys:
        row = model.assumptions.get(key)
        if row is not None:
            yield Input(row.name, ends(row.value, 2, row.unit), row.subject, row.source_ids)
    product = model.factor_of(voyage.product)
    if product is not None and load.factor_key == model.tonnes_key(voyage.product):
        text = ends(product.value, 2, "bbl/t")
        yield Input(
            f"barrels per tonne of {voyage.product}",
            text,
            f"factor:{product.factor_ids[0]}",
            product.source_ids,
        )

"""What each kind of row must keep to beyond the types of its columns; the rules of every form.

A row is looked at as the values that would be written, column → cell. Times are the texts of the case file,
which sort as they follow each other.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from desktop_app.analysis.checks import identifiers
from desktop_app.analysis.checks.finding import Finding, error, note, warning
from desktop_app.analysis.checks.plausibility import Densities, pair_finding, wagon_finding
from desktop_app.domain.assumption import BOUNDS, key_of
from desktop_app.domain.vessel import Issuer
from desktop_app.storage.edits import Cell

Row = Mapping[str, Cell]

OLDEST_SHIP: Final = 1880  # year; no tanker of today is older
_QUANTITIES: Final = {"voyage": "cargo", "consignment": "quantity"}
_POSITIVE: Final = (
    *("dwt_t", "gross_tonnage", "ships", "wagons", "amount", "accuracy_km", "position_accuracy_m"),
    *("volume_bbl", "mass_t", "low", "high"),
    *("length_m", "beam_m", "capacity_m3"),
)
# A parameter may be of any kind; those that the program reckons with have bounds of their own.
_ASSUMED: Final = frozenset({"parameter", "scenario_value"})
# The deepest tankers draw 24 m (Malaccamax 20.5 m, the largest ULCC 24.6 m); those of this trade under 10 m.
DEEPEST_M: Final = 25.0


class Surroundings(NamedTuple):
    """What checks need to know beyond the row.

    Attributes:
        issuers: maritime identification digits → country.
        today: UTC day, ISO 8601.
        densities: barrels per tonne that oil products have; None where the case does not tell.
    """

    issuers: Mapping[str, Issuer]
    today: str
    densities: Densities | None = None


def check_row(table: str, row: Row, around: Surroundings) -> tuple[Finding, ...]:
    """All findings about a row's values; the worst first within a field is the caller's matter.

    Args:
        table: whose row it is.
        row: its values, and its `id` where it is a stored row.
        around: what is known beside it.
    """
    rules = (_positive, _ordered, _times, *_RULES.get(table, ()))
    return tuple(finding for rule in rules for finding in rule(table, row, around))


def _text(row: Row, column: str) -> str:
    value = row.get(column)
    return value if isinstance(value, str) else ""


def _number(row: Row, column: str) -> float | None:
    value = row.get(column)
    return float(value) if isinstance(value, int | float) else None


def _positive(table: str, row: Row, _: Surroundings) -> Iterator[Finding]:
    if table in _ASSUMED:
        return
    for column in _POSITIVE:
        value = _number(row, column)
        if value is not None and (value < 0 or (value == 0 and column not in {"low", "high", "amount"})):
            yield error(column, "This cannot be zero or less." if value == 0 else "This cannot be negative.")
    for column in ("draught_m", "draught_max_m"):
        draught = _number(row, column)
        if draught is not None and not 0 < draught <= DEEPEST_M:
            yield error(column, f"A draught lies between 0 and {DEEPEST_M:g} m.")


def _ordered(table: str, row: Row, _: Surroundings) -> Iterator[Finding]:
    """Lowest, best, highest in this order, and a unit where there is a number."""
    prefix = _QUANTITIES.get(table)
    names = [f"{prefix}_{end}" for end in ("low", "best", "high")] if prefix else ["low", "best", "high"]
    values = [_number(row, name) for name in names]
    present = [value for value in values if value is not None]
    if present != sorted(present):
        yield error(names[0], "Lowest, best and highest must rise in this order.")
    if prefix is None or not present:
        return
    if values[0] is None or values[2] is None:
        yield error(names[0], "A quantity needs its lowest and its highest figure; they may be equal.")
    if not row.get(f"{prefix}_unit"):
        yield error(names[0], "A quantity needs its unit.")
    if any(value < 0 for value in present):
        yield error(names[0], "This cannot be negative.")


def _times(table: str, row: Row, around: Surroundings) -> Iterator[Finding]:
    for first, last, sentence in (
        ("start_utc", "end_utc", "The time ends before it starts."),
        ("first_day", "last_day", "The last day lies before the first."),
        ("listed_on", "delisted_on", "The listing ends before it begins."),
    ):
        one, two = _text(row, first), _text(row, last)
        if one and two and two < one:
            yield error(last if first != "start_utc" else first, sentence)
    start = _text(row, "start_utc")
    # Claims and notified figures may speak of a time to come.
    if start[:10] > around.today and table in {"voyage", "port_call", "sighting", "consignment", "payment"}:
        yield warning("start_utc", "This time has not come yet.")
    if table == "source" and _text(row, "retrieved_utc")[:10] > around.today:
        yield warning("retrieved_utc", "This time has not come yet.")


def _vessel(_: str, row: Row, around: Surroundings) -> Iterator[Finding]:
    if imo := _text(row, "imo_number"):
        yield from identifiers.imo_number("imo_number", imo)
    name = _text(row, "name")
    if name != name.upper():
        yield warning("name", "Ships’ names are written in capitals here, so that one ship has one name.")
    built = _number(row, "built")
    if built is not None and not OLDEST_SHIP <= built <= int(around.today[:4]) + 1:
        yield error("built", f"A year of build lies between {OLDEST_SHIP} and next year.")
    dwt, gross = _number(row, "dwt_t"), _number(row, "gross_tonnage")
    # Tankers carry 1.3 to 2 tonnes of deadweight for each unit of gross tonnage.
    if dwt and gross and not 0.8 <= dwt / gross <= 2.5:  # noqa: PLR2004 - see above, with room on both sides
        yield warning("dwt_t", f"{dwt:,.0f} t deadweight with {gross:,.0f} GT is unusual for a tanker.")


def _particulars(_: str, row: Row, __: Surroundings) -> Iterator[Finding]:
    length, beam, draught = (_number(row, column) for column in ("length_m", "beam_m", "draught_max_m"))
    if all(_number(row, name) is None for name in ("length_m", "beam_m", "draught_max_m", "capacity_m3")):
        yield error("length_m", "Particulars need a dimension or the capacity of the tanks.")
    # Tankers of this trade are 5 to 7 times as long as broad, and 2 to 3.5 times as broad as deep.
    if length and beam and not 3 <= length / beam <= 12:  # noqa: PLR2004 - see above, with room on both sides
        yield warning("beam_m", f"{length:g} m long and {beam:g} m broad is unusual for a tanker.")
    if beam and draught and not 1.2 <= beam / draught <= 6:  # noqa: PLR2004 - as above
        yield warning("draught_max_m", f"{beam:g} m broad and {draught:g} m deep is unusual for a tanker.")


def _scale(_: str, row: Row, __: Surroundings) -> Iterator[Finding]:
    aboard = _number(row, "deadweight_t")
    if aboard is not None and aboard < 0:
        yield error("deadweight_t", "This cannot be negative.")


def _assumed(table: str, row: Row, _: Surroundings) -> Iterator[Finding]:
    """A value that the program reckons with lies where it can lie at all."""
    key = key_of(_text(row, "id" if table == "parameter" else "parameter_id"))
    if key is None:
        return
    least, most = BOUNDS[key]
    for column in ("low", "best", "high"):
        value = _number(row, column)
        if value is not None and not least <= value <= most:
            yield error(column, f"This value lies between {least:g} and {most:g}.")


def _identity(_: str, row: Row, around: Surroundings) -> Iterator[Finding]:
    flag = _text(row, "flag")
    if flag:
        yield from identifiers.country("flag", flag)
    if number := _text(row, "mmsi"):
        yield from identifiers.mmsi("mmsi", number, around.issuers, flag)
    if imo := _text(row, "imo_number"):
        # A claimed number may be a false one: that is what the row records.
        yield from (warning(*finding[::2]) for finding in identifiers.imo_number("imo_number", imo))
    if sign := _text(row, "call_sign"):
        yield from identifiers.call_sign("call_sign", sign)
    if not any(_text(row, name) for name in ("name", "flag", "imo_number", "mmsi", "call_sign", "owner")):
        yield error("name", "An identity needs a name, a flag, a number, a call sign or an owner.")


def _place(_: str, row: Row, __: Surroundings) -> Iterator[Finding]:
    code = _text(row, "country")
    if code:
        yield from identifiers.country("country", code)
    if locode := _text(row, "locode"):
        yield from identifiers.locode("locode", locode, code)
    if row.get("geom") is not None:
        for column, what in (
            ("position_accuracy_m", "how exactly it is known"),
            ("position_basis", "how it is known"),
        ):
            if row.get(column) is None:
                yield error(column, f"A position needs a word on {what}.")


def _sighting(_: str, row: Row, __: Surroundings) -> Iterator[Finding]:
    if row.get("geom") is not None and row.get("accuracy_km") is None:
        yield error("accuracy_km", "A position needs the radius within which the real one lies.")
    sensor, how = _text(row, "sensor"), _text(row, "how_known").split()
    expected = {"AIS": "ais", "report": "report"}.get(sensor, "image" if sensor != "unknown" else "")
    if expected and how and expected not in how:
        yield warning("how_known", f"Seen by {sensor}, but “{expected}” is not among how it is known.")


def _movement(_: str, row: Row, __: Surroundings) -> Iterator[Finding]:
    if not row.get("how_known"):
        yield error("how_known", "Choose at least one kind of observation.")


def _voyage(_: str, row: Row, __: Surroundings) -> Iterator[Finding]:
    if not row.get("counted") and not row.get("not_counted_why"):
        yield error("not_counted_why", "Say why this row does not add to the observed calls.")
    if not row.get("vessel_id") and not row.get("label"):
        yield error("label", "Name a vessel, or say what to call this row (“unnamed tanker”).")
    origin, destination = row.get("from_port_id"), row.get("to_port_id")
    if origin and origin == destination:
        yield warning("to_port_id", "Loading port and port of discharge are the same.")
    if destination and row.get("to_place"):
        yield note("to_place", "With a port of discharge chosen, the words are not shown.")
    if (destination or row.get("to_place")) and row.get("to_basis") == "unknown":
        yield warning("to_basis", "A destination is given; say how it is known.")


def _parties(_: str, row: Row, __: Surroundings) -> Iterator[Finding]:
    if code := _text(row, "currency"):
        yield from identifiers.currency("currency", code)


def _consignment(_: str, row: Row, around: Surroundings) -> Iterator[Finding]:
    wagons, low, unit = _number(row, "wagons"), _number(row, "quantity_low"), _text(row, "quantity_unit")
    if wagons and low:
        yield from wagon_finding("wagons", low, unit, wagons, around.densities)
    origin, destination = row.get("from_station_id"), row.get("to_station_id")
    if origin and origin == destination:
        yield warning("to_station_id", "Departure and arrival are the same station.")


def _notified(_: str, row: Row, around: Surroundings) -> Iterator[Finding]:
    barrels, tonnes = _number(row, "volume_bbl"), _number(row, "mass_t")
    if barrels is not None and tonnes is not None and around.densities is not None:
        yield from pair_finding("mass_t", barrels, tonnes, around.densities)
    if row.get("volume_bbl") is None and row.get("mass_t") is None:
        yield error("volume_bbl", "A notified figure needs barrels or tonnes.")


def _claim(_: str, row: Row, __: Surroundings) -> Iterator[Finding]:
    high = _number(row, "high")
    if row.get("measure") == "share" and high is not None and high > 1:
        yield error("low", "A share is written as 0 to 1: 90 % is 0.9.")


def _observation(_: str, row: Row, __: Surroundings) -> Iterator[Finding]:
    share = _number(row, "cloud_share")
    if share is not None and not 0 <= share <= 1:
        yield error("cloud_share", "A share is written as 0 to 1: 80 % is 0.8.")


_Rule = Callable[[str, Row, Surroundings], Iterator[Finding]]
_RULES: Final[Mapping[str, tuple[_Rule, ...]]] = {
    "vessel": (_vessel,),
    "vessel_identity": (_identity,),
    "port": (_place,),
    "terminal": (_place,),
    "voyage": (_movement, _voyage),
    "port_call": (_movement,),
    "sighting": (_movement, _sighting),
    "consignment": (_consignment,),
    "payment": (_parties,),
    "notified_figure": (_notified,),
    "claim": (_claim,),
    "observation": (_observation,),
    "vessel_particulars": (_particulars,),
    "deadweight_scale": (_scale,),
    "parameter": (_assumed,),
    "scenario_value": (_assumed,),
}

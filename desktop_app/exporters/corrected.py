"""Calls and barrels corrected for the days without a look: beside what is documented, never instead of it.

The exposure of a filter, from the columns, and the model of `analysis.exposure` meet here.
"""

from datetime import date
from typing import NamedTuple

from desktop_app.analysis.exposure import Corrected, Pooled, Refused, corrected, pooled
from desktop_app.domain.assumption import Key, Range
from desktop_app.exporters.wording import barrels, calls, number, number_range
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.exposure_query import PortExposure, PortMonth, exposure
from desktop_app.query.volumes_results import Cell
from desktop_app.runtime.feedback import Feedback

CORRECTED_FOR = "corrected for days without a look"


class CorrectedCalls(NamedTuple):
    """What a port has seen in a month, or in several, with what nobody saw.

    Attributes:
        documented: what it stands beside.
        in_images: calls among these that are known from an image, from which the others are inferred.
        found: calls with their interval, never fewer than are documented; or why there are none.
        bbl: barrels of the documented calls with a volume and of the unseen ones; None where no call has any.
    """

    documented: Cell
    in_images: int
    found: Corrected | Refused
    bbl: Range | None


class CorrectedPort(NamedTuple):
    """One port.

    Attributes:
        months: by their first days, all that the filter asks about.
        whole: all months with exposure under one rate of calls.
        left_out: sentences why the other months are not in it.
        unplaced: documented calls whose time is longer than a month; they are in none of it.
    """

    port_id: str
    name: str
    months: dict[date, CorrectedCalls]
    whole: CorrectedCalls
    left_out: tuple[str, ...]
    unplaced: Cell


def corrected_months(
    engine: QueryEngine, filter_: Filter, feedback: Feedback | None = None
) -> tuple[CorrectedPort, ...]:
    """The ports that a filter is about and of which looks are stated, the most frequented first."""
    return engine.kept(("corrected", filter_), lambda: _ports(engine, filter_, feedback), feedback)


def corrected_words(of: CorrectedCalls) -> str:
    """Calls and barrels with their interval, or why there are none."""
    if isinstance(of.found, Refused):
        return of.found.why
    found = of.found
    words = f"{CORRECTED_FOR}: {_mean(found)} calls ({number_range(found.low_calls, found.high_calls)})"
    if of.bbl is not None:
        words += f", {barrels(*of.bbl)}"
    notes = [f"{number(of.in_images)} seen in images on {number(found.usable_days)} of {_days(found.days)}"]
    if of.documented.calls > of.in_images:
        notes.append(f"{number(of.documented.calls - of.in_images)} documented otherwise")
    if of.documented.estimated < of.documented.calls:
        missing = of.documented.calls - of.documented.estimated
        notes.append(f"{calls(missing, approximate=False)} without a volume left out of the barrels")
    return f"{words}; {', '.join(notes)}"


def month_words(port: CorrectedPort, month: date) -> str:
    """One month of a port, whose name stands before it once; empty where nothing is asked about the month."""
    of = port.months.get(month)
    if of is None:
        return ""
    # A refusal names the port and the month itself.
    return corrected_words(of) if isinstance(of.found, Refused) else f"{port.name}, {corrected_words(of)}"


def port_sentence(port: CorrectedPort) -> str:
    """All months with exposure together, and what is not among them."""
    words = corrected_words(port.whole).rstrip(".")
    if not isinstance(port.whole.found, Refused):
        words = f"{port.name}, {words}"
    elif not words.startswith(port.name):
        words = f"{port.name}: {words[:1].lower()}{words[1:]}"
    told = [f"{words}."]
    if port.left_out:
        months = f"{number(len(port.left_out))} month{'' if len(port.left_out) == 1 else 's'}"
        told.append(f"{months} cannot be corrected.")
    if port.unplaced.calls:
        count = calls(port.unplaced.calls, approximate=port.unplaced.approximate)
        told.append(f"{count[:1].upper()}{count[1:]} known only within a longer time than a month left out.")
    return " ".join(told)


class _Calls(NamedTuple):
    """What looks and calls alone make of a port: it rests on no assumption but the length of stay.

    Attributes:
        months: as those of the exposure.
    """

    months: tuple[Corrected | Refused, ...]
    together: Pooled


def _ports(engine: QueryEngine, filter_: Filter, feedback: Feedback | None) -> tuple[CorrectedPort, ...]:
    ports = exposure(engine, filter_, feedback).ports
    stay = engine.assumptions.range(Key.STAY_DAYS)
    if stay is None:
        return tuple(_without_stay(port) for port in ports)
    found = engine.kept(
        ("corrected calls", filter_, stay.best),
        lambda: tuple(_calls(port, stay.best) for port in ports),
        feedback,
        assumes=filter_.assumes,
    )
    return tuple(_port(port, of_port) for port, of_port in zip(ports, found, strict=True))


def _calls(port: PortExposure, stay_days: float) -> _Calls:
    return _Calls(
        tuple(corrected(row.exposed, stay_days) for row in port.months),
        pooled((row.exposed for row in port.months), stay_days),
    )


def _port(port: PortExposure, of_port: _Calls) -> CorrectedPort:
    missing = {row.name for row in of_port.together.left_out}
    within = tuple(row for row in port.months if row.exposed.name not in missing)
    return CorrectedPort(
        port.looks.port_id,
        port.looks.name,
        {
            row.month: _beside(row.documented, row.exposed.calls, found, port.a_call)
            for row, found in zip(port.months, of_port.months, strict=True)
        },
        _beside(_sum(within), _in_images(within), of_port.together.whole, port.a_call),
        tuple(row.why for row in of_port.together.left_out),
        port.unplaced,
    )


def _without_stay(port: PortExposure) -> CorrectedPort:
    months = {row.month: _refused(row.documented, row) for row in port.months}
    whole = CorrectedCalls(_sum(port.months), _in_images(port.months), _no_stay(port.looks.name), None)
    return CorrectedPort(port.looks.port_id, port.looks.name, months, whole, (), port.unplaced)


def _beside(
    documented: Cell, in_images: int, found: Corrected | Refused, a_call: Range | None
) -> CorrectedCalls:
    """What is documented by other means than images was there too: no figure is below it."""
    if isinstance(found, Refused):
        return CorrectedCalls(documented, in_images, found, None)
    known = documented.calls
    found = found._replace(
        calls=known,
        mean_calls=max(found.mean_calls, known),
        low_calls=max(found.low_calls, known),
        high_calls=max(found.high_calls, known),
    )
    seen = Range(documented.low_bbl, documented.best_bbl, documented.high_bbl)
    return CorrectedCalls(
        documented, in_images, found, None if a_call is None else found.barrels(seen, a_call)
    )


def _refused(documented: Cell, row: PortMonth) -> CorrectedCalls:
    return CorrectedCalls(documented, row.exposed.calls, _no_stay(row.exposed.name), None)


def _no_stay(name: str) -> Refused:
    return Refused(name, f"{name}: the case assumes no length of stay, so no correction can be given.")


def _sum(rows: tuple[PortMonth, ...]) -> Cell:
    total = Cell()
    for row in rows:
        total = total.plus(row.documented)
    return total


def _in_images(rows: tuple[PortMonth, ...]) -> int:
    return sum(row.exposed.calls for row in rows)


def _mean(found: Corrected) -> str:
    return f"{found.mean_calls:.1f}" if found.mean_calls < 100 else number(found.mean_calls)  # noqa: PLR2004 - a tenth of few calls


def _days(count: int) -> str:
    return f"{number(count)} day{'' if count == 1 else 's'}"

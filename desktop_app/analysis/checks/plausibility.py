"""Barrels beside tonnes: which density they imply, and whether an oil product has it.

Factors are those of the case; without the UN Statistics Division's there is nothing to hold figures against.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from desktop_app.analysis.checks.conflict import (
    Found,
    claim_words,
    ends,
    notified_words,
    number,
    rounding,
    same_days,
)
from desktop_app.analysis.checks.finding import Finding, Severity, warning
from desktop_app.domain.statement import Claim, ConversionFactor, Measure, NotifiedFigure

AUTHORITY: Final = "UN Statistics Division"
# What tankers and tank wagons carry in bulk, from the lightest to the heaviest. Naphtha is raw material,
# lubricants are filled off, and gas and bitumen go in ships and wagons of their own.
BULK: Final = ("motor gasoline", "residual fuel oil")
CRUDE: Final = "crude"
# Tonnes in a tank wagon of eight axles, the largest kind; source TANKCARS of the reported record.
HEAVIEST_WAGON_T: Final = 125.0
IMPOSSIBLE: Final = "impossible"
KEPT: Final = "Both are shown as printed; neither is converted into the other."


class Densities(NamedTuple):
    """Barrels per tonne that oil products have.

    Attributes:
        heaviest, lightest: of all products.
        bulk_heaviest, bulk_lightest: of those that are sold in bulk.
    """

    heaviest: ConversionFactor
    lightest: ConversionFactor
    bulk_heaviest: ConversionFactor
    bulk_lightest: ConversionFactor

    def judge(self, low: float, high: float, printed: float) -> tuple[Severity, str] | None:
        """What is wrong with a ratio that lies between two figures; None where a product in question has it.

        Args:
            low: lowest ratio that the figures allow, rounded as they are.
            high: highest.
            printed: the ratio of the figures as printed, to tell.
        """
        said = f"{printed:.1f}" if printed >= self.lightest.bbl_per_t else f"{printed:.2f}"
        if low > self.lightest.bbl_per_t or high < self.heaviest.bbl_per_t:
            limits = _limits(self.heaviest, self.lightest)
            return Severity.WARNING, f"{said} bbl/t: impossible. Oil products have {limits}."
        if low > self.bulk_lightest.bbl_per_t or high < self.bulk_heaviest.bbl_per_t:
            limits = _limits(self.bulk_heaviest, self.bulk_lightest)
            return Severity.NOTE, f"{said} bbl/t: outside the products in question, which have {limits}."
        return None


def densities_of(factors: Iterable[ConversionFactor]) -> Densities | None:
    """The densities that a case's factors tell; None where it lacks them."""
    known = [row for row in factors if row.authority == AUTHORITY and not row.product.startswith(CRUDE)]
    bulk = sorted((row for row in known if row.product in BULK), key=lambda row: row.bbl_per_t)
    if len(bulk) < len(BULK):
        return None
    known.sort(key=lambda row: row.bbl_per_t)
    return Densities(known[0], known[-1], bulk[0], bulk[-1])


def pair_sentence(densities: Densities, barrels: float, tonnes: float) -> tuple[Severity, str] | None:
    """What is wrong with barrels and tonnes of the same oil; None where they fit, or where both are zero."""
    if not barrels and not tonnes:
        return None
    if not barrels or not tonnes:
        return Severity.WARNING, "One of barrels and tonnes is zero and the other is not."
    off_bbl, off_t = rounding(barrels), rounding(tonnes)
    low, high = (barrels - off_bbl) / (tonnes + off_t), (barrels + off_bbl) / (tonnes - off_t)
    return densities.judge(low, high, barrels / tonnes)


def pair_finding(field: str, barrels: float, tonnes: float, densities: Densities) -> Iterator[Finding]:
    """The same beside a field of a form in which both are typed."""
    told = pair_sentence(densities, barrels, tonnes)
    if told is not None:
        yield Finding(field, *told)


def wagon_finding(
    field: str, quantity: float, unit: str, wagons: float, densities: Densities | None
) -> Iterator[Finding]:
    """Whether so many wagons can carry a quantity in tonnes or barrels; barrels as the lightest product."""
    if unit == "t":
        tonnes = quantity
    elif unit == "bbl" and densities is not None:
        tonnes = quantity / densities.lightest.bbl_per_t
    else:
        return
    each = tonnes / wagons
    if each > HEAVIEST_WAGON_T:
        yield warning(
            field,
            f"At least {number(each)} t in each wagon: the largest tank wagons, of eight axles, hold about "
            f"{number(HEAVIEST_WAGON_T)} t.",
        )


def density_conflicts(
    notified: Sequence[NotifiedFigure], claims: Sequence[Claim], densities: Densities
) -> Iterator[Found]:
    """Pairs of barrels and tonnes that no product in question fits: of one row, or of two rows."""
    for row in notified:
        if row.volume_bbl is not None and row.mass_t is not None:
            told = pair_sentence(densities, row.volume_bbl, row.mass_t)
            if told is not None:
                yield _found(*told, notified_words(row), (row.id,))
    for row, other in _halves(notified):
        told = pair_sentence(densities, row.volume_bbl or 0.0, other.mass_t or 0.0)
        if told is not None:
            yield _found(*told, f"{notified_words(row)}. {notified_words(other)}", (row.id, other.id))
    for barrels in claims:
        for tonnes in claims:
            if _says_the_same(barrels, tonnes):
                told = _claimed(densities, barrels, tonnes)
                if told is not None:
                    words = f"{claim_words(barrels)}. {claim_words(tonnes)}"
                    flagged = (tonnes.id,) if told[0] is Severity.WARNING else ()
                    yield _found(*told, words, (barrels.id, tonnes.id), flagged)


def _claimed(densities: Densities, barrels: Claim, tonnes: Claim) -> tuple[Severity, str] | None:
    (low_bbl, high_bbl), (low_t, high_t) = ends(barrels), ends(tonnes)
    if not high_t or not barrels.low:
        return None
    high = high_bbl / low_t if low_t else float("inf")
    return densities.judge(low_bbl / high_t, high, barrels.low / tonnes.high)


def _says_the_same(barrels: Claim, tonnes: Claim) -> bool:
    """Whether one claim gives the barrels and the other the tonnes of one thing: same words, way, window."""
    return (
        (barrels.measure, tonnes.measure) == (Measure.BARRELS, Measure.TONNES)
        and barrels.mode is tonnes.mode
        and barrels.what.casefold() == tonnes.what.casefold()
        and same_days(barrels.when, tonnes.when)
    )


def _halves(notified: Sequence[NotifiedFigure]) -> Iterator[tuple[NotifiedFigure, NotifiedFigure]]:
    """Rows of one exporter and window of which one has barrels alone and the other tonnes alone."""
    in_tonnes = [row for row in notified if row.volume_bbl is None]
    for row in notified:
        if row.volume_bbl is not None and row.mass_t is None:
            for other in in_tonnes:
                fits = (other.exporter, other.as_of) == (row.exporter, row.as_of)
                if fits and same_days(other.when, row.when):
                    yield row, other


def _found(
    severity: Severity, sentence: str, words: str, refers_to: tuple[str, ...], flagged: tuple[str, ...] = ()
) -> Found:
    topic = "Barrels and tonnes that do not fit each other"
    flag = IMPOSSIBLE if flagged else ""
    return Found(severity, topic, flag, f"{words}. {sentence}", KEPT, refers_to, flagged)


def _limits(heaviest: ConversionFactor, lightest: ConversionFactor) -> str:
    return f"{heaviest.bbl_per_t:.2f} ({heaviest.product}) to {lightest.bbl_per_t:.2f} ({lightest.product})"

"""Tonnes that were printed as barrels, and totals that mix both."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from desktop_app.analysis.checks.conflict import Found, number, same_days, span_words
from desktop_app.analysis.checks.finding import Severity
from desktop_app.domain.statement import Claim, Measure, NotifiedFigure

TONNES_AS_BARRELS = "tonnes, not barrels"
MIXED = "tonnes mixed in"
# A sum of printed figures may be off by half a barrel each.
_ROUNDED_BBL = 0.5


def misprint_conflicts(notified: Sequence[NotifiedFigure], claims: Sequence[Claim]) -> Iterator[Found]:
    """Series of claims in barrels that are the tonnes which an exporter notified, and totals over them."""
    for series in _series(claims).values():
        for exporter in dict.fromkeys(row.exporter for row in notified):
            own = [row for row in notified if row.exporter == exporter]
            pairs = [(claim, row) for claim in series for row in own if _is_tonnes_of(claim, row)]
            if pairs:
                # A zero is the same in both units; in a series of misprints it was printed in the wrong one.
                pairs += [(claim, row) for claim in series for row in own if _is_zero_of(claim, row)]
                pairs.sort(key=lambda pair: pair[1].when)
                yield _printed(exporter, pairs)
                yield from _totals(series, own, pairs)
    yield from _entered(notified)


def _entered(notified: Sequence[NotifiedFigure]) -> Iterator[Found]:
    """Barrels of one row that are the tonnes of another one for the same exporter and window."""
    for row in notified:
        for other in notified:
            barrels = row.volume_bbl
            if not barrels or row is other or not barrels == other.mass_t != other.volume_bbl:
                continue
            if row.exporter == other.exporter and same_days(row.when, other.when):
                readings = (
                    f"{row.exporter}, {span_words(row.when)}: {number(barrels)} bbl in one row are as many "
                    "tonnes in another."
                )
                treatment = "Both rows are shown; look at the source and correct the one that is wrong."
                ids = row.id, other.id
                yield Found(Severity.WARNING, "Tonnes entered as barrels", "", readings, treatment, ids)


def _series(claims: Sequence[Claim]) -> Mapping[object, list[Claim]]:
    """Claims in barrels of one claimant in one and the same source."""
    found: dict[object, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.measure is Measure.BARRELS and claim.when is not None and claim.low == claim.high:
            found[claim.claimant, claim.citation.source_ids].append(claim)
    return found


def _is_tonnes_of(claim: Claim, row: NotifiedFigure) -> bool:
    is_same = bool(claim.low) and row.mass_t is not None and round(row.mass_t) == round(claim.low)
    return is_same and row.volume_bbl != claim.low and same_days(claim.when, row.when)


def _is_zero_of(claim: Claim, row: NotifiedFigure) -> bool:
    return claim.low == 0 and row.mass_t == 0 and same_days(claim.when, row.when)


def _printed(exporter: str, pairs: Sequence[tuple[Claim, NotifiedFigure]]) -> Found:
    told = "; ".join(
        f"{span_words(row.when)} {number(claim.low)} “barrels”, notified as {number(row.mass_t or 0.0)} t"
        + (f" = {number(row.volume_bbl)} bbl" if row.volume_bbl is not None else "")
        for claim, row in pairs
    )
    claims = tuple(claim.id for claim, _ in pairs)
    return Found(
        Severity.WARNING,
        "Tonnes printed as barrels",
        TONNES_AS_BARRELS,
        f"{pairs[0][0].claimant} for {exporter}: {told}.",
        "The notified barrels stand. The printed figures are shown with this flag, and as nobody’s estimate.",
        (*claims, *(row.id for _, row in pairs)),
        claims,
    )


def _totals(
    series: Sequence[Claim], own: Sequence[NotifiedFigure], pairs: Sequence[tuple[Claim, NotifiedFigure]]
) -> Iterator[Found]:
    """Claims for a longer window that are the sum of its months, misprinted ones in tonnes."""
    wrong = {row.id for _, row in pairs}
    for claim in series:
        when = claim.when
        if when is None or any(claim is one for one, _ in pairs):
            continue
        months = [
            row
            for row in own
            if when.start <= row.when.start
            and row.when.end <= when.end
            and (row.when.first_day.year, row.when.first_day.month)
            == (row.when.last_day.year, row.when.last_day.month)
        ]
        tonnes = [row.mass_t or 0.0 for row in months if row.id in wrong]
        barrels = [row.volume_bbl or 0.0 for row in months if row.id not in wrong]
        mixed = sum(tonnes) + sum(barrels)
        if barrels and len(tonnes) == len(pairs) and abs(mixed - claim.low) <= _ROUNDED_BBL * len(months):
            right = sum(row.volume_bbl or 0.0 for row in months)
            yield Found(
                Severity.WARNING,
                "A total that mixes tonnes and barrels",
                MIXED,
                f"{claim.claimant}, {span_words(when)}: {number(claim.low)} bbl = {number(sum(barrels))} bbl "
                f"+ {number(sum(tonnes))} t; the same months in barrels are {number(right)} bbl.",
                "The notified barrels stand. The total is shown with this flag, and as nobody’s estimate.",
                (claim.id, *(row.id for row in months if row.id in wrong)),
                (claim.id,),
            )

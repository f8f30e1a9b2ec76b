"""The used share of the cap in words, each ledger for itself: the three are never added."""

from collections.abc import Mapping
from typing import Final

from desktop_app.exporters.claim_words import flagged
from desktop_app.exporters.volume_words import left_out
from desktop_app.exporters.wording import NO_BREAK_SPACE, THIN_SPACE, time_span
from desktop_app.query.cap_shares import NotifiedShare, YearShares
from desktop_app.query.volumes_results import Cell

_PERCENT: Final = f"{NO_BREAK_SPACE}%"


def share(value: float) -> str:
    """A share with one digit after the point: 33.7 %."""
    return f"{value * 100:,.1f}".replace(",", THIN_SPACE) + _PERCENT


def share_range(low: float, best: float, high: float) -> str:
    """The best share within its range: 10.2 % (3.4–10.9 %); no range where the ends do not differ."""
    first, last = share(low), share(high)
    if first == last:
        return share(best)
    return f"{share(best)} ({first.removesuffix(_PERCENT)}–{last})"


def observed_share(cell: Cell, limit_bbl: float) -> str:
    """The share that is documented, empty where nothing has a volume."""
    if not cell.has_volume:
        return ""
    return share_range(cell.low_bbl / limit_bbl, cell.best_bbl / limit_bbl, cell.high_bbl / limit_bbl)


def shares_words(year: YearShares, limit_bbl: float, flags: Mapping[str, str]) -> str:
    """All that is known of one year's share of the cap, a ledger a line; `flags` as in `flagged`."""
    observed = observed_share(year.cell, limit_bbl)
    missing = left_out(year.cell)
    lines = [f"{year.year}, share of the cap; the ledgers are never added to each other"]
    if year.is_cut:
        lines.append("only what touches the days of the filter")
    if observed:
        lines.append(f"observed: {observed}" + (f" for {missing}" if missing else ""))
    elif year.cell.calls or year.cell.consignments:
        lines.append("observed: volume not estimated")
    else:
        lines.append("observed: no call published")
    if year.notified is not None:
        lines.append(f"notified: {share(year.notified.volume_bbl / limit_bbl)}{_silent(year.notified)}")
    lines += [
        f"claimed: {share(claim.high / limit_bbl)}, {claim.claimant}, {flagged(claim, flags)}"
        + (f", {time_span(claim.when)}" if claim.when is not None else "")
        for claim in year.claims
    ]
    return "\n".join(lines)


def short_shares(year: YearShares, limit_bbl: float) -> tuple[tuple[str, ...], ...]:
    """The observed and the notified share, each with its fullest words first; without what is not known."""
    cell, known = year.cell, year.notified
    found: list[tuple[str, ...]] = []
    if cell.has_volume:
        forms = (observed_share(cell, limit_bbl), share(cell.best_bbl / limit_bbl))
        found.append(tuple(f"observed {words}" for words in dict.fromkeys(forms)))
    if known is not None:
        found.append((f"notified {share(known.volume_bbl / limit_bbl)}",))
    return tuple(found)


def _silent(notified: NotifiedShare) -> str:
    words = [
        f"{exporter} {count} month{'' if count == 1 else 's'}"
        for exporter, count in notified.missing.items()
        if count
    ]
    return f" (without a figure: {', '.join(words)})" if words else ""

"""What voyages add up to, in words that say what the sum leaves out."""

from datetime import date

from desktop_app.exporters import wording
from desktop_app.query.results import Group, Totals
from desktop_app.query.voyage_rows import Grouping

_NOT_DOCUMENTED = {
    Grouping.NONE: "",
    Grouping.VESSEL: "Vessel not named",
    Grouping.MONTH: "Month not known",
    Grouping.LOADING: "Loading port not documented",
    Grouping.DISCHARGE: "Discharge port not documented",
}


def group_name(group: Group, grouping: Grouping) -> str:
    """What a group of voyages is called."""
    if not group.key:
        return _NOT_DOCUMENTED[grouping]
    if grouping is Grouping.MONTH:
        year, month = group.key.split("-")[:2]
        return wording.month(date(int(year), int(month), 1))
    return group.name


def totals_words(totals: Totals) -> str:
    """Voyages, calls, volume: "43 voyages · 43 calls · 51 208 bbl (17 183–54 544) for 2 of 43 calls"."""
    parts = [voyages(totals.rows)]
    if not totals.calls:
        return f"{parts[0]} · no counted call"
    parts.append(wording.calls(totals.calls, approximate=totals.approximate))
    if not totals.estimated:
        parts.append("no volume estimated")
    else:
        volume = wording.barrels(totals.low_bbl, totals.best_bbl, totals.high_bbl)
        left_out = totals.estimated < totals.calls
        of_calls = wording.calls(totals.calls, approximate=totals.approximate)
        parts.append(f"{volume} for {wording.number(totals.estimated)} of {of_calls}" if left_out else volume)
    return " · ".join(parts)


def voyages(count: int) -> str:
    """A number of voyages."""
    return f"{wording.number(count)} voyage{'' if count == 1 else 's'}"

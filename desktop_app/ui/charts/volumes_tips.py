"""What is told of the place under the pointer in the volumes chart."""

from datetime import date, timedelta

from desktop_app.exporters.claim_words import flagged
from desktop_app.exporters.payment_words import paid_words, price_sentence
from desktop_app.exporters.volume_words import cell_words, consignments
from desktop_app.exporters.watch_words import look_words
from desktop_app.exporters.wording import day, number, period
from desktop_app.query.periods import Period
from desktop_app.query.volumes_results import Cell, PartKind, Shown, Split
from desktop_app.ui.charts.volumes_data import VolumesData

MOST_PARTS_TOLD = 10
BY_MONTH_ALONE = "corrected for days without a look: by month alone"


def period_words(data: VolumesData, start: date, place: int | None) -> str:
    """All ledgers of one period, and one part of it apart."""
    lines = [period(data.period, start)]
    cut = _cut_off(data, start)
    if cut:
        lines.append(cut)
    if place is not None and data.question.split is not Split.NOTHING:
        cell = data.cells.get((start, place), Cell())
        lines += [f"{data.parts[place].name}: {cell_words(cell)}", *_members(data, place)]
    lines.append(f"observed: {cell_words(data.cell(start))}")
    if data.question.split is not Split.NOTHING and place is None:
        parts = [
            (place, data.cells[start, place])
            for place in range(len(data.parts))
            if (start, place) in data.cells
        ]
        lines += [
            f"  {data.parts[place].name}: {cell_words(cell)}"
            for place, cell in reversed(parts[:MOST_PARTS_TOLD])
        ]
    lines += _figures(data, start)
    lines += _looks(data, start)
    lines += _corrected(data, start)
    lines += payments_words(data, start)
    return "\n".join(lines)


def payments_words(data: VolumesData, start: date) -> list[str]:
    """What was paid in a period, and what that makes of a barrel of the same month."""
    sums = data.paid.get(start, ())
    if not sums:
        return []
    lines = [f"paid: {paid_words(sums)}"]
    prices = data.beside.prices
    if prices is not None and data.period is Period.MONTH and start in prices.months:
        lines.append(price_sentence(prices.months[start]))
    return lines


def _corrected(data: VolumesData, start: date) -> list[str]:
    """What stands beside the bar, or why nothing does."""
    ports = data.beside.corrected
    if ports is None:
        return []
    if data.period is not Period.MONTH:
        return [BY_MONTH_ALONE]
    from desktop_app.exporters.corrected import month_words  # noqa: PLC0415 - numpy: 0.1 s of the start

    return [words for port in ports if (words := month_words(port, start))]


def _looks(data: VolumesData, start: date) -> list[str]:
    """Days without a look; nothing where no port is spoken of at all."""
    if not data.looks:
        return []
    lines = [look_words(data.looks_in(start))]
    unseen, months = data.unseen_in(start), len(data.months_of(start))
    if unseen and months > 1:
        lines.append(f"{unseen} of {months} months without a usable image on any day")
    return lines


def part_words(data: VolumesData, place: int) -> str:
    """A part over all periods."""
    total = data.unplaced.get(place, Cell())
    for (_, other), cell in data.cells.items():
        total = total.plus(cell) if other == place else total
    return "\n".join([f"{data.parts[place].name}: {cell_words(total)}", *_members(data, place)])


def _members(data: VolumesData, place: int) -> list[str]:
    """Names of what the others are, largest first."""
    part = data.parts[place]
    if part.kind is not PartKind.OTHERS:
        return []
    left = len(part.values) - len(part.members)
    more = f" and {number(left)} more" if left else ""
    return [f"the others, largest first: {', '.join(part.members)}{more}"]


def _cut_off(data: VolumesData, start: date) -> str:
    """That the date window holds only a part of the period."""
    last = data.period.after(start) - timedelta(days=1)
    first_day, last_day = data.first_day, data.last_day
    words = []
    if first_day is not None and start < first_day:
        words.append(f"from {day(first_day)}")
    if last_day is not None and last_day < last:
        words.append(f"until {day(last_day)}")
    return f"only what touches the days {' '.join(words)}" if words else ""


def _figures(data: VolumesData, start: date) -> list[str]:
    if data.figures_left_out:
        return ["notified and claimed figures are left out: they name no ship, port or cargo"]
    lines = []
    notified = data.notified.get(start)
    words = []
    for exporter, volume in (notified.by_exporter if notified is not None else {}).items():
        missing = notified.missing[exporter] if notified is not None else 0
        without = f" ({missing} month{'s' if missing > 1 else ''} without a figure)" if missing else ""
        words.append(f"{exporter} {number(volume)} bbl{without}")
    lines.append(f"notified: {', '.join(words) or f'no figure for this {data.period.value}'}")
    flags = data.beside.flags
    lines += [f"claimed: {claim.claimant}, {flagged(claim, flags)}" for claim in data.claims_of(start)]
    if data.question.shown is Shown.CALLS and len(lines) > 1:
        lines.append("notified and claimed figures are barrels and not drawn here")
    return lines


def rail_sentence(total: Cell) -> str:
    """What the consignments add, and how many of them cannot be added."""
    if not total.consignments:
        return ""
    missing = total.consignments - total.in_barrels
    without = f"; {consignments(missing)} without barrels {'is' if missing == 1 else 'are'} in no sum"
    return f"The bars hold sea and rail together{without if missing else ''}."

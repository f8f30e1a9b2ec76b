"""The ledgers side by side in words: a line for each window, under it a line for each single figure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from desktop_app.analysis.checks.conflicts import conflicts_of, flags_of
from desktop_app.domain.statement import Claim, Measure, Mode, NotifiedFigure
from desktop_app.exporters.cap_words import observed_share, share, shares_words
from desktop_app.exporters.citations import source_line
from desktop_app.exporters.claim_words import claim_told
from desktop_app.exporters.plain_table import CopiedTable, copied_table
from desktop_app.exporters.volume_words import cell_words, consignments
from desktop_app.exporters.wording import (
    NO_BREAK_SPACE,
    SYNTHETIC,
    UNITS,
    barrels,
    calls,
    days,
    notified_value,
    number,
    period,
    time_span,
)
from desktop_app.query.cap_shares import YearShares
from desktop_app.query.months import months_between
from desktop_app.query.periods import Period
from desktop_app.query.reconcile_query import Figure, Reconciled, Window
from desktop_app.query.volumes_results import Cell
from desktop_app.storage.case_store import CaseStore

HEADINGS: Final = ("Window (UTC)", "Observed, bbl", "Notified, bbl", "Claimed, bbl", "Conflicts", "Sources")
NEVER_ADDED: Final = "Observed, notified and claimed are three ledgers: they are never added to each other."
_MODES: Final = {Mode.SEA: "by sea", Mode.RAIL: "by rail", Mode.ALL: "way not separated"}
# Each figure on a line of its own; one after the other where a cell is one line.
LINE: Final = "\n"
ONE_LINE: Final = " · "


class LedgerLine(NamedTuple):
    """One line.

    Attributes:
        key: of the card that tells more; empty where only the figures under the line have one.
        within: first and last day of the voyages that it counts; None where it counts none.
        window, observed, notified, claimed: in words; empty where the ledger says nothing.
        conflicts: topics of the conflicts that it is part of.
        sources: ids, of all that it tells.
        order: by which each column is sorted.
        tip: the same in full sentences.
        parts: lines of the single figures.
    """

    key: str
    within: tuple[date, date] | None
    window: str
    observed: str
    notified: str
    claimed: str
    conflicts: tuple[str, ...]
    sources: frozenset[str]
    order: tuple[float, ...]
    tip: str
    parts: tuple["LedgerLine", ...] = ()


class _Told(NamedTuple):
    """What the words of lines are made from."""

    store: CaseStore
    found: Reconciled
    shares: Mapping[int, YearShares]
    conflicts: Mapping[str, tuple[str, ...]]


def one_line(words: str) -> str:
    """The lines of a cell one after the other."""
    return words.replace(f"{LINE}(", " (").replace(LINE, ONE_LINE)


def ledger_lines(store: CaseStore, found: Reconciled) -> tuple[LedgerLine, ...]:
    """A line for each window, in the order of their time."""
    conflicts: dict[str, tuple[str, ...]] = {}
    for one in conflicts_of(store):
        for ident in one.refers_to:
            conflicts[ident] = (*conflicts.get(ident, ()), one.topic)
    told = _Told(store, found, {row.year: row for row in found.shares}, conflicts)
    return tuple(_line(told, row) for row in found.rows)


def _line(told: _Told, row: Window) -> LedgerLine:
    length = told.found.period
    window = _window(row.first, row.last)
    key = f"{length.value}:{length.key(row.first)}" if row.is_period else ""
    year = told.shares.get(row.first.year) if row.is_period and length is Period.YEAR else None
    observed, notified = _observed(row.observed), _notified(row)
    if year is not None and told.found.limit_bbl:
        limit = told.found.limit_bbl
        observed = _joined(observed, _of_cap(observed_share(row.observed, limit)))
        notified = _joined(notified, _notified_share(year, limit))
    limit_bbl = told.found.limit_bbl if year is not None else None
    claimed = LINE.join(_claimed(told, claim, limit_bbl) for claim in row.claims)
    mine = tuple(dict.fromkeys(topic for one in row.figures for topic in told.conflicts.get(one.id, ())))
    parts = (*_observed_part(row, key), *(_part(told, row, one) for one in row.figures))
    return LedgerLine(
        key,
        None,
        window,
        observed,
        notified,
        claimed,
        mine,
        row.sources,
        _order(row, len(mine)),
        _tip(told, row, window, mine, year),
        parts,
    )


def _window(first: date, last: date) -> str:
    """A calendar year, quarter or month by its name, whatever else by its days."""
    for length in reversed(Period):
        if (first, last) == (length.start(first), length.last_day(first)):
            return period(length, first)
    return days(first, last)


def _published(one: NotifiedFigure) -> str:
    """Barrels, else tonnes."""
    if one.volume_bbl is not None:
        return number(one.volume_bbl)
    return f"{number(one.mass_t or 0.0)}{NO_BREAK_SPACE}t"


def _observed(cell: Cell) -> str:
    """Calls, then barrels with their range and of how many calls they are."""
    counts = [calls(cell.calls, approximate=cell.approximate)] if cell.calls else []
    counts += [consignments(cell.consignments)] if cell.consignments else []
    if not counts:
        return ""
    volume = barrels(cell.low_bbl, cell.best_bbl, cell.high_bbl, "") if cell.has_volume else "not estimated"
    if cell.has_volume and cell.estimated + cell.in_barrels < cell.calls + cell.consignments:
        counts[-1] += f", {number(cell.estimated + cell.in_barrels)} estimated"
    return LINE.join((volume, *counts))


def _notified(row: Window) -> str:
    """Each exporter's figure for the window itself; of a period without one, those for its parts."""
    whole = [f"{one.exporter} {_published(one)}" for one in row.notified]
    named = {one.exporter for one in row.notified}
    missing = dict(row.missing)
    for exporter, figures in row.chosen:
        if exporter not in named:
            total = number(sum(one.volume_bbl or 0.0 for one in figures))
            known = len(months_between(row.first, row.last)) - missing[exporter]
            months = f" in {known} month{'' if known == 1 else 's'}" if missing[exporter] else ""
            whole.append(f"{exporter} {total}{months}")
    return LINE.join(whole)


def _of_cap(words: str) -> str:
    return f"cap: {words}" if words else ""


def _notified_share(year: YearShares, limit_bbl: float) -> str:
    """The share of the cap, and which exporters have no figure in barrels for any month."""
    if year.notified is None:
        return ""
    silent = [exporter for exporter, count in year.notified.missing.items() if count == Period.YEAR.months]
    without = f" without {' and '.join(silent)}" if silent else ""
    return f"{_of_cap(share(year.notified.volume_bbl / limit_bbl))}{without}"


def _claimed(told: _Told, claim: Claim, limit_bbl: float | None = None) -> str:
    """The figure, with its unit where that is not the column's; below it what makes it impossible.

    `limit_bbl` is the cap where the share of it is to be told: of a year, and of what can be true.
    """
    text = claim_told(told.store, claim).replace(f" {UNITS[Measure.BARRELS]}", "", 1)
    if limit_bbl and claim.measure is Measure.BARRELS and claim.id not in flags_of(told.store):
        return f"{text}{ONE_LINE}{claim.high / limit_bbl * 100:.0f}{NO_BREAK_SPACE}%"
    return text.replace(" (", f"{LINE}(")


def _joined(*words: str) -> str:
    return LINE.join(word for word in words if word)


def _observed_part(row: Window, key: str) -> Iterator[LedgerLine]:
    if row.observed.calls or row.observed.consignments:
        words = _observed(row.observed)
        order = (row.first.toordinal(), row.observed.best_bbl, 0.0, 0.0, 0.0, 0.0)
        tip = f"observed: {cell_words(row.observed)}"
        yield LedgerLine(
            key, (row.first, row.last), "observed calls", words, "", "", (), frozenset(), order, tip
        )


def _part(told: _Told, row: Window, one: Figure) -> LedgerLine:
    """The line of one published figure, with its own window where that is shorter than the row's."""
    when = time_span(one.when) if one.when is not None and one in row.parts else ""
    conflicts = told.conflicts.get(one.id, ())
    cited = frozenset(one.citation.source_ids)
    start = float(one.when.first_day.toordinal()) if one.when is not None else 0.0
    if isinstance(one, Claim):
        value = LINE.join((_claimed(told, one), _MODES[one.mode]))
        words, key, order = ("", value), f"claim:{one.id}", (0.0, one.high)
        name, note = one.claimant, f"{one.what}. {one.note}"
    else:
        words, key, order = (_whole(one), ""), f"notified:{one.id}", (one.volume_bbl or 0.0, 0.0)
        name, note = one.exporter, one.note
    window = f"{name}{LINE}{when}" if when else name
    tip = "\n".join(part for part in (window, *words, note, *map(_conflict, conflicts)) if part)
    places = (start, 0.0, *order, float(len(conflicts)), float(len(cited)))
    return LedgerLine(key, None, window, "", *words, conflicts, cited, places, tip)


def _whole(one: NotifiedFigure) -> str:
    """Barrels and tonnes as published, and until when the figure tells."""
    value = _published(one)
    if one.volume_bbl is not None and one.mass_t is not None:
        value += f" = {number(one.mass_t)}{NO_BREAK_SPACE}t"
    return f"{value}, as of {one.as_of.isoformat()}" if one.as_of is not None else value


def _conflict(topic: str) -> str:
    return f"Conflict: {topic}"


def _order(row: Window, conflicts: int) -> tuple[float, ...]:
    notified = [one.volume_bbl or 0.0 for one in row.notified]
    notified += [sum(one.volume_bbl or 0.0 for one in figures) for _, figures in row.chosen]
    claimed = [claim.high for claim in row.claims if claim.measure is Measure.BARRELS]
    return (
        float(row.first.toordinal()),
        row.observed.best_bbl if row.observed.has_volume else -1.0,
        max(notified, default=-1.0),
        max(claimed, default=-1.0),
        float(conflicts),
        float(len(row.sources)),
    )


def _tip(told: _Told, row: Window, window: str, conflicts: Iterable[str], year: YearShares | None) -> str:
    lines = [window]
    if not row.is_period:
        lines.append("window of a published figure; observed is what lies within it as a whole")
    if year is not None and told.found.limit_bbl:
        lines += shares_words(year, told.found.limit_bbl, flags_of(told.store)).splitlines()
    else:
        lines.append(f"observed: {cell_words(row.observed)}")
    lines += [f"notified: {one.exporter} {notified_value(one)}" for one in row.notified]
    lines += [
        f"claimed: {one.claimant}, {claim_told(told.store, one)}, {_MODES[one.mode]}" for one in row.claims
    ]
    lines += [_conflict(topic) for topic in conflicts]
    return "\n".join(lines)


def copied_lines(
    store: CaseStore, lines: Sequence[LedgerLine], filter_sentence: str, sentences: Sequence[str]
) -> CopiedTable:
    """Lines with their single figures as a table; filter, conflicts and sources stand below.

    Args:
        store: the case.
        lines: as they stand on screen.
        filter_sentence: what is shown.
        sentences: what is left out, and which assumptions are in use.
    """
    record = store.record
    every = [one for line in lines for one in (line, *line.parts)]
    wanted = {source for line in lines for source in line.sources}
    topics = dict.fromkeys(topic for line in lines for topic in line.conflicts)
    told = {one.topic: f"{one.readings} {one.treatment}" for one in conflicts_of(store)}
    head = [f"{SYNTHETIC} · made-up data: {record.title}"] if record.synthetic else []
    foot = [
        NEVER_ADDED,
        *(sentence for sentence in sentences if sentence),
        f"Filter: {filter_sentence}.",
        *(f"Conflict: {topic}. {told[topic]}" for topic in topics),
        "Sources:",
        *(source_line(source) for source in record.sources if source.id in wanted),
    ]
    parts = {id(part) for line in lines for part in line.parts}
    body = [
        (
            f"{NO_BREAK_SPACE * 4 if id(one) in parts else ''}{one_line(one.window)}",
            one_line(one.observed),
            one_line(one.notified),
            one_line(one.claimed),
            str(len(one.conflicts)),
            str(len(one.sources)),
        )
        for one in every
    ]
    return copied_table(head, HEADINGS, body, foot)

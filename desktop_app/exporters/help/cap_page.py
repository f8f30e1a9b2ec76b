"""Help ▸ The cap, and what it is not: the rule, how much of it is used, and readings that are wrong."""

from collections.abc import Callable
from typing import Final

from desktop_app.domain.assumption import Key
from desktop_app.domain.statement import Contradiction, Measure, NotifiedFigure, Rule
from desktop_app.exporters import wording
from desktop_app.exporters.assumed import assumed_words, sources_of
from desktop_app.exporters.assumption_words import assumptions_sentence
from desktop_app.exporters.cap_words import observed_share, share
from desktop_app.exporters.card import Card, Link, Part, Row, Section, finish
from desktop_app.exporters.things import small_things
from desktop_app.exporters.volume_words import cell_words
from desktop_app.query.cap import SINGLE_EXPORTERS, cap_rule, notified_in_year
from desktop_app.query.cap_shares import steps_to_the_cap
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.periods import Period
from desktop_app.query.volumes_results import Question
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore

TITLE: Final = "The cap, and what it is not"
NO_CAP: Final = "This case holds no rule that limits refined products in a year."
_MILLION: Final = 1_000_000
_MOST_STATES: Final = 3


def cap_page(engine: QueryEngine, feedback: Feedback | None = None) -> Card:
    """The page under the engine's assumptions; every number and reading comes from rows of the case."""
    store = engine.store
    rule = cap_rule(store.record)
    if rule is None or rule.limit is None:
        return finish(store, "", TITLE, "", [Section("", (), (NO_CAP,))], None)
    sections = [
        _rule(rule),
        _notices(store),
        _used(engine, rule.limit, feedback),
        _one_for_all(store, rule),
        _tonnes(engine),
        Section(
            "What it does not tell",
            (),
            (
                (
                    "A running total that passes the cap by what is observed is an estimate under the "
                    "assumptions in use. Between the first and the last possible day of crossing lies what "
                    "is not known: when each call was, and what it carried."
                ),
            ),
        ),
    ]
    subtitle = f"{rule.instrument}, paragraph {rule.paragraph}"
    changed = assumptions_sentence(engine.assumptions)
    return finish(store, "", TITLE, f"{subtitle}. {changed}" if changed else subtitle, sections, None)


def _limit(rule: Rule) -> str:
    return f"{wording.number(rule.limit or 0.0)} {rule.unit} per {rule.period}"


def _rule(rule: Rule) -> Section:
    since = f", since {wording.day(rule.since)}" if rule.since is not None else ""
    words = (Link(_limit(rule), f"rule:{rule.id}"), f" of {rule.subject}{since}. {rule.text}")
    return Section("What it says", (Row("", words, rule.citation.source_ids),))


def _notices(store: CaseStore) -> Section | None:
    """Shares at which states are told; only where a document of the case says so."""
    rows = tuple(
        Row(f"{rule.limit or 0.0:.0%}", Link(rule.text, f"rule:{rule.id}"), rule.citation.source_ids)
        for rule in steps_to_the_cap(store.record)
    )
    return Section("When states are told", rows) if rows else None


def _used(engine: QueryEngine, limit_bbl: float, feedback: Feedback | None) -> Section | None:
    """The used share of the newest year that is documented, and of the newest notified states."""
    from desktop_app.query.volumes_query import volumes  # noqa: PLC0415 - numpy, not for the start

    found = volumes(engine, Filter(), Question(Period.YEAR), feedback)
    documented = {start: cell for (start, _), cell in found.cells.items() if cell.has_volume}
    rows = []
    if documented:
        start = max(documented)
        cell, year = documented[start], Period.YEAR.key(start)
        words = (Link(cell_words(cell), f"year:{year}"), f": {observed_share(cell, limit_bbl)}")
        rows.append(Row(f"Observed, {year}", words))
        rows += _notified_row(engine.store, start.year, limit_bbl)
    rows += [
        Row(
            f"Notified, {row.when.first_day.year}",
            (
                Link(wording.notified_value(row), f"notified:{row.id}"),
                (
                    f": {share((row.volume_bbl or 0.0) / limit_bbl)}, by {row.exporter}, "
                    f"{wording.time_span(row.when)}"
                ),
            ),
            row.citation.source_ids,
        )
        for row in _states(engine.store)
    ]
    apart = "Observed and notified are ledgers of their own: they are never added to each other."
    return Section("How much of it is used", tuple(rows), (apart,)) if rows else None


def _notified_row(store: CaseStore, year: int, limit_bbl: float) -> list[Row]:
    """What single exporters notified for a year, and for how many months there is no figure."""
    told = [notified_in_year(store.record.notified, exporter, year) for exporter in SINGLE_EXPORTERS]
    figures = [figure for one in told for figure in one.figures]
    if not figures:
        return []
    volume = sum(one.volume_bbl for one in told)
    missing = ", ".join(f"{one.exporter} {len(one.missing_months)}" for one in told if one.missing_months)
    silent = f"; months without a figure: {missing}" if missing else ""
    words = (
        Link(f"{wording.number(volume)} bbl", f"year:{year}"),
        f": {share(volume / limit_bbl)}, added up over {' and '.join(one.exporter for one in told)}{silent}",
    )
    sources = dict.fromkeys(ident for figure in figures for ident in figure.citation.source_ids)
    return [Row(f"Notified, {year}", words, tuple(sources))]


def _states(store: CaseStore) -> list[NotifiedFigure]:
    """States of the Committee's table that the case holds in barrels, the newest first."""
    states = [row for row in store.record.notified if row.as_of is not None and row.volume_bbl]
    return sorted(states, key=lambda row: (row.as_of, row.id), reverse=True)[:_MOST_STATES]


def _one_for_all(store: CaseStore, cap: Rule) -> Section:
    """Not per country, not of crude oil."""
    others = [
        rule
        for rule in store.record.rules
        if rule.limit is not None and rule.unit == cap.unit and rule.id != cap.id
    ]
    rows = [
        Row(
            "",
            f"Not a cap per country: the {_limit(cap)} are one number for all states together. What one "
            "state has delivered is gone for all others. By ship or by rail makes no difference either.",
            cap.citation.source_ids,
        ),
        Row("", f"Not a cap on crude oil: it is on {cap.subject}.", cap.citation.source_ids),
    ]
    rows += [
        Row(
            "",
            (f"{rule.subject[:1].upper()}{rule.subject[1:]} has a limit of its own: ", _link_to(rule), "."),
            rule.citation.source_ids,
        )
        for rule in others
    ]
    rows += _readings(store, lambda row: isinstance(row, Rule))
    return Section("One cap for all, and of refined products", tuple(rows))


def _link_to(rule: Rule) -> Link:
    return Link(f"{_limit(rule)} ({rule.instrument}, paragraph {rule.paragraph})", f"rule:{rule.id}")


def _tonnes(engine: QueryEngine) -> Section:
    """Tonnes are no barrels, and how many tonnes a million barrels can be."""
    store, used = engine.store, engine.assumptions
    rows = [
        Row(
            "",
            "Reports mix the units. A tonne of refined products is several barrels: who prints tonnes as "
            "barrels makes a figure that many times too small, who divides by too much makes tonnes that no "
            "oil can have.",
        )
    ]
    factor = used.range(Key.BBL_PER_T)
    if factor is not None:
        most, least = (wording.number(_MILLION / end) for end in (factor.low, factor.high))
        words = (
            f"A million barrels are {least} to {most} t at ",
            *assumed_words(used, Key.BBL_PER_T, "the assumed"),
            ". A figure far outside is a mistake of units, whoever prints it.",
        )
        rows.append(Row("", words, sources_of(used, Key.BBL_PER_T)))
    rows += _readings(store, lambda row: isinstance(row, NotifiedFigure) or _in_barrels(row))
    return Section("Barrels are not tonnes", tuple(rows))


def _in_barrels(row: object) -> bool:
    return getattr(row, "measure", None) is Measure.BARRELS


def _readings(store: CaseStore, concerns: Callable[[object], bool]) -> list[Row]:
    """Contradictions of the case about such rows: what is printed, and what holds."""
    things = small_things(store)
    kinds = ("rule", "notified", "claim")
    rows = []
    for row in store.record.contradictions:
        about = [things.get(f"{kind}:{ident}") for ident in row.refers_to for kind in kinds]
        found = next((one for one in about if one is not None), None)
        if found is not None and concerns(found):
            rows.append(Row("", _reading(row), row.citation.source_ids))
    return rows


def _reading(row: Contradiction) -> tuple[Part, ...]:
    return (Link(row.topic, f"contradiction:{row.id}"), f". {row.readings} {row.treatment}")

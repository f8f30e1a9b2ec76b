"""Used share of the cap by year and ledger, and the steps to it."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.record import Record
from desktop_app.domain.statement import Rule
from desktop_app.exporters.cap_words import share, share_range, shares_words, short_shares
from desktop_app.query.cap import cap_rule
from desktop_app.query.cap_shares import (
    SHARE_OF_LIMIT,
    YearShares,
    shares_of_years,
    steps_to_the_cap,
    with_observed,
)
from desktop_app.query.clauses import DateClause, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.volumes_query import volumes
from desktop_app.query.volumes_results import Cell, Question, Volumes
from desktop_app.storage.case_store import CaseStore

LIMIT = 500_000.0
OPEN = DateClause()


def shares(found: Volumes, dates: DateClause = OPEN) -> dict[int, YearShares]:
    rows = shares_of_years(found.ledgers.notified, found.ledgers.claims, found.periods, dates)
    return {row.year: row for row in with_observed(rows, found.years)}


def test_the_committees_own_share() -> None:
    """168,679 of 500,000 barrels are the 33.7 % that the Committee printed for 2024 up to 4 December."""
    assert share(168_679 / LIMIT).replace("\N{NO-BREAK SPACE}", " ") == "33.7 %"


def test_each_ledger_has_its_own_share(store: CaseStore) -> None:
    found = volumes(QueryEngine(store), Filter(), Question())
    rows = shares(found)
    year = rows[2024]
    (observed,) = [one for one in found.years if one.year == 2024]
    assert year.cell == observed.cell
    assert (year.cell.calls, year.cell.estimated) == (43, 2)
    words = shares_words(year, LIMIT, {}).replace("\N{NO-BREAK SPACE}", " ")
    assert "observed: 10.2 % (3.4–10.9 %) for 2 of them" in words
    assert "never added" in words
    assert year.notified is not None
    assert [claim.high for claim in year.claims] == sorted((one.high for one in year.claims), reverse=True)
    assert rows[2023].cell == Cell()
    assert "no call published" in shares_words(rows[2023], LIMIT, {})


def test_what_russia_notified_for_2023_is_counted_once(store: CaseStore) -> None:
    """The year's figure stands for its months, which sum to it but for their rounding."""
    found = volumes(QueryEngine(store), Filter(), Question())
    months = [row for row in found.ledgers.notified if row.exporter == "RU"]
    (year,) = [row for row in shares_of_years(months, (), found.periods, OPEN) if row.year == 2023]
    assert year.notified is not None
    assert year.notified.volume_bbl == 105_845
    assert year.notified.missing == {"RU": 0, "CN": 12}
    (words,) = short_shares(year, LIMIT)
    assert words == ("notified 21.2\N{NO-BREAK SPACE}%",)


def test_a_year_that_the_filter_cuts_says_so(store: CaseStore) -> None:
    dates = DateClause(date(2024, 3, 1), date(2024, 12, 31))
    found = volumes(QueryEngine(store), Filter.of(dates), Question())
    year = shares(found, dates)[2024]
    assert year.is_cut
    assert "only what touches the days of the filter" in shares_words(year, LIMIT, {})
    assert not shares(volumes(QueryEngine(store), Filter(), Question()))[2024].is_cut


@pytest.mark.parametrize(
    ("low", "best", "high", "words"),
    [
        (0.034, 0.102, 0.109, "10.2 % (3.4–10.9 %)"),
        (0.5, 0.5, 0.5, "50.0 %"),
        (0.1, 0.15, 0.1501, "15.0 % (10.0–15.0 %)"),
        (13.0, 13.0, 13.0, "1\N{NARROW NO-BREAK SPACE}300.0 %"),
        (1.372, 2.852, 3.008, "285.2 % (137.2–300.8 %)"),
    ],
)
def test_a_share_in_words(low: float, best: float, high: float, words: str) -> None:
    assert share_range(low, best, high).replace("\N{NO-BREAK SPACE}", " ") == words


def test_nothing_is_said_of_a_ledger_that_tells_nothing() -> None:
    year = YearShares(2024, Cell(calls=3), None, (), is_cut=False)
    assert short_shares(year, LIMIT) == ()
    assert "volume not estimated" in shares_words(year, LIMIT, {})


def test_steps_to_the_cap_come_from_the_case_alone(reported: Record) -> None:
    cap = cap_rule(CaseStore.of_record(reported).record)
    assert isinstance(cap, Rule)
    steps = [
        replace(cap, id=f"step-{limit}", limit=limit, unit=SHARE_OF_LIMIT) for limit in (0.95, 0.75, 0.9)
    ]
    others = tuple(rule for rule in reported.rules if rule.unit != SHARE_OF_LIMIT)
    without = CaseStore.of_record(replace(reported, rules=others))
    assert steps_to_the_cap(without.record) == ()
    having = CaseStore.of_record(replace(reported, rules=(*others, *steps)))
    assert [rule.limit for rule in steps_to_the_cap(having.record)] == [0.75, 0.9, 0.95]
    without.close()
    having.close()

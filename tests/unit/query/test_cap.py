"""The cap, and notified figures chosen without overlap."""

from datetime import date

from desktop_app.domain.provenance import Citation, Grade
from desktop_app.domain.statement import NotifiedFigure
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.query.cap import cap_rule, notified_in_year
from desktop_app.storage.case_store import CaseStore


def figure(ident: str, first: date, last: date, volume_bbl: float) -> NotifiedFigure:
    when = TimeSpan.of_days(first, last, Precision.WINDOW)
    return NotifiedFigure(ident, "CN", when, volume_bbl, None, None, "", Citation.of(("S",), Grade.A))


def test_cap_is_500_000_barrels_a_year(store: CaseStore) -> None:
    rule = cap_rule(store.record)
    assert rule is not None
    assert rule.limit == 500_000


def test_longest_window_wins_and_nothing_is_counted_twice() -> None:
    rows = [
        figure("jan-may", date(2023, 1, 1), date(2023, 5, 31), 50),
        figure("mar-aug", date(2023, 3, 1), date(2023, 8, 31), 60),
        figure("jan", date(2023, 1, 1), date(2023, 1, 31), 5),
        figure("nov", date(2023, 11, 1), date(2023, 11, 30), 7),
    ]
    year = notified_in_year(rows, "CN", 2023)
    assert [row.id for row in year.figures] == ["mar-aug", "jan", "nov"]
    assert year.volume_bbl == 72
    assert [month.month for month in year.missing_months] == [2, 9, 10, 12]


def test_published_year_total_beats_its_months(store: CaseStore) -> None:
    russia = notified_in_year(store.record.notified, "RU", 2023)
    assert russia.volume_bbl == 105_845
    assert not russia.missing_months


def test_silence_after_january_2024_is_named(store: CaseStore) -> None:
    russia = notified_in_year(store.record.notified, "RU", 2024)
    assert russia.volume_bbl == 15_279
    assert len(russia.missing_months) == 11


def test_committee_total_of_2024_is_a_third_of_the_cap(store: CaseStore) -> None:
    total = next(row for row in store.record.notified if row.volume_bbl == 168_679)
    rule = cap_rule(store.record)
    assert rule is not None
    assert rule.limit is not None
    assert total.volume_bbl is not None
    assert round(total.volume_bbl / rule.limit * 100, 1) == 33.7

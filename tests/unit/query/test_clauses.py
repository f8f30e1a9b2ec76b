"""Clauses: what passes, and how it reads."""

from datetime import UTC, date, datetime

import pytest

from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause, Filter

AUGUST = DateClause(date(2024, 8, 1), date(2024, 8, 31))


def instant(text: str) -> TimeSpan:
    at = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return TimeSpan(at, at, Precision.INSTANT)


def test_end_day_is_included_whole() -> None:
    assert AUGUST.covers(instant("2024-08-31T23:59:59"))
    assert not AUGUST.covers(instant("2024-09-01T00:00:00"))
    assert AUGUST.covers(instant("2024-08-01T00:00:00"))
    assert not AUGUST.covers(instant("2024-07-31T23:59:59"))


def test_window_passes_when_it_shares_a_day() -> None:
    window = TimeSpan.of_days(date(2024, 3, 7), date(2024, 3, 22), Precision.WINDOW)
    assert DateClause(date(2024, 3, 22), None).covers(window)
    assert not DateClause(date(2024, 3, 23), None).covers(window)


@pytest.mark.parametrize(
    ("clause", "sentence"),
    [
        (DateClause(), "all dates"),
        (DateClause(date(2024, 3, 7)), "from 2024-03-07 (UTC)"),
        (DateClause(None, date(2024, 3, 7)), "until 2024-03-07 (UTC, day included)"),
        (DateClause(date(2024, 3, 7), date(2024, 3, 7)), "on 2024-03-07 (UTC)"),
        (AUGUST, "2024-08-01 to 2024-08-31 (UTC, both days included)"),
        (ChoiceClause(ClauseKind.VESSEL), "all vessels"),
        (ChoiceClause(ClauseKind.VESSEL, ("a",), ("A",)), "vessel A"),
        (ChoiceClause(ClauseKind.VESSEL, ("a", "b"), ("A", "B")), "vessels A, B"),
        (ChoiceClause(ClauseKind.VESSEL, tuple("abcdef"), tuple("ABCDEF")), "vessels A, B, C, D and 2 more"),
    ],
)
def test_sentences(clause: DateClause | ChoiceClause, sentence: str) -> None:
    assert clause.sentence() == sentence


def test_filter_joins_its_clauses() -> None:
    both = Filter.of(AUGUST, ChoiceClause(ClauseKind.VESSEL, ("x", "y"), ("X", "Y")))
    assert both.is_active
    assert both.sentence() == "2024-08-01 to 2024-08-31 (UTC, both days included); vessels X, Y"
    assert not Filter().is_active
    assert both.without(ClauseKind.DATES, ClauseKind.VESSEL) == Filter()

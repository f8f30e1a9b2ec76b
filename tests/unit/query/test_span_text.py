"""Times as people type them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.query.span_text import parse_span, span_text
from desktop_app.runtime.errors import UsageError

MARCH_7 = datetime(2024, 3, 7, tzinfo=UTC)


def days(first: date, last: date, precision: Precision, *, about: bool = False) -> TimeSpan:
    return TimeSpan.of_days(first, last, precision, approximate=about)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        *(
            (form, days(date(2024, 3, 7), date(2024, 3, 7), Precision.DAY))
            for form in (
                "2024-03-07",
                "2024-3-7",
                "7 Mar 2024",
                "7 March 2024",
                "March 7, 2024",
                "07.03.2024",
            )
        ),
        *(
            (form, days(date(2024, 3, 7), date(2024, 3, 22), Precision.WINDOW))
            for form in (
                "7–22 Mar 2024",
                "7-22 Mar 2024",
                "7 - 22 March 2024",
                "7 Mar – 22 Mar 2024",
                "2024-03-07 – 2024-03-22",
                "2024-03-07/2024-03-22",
                "2024-03-07 to 2024-03-22",
                "between 7 and 22 Mar 2024",
                "some time between 2024-03-07 and 2024-03-22",
            )
        ),
        ("from 7 to 22 Mar 2024", days(date(2024, 3, 7), date(2024, 3, 22), Precision.INTERVAL)),
        ("28 Dec – 3 Jan 2025", days(date(2024, 12, 28), date(2025, 1, 3), Precision.WINDOW)),
        ("2024-02", days(date(2024, 2, 1), date(2024, 2, 29), Precision.MONTH)),
        *(
            (form, days(date(2024, 9, 1), date(2024, 9, 30), Precision.MONTH))
            for form in ("Sept. 2024", "September 2024", "2024-09")
        ),
        ("Mar–May 2024", days(date(2024, 3, 1), date(2024, 5, 31), Precision.MONTH)),
        ("c. 2024", days(date(2024, 1, 1), date(2024, 12, 31), Precision.YEAR, about=True)),
        ("about 7 Mar 2024", days(date(2024, 3, 7), date(2024, 3, 7), Precision.DAY, about=True)),
        *(
            (
                form,
                TimeSpan(
                    MARCH_7 + timedelta(hours=4, minutes=30),
                    MARCH_7 + timedelta(hours=4, minutes=30),
                    Precision.INSTANT,
                ),
            )
            for form in (
                "2024-03-07 04:30",
                "2024-03-07T04:30:00Z",
                "7 Mar 2024, 14:30 +10:00",  # Vladivostok
                "2024-03-06 23:30 \u22120500",
            )
        ),
        (
            "2024-03-07 17:00 – 2024-03-09 11:50",
            TimeSpan(
                MARCH_7 + timedelta(hours=17),
                MARCH_7 + timedelta(days=2, hours=11, minutes=50),
                Precision.INTERVAL,
            ),
        ),
    ],
)
def test_reads_what_people_type(text: str, span: TimeSpan) -> None:
    assert parse_span(text) == span


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is no date"),
        ("last week", "is no date"),
        ("7 Mar", "names no year"),
        ("2024-02-30", "not a day of the calendar"),
        ("2024-13", "not a day of the calendar"),
        ("22–7 Mar 2024", "write the earlier one first"),
        ("2024-03-07 25:00", "no time of the day"),
        ("2024-03-07 12:00 +15:00", "no offset"),
        ("12:30", "is no date"),
        ("1024-03-07", "outside 1900"),
        ("03/07/2024", "is no date"),  # the third of July, or the seventh of March
    ],
)
def test_refuses_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        parse_span(text)


DAYS = st.dates(date(1900, 1, 1), date(2999, 12, 30))
MOMENTS = st.datetimes(datetime(1900, 1, 2), datetime(2999, 12, 30)).map(  # noqa: DTZ001 - made UTC below
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)


@given(
    st.tuples(DAYS, DAYS).map(sorted), st.booleans(), st.sampled_from([Precision.WINDOW, Precision.INTERVAL])
)
def test_runs_of_days_read_back(ends: list[date], about: bool, precision: Precision) -> None:  # noqa: FBT001 - drawn by hypothesis
    span = days(ends[0], ends[1], precision, about=about)
    assert parse_span(span_text(span)) == span


@given(st.tuples(MOMENTS, MOMENTS).map(sorted), st.sampled_from(Precision))
def test_any_span_reads_back_with_its_ends(ends: list[datetime], precision: Precision) -> None:
    span = TimeSpan(ends[0], ends[1], precision)
    read = parse_span(span_text(span))
    assert (read.start, read.end) == (span.start, span.end)


@given(DAYS, st.sampled_from([Precision.DAY, Precision.MONTH, Precision.YEAR]))
def test_days_months_and_years_read_back(day: date, precision: Precision) -> None:
    form = {Precision.DAY: "%Y-%m-%d", Precision.MONTH: "%Y-%m", Precision.YEAR: "%Y"}[precision]
    span = parse_span(day.strftime(form))
    assert span.precision is precision
    assert span.first_day <= day <= span.last_day
    assert parse_span(span_text(span)) == span

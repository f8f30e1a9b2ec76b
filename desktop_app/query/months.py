"""Calendar months as their first days."""

from datetime import date

from desktop_app.domain.time_span import TimeSpan


def month_of(day: date) -> date:
    """First day of the month."""
    return day.replace(day=1)


def is_one_month(span: TimeSpan) -> bool:
    """Whether a span lies within one calendar month."""
    return month_of(span.first_day) == month_of(span.last_day)


def next_month(month: date) -> date:
    """First day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def months_between(first: date, last: date) -> tuple[date, ...]:
    """First days of all months from one day's to another's, both included."""
    months: list[date] = []
    month = month_of(first)
    while month <= last:
        months.append(month)
        month = next_month(month)
    return tuple(months)

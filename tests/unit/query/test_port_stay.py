"""Stays worked out by hand."""

from datetime import UTC, datetime

import numpy as np

from desktop_app.query.port_results import Stay
from desktop_app.query.port_stay import Spans, stay_of


def seconds(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def stay(*calls: tuple[str, str, str, int]) -> Stay:
    """Calls with start, end, how their time is known, and their ships."""

    def spans(known_as: str) -> Spans:
        chosen = [call for call in calls if call[2] == known_as]
        first, last = (np.array([seconds(call[place]) for call in chosen], np.int64) for place in (0, 1))
        return Spans(first, last, np.array([call[3] for call in chosen], np.int32))

    return stay_of(spans("interval"), spans("window"), sum(call[3] for call in calls))


def test_quartiles_of_clock_times_are_single_figures() -> None:
    lengths = (10, 12, 20, 30, 50)
    found = stay(
        *(
            (
                "2024-03-01T06:00:00",
                f"2024-03-{1 + (6 + hours) // 24:02}T{(6 + hours) % 24:02}:00:00",
                "interval",
                1,
            )
            for hours in lengths
        ),
    )
    # Type 7 over five values: the second, third and fourth.
    assert (found.known, found.lower_h, found.median_h, found.upper_h) == (5, (12, 12), (20, 20), (30, 30))


def test_days_bound_a_stay_from_both_sides() -> None:
    found = stay(("2024-03-01T00:00:00", "2024-03-03T23:59:59", "interval", 1))
    # From the last second of the first day to the first of the third, or all three days.
    assert found.median_h == (24, 72)
    assert stay(("2024-03-01T00:00:00", "2024-03-01T23:59:59", "interval", 1)).median_h == (0, 24)


def test_windows_bound_and_days_say_nothing() -> None:
    found = stay(
        ("2024-04-01T00:00:00", "2024-04-16T23:59:59", "window", 3),
        ("2024-04-01T00:00:00", "2024-04-04T23:59:59", "window", 1),
        ("2024-05-01T00:00:00", "2024-05-01T23:59:59", "day", 2),
    )
    assert found == Stay(0, None, None, None, 4, (4 * 24, 16 * 24), 6)


def test_each_ship_of_a_call_stayed() -> None:
    found = stay(
        ("2024-03-01T00:00:01", "2024-03-01T10:00:01", "interval", 3),
        ("2024-03-01T00:00:01", "2024-03-02T06:00:01", "interval", 1),
    )
    assert (found.known, found.median_h) == (4, (10, 10))

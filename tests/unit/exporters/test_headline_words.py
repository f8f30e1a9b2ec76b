"""The headline's lines about the cap: share and days, as far as each is known."""

from datetime import date

import pytest

from desktop_app.exporters.headline_words import crossing_words, share_words, short_crossing_words
from desktop_app.query.volumes_results import Cell, RunningYear, Steps

SPACE = "\N{NO-BREAK SPACE}"


def year(
    low: float, best: float, high: float, first: date | None, at_best: date | None, last: date | None
) -> RunningYear:
    """A year with these totals and days of crossing."""
    cell = Cell(calls=9, estimated=9, low_bbl=low, best_bbl=best, high_bbl=high)
    return RunningYear(2024, cell, Steps(), Steps(), Steps(), first, at_best, last)


MAY, JUNE, JULY = date(2024, 5, 3), date(2024, 6, 9), date(2024, 7, 30)


@pytest.mark.parametrize(
    ("days", "words", "short"),
    [
        ((None, None, None), "not crossed by what is estimated", "not crossed"),
        (
            (MAY, JUNE, JULY),
            "crossed 9 Jun 2024 at best, 3 May 2024 at the earliest, 30 Jul 2024 at the latest",
            "9 Jun (3 May–30 Jul)",
        ),
        (
            (MAY, None, None),
            "crossed at the high end alone, 3 May 2024 at the earliest",
            "high end alone (3 May)",
        ),
        (
            (MAY, JUNE, None),
            "crossed 9 Jun 2024 at best, 3 May 2024 at the earliest, not at the low end",
            "9 Jun (3 May–never)",
        ),
        ((MAY, MAY, MAY), "crossed on 3 May 2024", "3 May"),
    ],
)
def test_the_day_of_crossing(
    days: tuple[date | None, date | None, date | None], words: str, short: str
) -> None:
    one = year(1, 2, 3, *days)
    assert (crossing_words(one), short_crossing_words(one)) == (words, short)


def test_the_used_share_of_the_cap() -> None:
    # What Russia and China had notified for 2024 by 4 December.
    assert share_words(year(168_679, 168_679, 168_679, None, None, None), 500_000) == f"33.7{SPACE}%"
    assert share_words(year(5_000, 250_000, 499_000, None, None, None), 500_000) == (
        f"50.0{SPACE}% (1.0–99.8{SPACE}%)"
    )
    assert share_words(year(5_000, 500_000, 1_500_000, None, None, None), 500_000) == (
        f"100{SPACE}% (1–300{SPACE}%)"
    )

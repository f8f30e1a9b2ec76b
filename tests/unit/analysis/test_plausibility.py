"""Published figures that cannot all be right are found, and those that can are left alone."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.analysis.checks.conflicts import found_conflicts, merged
from desktop_app.analysis.checks.finding import Severity
from desktop_app.analysis.checks.misprints import MIXED, TONNES_AS_BARRELS
from desktop_app.analysis.checks.plausibility import densities_of, pair_sentence
from desktop_app.domain.record import Record
from desktop_app.domain.statement import Claim, Measure, Mode, NotifiedFigure, Qualifier
from desktop_app.domain.time_span import Precision, TimeSpan


def year(number: int) -> TimeSpan:
    return TimeSpan.of_days(date(number, 1, 1), date(number, 12, 31), Precision.YEAR)


def month(number: int, of: int = 2030) -> TimeSpan:
    last = {2: 28, 4: 30, 6: 30, 9: 30, 11: 30}.get(number, 31)
    return TimeSpan.of_days(date(of, number, 1), date(of, number, last), Precision.MONTH)


def window(first: date, last: date) -> TimeSpan:
    return TimeSpan.of_days(first, last, Precision.WINDOW)


class Figures:
    """Makes figures of a made-up exporter, and asks the checks."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def notified(
        self, when: TimeSpan, bbl: float | None, t: float | None = None, by: str = "XX"
    ) -> NotifiedFigure:
        """A notified figure."""
        name = f"{by}-{when.first_day}-{when.last_day}-{bbl}-{t}"
        return replace(
            self._record.notified[0], id=name, exporter=by, when=when, volume_bbl=bbl, mass_t=t, as_of=None
        )

    def claim(self, value: float, when: TimeSpan, **other: object) -> Claim:
        """A claim of an institute."""
        first = replace(
            self._record.claims[0],
            id=f"{value}-{when.first_day}-{other}",
            claimant="An institute",
            measure=Measure.BARRELS,
            qualifier=Qualifier.EXACTLY,
            low=value,
            high=value,
            mode=Mode.SEA,
            what="oil",
            when=when,
        )
        return replace(first, **other)  # type: ignore[arg-type]  # fields by name

    def ask(self, *rows: NotifiedFigure | Claim) -> list[tuple[Severity, str]]:
        """What the checks find among these."""
        found = found_conflicts(
            [row for row in rows if isinstance(row, NotifiedFigure)],
            [row for row in rows if isinstance(row, Claim)],
            self._record.factors,
        )
        return [(one.severity, one.readings) for one in found]


@pytest.fixture
def record(reported: Record) -> Record:
    return reported


@pytest.fixture
def made(record: Record) -> Figures:
    return Figures(record)


@pytest.mark.parametrize(
    ("barrels", "tonnes", "expected"),
    [
        (1_000_000, 56_000, "17.9 bbl/t: impossible"),
        (277_365, 30_180, "9.19 bbl/t: outside the products in question"),
        (100_000, 100_000, "1.00 bbl/t: impossible"),
        (6_300, 1_000, "6.30 bbl/t: outside the products in question"),
        (5_713, 0, "One of barrels and tonnes is zero"),
        (11_745, 1_410, ""),
        (255, 32, ""),  # 7.97, of figures so small that rounding alone moves it by 0.3
        (0, 0, ""),
    ],
)
def test_barrels_and_tonnes_imply_a_density(
    record: Record, barrels: float, tonnes: float, expected: str
) -> None:
    densities = densities_of(record.factors)
    assert densities is not None
    told = pair_sentence(densities, barrels, tonnes)
    assert (told[1] if told is not None else "")[: len(expected) or None] == expected
    if told is not None:
        assert (told[0] is Severity.WARNING) == ("outside" not in told[1])


def test_without_factors_nothing_is_said_of_densities(record: Record) -> None:
    assert densities_of(row for row in record.factors if row.authority != "UN Statistics Division") is None


def test_a_million_barrels_are_not_56_000_tonnes(record: Record) -> None:
    found = found_conflicts(record.notified, record.claims, record.factors)
    (one,) = [one for one in found if "bbcru-56000-t" in one.refers_to]
    assert one.severity is Severity.WARNING
    assert "17.9 bbl/t: impossible" in one.readings
    assert one.flagged == ("bbcru-56000-t",)
    assert "osc-over-1m" in one.refers_to


def test_tonnes_printed_as_barrels_are_caught_for_august_to_december_2023(record: Record) -> None:
    found = found_conflicts(record.notified, record.claims, record.factors)
    series, total = (one for one in found if one.flag in {TONNES_AS_BARRELS, MIXED})
    assert series.flagged == tuple(f"rfa-2023-{number:02}" for number in range(8, 13))
    assert {f"notified-ru-2023-{number:02}" for number in range(8, 13)} < set(series.refers_to)
    assert total.flagged == ("rfa-2023",)
    assert "83,152 bbl = 79,904 bbl + 3,248 t" in total.readings


def test_every_finding_about_the_record_is_among_its_contradictions(record: Record) -> None:
    found = found_conflicts(record.notified, record.claims, record.factors)
    assert [one.readings for one in merged(record.contradictions, found) if not one.recorded] == []
    recorded = {one.recorded for one in merged(record.contradictions, found) if one.checks}
    assert {"contradiction-barrels", "contradiction-calls", "contradiction-china-2023"} < recorded
    # Rounded figures for both exporters are no conflict: 30,180 t and 22,730 t are "53,000 t".
    assert not any("notified-ru-cn-2019" in one.refers_to for one in found)


def test_russias_year_is_the_sum_of_its_months_as_far_as_they_are_rounded(record: Record) -> None:
    months = [row for row in record.notified if row.id.startswith("notified-ru-2023-")]
    assert sum(row.volume_bbl or 0 for row in months) == pytest.approx(105_845, abs=6)
    off = [replace(row, volume_bbl=9_900) if row.id.endswith("-03") else row for row in record.notified]
    before, after = (
        [
            one.readings
            for one in found_conflicts(rows, (), record.factors)
            if "notified-ru-2023" in one.refers_to
        ]
        for rows in (record.notified, off)
    )
    assert before == []
    assert len(after) == 1
    assert "parts of it that share no day have 110,601 bbl" in after[0]


def test_parts_that_are_more_or_less_than_the_whole(made: Figures) -> None:
    half = window(date(2030, 1, 1), date(2030, 6, 30))
    rest = window(date(2030, 7, 1), date(2030, 12, 31))
    whole = made.notified(year(2030), 1_001)
    assert made.ask(whole, made.notified(half, 1_203)) == [
        (
            Severity.WARNING,
            "XX, 2030: 1,001 bbl; a shorter window within it has 1,203 bbl (2030-01-01–2030-06-30 1,203).",
        )
    ]
    (less,) = made.ask(whole, made.notified(half, 307), made.notified(rest, 409))
    assert "only 716 bbl" in less[1]
    assert made.ask(whole, made.notified(half, 307), made.notified(rest, 694)) == []
    # January is in the first half: it is not added to it.
    assert made.ask(whole, made.notified(half, 903), made.notified(month(1), 871)) == []
    assert made.ask(whole, made.notified(half, 5_003, by="YY")) == []


def test_parts_of_two_exporters_make_up_one_figure_for_both(made: Figures) -> None:
    both = made.notified(year(2030), 1_001, by="XX+YY")
    one, other = made.notified(year(2030), 603, by="XX"), made.notified(year(2030), 511, by="YY")
    assert made.ask(both, one) == []
    (more,) = made.ask(both, one, other)
    assert "XX 2030 603, YY 2030 511" in more[1]


def test_a_row_with_barrels_and_one_with_tonnes_are_held_together(made: Figures) -> None:
    barrels, tonnes = made.notified(month(3), 17_900), made.notified(month(3), None, 1_000)
    assert [severity for severity, _ in made.ask(barrels, tonnes)] == [Severity.WARNING]
    assert made.ask(barrels, made.notified(month(4), None, 1_000)) == []
    assert any("in another" in told for _, told in made.ask(made.notified(month(3), 1_000), tonnes))


def test_claims_of_the_same_time_and_way_that_differ(made: Figures) -> None:
    one = made.claim(1_000_000, year(2030), qualifier=Qualifier.MORE_THAN)
    other = made.claim(1_300_000, year(2030))
    ((severity, told),) = made.ask(one, other)
    assert severity is Severity.NOTE
    assert "more than 1,000,000 bbl, by sea, 2030" in told
    assert made.ask(one, replace(one, id="again")) == []
    assert made.ask(one, replace(other, mode=Mode.RAIL)) == []
    assert made.ask(one, replace(other, when=year(2031))) == []
    assert made.ask(one, replace(other, measure=Measure.TANKERS)) == []


def test_a_longer_window_with_less(made: Figures) -> None:
    whole = made.claim(100_000, year(2030), qualifier=Qualifier.UP_TO, mode=Mode.ALL)
    part = made.claim(165_000, month(3), qualifier=Qualifier.MORE_THAN)
    assert [severity for severity, _ in made.ask(whole, part)] == [Severity.WARNING]
    assert made.ask(replace(whole, qualifier=Qualifier.AT_LEAST), part) == []

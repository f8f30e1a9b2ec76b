"""Times as people write them: what they say, no less and no more, and a clause where they say nothing."""

import re
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.importers.values.time_reading import read_time
from desktop_app.importers.values.times import date_order, read_times

_MOMENTS = st.datetimes(datetime.fromisoformat("1900-01-02"), datetime.fromisoformat("2199-12-30")).map(
    lambda at: at.replace(microsecond=0)
)


def _said(text: str, **how: str) -> str:
    span = read_time(text, **how)
    form = "%Y-%m-%d %H:%M:%S" if span.precision is Precision.INSTANT else "%Y-%m-%d"
    ends = dict.fromkeys((f"{span.start:{form}}", f"{span.end:{form}}"))
    return f"{'~' if span.approximate else ''}{'..'.join(ends)} {span.precision.value}"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2024-04-05", "2024-04-05 day"),
        ("2024-04-05T14:30:15+09:00", "2024-04-05 05:30:15 instant"),
        ("20210701_185151", "2021-07-01 18:51:51 instant"),
        ("1712345678", "2024-04-05 19:34:38 instant"),
        ("1712345678123", "2024-04-05 19:34:38 instant"),
        ("25/12/2024", "2024-12-25 day"),
        ("05.04.24", "2024-04-05 day"),
        ("5-Apr-24", "2024-04-05 day"),
        ("April 5, 2024", "2024-04-05 day"),
        ("Fri, 5 Apr 2024 14:00:00 GMT", "2024-04-05 14:00:00 instant"),
        ("5 апреля 2024 г.", "2024-04-05 day"),
        ("2024년 4월 5일", "2024-04-05 day"),
        ("2024년 4월 5일 오후 2시 30분", "2024-04-05 14:30:00 instant"),
        ("2024-04-05 24:00", "2024-04-06 00:00:00 instant"),
        ("14:00 KST, 5 April 2024", "2024-04-05 05:00:00 instant"),
        ("2024-04-05 14:00 MSK", "2024-04-05 11:00:00 instant"),
        ("5 Apr 2024 at 2:30 PM (UTC+9)", "2024-04-05 05:30:00 instant"),
        ("April 2024", "2024-04-01..2024-04-30 month"),
        ("04/2024", "2024-04-01..2024-04-30 month"),
        ("2024", "2024-01-01..2024-12-31 year"),
        ("Q2 2024", "2024-04-01..2024-06-30 window"),
        ("II квартал 2024 г.", "2024-04-01..2024-06-30 window"),
        ("2024년 상반기", "2024-01-01..2024-06-30 window"),
        ("early April 2024", "2024-04-01..2024-04-10 window"),
        ("середина мая 2024", "2024-05-11..2024-05-20 window"),
        ("late February 2024", "2024-02-21..2024-02-29 window"),
        ("2024년 4월 하순", "2024-04-21..2024-04-30 window"),
        ("1–5 May 2024", "2024-05-01..2024-05-05 window"),
        ("April 1-5, 2024", "2024-04-01..2024-04-05 window"),
        ("30 Apr – 2 May 2024", "2024-04-30..2024-05-02 window"),
        ("between 3 April and 7 May 2024", "2024-04-03..2024-05-07 window"),
        ("с 1 по 5 мая 2024", "2024-05-01..2024-05-05 interval"),
        ("2024-04-05/2024-04-07", "2024-04-05..2024-04-07 interval"),
        ("2024년 4월 1일~5일", "2024-04-01..2024-04-05 window"),
        ("около 5 апреля 2024", "~2024-04-05 day"),
        ("ca. April 2024", "~2024-04-01..2024-04-30 month"),
        ("2024년 4월 5일경", "~2024-04-05 day"),
        ("약 2024년 4월", "~2024-04-01..2024-04-30 month"),
    ],
)
def test_a_time_says_what_it_says(text: str, meant: str) -> None:
    assert _said(text) == meant


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31 April 2024", "the day 31 April does not exist"),
        ("29.02.2023", "the day 29 February 2023 does not exist"),
        ("2024-13-01", "there is no month 13"),
        ("2024-04-05 25:00", "the time 25:00 does not exist"),
        ("0202-04-05", "the year 202 lies outside 1900 to 2199"),
        ("03/04/2024", "“03/04/2024” can be read with the day first or the month first; choose which it is"),
        ("before 5 April 2024", "“before” leaves the time without a beginning; give both ends of the span"),
        ("после мая 2024", "“после” leaves the time without an end; give both ends of the span"),
        (
            "2024-04-05 14:00 CST",
            "“cst” can be the time of China or North America; write the offset, such as +08:00",
        ),
        ("winter 2024", "the winter of 2024 can be either end of the year; give months"),
        ("5–1 May 2024", "ends on 1 May 2024, before it begins"),
        ("May", "the year is missing"),
        ("14:00", "a time without a day"),
        ("45231", "is no time"),
        ("UN TOK", "is no time"),
    ],
)
def test_what_is_no_time_is_refused_with_a_clause(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(reason)}$"):
        read_time(text)


def test_the_clock_of_a_place_is_told_by_the_day_that_it_was() -> None:
    # Pyongyang was at +08:30 from 15 August 2015 to 4 May 2018.
    assert _said("2016-05-05 10:00", zone="Asia/Pyongyang") == "2016-05-05 01:30:00 instant"
    assert _said("2019-05-05 10:00", zone="Asia/Pyongyang") == "2019-05-05 01:00:00 instant"
    day = read_time("2024-04-05", zone="Asia/Vladivostok")
    assert day.start == datetime(2024, 4, 4, 14, tzinfo=UTC)
    assert day.end - day.start == timedelta(days=1, seconds=-1)


@pytest.mark.parametrize(
    ("text", "part"), [("2024-03-31 02:30", "did not exist"), ("2024-10-27 02:30", "came twice")]
)
def test_hours_that_a_clock_jumped_over_or_repeated_are_told(text: str, part: str) -> None:
    with pytest.raises(ValueError, match=part):
        read_time(text, zone="Europe/Berlin")
    column = read_times(pl.Series([text, "2024-06-01 02:30"]), zone="Europe/Berlin")
    assert column.start.null_count() == 1
    assert part in column.problem[0]


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["03/04/2024", "25/04/2024 10:00"], "dmy"),
        (["03/04/2024", "04/25/2024"], "mdy"),
        (["03/04/2024", "05/06/2024"], ""),
        (["25/04/2024", "04/25/2024"], ""),
        (["2024-04-05", None], "ymd"),
    ],
)
def test_the_order_of_a_date_is_seen_over_the_whole_column(texts: list[str | None], order: str) -> None:
    assert date_order(pl.Series(texts, dtype=pl.String)) == order


def test_one_late_day_tells_the_order_of_all_others() -> None:
    column = read_times(pl.Series(["03/04/2024", "25/04/2024"]))
    assert column.start[0] == datetime(2024, 4, 3, tzinfo=UTC)
    alone = read_times(pl.Series(["03/04/2024"]))
    assert "choose" in alone.problem[0]
    assert alone.start[0] is None


def test_empty_cells_are_nothing_and_no_problem() -> None:
    column = read_times(pl.Series([None, "-", "н/д", "없음", "#N/A"]))
    assert column.start.null_count() == 5
    assert column.problem.to_list() == [None, None, None, None, "the sheet shows the error #N/A"]


@given(
    at=_MOMENTS,
    form=st.sampled_from(["%d/%m/%Y %H:%M:%S", "%Y%m%d_%H%M%S", "%Y-%m-%dT%H:%M:%SZ", "%d %B %Y %H:%M:%S"]),
)
def test_an_instant_written_without_doubt_is_read_back(at: datetime, form: str) -> None:
    # strftime leaves the zeros of a year before 1000 out; all years here have four digits.
    span = read_time(at.strftime(form), order="dmy")
    assert (span.start, span.precision) == (at.replace(tzinfo=UTC), Precision.INSTANT)


@settings(max_examples=40)
@given(
    moments=st.lists(_MOMENTS, min_size=1, max_size=20), zone=st.sampled_from(["UTC", "+09:00", "Asia/Tokyo"])
)
def test_a_column_is_read_as_its_texts_are(moments: list[datetime], zone: str) -> None:
    forms = ("%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M", "%Y-%m-%d", "%B %Y")
    texts = [at.strftime(forms[place % len(forms)]) for place, at in enumerate(moments)]
    column = read_times(pl.Series(texts), zone=zone, order="dmy")
    for place, text in enumerate(texts):
        try:
            span = read_time(text, zone=zone, order="dmy")
        except ValueError as error:
            problem = str(error)
        else:
            problem = None
        assert column.problem[place] == problem
        if problem is not None:
            continue
        found = TimeSpan(
            column.start[place].astimezone(UTC),
            column.end[place].astimezone(UTC),
            Precision(column.precision[place]),
        )
        assert found == span


@given(st.text() | st.text(alphabet="0123456789-/.: TZ~–+aprmay년월일~г", max_size=30))
def test_no_text_makes_it_fall_over(text: str) -> None:
    column = read_times(pl.Series([text], dtype=pl.String, strict=False))
    assert len(column.start) == 1
    told = column.start[0] is not None
    assert told == (column.precision[0] is not None)
    assert not (told and column.problem[0])

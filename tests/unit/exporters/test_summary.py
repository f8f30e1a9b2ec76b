"""The summary: complete, serialisable, never mixing ledgers."""

import json
from collections.abc import Callable
from datetime import date

import fastjsonschema
import pytest

from desktop_app.domain.statement import Visibility
from desktop_app.exporters.left_out import minimum_sentence
from desktop_app.exporters.summary import SCHEMA, summarise
from desktop_app.exporters.summary_assumed import Draws
from desktop_app.exporters.summary_text import summary_text
from desktop_app.exporters.wording import barrels
from desktop_app.query.assumptions import scenario_assumptions
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause, Filter, TextClause
from desktop_app.query.results import CallCount
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore

YEAR_2024 = Filter.of(DateClause(date(2024, 1, 1), date(2024, 12, 31)))


def test_year_2024(store: CaseStore) -> None:
    summary = json.loads(json.dumps(summarise(store, YEAR_2024)))
    year = next(row for row in summary["years"] if row["year"] == 2024)
    assert year["observed"]["calls"] == 43
    assert year["cap_bbl"] == 500_000
    # 17,183, 51,208 and 54,544 of 500,000.
    assert year["observed_share_of_cap"] == pytest.approx({"low": 0.0344, "best": 0.1024, "high": 0.1091})
    assert {row["exporter"]: row["volume_bbl"] for row in year["notified"]} == {"RU": 15_279, "CN": 280_928}


def test_every_figure_has_its_source_in_the_list(store: CaseStore) -> None:
    summary = summarise(store, YEAR_2024)
    listed = {source["id"] for source in summary["sources"]}
    for row in (*summary["claims"], *summary["notified_windows"]):
        assert set(row["sources"]) <= listed
        assert row["sources"]


def test_rail_stands_apart(store: CaseStore) -> None:
    modes = summarise(store, YEAR_2024)["modes"]
    assert modes["rail"]["observed"] is None
    assert modes["rail"]["claims"]
    assert not set(modes["rail"]["claims"]) & set(modes["sea"]["claims"])


def test_rail_counts_its_consignments_where_there_are_any(training: CaseStore) -> None:
    summary = summarise(training, YEAR_2024)
    rail = summary["modes"]["rail"]["observed"]
    assert (rail["consignments"], rail["consignments_in_barrels"]) == (40, 40)
    assert rail["low_bbl"] < 322_000 < rail["best_bbl"] < rail["high_bbl"]
    assert "SYN-WAYBILLS" in {source["id"] for source in summary["sources"]}
    half = summarise(training, Filter.of(DateClause(date(2024, 7, 1), date(2024, 12, 31))))
    assert 0 < half["modes"]["rail"]["observed"]["consignments"] < 40
    one_ship = summarise(
        training, Filter.of(ChoiceClause(ClauseKind.VESSEL, ("example-01",), ("EXAMPLE 01",)))
    )
    assert one_ship["modes"]["rail"]["observed"] is None
    assert f"40 consignments, {barrels(rail['low_bbl'], rail['best_bbl'], rail['high_bbl'])}" in summary_text(
        summary
    )


def test_the_training_case_sums_to_the_published_totals_and_says_synthetic(training: CaseStore) -> None:
    """43 calls, more than 1,000,000 bbl, more than 165,000 bbl in March, as the load model reckons them."""
    summary = summarise(training, YEAR_2024)
    total = summary["observed"]
    assert (total["calls"], total["calls_estimated"]) == (43, 41)
    assert total["low_bbl"] < 1_000_000 < total["best_bbl"] < total["high_bbl"]
    months = {row["month"]: row["observed"] for row in summary["months"]}
    assert months["2024-03"]["best_bbl"] > 165_000
    assert months["2024-08"]["calls"] == 0
    assert summary["case"]["synthetic"] is True
    assert summary["case"]["title"].startswith("SYNTHETIC")
    assert summary_text(summary).startswith("SYNTHETIC")


@pytest.fixture(scope="module")
def against_schema() -> Callable[[object], object]:
    """Raises where a value is not what the shipped schema describes."""
    text = Resources.locate().asset(SCHEMA).read_text("utf-8")
    check: Callable[[object], object] = fastjsonschema.compile(json.loads(text))
    return check


@pytest.mark.parametrize(
    "filter_",
    [
        Filter(),
        YEAR_2024,
        Filter.of(DateClause(date(2030, 1, 1), None)),
        Filter.of(ChoiceClause(ClauseKind.MODE, ("rail",))),
        Filter.of(TextClause("nothing has this in it")),
    ],
    ids=["all", "2024", "2030", "rail", "nothing"],
)
def test_every_summary_is_what_the_schema_says(
    store: CaseStore,
    training: CaseStore,
    filter_: Filter,
    against_schema: Callable[[object], object],
) -> None:
    for case in (store, training):
        against_schema(json.loads(json.dumps(summarise(case, filter_))))
    half = scenario_assumptions(store, "us-2018-half")
    against_schema(json.loads(json.dumps(summarise(store, filter_, half, Draws(2_000, 7)))))


def test_the_schema_refuses_what_it_does_not_name(
    store: CaseStore, against_schema: Callable[[object], object]
) -> None:
    summary = summarise(store, YEAR_2024)
    for wrong in (
        summary | {"version": 2},
        summary | {"more": 1},
        summary | {"observed": summary["observed"] | {"best_bbl": "many"}},
        {key: value for key, value in summary.items() if key != "sources"},
    ):
        with pytest.raises(fastjsonschema.JsonSchemaException):
            against_schema(wrong)


def test_a_scenario_changes_the_numbers_and_says_so(store: CaseStore) -> None:
    published, half = (
        summarise(store, YEAR_2024, assumptions)
        for assumptions in (None, scenario_assumptions(store, "us-2018-half"))
    )
    assert published["assumptions"]["sentence"] == ""
    assert half["assumptions"]["name"] == "Half laden"
    assert half["observed"]["best_bbl"] == pytest.approx(published["observed"]["best_bbl"] * 5 / 9, abs=1)
    assert half["observed"]["calls"] == published["observed"]["calls"]
    assert half["assumptions"]["sentence"] in summary_text(half)
    moved = next(row for row in half["assumptions"]["parameters"] if row["key"] == "load_fraction")
    assert moved["value"]["best"] == 0.5
    assert moved["published"]["best"] == 0.9
    assert set(moved["sources"]) <= {source["id"] for source in half["sources"]}


def test_intervals_say_what_they_are(store: CaseStore) -> None:
    summary = summarise(store, YEAR_2024, draws=Draws(50_000, 3))
    found = summary["interval_95"]
    total = summary["observed"]
    documented, drawn = found["documented"], found["drawn"]
    assert total["low_bbl"] < documented["low_bbl"] < documented["high_bbl"] < total["high_bbl"] * 1.05
    # 41 of the 43 calls are of ships without a documented deadweight.
    assert drawn["low_bbl"] > 5 * documented["high_bbl"]
    simulated = found["simulated"]
    assert (simulated["draws"], simulated["seed"]) == (50_000, 3)
    assert simulated["drawn"]["mean_bbl"] == pytest.approx(drawn["mean_bbl"], rel=0.01)
    again = summarise(store, YEAR_2024, draws=Draws(50_000, 3))
    assert again["interval_95"] == found
    text = summary_text(summary)
    assert "Drawn, not documented" in text
    assert "seed 3" in text


def test_the_days_of_the_months_are_those_of_the_whole(training: CaseStore) -> None:
    """The first month and the last are cut by the window of the calls, as the sums are."""
    (port,) = summarise(training, Filter())["observability"]["ports"]
    for kind, days in port["days"].items():
        assert sum(month["days"][kind] for month in port["months"]) == days
    assert port["months"][0]["days"]["days"] == 25


def test_payments_and_conflicts_stand_in_it_with_their_sources(store: CaseStore) -> None:
    summary = summarise(store, YEAR_2024)
    listed = {source["id"] for source in summary["sources"]}
    (longer,) = summary["payments"]["longer_than_a_month"]
    assert longer["amount"] == 240_000_000
    assert set(longer["sources"]) <= listed
    february = next(month for month in summary["months"] if month["month"] == "2024-02")
    assert [row["amount"] for row in february["payments"]] == [None]
    titles = {one["title"]: one for one in summary["conflicts"]}
    assert "17.9" in titles["One million barrels as 56,000 tonnes"]["readings"]
    assert all(set(one["sources"]) <= listed and one["rows"] for one in summary["conflicts"])


def test_a_misprint_is_not_listed_without_its_flag(store: CaseStore) -> None:
    summary = summarise(store, Filter.of(DateClause(date(2023, 1, 1), date(2023, 12, 31))))
    flags = {claim["id"]: claim["flag"] for claim in summary["claims"]}
    assert {flags.pop(f"rfa-2023-{month:02}") for month in range(8, 13)} == {"tonnes, not barrels"}
    assert flags.pop("rfa-2023") == "tonnes mixed in"
    assert set(flags.values()) == {""}
    claimed = summary_text(summary).partition("Claimed by reports")[2].partition("Conflicts")[0]
    assert "715 bbl (tonnes, not barrels)" in claimed
    assert claimed.count("(tonnes, not barrels)") == 5
    assert "83\N{NARROW NO-BREAK SPACE}152 bbl (tonnes mixed in)" in claimed


def test_an_implied_price_says_that_it_is_a_check(training: CaseStore) -> None:
    text = summary_text(summarise(training, YEAR_2024))
    payments = next(part for part in text.split("\n\n") if part.startswith("Payments"))
    assert "a check, not a finding" in payments
    assert "RUB/bbl" in payments


def test_unseen_periods_are_left_out_and_clear_ones_are_not(training: CaseStore) -> None:
    sentences = summarise(training, YEAR_2024)["left_out"]
    assert any("cloud hid Vostochny all month" in sentence for sentence in sentences)
    (cloud,) = [sentence for sentence in sentences if "cloud hid Vostochny." in sentence]
    days = [
        (row.when.last_day - row.when.first_day).days + 1
        for row in training.record.observations
        if row.visibility is Visibility.CLOUD and row.when.first_day.month != 8
    ]
    assert f"{len(days)} periods, {sum(days)} days" in cloud
    assert not any("lay open to view" in sentence for sentence in sentences)


def test_months_are_the_sum_with_the_rest_named(store: CaseStore) -> None:
    summary = summarise(store, Filter())
    placed = sum(month["observed"]["calls"] for month in summary["months"])
    assert placed + summary["not_placed_in_a_month"]["calls"] == summary["observed"]["calls"]
    vessels = sum(count["calls"] for count in summary["vessels"].values())
    assert vessels == summary["observed"]["calls"]


def test_text_says_what_is_missing(store: CaseStore) -> None:
    text = summary_text(summarise(store, YEAR_2024))
    assert "A minimum: a volume is estimated for 2 of about 43 calls" in text
    assert "never added" in text
    assert "Cloud" in text


def test_empty_filter_result_is_no_zero(store: CaseStore) -> None:
    text = summary_text(summarise(store, Filter.of(DateClause(date(2030, 1, 1), date(2030, 12, 31)))))
    assert "that is not a zero" in text


def test_vessel_filter_says_what_it_leaves_out(store: CaseStore) -> None:
    summary = summarise(store, Filter.of(ChoiceClause(ClauseKind.VESSEL, ("yu-son",), ("YU SON",))))
    assert summary["claims"] == []
    assert any("name no ship" in sentence for sentence in summary["left_out"])


def test_minimum_sentence() -> None:
    assert minimum_sentence(CallCount(2, 2)) == ""
    assert "2 of 5 calls" in minimum_sentence(CallCount(5, 2))
    assert minimum_sentence(CallCount(1, 0)).startswith("No volume is estimated: of 1 call, none")

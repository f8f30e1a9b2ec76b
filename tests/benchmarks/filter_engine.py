"""One question of a view, asked of a million voyages through our engine, DuckDB and pandas in one process.

The question: under dates of a week to all years, of one, fifty or all vessels, with any state of the tracker
or one: how many voyages, how many tonnes, the tonnes of each month and of each vessel. The three give the
same answers, or the program ends with an error. Prints "name value" lines; times in milliseconds.

Then what a moved assumption costs: the load fraction goes up and down, and each time totals, volumes by month
with the running years, and the sums of the fleet are asked as the views ask them.

Each peer has its rows in the way that serves it best here: sorted by date, in memory, its own types.
"""

import os
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.assumption import Key, Range
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause, Filter
from desktop_app.query.columns.sums import places_of
from desktop_app.query.columns.voyages import Columns
from desktop_app.query.day_numbers import day_number
from desktop_app.query.engine import QueryEngine
from desktop_app.query.fleet_query import fleet_rows
from desktop_app.query.fleet_results import FleetQuestion
from desktop_app.query.strata_query import strata
from desktop_app.query.volumes_query import volumes
from desktop_app.query.volumes_results import Question as VolumesQuestion
from desktop_app.query.voyage_rows import Order
from desktop_app.storage.case_store import CaseStore

QUESTIONS = 300
SHORTEST_DAYS = 7
SEVERAL = 50
FIRST_DAY = date(2015, 1, 1)
DAYS = 3_650
# Goal for ours: half a frame of a screen at 60 frames a second.
GOAL_P99_MS = 8.0
MOVES = 200
# Goal for all that a moved assumption asks of the engine: a frame, a third of what may pass until it is seen.
GOAL_MOVED_P99_MS = 16.0


class Question(NamedTuple):
    """What is asked; `vessels` are places in `Columns.vessel_ids`, none for all."""

    first: date
    last: date
    vessels: tuple[int, ...]
    only_off: bool


class Answer(NamedTuple):
    """Tonnes by month and by vessel, of all months and vessels."""

    rows: int
    tonnes: float
    months: NDArray[np.float64]
    vessels: NDArray[np.float64]


def questions(columns: Columns) -> list[Question]:
    """Ranges of all lengths alike, on a scale of powers; the same each time."""
    chance = np.random.default_rng(11)
    named = np.unique(columns.vessel[columns.vessel >= 0])
    asked = []
    for number in range(QUESTIONS):
        length = int(np.exp(chance.uniform(np.log(SHORTEST_DAYS), np.log(DAYS))))
        first = FIRST_DAY + timedelta(days=int(chance.integers(0, DAYS - length + 1)))
        count = (0, 1, SEVERAL)[number % 3]
        vessels = tuple(int(place) for place in chance.choice(named, count, replace=False))
        asked.append(Question(first, first + timedelta(days=length), vessels, only_off=number % 2 == 1))
    return asked


def with_engine(engine: QueryEngine) -> Callable[[Question], Answer]:
    """Through the filter, as a view asks it."""
    columns = engine.columns()
    count = len(columns.vessel_ids)
    months = np.arange(columns.month[0], columns.month[-1] + 1, dtype=np.int32)
    # What the program makes once a case, in the background; one slot more for no vessel.
    tonnes, slots = engine.loads().base, np.where(columns.vessel < 0, count, columns.vessel)
    assert len(columns.tracker)

    def ask(question: Question) -> Answer:
        ids = tuple(columns.vessel_ids[place] for place in question.vessels)
        trackers = ("off",) if question.only_off else ()
        passing = engine.passing(
            Filter.of(
                DateClause(question.first, question.last),
                ChoiceClause(ClauseKind.VESSEL, ids),
                ChoiceClause(ClauseKind.TRACKER, trackers),
            )
        )
        places = places_of(passing)
        weights, of, month = tonnes[places], slots[places], columns.month[places]
        by_month = np.zeros(len(months))
        firsts = month.searchsorted(months)
        there = np.flatnonzero(np.diff(firsts, append=len(month)))
        if len(there):
            by_month[there] = np.add.reduceat(weights, firsts[there])
        by_vessel = np.bincount(of, weights, count + 1)[:-1]
        return Answer(len(weights), float(by_month.sum()), by_month, by_vessel)

    return ask


def with_duckdb(columns: Columns, tonnes: NDArray[np.float64]) -> Callable[[Question], Answer]:
    """In SQL; one statement with two groupings, which took least of the ways tried."""
    import duckdb  # noqa: PLC0415 - only where peers are installed
    import pandas as pd  # noqa: PLC0415 - same

    first_month, month_count = int(columns.month[0]), int(columns.month[-1] - columns.month[0]) + 1
    connection = duckdb.connect(":memory:")
    connection.register("frame", frame(columns, tonnes, pd))
    connection.execute("CREATE TABLE voyage AS SELECT * FROM frame ORDER BY first_day")

    def ask(question: Question) -> Answer:
        condition = (
            f"first_day <= {day_number(question.last)} AND last_day >= {day_number(question.first)}"
            + (f" AND vessel IN ({', '.join(map(str, question.vessels))})" if question.vessels else "")
            + (" AND is_off" if question.only_off else "")
        )
        found = connection.execute(
            "SELECT month, vessel, COUNT(*) AS rows, SUM(tonnes) AS tonnes, GROUPING(month) AS of_vessels "  # noqa: S608 - numbers
            f"FROM voyage WHERE {condition} GROUP BY GROUPING SETS ((month), (vessel))"
        ).fetchnumpy()
        of_vessels = np.asarray(found["of_vessels"]) == 1
        of_months = ~of_vessels
        months, vessels = np.zeros(month_count), np.zeros(len(columns.vessel_ids) + 1)
        months[np.asarray(found["month"])[of_months].astype(int) - first_month] = found["tonnes"][of_months]
        vessels[np.asarray(found["vessel"])[of_vessels].astype(int)] = found["tonnes"][of_vessels]
        rows = int(np.asarray(found["rows"])[of_months].sum())
        return Answer(rows, float(months.sum()), months, vessels[:-1])

    return ask


def with_pandas(columns: Columns, tonnes: NDArray[np.float64]) -> Callable[[Question], Answer]:
    """With masks and two groupings."""
    import pandas as pd  # noqa: PLC0415 - only where peers are installed

    data = frame(columns, tonnes, pd)
    first_month, month_count = int(columns.month[0]), int(columns.month[-1] - columns.month[0]) + 1

    def ask(question: Question) -> Answer:
        mask = (data.first_day <= day_number(question.last)) & (data.last_day >= day_number(question.first))
        if question.vessels:
            mask &= data.vessel.isin(question.vessels)
        if question.only_off:
            mask &= data.is_off
        chosen = data.loc[mask, ["month", "vessel", "tonnes"]]
        of_months = chosen.groupby("month").tonnes.sum()
        of_vessels = chosen.groupby("vessel").tonnes.sum()
        months, vessels = np.zeros(month_count), np.zeros(len(columns.vessel_ids) + 1)
        months[of_months.index.to_numpy() - first_month] = of_months.to_numpy()
        vessels[of_vessels.index.to_numpy()] = of_vessels.to_numpy()
        return Answer(len(chosen), float(of_months.sum()), months, vessels[:-1])

    return ask


def frame(columns: Columns, tonnes: NDArray[np.float64], pandas: object) -> object:
    """The rows as pandas has them; -1 stands for no vessel."""
    return pandas.DataFrame(  # type: ignore[attr-defined]  # a module handed over, not to import it at the top
        {
            "first_day": columns.first_day,
            "last_day": columns.last_day,
            "month": columns.month,
            "vessel": columns.vessel.astype(np.int32),
            "is_off": columns.tracker == 0,
            "tonnes": tonnes,
        }
    )


def check(ours: Answer, other: Answer, name: str, question: Question) -> None:
    """End with an error where an answer differs."""
    same = ours.rows == other.rows and np.isclose(ours.tonnes, other.tonnes, rtol=1e-9)
    same = same and np.allclose(ours.months, other.months) and np.allclose(ours.vessels, other.vessels)
    if not same:
        raise SystemExit(
            f"{name} answers {question} with {other.rows} rows, {other.tonnes}; ours {ours.rows}"
        )


def tell(name: str, took_ms: Sequence[float]) -> None:
    """Median, 99th percentile, worst."""
    for what, share in (("p50", 50), ("p99", 99), ("max", 100)):
        print(f"filter_{name}_{what}_ms {np.percentile(took_ms, share):.2f}")


def move_assumptions(engine: QueryEngine) -> None:
    """Move the load fraction, and ask for what the views show of volumes."""
    asked: dict[str, Callable[[QueryEngine], object]] = {
        "totals": lambda under: under.voyage_rows(Filter(), Order.DATE, descending=False).totals,
        "volumes": lambda under: volumes(under, Filter(), VolumesQuestion()).years,
        "fleet": lambda under: fleet_rows(under, Filter(), FleetQuestion()).passing,
        "strata": lambda under: strata(under, Filter()),
    }
    took: dict[str, list[float]] = {name: [] for name in (*asked, "all")}
    for number in range(MOVES + 1):
        best = 0.4 + 0.4 * number / MOVES
        under = engine.under(engine.assumptions.moved(Key.LOAD_FRACTION, Range(0.3, best, 0.9)))
        times = []
        for ask in asked.values():
            begun = time.perf_counter()
            ask(under)
            times.append((time.perf_counter() - begun) * 1000)
        # The first one makes what all others share.
        if number:
            for name, one in zip(took, (*times, sum(times)), strict=True):
                took[name].append(one)
    for name, times in took.items():
        tell(f"assumed_{name}", times)
    print(f"filter_assumed_all_goal_p99_ms {GOAL_MOVED_P99_MS:g}")


def main() -> None:
    """Ask each of each in turn, so that a busy moment meets all alike."""
    store = CaseStore.open(Path(os.environ["TUMEN_BENCH_CASE"]), want_write=False)
    engine = QueryEngine(store)
    begun = time.perf_counter()
    columns = engine.columns()
    print(f"filter_columns_s {time.perf_counter() - begun:.2f}")
    begun = time.perf_counter()
    tonnes = engine.loads().base
    print(f"filter_loads_s {time.perf_counter() - begun:.2f}")
    ways = {"tumen": with_engine(engine)}
    try:
        ways |= {"duckdb": with_duckdb(columns, tonnes), "pandas": with_pandas(columns, tonnes)}
    except ModuleNotFoundError as error:
        print(f"filter_peers_missing 1  # {error}")
    asked = questions(columns)
    for ask in ways.values():
        ask(asked[0])
    took: dict[str, list[float]] = {name: [] for name in ways}
    for question in asked[1:]:
        answers = {}
        for name, ask in ways.items():
            begun = time.perf_counter()
            answers[name] = ask(question)
            took[name].append((time.perf_counter() - begun) * 1000)
        for name, answer in answers.items():
            check(answers["tumen"], answer, name, question)
    for name, times in took.items():
        tell(name, times)
    move_assumptions(engine)
    print(f"filter_goal_p99_ms {GOAL_P99_MS:g}")
    store.close()


main()

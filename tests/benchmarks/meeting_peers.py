"""Encounters as people ask table engines for them: polars and DuckDB, by instants alone.

The same definition as `desktop_app.analysis.encounters` but for the seconds at both ends and the merging of
stretches, which no join tells: what comes out are both ships, first and last instant of each stretch whose
instants span the time that is asked for. Only for fleets away from the antimeridian and the poles.
"""

from typing import Final

import duckdb
import numpy as np
import polars as pl

from desktop_app.analysis.fleet import Fleet
from desktop_app.analysis.places import Places
from desktop_app.domain.event_parameters import EventParameters

Stretch = tuple[int, int, int, int]

_RADIUS_M: Final = 6_371_008.8
_CELL_E7: Final = 1_000_000
# More than the way of 500 m, or 10 km, along a parallel as far north as 60 degrees.
_NEAR_E7: Final = 2 * 45_000
_PORT_E7: Final = 2 * 900_000
_COLUMNS: Final = ("one", "other", "first", "last")


def reports_of(fleet: Fleet) -> pl.DataFrame:
    """One row a report: ship, seconds, longitude and latitude in 1e-7 degrees, by ship and time."""
    ship = np.repeat(np.arange(len(fleet.vessel_ids)), np.diff(fleet.starts))
    whole = {"t": fleet.t_s, "x": fleet.lon_e7, "y": fleet.lat_e7}
    return pl.DataFrame({"v": ship, **{name: column.astype(np.int64) for name, column in whole.items()}})


def ports_of(places: Places) -> pl.DataFrame:
    """One row a point."""
    return pl.DataFrame({"px": places.point_lon_e7, "py": places.point_lat_e7}).cast(pl.Int64)


def _metres(x_1: str, y_1: str, x_2: str, y_2: str) -> pl.Expr:
    """Great-circle distance between columns."""
    lat_1, lat_2 = (pl.col(name).cast(pl.Float64) * 1e-7 for name in (y_1, y_2))
    high = ((lat_2 - lat_1).radians() / 2).sin().pow(2)
    wide = ((pl.col(x_2) - pl.col(x_1)).cast(pl.Float64) * 1e-7).radians() / 2
    half = high + lat_1.radians().cos() * lat_2.radians().cos() * wide.sin().pow(2)
    return 2 * _RADIUS_M * half.sqrt().arcsin()


def _touched(frame: pl.LazyFrame, x: str, y: str, reach_e7: int) -> pl.LazyFrame:
    """Each row once for every cell that the box round it touches."""
    cells = [
        frame.with_columns(
            cx=(pl.col(x) + east).floordiv(_CELL_E7), cy=(pl.col(y) + north).floordiv(_CELL_E7)
        )
        for east in range(-reach_e7, reach_e7 + 1, min(_CELL_E7, 2 * reach_e7))
        for north in range(-reach_e7, reach_e7 + 1, min(_CELL_E7, 2 * reach_e7))
    ]
    return pl.concat(cells).unique()


def polars_stretches(reports: pl.DataFrame, ports: pl.DataFrame, parameters: EventParameters) -> set[Stretch]:
    """By polars, lazily, all columns in memory."""
    after = [pl.col(name).shift(-1).over("v").alias(f"{name}2") for name in ("t", "x", "y")]
    long = pl.col("t2").is_null() | (pl.col("t2") - pl.col("t") > 3600)
    until = pl.when(long).then(pl.col("t") + 1).otherwise("t2")
    share = (pl.col("k") * 600 - pl.col("t")) / (pl.col("t2") - pl.col("t"))
    between = [
        pl.when(pl.col("k") * 600 == pl.col("t"))
        .then(pl.col(name))
        .otherwise(pl.col(name) + ((pl.col(f"{name}2") - pl.col(name)) * share + 0.5).floor().cast(pl.Int64))
        .alias(name)
        for name in ("x", "y")
    ]
    instants = (
        reports.lazy()
        .with_columns(*after)
        .with_columns(k=pl.int_ranges((pl.col("t") + 599).floordiv(600), (until + 599).floordiv(600)))
        .filter(pl.col("k").list.len() > 0)
        .explode("k", empty_as_null=True)
        .select("v", "k", *between)
    )
    celled = instants.with_columns(cx=pl.col("x").floordiv(_CELL_E7), cy=pl.col("y").floordiv(_CELL_E7))
    in_port = (
        celled.join(_touched(ports.lazy(), "px", "py", _PORT_E7), on=("cx", "cy"))
        .filter(_metres("x", "y", "px", "py") < parameters.encounter_port_km * 1000)
        .select("v", "k")
        .unique()
    )
    away = celled.join(in_port, on=("v", "k"), how="anti").collect().lazy()
    pairs = (
        _touched(away.drop("cx", "cy"), "x", "y", _NEAR_E7)
        .join(away, on=("k", "cx", "cy"), suffix="_b")
        .filter(pl.col("v") < pl.col("v_b"))
        .filter(_metres("x", "y", "x_b", "y_b") <= parameters.encounter_m)
        .sort("v", "v_b", "k")
        .with_columns(run=pl.col("k") - pl.int_range(pl.len()).over("v", "v_b"))
    )
    of_run = ("v", "v_b", "run")
    before = [pl.col(name).shift(1).over(of_run).alias(f"{name}_0") for name in ("x", "y", "x_b", "y_b")]
    way = pl.max_horizontal(_metres("x_0", "y_0", "x", "y"), _metres("x_b_0", "y_b_0", "x_b", "y_b"))
    runs = (
        pairs.with_columns(*before)
        .with_columns(kn=pl.when(pl.col("x_0").is_not_null()).then(way * 6 / 1852))
        .group_by(of_run)
        .agg(first=pl.col("k").min(), last=pl.col("k").max(), kn=pl.col("kn").median())
        .filter((pl.col("last") - pl.col("first")) * 10 >= parameters.encounter_min)
        .filter(pl.col("kn") <= parameters.encounter_kn)
        .select("v", "v_b", "first", "last")
    )
    return set(runs.collect().iter_rows())


def _metres_sql(x_1: str, y_1: str, x_2: str, y_2: str) -> str:
    half = "radians(({} - {}) * 1e-7) / 2"
    return (
        f"2 * {_RADIUS_M} * asin(sqrt(pow(sin({half.format(y_2, y_1)}), 2) + cos(radians({y_1} * 1e-7)) "
        f"* cos(radians({y_2} * 1e-7)) * pow(sin({half.format(x_2, x_1)}), 2)))"
    )


def _touched_sql(table: str, x: str, y: str, reach_e7: int) -> str:
    step = min(_CELL_E7, 2 * reach_e7)
    return (
        f"SELECT DISTINCT {table}.*, (({x} + e.d) // {_CELL_E7}) AS ex, (({y} + n.d) // {_CELL_E7}) AS ey "  # noqa: S608 - as below
        f"FROM {table}, range(-{reach_e7}, {reach_e7 + 1}, {step}) AS e(d), "
        f"range(-{reach_e7}, {reach_e7 + 1}, {step}) AS n(d)"
    )


# Everything put into these texts is a name or a number from this file.
_SQL: Final = f"""
CREATE OR REPLACE TEMP TABLE away AS
WITH legs AS (
    SELECT v, t, x, y, lead(t) OVER ship AS t2, lead(x) OVER ship AS x2, lead(y) OVER ship AS y2
    FROM reports WINDOW ship AS (PARTITION BY v ORDER BY place)
), filled AS (
    SELECT *, CASE WHEN t2 IS NULL OR t2 - t > 3600 THEN t + 1 ELSE t2 END AS until FROM legs
), listed AS (
    SELECT v, t, x, y, t2, x2, y2, unnest(range((t + 599) // 600, (until + 599) // 600)) AS k FROM filled
    WHERE (until + 599) // 600 > (t + 599) // 600
), instants AS (
    SELECT v, k,
        CASE WHEN share = 0 THEN x ELSE x + floor((x2 - x) * share + 0.5)::BIGINT END AS x,
        CASE WHEN share = 0 THEN y ELSE y + floor((y2 - y) * share + 0.5)::BIGINT END AS y
    FROM (SELECT *, CASE WHEN k * 600 = t THEN 0 ELSE (k * 600 - t) / (t2 - t) END AS share FROM listed)
), touched AS ({_touched_sql("ports", "px", "py", _PORT_E7)})
SELECT * FROM instants i ANTI JOIN touched p
ON i.x // {_CELL_E7} = p.ex AND i.y // {_CELL_E7} = p.ey AND {_metres_sql("x", "y", "px", "py")} < $port_m
"""  # noqa: S608 - as above
_RUNS_SQL: Final = f"""
WITH touched AS ({_touched_sql("away", "x", "y", _NEAR_E7)}), pairs AS (
    SELECT a.v, b.v AS v_b, a.k, a.x, a.y, b.x AS x_b, b.y AS y_b
    FROM touched a JOIN away b
    ON a.k = b.k AND a.ex = b.x // {_CELL_E7} AND a.ey = b.y // {_CELL_E7} AND a.v < b.v
    WHERE {_metres_sql("a.x", "a.y", "b.x", "b.y")} <= $near_m
), numbered AS (
    SELECT *, k - row_number() OVER (PARTITION BY v, v_b ORDER BY k) AS run FROM pairs
), stepped AS (
    SELECT *, lag(x) OVER one AS x_0, lag(y) OVER one AS y_0, lag(x_b) OVER one AS x_b_0,
        lag(y_b) OVER one AS y_b_0
    FROM numbered WINDOW one AS (PARTITION BY v, v_b, run ORDER BY k)
)
SELECT v, v_b, min(k), max(k) FROM stepped GROUP BY v, v_b, run
HAVING (max(k) - min(k)) * 10 >= $least_min AND median(6 / 1852 * greatest(
    {_metres_sql("x_0", "y_0", "x", "y")}, {_metres_sql("x_b_0", "y_b_0", "x_b", "y_b")}
)) FILTER (x_0 IS NOT NULL) <= $slow_kn
"""  # noqa: S608 - as above


def duckdb_stretches(reports: pl.DataFrame, ports: pl.DataFrame, parameters: EventParameters) -> set[Stretch]:
    """By DuckDB, two threads, all in memory; the frames are taken over first."""
    with duckdb.connect() as connection:
        connection.execute("SET threads = 2")
        for name, frame in (("reports", reports.with_row_index("place")), ("ports", ports)):
            held = {column: frame[column].to_numpy() for column in frame.columns}
            connection.execute(f"CREATE TEMP TABLE {name} AS SELECT * FROM held")  # noqa: S608 - names from here
            del held
        connection.execute(_SQL, {"port_m": parameters.encounter_port_km * 1000})
        limits = {
            "near_m": parameters.encounter_m,
            "least_min": parameters.encounter_min,
            "slow_kn": parameters.encounter_kn,
        }
        return set(connection.execute(_RUNS_SQL, limits).fetchall())

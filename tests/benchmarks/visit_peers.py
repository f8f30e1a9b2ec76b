"""The same visits by what else finds them: a chain of polars expressions, and window functions of DuckDB.

They take ports that lie so far from each other that no ship is near two: between nearer ones a ship belongs
to that which she entered, which neither says in few words.
"""

from pathlib import Path
from typing import Final

import duckdb
import numpy as np
import polars as pl

from desktop_app.analysis.fleet import Fleet
from desktop_app.analysis.places import Places, distance_km

APART_KM: Final = 10
PORT_GAP_S: Final = 4 * 3600
EARTH_KM: Final = 6371.0088
Row = tuple[int, int, int, int, int]  # ship, place, first second, stops, silences


def lone_places(*several: Places) -> Places:
    """The ports of some that lie further than `APART_KM` from all before them; each is one point."""
    chosen: list[tuple[float, float]] = []
    places = []
    for every in several:
        lon, lat = (every.point_lon_e7 / 1e7).tolist(), (every.point_lat_e7 / 1e7).tolist()
        for place, position in zip(every.point_place.tolist(), zip(lon, lat, strict=True), strict=True):
            if all(distance_km(position, other) > APART_KM for other in chosen):
                chosen.append(position)
                places.append(every.places[place])
    whole = np.rint(np.array(chosen) * 1e7).astype(np.int32)
    numbers = np.arange(len(places), dtype=np.int32)
    return Places(tuple(places), numbers, whole[:, 0].copy(), whole[:, 1].copy(), ("",) * len(places))


def tables_of(fleet: Fleet, places: Places) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Reports in order, and ports."""
    reports = {
        "nr": np.arange(fleet.count),
        "ship": np.repeat(np.arange(len(fleet.vessel_ids)), np.diff(fleet.starts)),
        "t": fleet.t_s.astype(np.int64),
        "lon": fleet.lon_e7 / 1e7,
        "lat": fleet.lat_e7 / 1e7,
        "sog": fleet.sog_dkn,
    }
    ports = {
        "place": np.arange(len(places.places)),
        "port_lon": places.point_lon_e7 / 1e7,
        "port_lat": places.point_lat_e7 / 1e7,
    }
    return pl.DataFrame(reports), pl.DataFrame(ports)


def by_polars(reports: pl.DataFrame, ports: pl.DataFrame, end_s: int) -> list[Row]:
    """Cells joined with ports, states carried forward, runs counted."""
    up, across = pl.DataFrame({"up": [-1, 0, 1]}), pl.DataFrame({"across": [-1, 0, 1]})
    cells = (
        ports.join(up, how="cross")
        .join(across, how="cross")
        .with_columns(
            row=(pl.col("port_lat") * 10).floor() + pl.col("up"),
            column=(pl.col("port_lon") * 10).floor() + pl.col("across"),
        )
    )
    lat, lon = pl.col("lat").radians(), pl.col("lon").radians()
    port_lat, port_lon = pl.col("port_lat").radians(), pl.col("port_lon").radians()
    half = ((lat - port_lat) / 2).sin() ** 2 + lat.cos() * port_lat.cos() * ((lon - port_lon) / 2).sin() ** 2
    near = (
        reports.lazy()
        .select("nr", "lon", "lat", row=(pl.col("lat") * 10).floor(), column=(pl.col("lon") * 10).floor())
        .join(cells.lazy(), on=("row", "column"))
        .select("nr", "place", km=2 * EARTH_KM * half.sqrt().arcsin())
        .filter(pl.col("km") < 4)
    )
    silent = pl.col("t").shift(-1).over("ship").fill_null(end_s) - pl.col("t") >= PORT_GAP_S
    # Between both edges of a port at which she was not the report before, she is out.
    came = pl.col("place").ne_missing(pl.col("place").shift().over("ship"))
    inside = pl.when(pl.col("km") <= 3).then(pl.col("place")).when(pl.col("km").is_null() | came).then(-1)
    still = pl.when(pl.col("sog").is_between(0, 2)).then(1).when(pl.col("sog") >= 5).then(0)
    runs = (
        reports.lazy()
        .join(near, on="nr", how="left", maintain_order="left")
        .with_columns(inside=inside.forward_fill().over("ship").fill_null(-1))
        .with_columns(run=pl.struct("ship", "inside").rle_id(), silent=silent)
        .filter(pl.col("inside") >= 0)
        .with_columns(still=still.forward_fill().over("run").fill_null(0))
        .with_columns(began=pl.col("still").diff().over("run").fill_null(pl.col("still")) == 1)
        .group_by("run")
        .agg(pl.col("ship", "place", "t").first(), pl.col("began", "silent").sum())
        .select("ship", "place", "t", "began", "silent")
    )
    return sorted(runs.collect().rows())


class DuckTables:
    """Reports and ports inside a database in memory."""

    def __init__(self, reports: pl.DataFrame, ports: pl.DataFrame, folder: Path) -> None:
        """Load them, by files in a folder: without pyarrow DuckDB takes no frame of polars."""
        self._connection = duckdb.connect()
        for name, table in (("reports", reports), ("ports", ports)):
            table.write_parquet(folder / f"{name}.parquet")
            self._connection.from_parquet(str(folder / f"{name}.parquet")).create(name)

    def visits(self, end_s: int) -> list[Row]:
        """Ports joined by a box, states carried forward by window functions."""
        return sorted(self._connection.execute(_VISITS, {"end_s": end_s, "gap_s": PORT_GAP_S}).fetchall())

    def close(self) -> None:
        """Let go."""
        self._connection.close()


_VISITS: Final = """
WITH near AS (
  SELECT nr, place, 2 * 6371.0088 * asin(sqrt(
    pow(sin(radians(lat - port_lat) / 2), 2)
    + cos(radians(lat)) * cos(radians(port_lat)) * pow(sin(radians(lon - port_lon) / 2), 2))) AS km
  FROM reports JOIN ports ON lat BETWEEN port_lat - 0.05 AND port_lat + 0.05
    AND lon BETWEEN port_lon - 0.12 AND port_lon + 0.12),
placed AS (
  SELECT reports.*, place, km,
    place IS DISTINCT FROM lag(place) OVER (PARTITION BY ship ORDER BY reports.nr) AS came,
    coalesce(lead(t) OVER (PARTITION BY ship ORDER BY reports.nr), $end_s) - t >= $gap_s AS silent
  FROM reports LEFT JOIN (SELECT * FROM near WHERE km < 4) AS near ON reports.nr = near.nr),
states AS (
  SELECT *, coalesce(last_value(CASE WHEN km <= 3 THEN place WHEN km IS NULL OR came THEN -1 END IGNORE NULLS)
    OVER (PARTITION BY ship ORDER BY nr), -1) AS inside
  FROM placed),
changes AS (
  SELECT *, coalesce(inside <> lag(inside) OVER (PARTITION BY ship ORDER BY nr), true) AS turned FROM states),
runs AS (
  SELECT *, sum(turned::INT) OVER (PARTITION BY ship ORDER BY nr) AS run FROM changes),
stills AS (
  SELECT *, coalesce(last_value(CASE WHEN sog BETWEEN 0 AND 2 THEN 1 WHEN sog >= 5 THEN 0 END IGNORE NULLS)
    OVER (PARTITION BY ship, run ORDER BY nr), 0) AS still
  FROM runs WHERE inside >= 0),
begun AS (
  SELECT *, still = 1 AND coalesce(lag(still) OVER (PARTITION BY ship, run ORDER BY nr), 0) = 0 AS began
  FROM stills)
SELECT ship, arg_min(place, nr), min(t), sum(began::INT)::INT, sum(silent::INT)::INT
FROM begun GROUP BY ship, run
"""

"""Sightings; each brings a row of the voyages table, without which it would not be seen."""

from typing import TYPE_CHECKING, Final

import numpy as np

from desktop_app.domain.coordinates import format_position
from desktop_app.domain.imports import Check
from desktop_app.domain.movement import DestinationBasis, HowKnown, Riding, Sensor, Tracker, VoyageKind
from desktop_app.domain.position import FINEST_M, METRES_PER_DEGREE
from desktop_app.importers.tables.building.columns import known_only, rows_of, seen
from desktop_app.importers.tables.distinct import codes_of_frame, spread
from desktop_app.importers.tables.natural_keys import identify, ids_of
from desktop_app.importers.tables.numbers_of_rows import number
from desktop_app.importers.tables.position_checks import (
    NO_LAT,
    NO_LON,
    Degrees,
    Where,
    check_positions,
    turned_round,
)
from desktop_app.importers.tables.ships_of_rows import ships
from desktop_app.importers.tables.table_rows import Firsts, TableRows
from desktop_app.importers.tables.times_of_rows import span_columns, spans
from desktop_app.importers.tables.work import TableWork
from desktop_app.storage.rows.cells import point_cell

if TYPE_CHECKING:
    import polars as pl

NOT_COUNTED: Final = "a sighting, no call is documented for it"
FROM_COORDINATES: Final = "coordinates in the file"
FROM_WORDS: Final = "words in the file; no position is drawn"
_KM: Final = 1000.0
_KM_DECIMALS: Final = 3
_ACCURACY_MOST_KM: Final = 20_000.0  # half round the globe


def build(work: TableWork) -> tuple[TableRows, ...]:
    """Voyages of their own, and the sightings."""
    import polars as pl  # noqa: PLC0415 - heavy, and only imports need it

    work.require()
    when = spans(work)
    ship = ships(work, when.start, traded=True)
    columns = seen(work)
    sensor = work.choice("sensor", Sensor) if work.has("sensor") else None
    place = work.words("place")
    position = positions(work, place)
    accuracy = number(work, "accuracy", least=0, most=_ACCURACY_MOST_KM)[0]
    position = check_positions(work, position, place.is_not_null().to_numpy(), when, ship.vessel_id)
    summary, own = work.summary(), work.words("summary")
    keys = identify(work, when)
    points = pl.DataFrame({"lon": position.lon, "lat": position.lat}).fill_nan(None)
    different, codes = codes_of_frame(points)
    found = [None if lon is None or lat is None else (lon, lat) for lon, lat in different.iter_rows()]
    geom = spread(map(point_cell, found), codes, pl.Binary)
    written = spread([one and format_position(*one, "decimal") for one in found], codes, pl.String)
    drawn = geom.is_not_null()
    close = (pl.Series(position.accuracy_m).fill_nan(None) / _KM).round(_KM_DECIMALS)
    shared = {"vessel_id": ship.vessel_id, **span_columns(when), "summary": own}
    told = summary.alias("summary")
    unknown: Firsts = {"how_known": HowKnown.REPORT.value, "tracker": Tracker.UNKNOWN.value, "summary": told}
    about: Firsts = {
        "kind": VoyageKind.SIGHTING.value,
        "ships": 1,
        "ships_approximate": 0,
        "to_basis": DestinationBasis.UNKNOWN.value,
        "counted": 0,
        "not_counted_why": NOT_COUNTED,
    }
    sighting = {
        **shared,
        **columns,
        "geom": geom,
        "place": place.fill_null(written),
        "accuracy_km": pl.select(pl.when(drawn).then(accuracy.fill_null(close)).otherwise(None)).to_series(),
        "position_basis": pl.select(
            pl.when(drawn).then(pl.lit(FROM_COORDINATES)).otherwise(pl.lit(FROM_WORDS))
        ).to_series(),
        "voyage_id": ids_of(work, "voyage", keys),
    }
    if sensor is not None:
        sighting["sensor"] = sensor
    first: Firsts = {"order_in_voyage": 0, "sensor": Sensor.REPORT.value, "riding": Riding.UNKNOWN.value}
    voyage = {**shared, **known_only(columns), "label": ship.label}
    return (
        rows_of(work, "voyage", "voyage", keys, voyage, {**unknown, **about}, numbered="place"),
        rows_of(work, "sighting", "sighting", keys, sighting, {**unknown, **first}),
    )


def positions(work: TableWork, place: "pl.Series") -> Where:
    """Where the rows are; those whose coordinates are none, or that have no place at all, are refused."""
    import polars as pl  # noqa: PLC0415 - as above

    from desktop_app.importers.values.positions import read_degrees, read_positions  # noqa: PLC0415 - as above

    nothing = np.full(work.rows, np.nan)
    lon, lat, accuracy = nothing.copy(), nothing.copy(), nothing.copy()
    in_words = place.is_not_null()
    if work.has("position"):
        texts = work.table.texts("position")
        read = read_positions(texts)
        _refuse(work, "position", texts, read.problem, in_words)
        lon, lat, accuracy = (
            one.cast(pl.Float64).fill_null(float("nan")).to_numpy().copy()
            for one in (read.lon, read.lat, read.accuracy_m)
        )
    if work.has("lon") and work.has("lat"):
        pair = []
        for field in ("lon", "lat"):
            texts = work.table.texts(field)
            degrees = read_degrees(texts, field)
            _refuse(work, field, texts, degrees.problem, in_words)
            pair.append(degrees.value.fill_null(float("nan")).to_numpy())
        # Read as if either could be a longitude: exchanged columns are no latitudes.
        wide = [read_degrees(work.table.texts(field), "lon").value for field in ("lon", "lat")]
        work.turned_round = turned_round(*(one.fill_null(float("nan")).to_numpy() for one in wide))
        half = (np.isnan(pair[0]) != np.isnan(pair[1])) & ~in_words.to_numpy()
        work.findings.reject(half, "longitude or latitude is missing", column=work.table.column_of("lon"))
        alone = np.isnan(lon)
        lon, lat = np.where(alone, pair[0], lon), np.where(alone, pair[1], lat)
        accuracy = np.where(alone, written_to_m(work.table.texts("lat")), accuracy)
    placed = ~np.isnan(lon) & ~np.isnan(lat)
    lost = ~placed & place.is_null().to_numpy()
    work.findings.reject(lost, "neither coordinates nor a place in words are given")
    return Where(np.where(placed, lon, np.nan), np.where(placed, lat, np.nan), accuracy)


def _refuse(
    work: TableWork, field: str, texts: "pl.Series", problems: "pl.Series", in_words: "pl.Series"
) -> None:
    """Rows whose coordinates are none are refused, unless they tell their place in words too."""
    import polars as pl  # noqa: PLC0415 - as above

    column, bad = work.table.column_of(field), problems.is_not_null()
    work.findings.reject((bad & ~in_words).to_numpy(), problems, column=column, values=texts)
    taken = bad & in_words
    none = taken & texts.cast(pl.Float64, strict=False).abs().is_in([NO_LON, NO_LAT]).fill_null(value=False)
    work.findings.doubt(none.to_numpy(), Check.NO_POSITION, problems, column=column, values=texts)
    work.findings.doubt((taken & ~none).to_numpy(), Check.VALUE, problems, column=column, values=texts)


def written_to_m(texts: "pl.Series") -> Degrees:
    """How exactly degrees are written: one step of the last decimal, in metres of latitude, 1 m at least."""
    decimals = texts.str.extract(r"[.,](\d+)\s*$").str.len_chars().fill_null(0).to_numpy().astype(np.float64)
    return np.asarray(np.maximum(METRES_PER_DEGREE * 10.0 ** -np.minimum(decimals, 9), FINEST_M), np.float64)

"""What a table of reports tells of the ships: each set of words of each number once."""

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from desktop_app.importers.ais import column_kernels
from desktop_app.importers.ais.chunk import STATIC_COLUMNS

_SIDES: Final = ("to_bow", "to_stern", "to_port", "to_starboard")
WORD_FIELDS: Final = ("imo", "name", "call_sign", "ship_type", "length", "beam", *_SIDES)
# What publishers write where AIS tells nothing.
_NOTHING: Final = ("", "Unknown", "Undefined", "NULL", "null", "None", "N/A", "@")
_LONGEST_M: Final = 1022  # what four numbers of a static report can say
_SCHEMA: Final = dict(
    zip(STATIC_COLUMNS, (*[pl.UInt32] * 5, *[pl.String] * 4, pl.UInt16, pl.UInt16, pl.UInt8), strict=True)
)

Doubt = Callable[[NDArray[np.uint32], str, list[str], str], None]


def static_frame(
    frame: pl.DataFrame,
    of: Mapping[str, str],
    mmsi: NDArray[np.uint32],
    t_s: NDArray[np.uint32],
    lines: NDArray[np.uint32],
    doubt: Doubt,
) -> pl.DataFrame:
    """A frame of `STATIC_COLUMNS`.

    Args:
        frame: rows whose ship and time are told.
        of: field → name of its column.
        mmsi: of each row.
        t_s: of each row.
        lines: of each row.
        doubt: takes cells that are no IMO number, of the first row that has them.
    """
    fields = [field for field in WORD_FIELDS if field in of]
    if not fields or not frame.height:
        return pl.DataFrame(schema=_SCHEMA)
    words = frame.select(of[field] for field in fields)
    count = len(mmsi)
    table = np.full(1 << (2 * count).bit_length(), -1, np.int64)
    rows = np.empty(count, np.int64)
    first_s, last_s = np.empty(count, np.uint32), np.empty(count, np.uint32)
    found = column_kernels.find_words(mmsi, words.hash_rows().to_numpy(), t_s, table, rows, first_s, last_s)
    rows = rows[:found]
    told = (
        words[rows]
        .rename(dict(zip(words.columns, fields, strict=True)))
        .with_columns(pl.all().cast(pl.String).str.strip_chars())
    )
    told = told.with_columns(pl.when(pl.all().is_in(_NOTHING)).then(None).otherwise(pl.all()).name.keep())
    made = told.select(
        _imo(fields),
        *(_text(field, fields) for field in ("name", "call_sign", "ship_type")),
        pl.lit(None, pl.String).alias("destination"),
        _metres("length", ("to_bow", "to_stern"), fields).alias("length_m"),
        _metres("beam", ("to_port", "to_starboard"), fields).alias("beam_m"),
        pl.lit(0, pl.UInt8).alias("draught_dm"),
    )
    made = made.with_columns(
        mmsi=pl.Series(mmsi[rows]),
        first_s=pl.Series(first_s[:found]),
        last_s=pl.Series(last_s[:found]),
        line=pl.Series(lines[rows]),
    ).select(STATIC_COLUMNS)
    if "imo" in fields:
        wrong = np.sort(rows[(told["imo"].is_not_null() & made["imo"].is_null()).to_numpy()])
        if len(wrong):
            values = frame[of["imo"]][wrong].to_list()
            doubt(lines[wrong], of["imo"], values, "no IMO number; the row is taken without it")
    tells = pl.any_horizontal(
        pl.col("name", "call_sign", "ship_type").is_not_null(), pl.col("imo", "length_m", "beam_m") > 0
    )
    return made.with_columns(pl.col("imo").fill_null(0)).filter(tells)


def _imo(fields: list[str]) -> pl.Expr:
    """Null where there is something that is none."""
    if "imo" not in fields:
        return pl.lit(0, pl.UInt32).alias("imo")
    digits = pl.col("imo").str.extract(r"(?i)^(?:IMO)?\s*(\d{1,9})$").cast(pl.UInt32, strict=False)
    return pl.when(pl.col("imo").is_null()).then(pl.lit(0, pl.UInt32)).otherwise(digits).alias("imo")


def _text(field: str, fields: list[str]) -> pl.Expr:
    if field not in fields:
        return pl.lit(None, pl.String).alias(field)
    if field == "ship_type":
        return pl.when(pl.col(field) == "0").then(None).otherwise(pl.col(field)).alias(field)
    return pl.col(field)


def _metres(field: str, parts: tuple[str, str], fields: list[str]) -> pl.Expr:
    """A dimension, or the sum of the two from the antenna; 0 where it is not told."""
    if field in fields:
        value = pl.col(field).cast(pl.Float64, strict=False)
    elif set(parts) <= set(fields):
        value = pl.sum_horizontal(pl.col(parts).cast(pl.Float64, strict=False))
    else:
        return pl.lit(0, pl.UInt16)
    whole = value.round().fill_nan(0).fill_null(0)
    return pl.when(whole.is_between(0, _LONGEST_M)).then(whole).otherwise(0).cast(pl.UInt16)

"""Numbers of rows, and quantities with their units."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from desktop_app.importers.tables.work import TableWork

if TYPE_CHECKING:
    import polars as pl

# A number of a table is no larger than what all ships of the world carry, in grams.
_LARGEST: Final = 1e15


def number(
    work: TableWork, field: str, *, least: float | None = None, most: float | None = None
) -> tuple["pl.Series", "pl.Series"]:
    """Values in the base unit of the field's family, and units.

    A cell that is no such number is flagged and left out.

    Args:
        work: the table.
        field: a field of numbers.
        least: the least that a value may be; None for any.
        most: the most that it may be; None for any.
    """
    import polars as pl  # noqa: PLC0415 - heavy, and only imports need it

    from desktop_app.importers.values.numbers import decimal_of, read_numbers  # noqa: PLC0415 - as above

    texts = work.table.texts(field)
    if not work.has(field):
        return pl.Series(field, [None] * work.rows, dtype=pl.Float64), texts
    use = work.table.mapping.use(field)
    family = work.table.target.field(field).family
    decimal = work.table.mapping.decimal or decimal_of(texts)
    read = read_numbers(texts, decimal=decimal, family=family, unit=use.unit if use is not None else "")
    work.value_doubt(field, read.problem.is_not_null(), read.problem)
    value = read.value.fill_nan(None)
    outside = (value.abs() > _LARGEST).fill_null(value=False)
    if least is not None:
        outside |= (value < least).fill_null(value=False)
    if most is not None:
        outside |= (value > most).fill_null(value=False)
    if outside.any():
        work.value_doubt(field, outside, _limits(least, most))
        value = pl.select(pl.when(outside).then(None).otherwise(value)).to_series()
    work.shown[field] = lambda: _texts(value, read.unit)
    return value.alias(field), read.unit.alias(f"{field} unit")


def whole(work: TableWork, field: str, *, least: int, most: int) -> "pl.Series":
    """Whole numbers; others are flagged and left out."""
    import polars as pl  # noqa: PLC0415 - as above

    value, _ = number(work, field, least=least, most=most)
    broken = ((value - value.round()).abs() > 0).fill_null(value=False)
    if broken.any():
        work.value_doubt(field, broken, "is no whole number")
        value = pl.select(pl.when(broken).then(None).otherwise(value)).to_series()
    return value.cast(pl.Int64).alias(field)


def quantity(work: TableWork, prefix: str, best_field: str, units: Collection[str]) -> "dict[str, pl.Series]":
    """The columns of a quantity: one figure, or lowest and highest with or without a best one.

    A quantity without a unit, of a unit that the table of the case does not keep, or out of order is flagged
    and left out whole.

    Args:
        work: the table.
        prefix: of the columns: "cargo".
        best_field: field of the figure; "_low" and "_high" are added for the others.
        units: those that the table keeps.
    """
    import polars as pl  # noqa: PLC0415 - as above

    fields = (f"{best_field}_low", best_field, f"{best_field}_high")
    used = [field for field in fields if work.has(field)]
    if not used:
        return {}
    read = {field: number(work, field, least=0) for field in fields}
    frame = pl.DataFrame(
        {
            "low": read[fields[0]][0],
            "best": read[fields[1]][0],
            "high": read[fields[2]][0],
            **{f"unit{place}": read[field][1] for place, field in enumerate(fields)},
        }
    ).with_columns(
        [
            pl.when(pl.col(f"unit{place}") == "")
            .then(None)
            .otherwise(pl.col(f"unit{place}"))
            .alias(f"unit{place}")
            for place in range(3)
        ]
    )
    there = pl.col("low").is_not_null() | pl.col("best").is_not_null() | pl.col("high").is_not_null()
    unit = pl.coalesce("unit1", "unit0", "unit2")
    low, high = pl.coalesce("low", "best", "high"), pl.coalesce("high", "best", "low")
    mixed = pl.any_horizontal([(pl.col(f"unit{place}") != unit).fill_null(value=False) for place in range(3)])
    ordered = (low <= high) & (pl.col("best").is_null() | pl.col("best").is_between(low, high))
    frame = frame.select(
        low.alias("low"),
        pl.col("best"),
        high.alias("high"),
        unit.alias("unit"),
        pl.when(~there)
        .then(None)
        .when(unit.is_null())
        .then(pl.lit("no unit is given for it"))
        .when(mixed)
        .then(pl.lit("its figures are in different units"))
        .when(~unit.is_in(list(units)))
        .then(pl.format("is in {}, and here only {} are kept", unit, pl.lit(", ".join(units))))
        .when(~ordered)
        .then(pl.lit("lowest, best and highest figure are not in order"))
        .otherwise(None)
        .alias("problem"),
    )
    work.value_doubt(used[0], frame["problem"].is_not_null(), frame["problem"])
    good = pl.col("problem").is_null() & pl.col("low").is_not_null()
    kept = frame.select(
        [
            pl.when(good).then(pl.col(name)).otherwise(None).alias(f"{prefix}_{name}")
            for name in ("low", "best", "high")
        ]
        + [pl.when(good).then(pl.col("unit")).otherwise(None).alias(f"{prefix}_unit")]
    )
    return {name: kept[name] for name in kept.columns}


def _texts(value: "pl.Series", unit: "pl.Series") -> "pl.Series":
    import polars as pl  # noqa: PLC0415 - as above

    frame = pl.DataFrame({"value": value, "unit": unit.cast(pl.String).fill_null("")})
    return frame.select(pl.format("{} {}", "value", "unit").str.strip_chars().alias("text"))["text"]


def _limits(least: float | None, most: float | None) -> str:
    if least is not None and most is not None:
        return f"does not lie between {least:g} and {most:g}"
    if least is not None:
        return f"is less than {least:g}"
    return "is larger than any such number can be" if most is None else f"is more than {most:g}"

"""Figures that somebody states."""

from typing import TYPE_CHECKING, Final

from desktop_app.domain.statement import Measure, Mode, Qualifier
from desktop_app.importers.tables.building.columns import rows_of, texts
from desktop_app.importers.tables.natural_keys import identify
from desktop_app.importers.tables.numbers_of_rows import number
from desktop_app.importers.tables.table_rows import Firsts, TableRows
from desktop_app.importers.tables.times_of_rows import span_columns, spans
from desktop_app.importers.tables.work import TableWork

if TYPE_CHECKING:
    import polars as pl

_MEASURE_OF: Final = {"bbl": Measure.BARRELS.value, "t": Measure.TONNES.value}
_FIGURES: Final = ("figure", "figure_low", "figure_high")


def build(work: TableWork) -> tuple[TableRows, ...]:
    """Claims; one that does not say what its figure counts is refused."""
    import polars as pl  # noqa: PLC0415 - heavy, and only imports need it

    work.require()
    when = spans(work) if work.has("time") or work.has("time_start") else None
    said = texts(work, claimant="claimant", note="note", what="what")
    measure = work.choice("measure", Measure)
    figures, units = _figures(work, measure)
    unit = pl.select(pl.coalesce(*units)).to_series()
    by_unit = unit.replace_strict(_MEASURE_OF, default=None, return_dtype=pl.String)
    measure = measure.fill_null(by_unit)
    column = work.table.column_of(next(field for field in _FIGURES if work.has(field)))
    work.findings.reject(
        measure.is_null().to_numpy(),
        "it is not told what the figure counts, such as barrels or calls",
        column=column,
    )
    other = by_unit.is_not_null() & (by_unit != measure)
    work.findings.reject(
        other.fill_null(value=False).to_numpy(),
        "the figure's unit is another than what it counts",
        column=column,
    )
    exact, low, high = figures
    low = low.fill_null(exact).fill_null(high)
    high = high.fill_null(exact).fill_null(low)
    work.findings.reject(low.is_null().to_numpy(), "the figure cannot be read", column=column)
    turned = (high < low).fill_null(value=False)
    work.findings.reject(turned.to_numpy(), "the lowest figure is above the highest", column=column)
    for field, kind in (("qualifier", Qualifier), ("mode", Mode)):
        if work.has(field):
            said[field] = work.choice(field, kind)
    keys = identify(work, when)
    said |= {"measure": measure, "low": low, "high": high, **(span_columns(when) if when is not None else {})}
    first: Firsts = {
        "qualifier": Qualifier.EXACTLY.value,
        "mode": Mode.ALL.value,
        "what": measure,
        "approximate": 0,
    }
    return (rows_of(work, "claim", "claim", keys, said, first),)


def _figures(work: TableWork, measure: "pl.Series") -> "tuple[list[pl.Series], list[pl.Series]]":
    """The figure, its lowest and highest, and their units; shares as 0 to 1."""
    import polars as pl  # noqa: PLC0415 - as above

    from desktop_app.importers.values.numbers import decimal_of, read_numbers  # noqa: PLC0415 - as above

    is_share = measure == Measure.SHARE.value
    figures, units = [], []
    for field in _FIGURES:
        if not is_share.any():
            value, unit = number(work, field, least=0)
        else:
            texts = work.table.texts(field)
            decimal = work.table.mapping.decimal or decimal_of(texts)
            shares = read_numbers(texts, decimal=decimal, family="share", unit="")
            counts = read_numbers(texts, decimal=decimal, family="volume", unit="")
            value = pl.select(pl.when(is_share).then(shares.value).otherwise(counts.value)).to_series()
            unit = pl.select(pl.when(is_share).then(pl.lit("")).otherwise(counts.unit)).to_series()
        figures.append(value)
        units.append(pl.select(pl.when(unit == "").then(None).otherwise(unit)).to_series().cast(pl.String))
    return figures, units

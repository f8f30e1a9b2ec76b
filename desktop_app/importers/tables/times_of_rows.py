"""When the rows of a table happened, from one column or from two."""

from typing import TYPE_CHECKING

from desktop_app.domain.imports import Check
from desktop_app.domain.time_span import Precision
from desktop_app.importers.tables.distinct import mapped
from desktop_app.importers.tables.work import Spans, TableWork
from desktop_app.storage.times import instant_text

if TYPE_CHECKING:
    import polars as pl

_SHORT = (Precision.INSTANT.value, Precision.DAY.value, Precision.INTERVAL.value)


def field_spans(work: TableWork, field: str, *, needed: bool) -> Spans:
    """The times in one column.

    Args:
        work: the table.
        field: a field of times.
        needed: rows whose time cannot be read are refused, else they are flagged.
    """
    from desktop_app.importers.values.times import date_order, read_times  # noqa: PLC0415 - only imports need it

    texts = work.table.texts(field)
    mapping, use = work.table.mapping, work.table.mapping.use(field)
    zone = (use.zone if use is not None else "") or mapping.zone
    read = read_times(texts, zone=zone, order=mapping.date_order or date_order(texts))
    bad = read.problem.is_not_null()
    if bad.any():
        if needed:
            column = work.table.column_of(field)
            work.findings.reject(bad.to_numpy(), read.problem, column=column, values=texts)
        else:
            work.value_doubt(field, bad, read.problem)
    found = Spans(read.start, read.end, read.precision, read.approximate)
    work.shown[field] = lambda: span_texts(found)
    return found


def spans(work: TableWork) -> Spans:
    """The time of each row: `time`, or else from `time_start` to `time_end`; the future is flagged."""
    told: list[Spans] = []
    if work.has("time"):
        told.append(field_spans(work, "time", needed=True))
    if work.has("time_start"):
        told.append(_from_to(work))
    found = either(told) if told else field_spans(work, "time", needed=True)
    flag_future(work, found)
    return found


def _from_to(work: TableWork) -> Spans:
    import polars as pl  # noqa: PLC0415 - heavy, and only imports need it

    first = field_spans(work, "time_start", needed=True)
    if not work.has("time_end"):
        return first
    last = field_spans(work, "time_end", needed=True)
    frame = pl.DataFrame(
        {
            "start": first.start,
            "end": last.end.fill_null(first.end),
            "first": first.precision,
            "last": last.precision,
            "alone": last.end.is_null(),
            "approximate": first.approximate.fill_null(value=False) | last.approximate.fill_null(value=False),
        }
    )
    turned = (frame["end"] < frame["start"]).fill_null(value=False)
    work.findings.reject(
        turned.to_numpy(),
        "the time ends before it starts",
        column=work.table.column_of("time_end"),
        values=work.table.texts("time_end"),
    )
    both = pl.col("first").is_in(_SHORT) & pl.col("last").is_in(_SHORT)
    joined = pl.when(both).then(pl.lit(Precision.INTERVAL.value)).otherwise(pl.lit(Precision.WINDOW.value))
    same = (pl.col("first") == pl.col("last")) & (pl.col("start").dt.date() == pl.col("end").dt.date())
    precision = (
        pl.when(pl.col("start").is_null())
        .then(None)
        .when(pl.col("alone") | (same & (pl.col("first") == Precision.DAY.value)))
        .then(pl.col("first"))
        .when(pl.col("start") == pl.col("end"))
        .then(pl.lit(Precision.INSTANT.value))
        .otherwise(joined)
    )
    return Spans(frame["start"], frame["end"], frame.select(precision.alias("p"))["p"], frame["approximate"])


def either(told: list[Spans]) -> Spans:
    """The first of several that tells a time, row by row."""
    import polars as pl  # noqa: PLC0415 - as above

    best, *others = told
    for other in others:
        take = best.start.is_null()
        best = Spans(
            *(
                pl.select(pl.when(take).then(two).otherwise(one)).to_series()
                for one, two in zip(best, other, strict=True)
            )
        )
    return best


def flag_future(work: TableWork, found: Spans) -> None:
    """Flag rows that begin later than now."""
    later = (found.start > work.now).fill_null(value=False)
    if later.any():
        told = "the time lies after the import, which was on " + f"{work.now:%Y-%m-%d}"
        work.findings.doubt(later.to_numpy(), Check.FUTURE, told)


def span_columns(found: Spans) -> "dict[str, pl.Series]":
    """The four columns of a time."""
    import polars as pl  # noqa: PLC0415 - as above

    return {
        "start_utc": mapped(found.start.alias("start_utc"), instant_text, pl.String),
        "end_utc": mapped(found.end.alias("end_utc"), instant_text, pl.String),
        "precision": found.precision.alias("precision"),
        "approximate": found.approximate.cast(pl.Int64).alias("approximate"),
    }


def span_texts(found: Spans) -> "pl.Series":
    """Times for people, in UTC, with how exactly they are known."""
    import polars as pl  # noqa: PLC0415 - as above

    frame = pl.DataFrame(found._asdict())
    first, last = (pl.col(name).dt.strftime("%Y-%m-%d %H:%M:%S UTC") for name in ("start", "end"))
    day, end = (pl.col(name).dt.strftime("%Y-%m-%d") for name in ("start", "end"))
    instants = pl.col("precision").is_in([Precision.INSTANT.value, Precision.INTERVAL.value])
    one, other = pl.when(instants).then(first).otherwise(day), pl.when(instants).then(last).otherwise(end)
    span = pl.when(one == other).then(one).otherwise(pl.concat_str(one, pl.lit(" to "), other))
    about = pl.when(pl.col("approximate")).then(pl.lit("about ")).otherwise(pl.lit(""))
    return frame.select(pl.concat_str(about, span, pl.lit(" ("), "precision", pl.lit(")")).alias("t"))["t"]

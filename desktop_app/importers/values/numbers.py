"""Columns of numbers, with the units that stand beside them."""

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop_app.importers.values.blanks import is_nothing, sheet_error
from desktop_app.importers.values.distinct import TEXT, by_distinct
from desktop_app.importers.values.units import BASE_UNITS, FAMILIES, Unit, unit_of

if TYPE_CHECKING:
    import polars as pl

_LONGEST: Final = 120
_BLANKS: Final = " \u00a0\u2009\u202f\u2007\u2002\u2003\u200a"
_APOSTROPHES: Final = "'’‘ʼ´`"
_SIGNS: Final = str.maketrans(
    {
        **dict.fromkeys(_BLANKS, " "),
        **dict.fromkeys(_APOSTROPHES, "'"),
        **dict.fromkeys("−‐‑﹣－", "-"),
        **dict.fromkeys("—―‒〜", "–"),
        "～": "~",
        "٫": ".",
        "٬": ",",
    }
)
_ABOUT: Final = re.compile(
    r"^(?:from(?=.* to )|between(?=.* and )|от(?=.* до )|~|≈|about|approx(?:imately|\.)?|circa|ca\.|around|"
    r"nearly|almost|some|over|more than|at least|up to|less than|under|ок\.|около|примерно|почти|более|свыше|"
    r"не менее|до|약|대략|최소|최대|[<>≤≥]=?)\s*(?=[\d.,+-])"
)
# These tell a range, and nothing about how sure it is.
_ENDS: Final = ("from", "between", "от")
_NUMBER: Final = r"[+-]?(?:\d[\d .,']*\d|\d|[.,]\d+)(?:e[+-]?\d{1,2})?"
_ONE: Final = re.compile(rf"(?P<before>[^\d+.,-]*?)\s*(?P<low>{_NUMBER})\s*(?P<after>[^\d]*\d?)", re.ASCII)
_TWO: Final = re.compile(
    rf"(?P<before>[^\d+.,-]*?)\s*(?P<low>{_NUMBER})\s*(?P<between>[^\d–~-]*?)\s*"
    rf"(?:–|~|-|\bto\b|\band\b|\bдо\b|\bи\b|에서)\s*"
    rf"(?P<high>{_NUMBER.replace('[+-]?', '', 1)})\s*(?P<after>[^\d]*\d?)",
    re.ASCII,
)
_POINTS: Final = re.compile(r"[+-]?\d{1,3}(?:\.\d{3}){2,}")
_COMMAS: Final = re.compile(r"[+-]?\d{1,3}(?:,\d{3}){2,}")
_ONE_MARK: Final = re.compile(r"[+-]?\d{1,3}[.,]\d{3}")
_GAPS: Final = re.compile(r"(?<=\d)[ '](?=\d{3}(?!\d))")
# A number of the usual kind, with nothing beside it.
_PLAIN: Final = r"^[+-]?[0-9]{1,15}(?:\.[0-9]{1,12})?$"
_DECIMAL_COMMA: Final = r"^[+-]?[0-9]{1,15}$"
# A number in which the point must be one of decimals.
_TELLING_POINT: Final = r"^\s*[+-]?(?:\d{4,}\.\d+|0\.\d+|\d{1,3}\.(?:\d{1,2}|\d{4,}))\s*$"


class NumberColumn(NamedTuple):
    """Of equal length with the texts.

    Attributes:
        value: Float64 in the unit that `unit` names; null where there is none, and for a range: its middle
            has no source.
        unit: of the value: the base unit of the family ("m", "kn", "°", "" for a share); for volumes and
            masses "bbl", "t" or "m3"; for money the ISO 4217 code, empty where no cell or mapping says it.
        problem: a clause where a text is no such number, else null.
        low, high: ends of a range; both the value where it is none.
        approximate: the text says "about" or its like; null where there is no number.
        written: the unit as it stands in the cell, empty for none.
    """

    value: "pl.Series"
    unit: "pl.Series"
    problem: "pl.Series"
    low: "pl.Series"
    high: "pl.Series"
    approximate: "pl.Series"
    written: "pl.Series"


class Number(NamedTuple):
    """A number with its unit, see `NumberColumn`."""

    low: float
    high: float
    unit: str
    approximate: bool
    written: str


def read_numbers(
    series: "pl.Series", *, decimal: str = "", family: str = "", unit: str = "", ranges: bool = False
) -> NumberColumn:
    """The numbers of a column.

    Args:
        series: texts.
        decimal: "." or ","; empty to see which the column allows.
        family: of units, see `Field.family`; empty for bare numbers.
        unit: of numbers that name none; empty for the family's own.
        ranges: a range is told by its ends; otherwise it is a problem.

    Raises:
        ValueError: `unit` is none of the family; a clause.
    """
    own = _own_unit(family, unit)
    decimal = decimal or decimal_of(series)

    def read(texts: "pl.Series") -> "pl.DataFrame":
        import polars as pl  # noqa: PLC0415 - 0.1 s that start-up does without

        plain = texts.str.contains(_DECIMAL_COMMA if decimal == "," else _PLAIN)
        known = _usual(texts.filter(plain), own)
        rest = texts.filter(~plain)
        rows = [_row(text, decimal, family, own, ranges=ranges) for text in rest.to_list()]
        return pl.concat((known, pl.DataFrame(rows, schema=_schema(), orient="row")))

    return NumberColumn(*by_distinct(series, read).get_columns())


def decimal_of(series: "pl.Series") -> str:
    """Tell "." or "," where the numbers of the column allow one decimal sign only, else empty."""
    import polars as pl  # noqa: PLC0415 - see above

    texts = series.cast(pl.String).drop_nulls().unique()
    seen: set[str] = set()
    plain = texts.str.contains(_TELLING_POINT)
    if plain.any():
        seen.add(".")
        texts = texts.filter(~plain)
    for text in texts.filter(texts.str.contains("[.,]")).to_list():
        if len(text) <= _LONGEST:
            for number in re.findall(_NUMBER, text.translate(_SIGNS)):
                seen.add(_decimal_told(number))
    seen.discard("")
    return seen.pop() if len(seen) == 1 else ""


def read_number(text: str, *, decimal: str = "", family: str = "", unit: str = "") -> Number:
    """A number, or a range of numbers.

    Raises:
        ValueError: it is none; a clause.
    """
    return _read(text, decimal, family, _own_unit(family, unit))


def _own_unit(family: str, unit: str) -> Unit:
    if not unit:
        return Unit(BASE_UNITS.get(family, ""), 1.0)
    found = unit_of(unit, family)
    if found is None:
        raise ValueError(f"“{unit}” is no unit of {family or 'bare numbers'}")
    return found


def _read(text: str, decimal: str, family: str, own: Unit) -> Number:
    if len(text) > _LONGEST:
        raise ValueError("is too long for a number")
    plain = " ".join(unicodedata.normalize("NFKC", text.translate(_SIGNS)).translate(_SIGNS).lower().split())
    plain = re.sub(r"^–(?=\d)", "-", plain)
    approximate = False
    if found := _ABOUT.match(plain):
        plain, approximate = plain[found.end() :], not found[0].startswith(_ENDS)
    one = _ONE.fullmatch(plain)
    both = None if one else _TWO.fullmatch(plain)
    match = one or both
    if match is None:
        raise ValueError("is no number")
    low = _value(match["low"], decimal)
    high = low if both is None else _value(both["high"], decimal)
    between = both["between"].strip() if both else ""
    before, after = match["before"].strip(" :("), match["after"].strip(" .)")
    words = [word for word in (before, after) if word]
    if len(words) > 1 and family != "money":
        raise ValueError(f"“{words[0]}” stands before the number and “{words[1]}” behind it")
    beside = " ".join(words)
    unit = own if not beside else unit_of(beside, family)
    if unit is None:
        raise ValueError(_no_unit(beside, family))
    first = unit
    if between and between != beside:
        alone = unit_of(between, family)
        if alone is None or (alone.name and unit.name and alone.name != unit.name):
            raise ValueError(f"“{between}” and “{beside}” are different units")
        first = alone
    name = unit.name or own.name
    if beside and not unit.name and family in {"volume", "mass"}:
        # "5 thousand": the word multiplies, the unit is the column's.
        unit, first = Unit(own.name, unit.factor * own.factor), Unit(own.name, first.factor * own.factor)
        name = own.name
    low, high = scaled(low, first.factor), scaled(high, unit.factor)
    if high < low:
        raise ValueError("the range ends below its beginning")
    return Number(low, high, name, approximate, beside)


def scaled(value: float, factor: float) -> float:
    """A number times a factor, without the dust of binary fractions where the factor is one over a whole."""
    parts = round(1 / factor)
    return value / parts if parts > 1 and factor == 1 / parts else value * factor


def _no_unit(words: str, family: str) -> str:
    if family in {"volume", "mass"} and words in FAMILIES["rate"]:
        return f"“{words}” is a quantity in a time, and no quantity"
    other = next((name for name in FAMILIES if name != family and unit_of(words, name)), "")
    if not family or not other:
        return f"“{words}” beside the number is no unit that is known here"
    return f"“{words}” is a unit of {other}, and a {family} is wanted"


def _decimal_told(number: str) -> str:
    """Which sign must be the decimal one; empty where both can be."""
    bare = _GAPS.sub("", number).replace(" ", "").partition("e")[0]
    point, comma = bare.rfind("."), bare.rfind(",")
    if point >= 0 and comma >= 0:
        return "." if point > comma else ","
    if point < 0 and comma < 0:
        return ""
    sign = "." if point >= 0 else ","
    if bare.count(sign) > 1:
        return "," if sign == "." else "."
    if _ONE_MARK.fullmatch(bare) and not bare.lstrip("+-").startswith("0"):
        return ""
    return sign


def _value(number: str, decimal: str) -> float:
    bare = _GAPS.sub("", number)
    if " " in bare or "'" in bare:
        raise ValueError(f"the blanks in “{number}” are not between thousands")
    told = _decimal_told(bare)
    mantissa = bare.partition("e")[0]
    sign = told or decimal
    if not sign and _ONE_MARK.fullmatch(mantissa):
        if "," in mantissa:
            raise ValueError(f"the comma in “{number}” can divide thousands or decimals; choose which it is")
        sign = "."
    sign = sign or "."
    if (
        told
        and decimal
        and told != decimal
        and mantissa.count(told) == 1
        and not _thousands(mantissa, decimal)
    ):
        raise ValueError(
            f"“{number}” has its decimals behind a “{told}”, and the column behind a “{decimal}”"
        )
    other = "," if sign == "." else "."
    if other in mantissa and not _thousands(mantissa, sign):
        raise ValueError(f"the signs in “{number}” are not between thousands")
    return float(bare.replace(other, "").replace(sign, "."))


def _thousands(mantissa: str, decimal: str) -> bool:
    """Whether the sign that is not the decimal one stands between thousands only."""
    other = "," if decimal == "." else "."
    whole = mantissa.partition(decimal)[0]
    return (
        bool(re.fullmatch(rf"[+-]?\d{{1,3}}(?:{re.escape(other)}\d{{3}})*", whole))
        and other not in (mantissa.partition(decimal)[2])
    )


def _schema() -> "dict[str, pl.DataType]":
    import polars as pl  # noqa: PLC0415 - see above

    return {
        TEXT: pl.String(),
        "value": pl.Float64(),
        "unit": pl.String(),
        "problem": pl.String(),
        "low": pl.Float64(),
        "high": pl.Float64(),
        "approximate": pl.Boolean(),
        "written": pl.String(),
    }


def _usual(texts: "pl.Series", own: Unit) -> "pl.DataFrame":
    """Bare numbers whose point is one of decimals."""
    import polars as pl  # noqa: PLC0415 - see above

    value = texts.str.strip_prefix("+").cast(pl.Float64) * own.factor
    return pl.DataFrame({TEXT: texts, "value": value}).select(
        TEXT,
        "value",
        pl.lit(own.name).alias("unit"),
        pl.lit(None, pl.String).alias("problem"),
        pl.col("value").alias("low"),
        pl.col("value").alias("high"),
        pl.lit(value=False).alias("approximate"),
        pl.lit("").alias("written"),
    )


def _row(text: str, decimal: str, family: str, own: Unit, *, ranges: bool) -> tuple[object, ...]:
    nothing = (text, None, None)
    rest = (None, None, None, None)
    if is_nothing(text):
        return (*nothing, None, *rest)
    if error := sheet_error(text):
        return (*nothing, error, *rest)
    try:
        number = _read(text, decimal, family, own)
    except ValueError as error:
        return (*nothing, str(error), *rest)
    value = number.low if number.low == number.high else None
    if value is None and not ranges:
        return (*nothing, "is a range, and one number is wanted", *rest)
    return text, value, number.unit, None, number.low, number.high, number.approximate, number.written

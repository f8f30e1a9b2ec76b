"""Units beside numbers, in English, Russian and Korean.

A factor leads to the base unit of the family. Volumes and masses are not led into each other: that needs a
density, and densities are assumptions of a case.
"""

import re
from typing import Final, NamedTuple

_MULTIPLES: Final = {
    **dict.fromkeys(
        ("thousand", "thousands", "thsd", "thou", "k", "тыс", "тысяч", "тысяча", "тысячи", "천"), 1e3
    ),
    **dict.fromkeys(("만",), 1e4),
    **dict.fromkeys(
        ("million", "millions", "mln", "mio", "mm", "млн", "миллион", "миллиона", "миллионов", "백만"), 1e6
    ),
    **dict.fromkeys(
        ("billion", "billions", "bn", "bln", "млрд", "миллиард", "миллиарда", "миллиардов", "십억"), 1e9
    ),
    **dict.fromkeys(("억",), 1e8),
}
_BARREL: Final = (
    "bbl",
    "bbls",
    "bbl.",
    "barrel",
    "barrels",
    "баррель",
    "барреля",
    "баррелей",
    "барр",
    "бар",
    "배럴",
)
_TONNE: Final = (
    *("t", "tn", "mt", "ton", "tons", "tonne", "tonnes", "metric tons", "metric ton", "metric tonnes"),
    *("т", "тонн", "тонна", "тонны", "тн", "톤"),
)
_KILOGRAM: Final = ("kg", "kgs", "kilogram", "kilograms", "кг", "килограмм", "킬로그램")
_CUBIC: Final = (
    "m3",
    "m^3",
    "cbm",
    "cu m",
    "cu.m",
    "cubic metres",
    "cubic meters",
    "cubic metre",
    "м3",
    "куб.м",
    "куб. м",
    "куб м",
    "㎥",
    "입방미터",
)
_LITRE: Final = ("l", "ltr", "litre", "litres", "liter", "liters", "л", "литр", "литра", "литров", "리터")
# Of a unit → its name and the factor to it.
_QUANTITIES: Final = {
    **dict.fromkeys(_BARREL, ("bbl", 1.0)),
    "kbbl": ("bbl", 1e3),
    "kb": ("bbl", 1e3),
    "mbbl": ("bbl", 1e3),
    "mmbbl": ("bbl", 1e6),
    **dict.fromkeys(_TONNE, ("t", 1.0)),
    "kt": ("t", 1e3),
    "кт": ("t", 1e3),
    **dict.fromkeys(_KILOGRAM, ("t", 1e-3)),
    **dict.fromkeys(_CUBIC, ("m3", 1.0)),
    **dict.fromkeys(_LITRE, ("m3", 1e-3)),
}
_LENGTHS: Final = {
    **dict.fromkeys(
        ("m", "metre", "metres", "meter", "meters", "м", "метр", "метра", "метров", "미터"), ("m", 1.0)
    ),
    **dict.fromkeys(("cm", "см", "센티미터"), ("m", 0.01)),
    **dict.fromkeys(("dm", "дм"), ("m", 0.1)),
    **dict.fromkeys(("mm", "мм"), ("m", 0.001)),
    **dict.fromkeys(("km", "км", "kilometres", "kilometers", "킬로미터"), ("m", 1000.0)),
    # International foot and nautical mile, exact.
    **dict.fromkeys(("ft", "feet", "foot", "'", "фут", "фута", "футов", "피트"), ("m", 0.3048)),
    **dict.fromkeys(
        ("nm", "nmi", "nautical miles", "nautical mile", "мор. миль", "мор. мили", "해리"), ("m", 1852.0)
    ),
}
_SPEEDS: Final = {
    **dict.fromkeys(
        ("kn", "kt", "kts", "kn.", "knot", "knots", "уз", "узлов", "узла", "узел", "노트"), ("kn", 1.0)
    ),
    **dict.fromkeys(("km/h", "kmh", "км/ч"), ("kn", 1 / 1.852)),
    **dict.fromkeys(("m/s", "м/с"), ("kn", 3.6 / 1.852)),
}
_ANGLES: Final = dict.fromkeys(("°", "deg", "degrees", "degree", "град", "градусов", "도"), ("°", 1.0))
_SHARES: Final = dict.fromkeys(
    ("%", "percent", "per cent", "процентов", "процента", "процент", "퍼센트", "프로"), ("", 0.01)
)
_COUNTS: Final = dict.fromkeys(
    (
        "gt",
        "gross tons",
        "grt",
        "wagons",
        "cars",
        "вагонов",
        "вагона",
        "вагон",
        "량",
        "pcs",
        "шт",
        "рег. т",
        "총톤",
    ),
    ("", 1.0),
)
# ISO 4217.
CURRENCY: Final = {
    **dict.fromkeys(
        ("usd", "us$", "$", "us dollars", "dollars", "долл", "долларов", "долл. сша", "долларов сша", "달러"),
        "USD",
    ),
    **dict.fromkeys(("eur", "€", "euro", "euros", "евро", "유로"), "EUR"),
    **dict.fromkeys(
        ("rub", "rur", "₽", "roubles", "rubles", "rouble", "ruble", "руб", "рублей", "рубля", "р", "루블"),
        "RUB",
    ),
    **dict.fromkeys(("cny", "rmb", "yuan", "юаней", "юань", "юаня", "위안", "元"), "CNY"),
    **dict.fromkeys(("krw", "₩", "won", "원", "вон"), "KRW"),
    **dict.fromkeys(("kpw",), "KPW"),
    **dict.fromkeys(("jpy", "yen", "йен", "иен", "엔", "円"), "JPY"),
    **dict.fromkeys(("gbp", "£", "pounds"), "GBP"),
    **dict.fromkeys(("hkd", "hk$"), "HKD"),
    **dict.fromkeys(("sgd", "s$"), "SGD"),
    **dict.fromkeys(("aed",), "AED"),
}
_RATES: Final = dict.fromkeys(
    (
        "bpd",
        "b/d",
        "bbl/d",
        "bbl/day",
        "barrels per day",
        "barrels a day",
        "kbd",
        "mbd",
        "bbls/day",
        "барр/сут",
        "баррелей в сутки",
        "т/сут",
        "t/d",
        "tpd",
        "bpy",
        "배럴/일",
    ),
    ("", 1.0),
)
FAMILIES: Final = {
    "volume": _QUANTITIES,
    "mass": _QUANTITIES,
    "length": _LENGTHS,
    "speed": _SPEEDS,
    "angle": _ANGLES,
    "share": _SHARES,
    "count": _COUNTS,
    "money": {word: (code, 1.0) for word, code in CURRENCY.items()},
    "rate": _RATES,
}
# What a number without a unit is taken in; a volume or mass without one has none.
BASE_UNITS: Final = {"length": "m", "speed": "kn", "angle": "°", "share": "", "count": "", "money": ""}
_MULTIPLE: Final = re.compile(
    r"(?P<multiple>" + "|".join(sorted(_MULTIPLES, key=len, reverse=True)) + r")\.?\s*(?P<rest>.*)"
)


class Unit(NamedTuple):
    """A unit.

    Attributes:
        name: of the base unit, or currency; empty where none is told.
        factor: to it.
    """

    name: str
    factor: float


def unit_of(words: str, family: str) -> Unit | None:
    """What stands beside a number; None where it is nothing of the family.

    Multiples go before units: "thousand bbl", "тыс. т", "k". "mt" are tonnes and "mm" millions only before a
    unit, as the trade writes them.
    """
    units = FAMILIES.get(family, {})
    plain = " ".join(words.lower().replace("³", "3").split()).strip(" .,()") or words.strip()
    if found := units.get(plain) or units.get(plain + "."):
        return Unit(*found)
    if family not in {"volume", "mass", "money", "count", ""}:
        return None
    if many := _MULTIPLE.fullmatch(plain):
        factor, rest = _MULTIPLES[many["multiple"]], many["rest"].strip(" .")
        rest = rest.removeprefix("of ")
        if not rest:
            return Unit("", factor) if many["multiple"] != "mm" else None
        if rest in units:
            name, more = units[rest]
            return Unit(name, factor * more)
    # "$ million", "usd mln": the currency comes first.
    first, _, last = plain.partition(" ")
    if first in units and last.strip(".") in _MULTIPLES:
        return Unit(units[first][0], _MULTIPLES[last.strip(".")])
    return None

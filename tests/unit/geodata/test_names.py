"""The hand-made tables of names: complete, of the right script, and drawn by the bundled fonts."""

import csv
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

GEODATA = Path(__file__).parents[3] / "geodata"
TABLES = GEODATA / "build" / "names"
FONTS = GEODATA.parent / "assets" / "build" / "fonts"
NAMES = sorted(path.stem for path in TABLES.glob("*.csv"))
LATIN = re.compile(r"[A-Za-zÀ-ž'’ .,()\-–]+")
CYRILLIC = re.compile(r"[\u0410-\u044f\u0401\u0451 .\-–()]+")
HANGUL = re.compile(r"[가-힣0-9 ]+")  # 제4쿠릴 해협


def rows(name: str) -> list[dict[str, str]]:
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_every_row_has_three_names_in_their_scripts(name: str) -> None:
    for row in rows(name):
        assert LATIN.fullmatch(row["en"]), row
        assert CYRILLIC.fullmatch(row["ru"]), row
        assert HANGUL.fullmatch(row["ko"]), row
        assert all(cell == cell.strip() for cell in row.values()), row


@pytest.mark.parametrize("name", NAMES)
def test_keys_are_unique(name: str) -> None:
    keys = [next(iter(row.values())) for row in rows(name)]
    assert len(keys) == len(set(keys)) > 0


def test_there_are_as_many_as_promised() -> None:
    places = {row["geoname_id"] for row in rows("places")}
    assert len(places) + len(rows("extra_places")) >= 220
    assert len(rows("seas")) >= 45
    assert len(rows("ports")) >= 110


@pytest.mark.parametrize("name", ["seas", "countries", "extra_places"])
def test_points_lie_on_the_map(name: str) -> None:
    for row in rows(name):
        assert 95 <= float(row["lon"]) <= 180, row
        assert 15 <= float(row["lat"]) <= 72, row
        assert 2 <= float(row["r"]) < float(row.get("z1") or 99), row


def test_base_map_ports_have_a_locode() -> None:
    for row in rows("ports"):
        assert re.fullmatch(r"(RU|KP|KR|CN|JP)[A-Z2-9]{3}", row["locode"]), row


def test_names_that_were_wrong_elsewhere() -> None:
    by_english = {row["en"]: row for row in rows("places")}
    assert by_english["Seoul"]["ko"] == "서울"
    assert by_english["Nakhodka"]["ru"] == "Находка"
    assert by_english["Changchun"]["ru"] == "Чанчунь"
    assert by_english["Chongjin"]["ru"] == "Чхонджин"
    assert next(row for row in rows("seas") if row["id"] == "sea-of-japan")["ko"] == "동해"


def test_bundled_fonts_hold_every_shown_name() -> None:
    latin, korean = (
        set(TTFont(FONTS / f"{name}.ttf").getBestCmap())
        for name in ("TumenSans-Regular", "TumenSansKR-Regular")
    )
    with (GEODATA / "gazetteer.csv").open(encoding="utf-8", newline="") as file:
        shown = [row for name in NAMES for row in rows(name)] + list(csv.DictReader(file))
    assert {char for row in shown for char in row["en"] + row["ru"] if ord(char) not in latin} == set()
    assert {char for row in shown for char in row["ko"] if ord(char) not in korean and char != " "} == set()

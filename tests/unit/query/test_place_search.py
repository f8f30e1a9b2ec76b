"""A place is found by any of its names and codes, however they are typed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.gazetteer import NamedPlace
from desktop_app.importers.gazetteer import read_gazetteer
from desktop_app.importers.record import read_record
from desktop_app.query.name_folding import fold, is_one_typo_away
from desktop_app.query.place_search import LIMIT, PlaceSearch
from desktop_app.query.vessel_search import find_vessels
from desktop_app.storage.case_store import CaseStore

GEODATA = Path(__file__).parents[3] / "geodata"


@pytest.fixture(scope="module")
def gazetteer() -> tuple[NamedPlace, ...]:
    return read_gazetteer(GEODATA / "gazetteer.csv")


@pytest.fixture(scope="module")
def case() -> Iterator[CaseStore]:
    opened = CaseStore.of_record(read_record(GEODATA / "record"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def search(case: CaseStore, gazetteer: tuple[NamedPlace, ...]) -> PlaceSearch:
    return PlaceSearch(case.record, gazetteer)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "Chongjin",
            "Ch'ŏngjin",
            "Ch’ŏngjin",
            "CHONGJIN",
            "Cheongjin",
            "Чхонджин",
            "청진",
            "KPCHO",
            "kp cho",
        ),
        *("chongj", "чхонд", "처", "ㅊㅓㅇㅈ", "Chingjin", "Chongjn", "Chnogjin", "Chonggjin"),
    ],
)
def test_chongjin_by_every_name(search: PlaceSearch, typed: str) -> None:
    assert "port:chongjin" in [found.key for found in search.find(typed)][:2], typed


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Najin", "port:rajin"),
        ("Unggi", "port:sonbong"),
        ("Songjin", "port:kimchaek"),
        ("RU VYP", "port:vostochny"),
        ("Vladivostock", "port:vladivostok"),
        ("Haishenwai", "port:vladivostok"),
        ("Vostochnyy", "port:vostochny"),
        ("Seishin", "port:chongjin"),
        ("khasan", "station:khasan"),
        ("Находка", "port:nakhodka"),
    ],
)
def test_the_record_comes_first(search: PlaceSearch, typed: str, key: str) -> None:
    assert search.find(typed)[0].key == key


def test_the_other_name_that_fits_is_told(search: PlaceSearch) -> None:
    rajin = search.find("Najin")[0]
    assert (rajin.names.en, rajin.matched) == ("Rajin", "Najin")
    assert search.find("Rajin")[0].matched == ""


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("동해", "Sea of Japan"),
        ("японское море", "Sea of Japan"),
        ("Артем", "Artyom"),
        ("KRPUS", "Busan"),
        ("KR PUS", "Busan"),
        ("UHWW", "Vladivostok International Airport"),
        ("Хабаровский край", "Khabarovsk Krai"),
        ("komsomolsk on amur", "Komsomolsk-on-Amur"),
        ("哈尔滨", "Harbin"),
        ("Seuol", "Seoul"),
    ],
)
def test_the_gazetteer_is_found(search: PlaceSearch, typed: str, name: str) -> None:
    assert name in [found.names.en for found in search.find(typed)]


def test_better_matches_and_larger_towns_come_first(search: PlaceSearch) -> None:
    found = [(place.kind, place.names.en) for place in search.find("vladi")]
    assert found[0] == ("port", "Vladivostok")
    assert next(name for kind, name in found if kind == "place") == "Vladivostok"
    assert search.find("Pyongyang")[0].kind == "place"
    assert search.find("jin")[0].names.en.startswith("Jin")


def test_nothing_is_found_by_nothing(search: PlaceSearch) -> None:
    assert search.find("") == search.find(" -' ") == search.find("zzqqxxyy") == []


@given(data=st.data())
def test_every_name_finds_its_place(
    data: st.DataObject, search: PlaceSearch, gazetteer: tuple[NamedPlace, ...]
) -> None:
    place = data.draw(st.sampled_from(gazetteer))
    name = data.draw(
        st.sampled_from([n for n in (place.names.en, place.names.ru, place.names.ko, *place.other) if n])
    )
    found = search.find(name, limit=10_000)
    assert place.names in [one.names for one in found]


@given(typed=st.text(max_size=30))
def test_any_text_gives_a_short_list(search: PlaceSearch, typed: str) -> None:
    assert len(search.find(typed)) <= LIMIT


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(
    st.text("abcde", min_size=4, max_size=9),
    st.integers(0, 8),
    st.sampled_from("abcde"),
    st.text("abc", max_size=4),
)
def test_one_typo_is_forgiven(name: str, at: int, letter: str, behind: str) -> None:
    at %= len(name)
    changed = name[:at] + letter + name[at + 1 :]
    longer, shorter = name[:at] + letter + name[at:], name[:at] + name[at + 1 :]
    swapped = name[:at] + name[at : at + 2][::-1] + name[at + 2 :]
    for typed in (changed, longer, shorter, swapped):
        assert is_one_typo_away(typed, name + behind), typed


def test_two_typos_are_not() -> None:
    assert not is_one_typo_away("vlodivostak", "vladivostok")
    assert not is_one_typo_away("harbin", "nampo")


def test_vessels_are_found_by_name_and_number() -> None:
    vessels = read_record(GEODATA / "record").vessels
    numbered = next(vessel for vessel in vessels if vessel.imo_number)
    assert find_vessels(vessels, f"IMO {numbered.imo_number}", 5) == [numbered]
    assert find_vessels(vessels, numbered.name[:4].lower(), 5)[0].name.startswith(numbered.name[:4])
    assert find_vessels(vessels, " ", 5) == []

"""Every clause can be asked for on the command line, and what is not known is named with the nearest."""

import re
from datetime import date

import pytest

from desktop_app.cli.filter_options import CHOICES, filter_from
from desktop_app.cli.parser import build_parser
from desktop_app.query.clauses import (
    CHOICE_KINDS,
    NOT_DOCUMENTED,
    AreaClause,
    ClauseKind,
    DateClause,
    Filter,
    TextClause,
    VolumeClause,
)
from desktop_app.runtime.errors import UsageError
from desktop_app.storage.case_store import CaseStore

VOYAGE = "v-2024-03-chon-ma-san"


def asked(store: CaseStore, *words: str) -> Filter:
    return filter_from(build_parser().parse_args(["summary", *words]), store)


def test_every_kind_of_choice_has_an_option() -> None:
    assert set(CHOICES.values()) == set(CHOICE_KINDS)


def test_every_clause_at_once(store: CaseStore) -> None:
    owner = next(vessel.owner for vessel in store.record.vessels if vessel.owner)
    filter_ = asked(
        store,
        *("--from", "2024-02", "--to", "2024", "--vessel", "IMO 8660313", "--vessel", "yu son"),
        *("--operator", owner.upper(), "--listed-by", "un", "--listed-by", "none", "--mode", "Sea"),
        *("--loading", "vostochny", "--discharge", "none", "--tracker", "off", "--known-from", "AIS"),
        *("--grade", "b", "--volume", "5 000..20,000", "--not-estimated", "--within=130,40,134,44"),
        *("--text", "tanker", "--port", "vladivostok", "--voyage", VOYAGE, "--doubt", "on_land"),
        *("--event", "encounter"),
    )
    assert {clause.kind for clause in filter_.clauses} == set(ClauseKind) - {ClauseKind.PRODUCT}
    assert filter_.dates == DateClause(date(2024, 2, 1), date(2024, 12, 31))
    assert filter_.choice(ClauseKind.OPERATOR).values == (owner,)
    assert filter_.choice(ClauseKind.LISTING).values == ("UN", NOT_DOCUMENTED)
    assert filter_.choice(ClauseKind.DISCHARGE).values == (NOT_DOCUMENTED,)
    assert filter_.choice(ClauseKind.HOW_KNOWN).values == ("ais",)
    assert filter_.choice(ClauseKind.GRADE).values == ("B",)
    assert filter_.clause(ClauseKind.VOLUME) == VolumeClause(5000, 20_000, unknown=True)
    area = filter_.clause(ClauseKind.AREA)
    assert isinstance(area, AreaClause)
    assert set(area.ring) == {(130, 40), (134, 40), (134, 44), (130, 44)}
    assert filter_.clause(ClauseKind.TEXT) == TextClause("tanker")
    sentence = filter_.sentence()
    for words in (
        "CHON MA SAN, YU SON",
        "loading at Vostochny",
        "known from AIS",
        "UN or no list",
        "CHON MA SAN, Vostochny” alone",
    ):
        assert words in sentence


def test_a_voyage_that_is_not_there_is_told(store: CaseStore) -> None:
    with pytest.raises(UsageError, match="no voyage 'v-1'"):
        asked(store, "--voyage", "v-1")


def test_a_product_is_asked_for_as_documented(training: CaseStore) -> None:
    with training.reader() as reader:
        ((product,),) = reader.execute("SELECT product FROM voyage WHERE product <> '' LIMIT 1").fetchall()
    assert asked(training, "--product", str(product).upper()).choice(ClauseKind.PRODUCT).values == (product,)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ("--loading", "Vladivostk"),
            "--loading: no port 'Vladivostk' in this case; did you mean Vladivostok",
        ),
        (("--discharge", "Владивосток!"), "did you mean Владивосток"),
        (("--listed-by", "FR"), "--listed-by: no sanctions list 'FR'; it is one of UN, US, EU, UK"),
        (("--mode", "none"), "it is one of sea, rail"),
        (("--grade", "G"), "it is one of A, B, C, D, E, F"),
        (("--vessel", "CHON MA SUN"), "did you mean CHON MA SAN"),
        (("--volume", "5000"), "'5000' is no range; write LOW..HIGH"),
        (("--volume", ".."), "is no range"),
        (("--volume", "9..5"), "--volume: 9 is more than 5"),
        (("--volume=-4..5",), "not below zero"),
        (("--volume", "a..5"), "“a” is no number"),
        (("--not-estimated",), "belongs to --volume"),
        (("--from", "2025", "--to", "2024"), "lies after"),
    ],
)
def test_what_is_not_known_is_refused_with_the_nearest(
    store: CaseStore, words: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(UsageError, match=re.escape(sentence)):
        asked(store, *words)

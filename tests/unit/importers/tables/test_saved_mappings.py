"""Mappings as text and under names: the same there and back, refused with a reason, in one folder."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.importers.tables.mapping import ColumnUse, Mapping
from desktop_app.importers.tables.mapping_json import mapping_text, read_mapping
from desktop_app.importers.tables.saved_mappings import SUFFIX, SavedMappings
from desktop_app.importers.tables.targets import TARGETS
from desktop_app.runtime.errors import InputError

WORDS = st.text(min_size=1, max_size=30)


@st.composite
def mappings(draw: st.DrawFn) -> Mapping:
    target = draw(st.sampled_from(TARGETS))
    fields = draw(st.lists(st.sampled_from(target.fields), unique=True, max_size=5))
    uses = tuple(
        ColumnUse(field.name, "", draw(WORDS))
        if draw(st.booleans())
        else ColumnUse(field.name, draw(WORDS), "", draw(st.sampled_from(("", "t", "kn"))))
        for field in fields
    )
    return Mapping(
        target.name,
        uses,
        draw(st.sampled_from(("UTC", "Asia/Pyongyang"))),
        draw(st.sampled_from(("", "dmy"))),
        draw(st.sampled_from(("", ","))),
        draw(st.booleans()),
    )


@given(mappings())
def test_a_mapping_comes_back_as_it_was(mapping: Mapping) -> None:
    assert read_mapping(mapping_text(mapping)) == mapping


GOOD = Mapping("calls", (ColumnUse("time", "Date"), ColumnUse("port", "Port")))


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("{", "", "not JSON"),
        ('"version": 1', '"version": 2', "no mapping of version 1"),
        ('"calls"', '"ducks"', "'ducks', which no row can become"),
        ('"field": "port"', '"field": "colour"', "no field 'colour'"),
        ('"field": "port"', '"field": "time"', "one field twice"),
        ('"column": "Port"', '"column": ""', "needs a column"),
        ('"date_order": ""', '"date_order": "ydm"', "not one of"),
        ('"zone": "UTC"', '"zone": 9', "no text"),
    ],
)
def test_a_broken_mapping_is_refused_with_the_reason(before: str, after: str, reason: str) -> None:
    text = mapping_text(GOOD)
    assert before in text
    with pytest.raises(ValueError, match=reason):
        read_mapping(text.replace(before, after, 1))


@given(st.text(max_size=200))
def test_any_text_is_a_mapping_or_refused(text: str) -> None:
    with pytest.raises(ValueError, match="it is"):
        read_mapping(text)


def test_mappings_are_kept_under_names(tmp_path: Path) -> None:
    saved = SavedMappings(tmp_path / "not there yet" / "mappings")
    assert saved.names() == ()
    assert saved.save("Заходы 기항", GOOD) == "Заходы 기항"
    saved.save("calls", GOOD._replace(zone="Asia/Seoul"))
    assert saved.names() == ("calls", "Заходы 기항")
    assert saved.load("calls").zone == "Asia/Seoul"
    saved.delete("calls")
    assert saved.names() == ("Заходы 기항",)
    with pytest.raises(InputError, match="no saved mapping 'calls'; there are: Заходы 기항"):
        saved.load("calls")


def test_a_name_never_leads_out_of_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "mappings"
    kept = SavedMappings(folder).save("../../etc/passwd", GOOD)
    assert [path.parent for path in tmp_path.rglob(f"*{SUFFIX}")] == [folder]
    assert SavedMappings(folder).load(kept) == GOOD


def test_the_mapping_that_fits_a_file_best_is_offered(tmp_path: Path) -> None:
    saved = SavedMappings(tmp_path)
    saved.save("small", Mapping("calls", (ColumnUse("time", "Date"),)))
    saved.save("large", GOOD)
    saved.save("other", Mapping("calls", (ColumnUse("time", "When"), ColumnUse("port", "Port"))))
    (tmp_path / f"broken{SUFFIX}").write_text("{", encoding="utf-8")
    assert saved.best_for(["Date", "Port", "Ship"]) == "large"
    assert saved.best_for(["Date"]) == "small"
    assert saved.best_for(["x"]) == ""

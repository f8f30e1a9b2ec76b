"""The manifest as text: canonical, read back whole, refused where anything in it is not ours."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.manifest import NO_DIGEST, SHORT_DIGITS
from desktop_app.exporters.proof.manifest import manifest_text, read_manifest, short_hash
from desktop_app.query.assumptions import scenario_assumptions
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.errors import InputError
from desktop_app.storage.case_store import CaseStore


def test_what_is_written_is_read_back_the_same(training: CaseStore, make_manifest: Any) -> None:
    engine = QueryEngine(training).under(scenario_assumptions(training, training.record.scenarios[0].id))
    manifest = make_manifest(engine)
    text = manifest_text(manifest)
    assert manifest_text(read_manifest(text)) == text
    assert text.isascii()
    assert manifest.synthetic
    assert [ident for ident, _ in manifest.sources] == [
        key.removeprefix("source:")
        for key in sorted(
            (row.key for row in manifest.records if row.key.startswith("source:")),
            key=[f"source:{source.id}" for source in training.record.sources].index,
        )
    ]


def test_the_printed_hash_covers_all_but_the_picture(store: CaseStore, make_manifest: Any) -> None:
    manifest = make_manifest(QueryEngine(store))
    own = short_hash(manifest)
    assert len(own) == SHORT_DIGITS
    assert short_hash(replace(manifest, picture_sha256="1" * 64)) == own
    assert short_hash(replace(manifest, case_title=f"{manifest.case_title}.")) != own
    assert manifest.picture_sha256 == NO_DIGEST


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"format": "other"}, "no manifest of a figure"),
        ({"version": 2}, "a later Tumen"),
        ({"version": "1"}, "a later Tumen"),
        ({"records": [["voyage:x", "not hexadecimal!"]]}, "16 hexadecimal digits"),
        ({"records": [["voyage:x", "0123456789abcdef"]]}, "not as many"),
        ({"record_count": -1}, "number of rows"),
        (
            {
                "records": [["voyage:x", "0" * 16]] * 5_001,
                "record_count": 5_001,
                "tables": {"voyage": [5_001, "0" * 64]},
            },
            "not as many",
        ),
        ({"tables": {"voyage": [1, "0" * 63]}}, "64 hexadecimal digits"),
        ({"filter": ["vessel"]}, "an object"),
        ({"case_id": None}, "a text"),
        ({"sources": [["one"]]}, ""),
    ],
)
def test_what_is_not_ours_is_refused_in_a_sentence(
    store: CaseStore, make_manifest: Any, change: dict[str, Any], reason: str
) -> None:
    content = json.loads(manifest_text(make_manifest(QueryEngine(store)))) | change
    with pytest.raises(InputError, match=f"cannot be read: .*{reason}"):
        read_manifest(json.dumps(content))


@given(st.text() | st.recursive(st.none() | st.text(), st.lists).map(json.dumps))
def test_any_text_is_read_or_refused(text: str) -> None:
    with pytest.raises(InputError):
        read_manifest(text)


def test_a_missing_field_and_a_deep_text_are_refused() -> None:
    with pytest.raises(InputError, match="version is missing"):
        read_manifest('{"format": "tumen-figure"}')
    with pytest.raises(InputError):
        read_manifest("[" * 200_000)

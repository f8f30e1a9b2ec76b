"""Whether a figure still holds: unchanged, changed row by row, altered, of another case."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop_app.domain.assumption import Key, Range
from desktop_app.domain.manifest import Manifest
from desktop_app.exporters.proof.changed_rows import Difference
from desktop_app.exporters.proof.manifest import manifest_text, read_manifest, short_hash
from desktop_app.exporters.proof.verdict import Carried, Trouble, Verdict, verdict_on
from desktop_app.query import row_digests
from desktop_app.query.clauses import ChoiceClause, ClauseKind, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.edits import Delete, Edit, Operation, Update

BASE_MAP = "0123456789abcdef"


def verdict(
    manifest: Manifest, store: CaseStore | None, *, fits: bool | None = None, printed: str = ""
) -> Verdict:
    engine = None if store is None else QueryEngine(store)
    return verdict_on(Carried("figure.png", manifest, fits), engine, BASE_MAP, printed)


def change(store: CaseStore, *operations: Operation) -> None:
    store.edit(Edit("Mend it", operations), "lee")


@pytest.fixture
def manifest(own: CaseStore, make_manifest: Any) -> Manifest:
    made: Manifest = make_manifest(QueryEngine(own))
    return made


@pytest.fixture
def voyage_id(own: CaseStore, manifest: Manifest) -> str:
    """A voyage with a named vessel that the figure shows."""
    shown = [row.key.removeprefix("voyage:") for row in manifest.records if row.key.startswith("voyage:")]
    return next(row.id for row in own.voyages(shown) if row.vessel_id)


def test_nothing_changed(own: CaseStore, manifest: Manifest) -> None:
    found = verdict(manifest, own, fits=True, printed=f" {short_hash(manifest).upper()} ")
    assert not found.troubles
    assert not found.rows
    assert found.sentences == (f"Unchanged: all {manifest.record_count} records shown are in “Own” as then.",)


def test_an_altered_picture_of_unchanged_data(own: CaseStore, manifest: Manifest) -> None:
    found = verdict(manifest, own, fits=False)
    assert found.troubles == (Trouble.PICTURE,)
    assert found.sentences[0] == "Altered picture: figure.png is not as Tumen wrote it."
    assert found.sentences[1].startswith("Its records are unchanged: all ")


def test_each_row_that_changed_is_named_with_what_and_by_whom(
    own: CaseStore, manifest: Manifest, voyage_id: str
) -> None:
    (voyage,) = own.voyages((voyage_id,))
    (sighting_id, *_) = (
        row.key.partition(":")[2] for row in manifest.records if row.key.startswith("sighting:")
    )
    change(own, Update("voyage", voyage_id, {"summary": "First."}))
    change(
        own, Update("voyage", voyage_id, {"summary": "Second.", "ships": 1}), Delete("sighting", sighting_id)
    )
    change(own, Update("vessel", voyage.vessel_id, {"name": "<b>NEW</b>"}))
    found = verdict(manifest, own)
    rows = {row.key: row for row in found.rows}
    assert found.troubles == (Trouble.DATA,)
    assert found.sentences[0] == "3 records changed since in “Own”: 1 removed, 2 changed."
    told = rows[f"voyage:{voyage_id}"]
    assert told.difference is Difference.CHANGED
    assert told.details[0] == f"summary: {voyage.summary} → Second."
    assert told.details[-1].startswith("by lee on ")
    assert len(told.details) == 2
    gone = rows[f"sighting:{sighting_id}"]
    assert gone.difference is Difference.REMOVED
    assert gone.details[0].startswith("deleted by lee on ")
    assert rows[f"vessel:{voyage.vessel_id}"].name == "<b>NEW</b>"
    for _ in range(3):
        own.undo("lee")
    assert not verdict(manifest, own).troubles


def test_a_row_that_passes_no_more_is_left_out_not_removed(
    own: CaseStore, manifest: Manifest, voyage_id: str
) -> None:
    change(
        own,
        Update("voyage", voyage_id, {"start_utc": "2019-03-07T00:00:00Z", "end_utc": "2019-03-07T23:59:59Z"}),
    )
    rows = {row.key: row.difference for row in verdict(manifest, own).rows}
    assert rows[f"voyage:{voyage_id}"] is Difference.LEFT_OUT
    assert Difference.REMOVED not in rows.values()


def test_what_else_is_in_the_case_changes_nothing(own: CaseStore, make_manifest: Any, voyage_id: str) -> None:
    other = next(
        vessel.id for vessel in own.record.vessels if vessel.id != own.voyages((voyage_id,))[0].vessel_id
    )
    filter_ = Filter.of(ChoiceClause(ClauseKind.VESSEL, (other,), ("other",)))
    manifest = make_manifest(QueryEngine(own), filter_, "social")
    change(own, Update("voyage", voyage_id, {"summary": "Other."}))
    assert not verdict(manifest, own).troubles


def test_several_troubles_are_all_told_the_worst_first(
    own: CaseStore, manifest: Manifest, voyage_id: str
) -> None:
    change(own, Update("voyage", voyage_id, {"summary": "Other."}))
    altered = replace(manifest, tables={**manifest.tables, "voyage": (19, "0" * 64)})
    found = verdict(altered, own, fits=False, printed="000000000000")
    assert found.troubles == (Trouble.MANIFEST, Trouble.PICTURE, Trouble.HASH, Trouble.DATA)
    assert [sentence.split(":")[0] for sentence in found.sentences[:3]] == [
        "Altered manifest",
        "Altered picture",
        "The hash printed does not fit",
    ]


def test_another_case_is_named(store: CaseStore, manifest: Manifest) -> None:
    for found, words in (
        (verdict(manifest, None), "which is not at hand"),
        (verdict(manifest, store), f"not of “{store.info.title}”"),
    ):
        assert found.troubles == (Trouble.NOT_COMPARED,)
        assert f"“Own” (id {manifest.case_id})" in found.sentences[0]
        assert words in found.sentences[0]


@pytest.mark.parametrize(
    "change_",
    [
        {"filter": {"flavour": {"values": [], "names": []}}},
        {"assumptions": {}},
        {"view": {}},
        {"view_place": [1, 2, "three", 4]},
        {"view_place": [10, 2, 4, 4]},
        {"view_question": {"period": "week", "split": "nothing", "shown": "barrels", "corrected": False}},
    ],
)
def test_a_filter_that_cannot_be_asked_is_told(
    own: CaseStore, manifest: Manifest, change_: dict[str, Any]
) -> None:
    content = json.loads(manifest_text(manifest))
    for name, value in change_.items():
        field, _, part = name.partition("_")
        content[field] = {**content[field], part: value} if part else value
    found = verdict(read_manifest(json.dumps(content)), own)
    assert found.troubles == (Trouble.NOT_COMPARED,)
    assert found.sentences[0].startswith("Its filter can no longer be asked: ")


def test_versions_and_a_lost_scenario_are_told_beside_the_verdict(own: CaseStore, make_manifest: Any) -> None:
    engine = QueryEngine(own)
    assumptions = replace(engine.assumptions, scenario_id="gone").moved(
        Key.LOAD_FRACTION, Range(0.2, 0.4, 0.6)
    )
    manifest = make_manifest(engine.under(assumptions))
    manifest = replace(
        manifest, versions={"tumen": "0.0.1", "base_map": "other"}, case_title="Before", as_of="2020-01-01"
    )
    told = " ".join(verdict(manifest, own).sentences)
    for words in ("Made by Tumen 0.0.1", "another base map", "“Before”", "2020-01-01", "scenario"):
        assert words in told


def test_of_too_many_rows_the_tables_are_compared(
    own: CaseStore, make_manifest: Any, voyage_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(row_digests, "MOST_LISTED", 10)
    manifest = read_manifest(manifest_text(make_manifest(QueryEngine(own))))
    assert not manifest.records
    assert not verdict(manifest, own).troubles
    change(own, Update("voyage", voyage_id, {"summary": "Other."}))
    found = verdict(manifest, own)
    assert found.troubles == (Trouble.DATA,)
    assert found.sentences[0] == "Records changed since in “Own”: among 19 voyages."


@pytest.fixture
def copy_of_own(own: CaseStore, tmp_path: Path) -> Iterator[CaseStore]:
    """The same case in another file."""
    from desktop_app.storage.saving import save_copy  # noqa: PLC0415 - of this fixture alone

    with own.whole() as source:
        save_copy(source, tmp_path / "copy.gpkg")
    opened = CaseStore.open(tmp_path / "copy.gpkg")
    yield opened
    opened.close()


def test_a_copy_of_the_case_answers_for_it(copy_of_own: CaseStore, manifest: Manifest) -> None:
    assert not verdict(manifest, copy_of_own).troubles

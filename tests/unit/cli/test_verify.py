"""`tumen verify`: exit codes, words, and what it finds by itself."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.cli.main import run
from desktop_app.domain.figure_design import Place
from desktop_app.domain.figure_templates import TEMPLATES
from desktop_app.domain.manifest import Manifest
from desktop_app.exporters.proof.manifest import FigureFacts, manifest_of, manifest_text, short_hash
from desktop_app.exporters.proof.versions import base_map_version
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.volumes_results import Question
from desktop_app.runtime.resources import Resources
from desktop_app.session.style import FIRST_LAYERS
from desktop_app.storage.case_store import CaseStore


def manifest_of_all(store: CaseStore, resources: Resources) -> Manifest:
    versions = {"base_map": base_map_version(resources)}
    facts = FigureFacts(
        TEMPLATES[0], {}, Place(118, 33, 146, 50), FIRST_LAYERS, (), Question(), "print", "en", (), versions
    )
    return manifest_of(QueryEngine(store), Filter(), facts)


def test_figures_of_the_programs_own_cases_find_their_case(
    store: CaseStore,
    training: CaseStore,
    resources: Resources,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "figure.png.json"
    for case in (store, training):
        manifest = manifest_of_all(case, resources)
        file.write_text(manifest_text(manifest))
        assert run(["verify", str(file), "--hash", short_hash(manifest)]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert lines[0].startswith("Unchanged: all ")
        assert ("SYNTHETIC: the case is made up." in lines) is (case is training)
        assert short_hash(manifest) in lines[-1]


def test_a_figure_of_a_case_that_is_not_named_cannot_be_compared(
    store: CaseStore, resources: Resources, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "figure.json"
    title = "Own \x1b[2J\N{RIGHT-TO-LEFT OVERRIDE}"
    other = replace(manifest_of_all(store, resources), case_id="case-other", case_title=title)
    file.write_text(manifest_text(other))
    assert run(["verify", str(file)]) == 2
    said = capsys.readouterr()
    assert said.out.startswith("Not compared with data: ")
    assert "--case" in said.err
    assert "\x1b" not in said.out
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in said.out


def test_what_changed_is_told_to_machines_too(
    store: CaseStore, resources: Resources, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest = manifest_of_all(store, resources)
    first = next(row for row in manifest.records if row.key.startswith("voyage:"))
    rows = tuple(row._replace(sha256="0" * 16) if row == first else row for row in manifest.records)
    file = tmp_path / "figure.json"
    file.write_text(manifest_text(replace(manifest, records=rows, data_sha256="0" * 64)))
    assert run(["verify", str(file), "--json", "--hash", "123456789abc"]) == 1
    (told,) = json.loads(capsys.readouterr().out)["pages"]
    assert told["troubles"] == ["altered manifest", "other hash", "changed"]
    assert [(row["key"], row["difference"]) for row in told["records"]] == [(first.key, "changed")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"\xff\xfe", "carries no manifest"),
        (b"{}", "no manifest"),
        (None, "cannot be read"),
    ],
)
def test_what_carries_no_manifest_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, reason: str
) -> None:
    file = tmp_path / "figure.png"
    if content is not None:
        file.write_bytes(content)
    assert run(["verify", str(file)]) == 2
    said = capsys.readouterr()
    assert not said.out
    assert said.err.startswith("tumen: ")
    assert reason in said.err

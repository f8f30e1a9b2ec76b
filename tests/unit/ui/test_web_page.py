"""What a page holds: the rows of its filter and no others, sealed, the same every time."""

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.domain.map_style import FIRST_LAYERS
from desktop_app.exporters.proof.embedded import embedded_manifest
from desktop_app.exporters.proof.manifest import read_manifest, short_hash
from desktop_app.exporters.proof.picture import picture_digest
from desktop_app.exporters.web_page import subset
from desktop_app.exporters.web_page.content import content_json
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.web_page.maker import MOST_BYTES, PageRequest, make_page

ROOT = Path(__file__).resolve().parents[3]
SPRING = DateClause(date(2024, 3, 1), date(2024, 5, 31))


def page_of(resources: Resources, store: CaseStore, filter_: Filter) -> str:
    request = PageRequest(QueryEngine(store), filter_, DateClause(), None, None, "light", "en", FIRST_LAYERS)
    return make_page(resources, request).decode()


def block(page: str, name: str) -> Any:
    (text,) = re.findall(rf'<script type="application/json" id="{name}">(.*?)</script>', page)
    return json.loads(text)


def test_the_record_fits_into_a_mail(resources: Resources, store: CaseStore) -> None:
    page = page_of(resources, store, Filter())
    assert len(page.encode()) <= MOST_BYTES
    data = block(page, "tumen-data")
    assert {row["id"] for row in data["voyages"]} == set(
        QueryEngine(store).map_content(Filter(), ()).voyage_ids
    )
    # Every printed number leads to a source, and every source is cited by something.
    cited = {
        number
        for name in ("voyages", "trains", "notified", "claims")
        for row in data[name]
        for number in row["sources"]
    }
    cited |= {number for card in data["cards"].values() for number in card["sources"]}
    assert cited == set(range(1, len(data["sources"]) + 1))
    proof = embedded_manifest(page.encode())
    assert proof is not None
    manifest = read_manifest(proof)
    stated, found = picture_digest(page.encode())
    assert stated == found
    stated, found = picture_digest(page.replace("not estimated", "estimated", 1).encode())
    assert stated != found
    assert short_hash(manifest) in data["imprint"]
    assert manifest.record_count
    assert [title for _, title in manifest.sources] == [source["title"] for source in data["sources"]]


@pytest.mark.parametrize("clause", [SPRING, ChoiceClause(ClauseKind.VESSEL, ("v",))])
def test_what_the_filter_hides_is_not_in_the_file(
    resources: Resources, training: CaseStore, clause: DateClause | ChoiceClause
) -> None:
    engine = QueryEngine(training)
    everything = training.voyages(engine.map_content(Filter(), ()).voyage_ids)
    if isinstance(clause, ChoiceClause):
        clause = replace(clause, values=(everything[0].vessel_id,))
    filter_ = Filter.of(clause)
    passing = set(engine.map_content(filter_, ()).voyage_ids)
    assert passing
    page = page_of(resources, training, filter_)
    hidden = [row for row in everything if row.id not in passing]
    assert hidden
    assert [row.id for row in hidden if f'"{row.id}"' in page or f"voyage:{row.id}" in page] == []
    calls = {call.id for call in training.calls_of(hidden)}
    assert [ident for ident in calls if f"call:{ident}" in page] == []
    shown = {row.vessel_id for row in everything if row.id in passing}
    if isinstance(clause, ChoiceClause):
        others = [vessel for vessel in training.record.vessels if vessel.id not in shown]
        assert [vessel.name for vessel in others if vessel.name in page] == []
        assert block(page, "tumen-data")["notified"] == []


def test_made_up_data_say_so_before_any_script_runs(resources: Resources, training: CaseStore) -> None:
    page = page_of(resources, training, Filter())
    markup = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    assert re.search(r'<div id="synthetic" role="note">SYNTHETIC DATA', markup)
    assert re.search(r"<title>SYNTHETIC · ", markup)
    assert re.search(r"<noscript>.*SYNTHETIC", markup)


def test_the_policy_comes_first_and_allows_no_request(resources: Resources, store: CaseStore) -> None:
    page = page_of(resources, store, Filter())
    head = page[: page.index("<title>")]
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', head)
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert head.index("Content-Security-Policy") < page.index("<script")
    assert (
        rules["default-src"] == rules["connect-src"] == rules["form-action"] == rules["base-uri"] == "'none'"
    )
    assert set(re.sub(r"'sha256-[A-Za-z0-9+/=]{44}'", "", rules["script-src"] + rules["style-src"])) <= {" "}
    assert "unsafe" not in policy
    assert re.findall(r'<(?:script|img|link|iframe)[^>]*(?:src|href)="(?!data:)', page) == []


@pytest.mark.parametrize("text", ["</script><script>x", "<!--<script>", "\u2028\u2029", "a & b", "\ud800"])
def test_no_text_ends_its_block(text: str) -> None:
    told = content_json({"name": text}).decode()
    assert not set("<>&\u2028\u2029") & set(told)
    if text.isprintable() or text == "\u2028\u2029":
        assert json.loads(told)["name"] == text


def test_too_many_voyages_are_refused_in_a_sentence(
    resources: Resources, store: CaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subset, "MOST_VOYAGES", 23)
    with pytest.raises(InputError, match=r"up to 23 voyages, and the filter leaves 24; narrow the dates"):
        page_of(resources, store, Filter())


def test_the_same_bytes_in_every_zone_and_locale(tmp_path: Path) -> None:
    made = []
    for number, (zone, language) in enumerate((("Asia/Seoul", "C.UTF-8"), ("America/New_York", "C"))):
        target = tmp_path / f"{number}.html"
        environment = {**os.environ, "TZ": zone, "LC_ALL": language, "PYTHONHASHSEED": str(number + 1)}
        command = [sys.executable, "-m", "desktop_app", "page", "-o", str(target), "--training"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)  # noqa: S603 - ours
        made.append(target.read_bytes())
    assert made[0] == made[1]
    assert str(tmp_path).encode() not in made[0]

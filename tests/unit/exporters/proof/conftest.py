"""Manifests of figures, and a case of one's own that can be changed."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from desktop_app.domain.figure_design import Place
from desktop_app.domain.figure_templates import template_named
from desktop_app.domain.manifest import Manifest
from desktop_app.exporters.proof.manifest import FigureFacts, manifest_of, showing_of
from desktop_app.query.clauses import DateClause, Filter
from desktop_app.query.design_json import design_content
from desktop_app.query.engine import QueryEngine
from desktop_app.query.shown_records import shown_records
from desktop_app.query.volumes_results import Question
from desktop_app.session.style import FIRST_LAYERS
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.saving import save_as_case

OF_2024 = Filter.of(DateClause(date(2024, 1, 1), date(2024, 12, 31)))
MakeManifest = Callable[..., Manifest]


def _manifest(engine: QueryEngine, filter_: Filter = OF_2024, template: str = "a4-portrait") -> Manifest:
    design = template_named(template)
    assert design is not None
    shown = shown_records(engine, filter_, showing_of(design, FIRST_LAYERS, (), Question()))
    facts = FigureFacts(
        design,
        design_content(design),
        Place(124.0, 36.0, 136.0, 45.0),
        FIRST_LAYERS,
        (),
        Question(),
        "print",
        "en",
        tuple(source for source in engine.store.record.sources if source.id in shown.source_ids),
        {"qt": "6.12.0", "base_map": "0123456789abcdef"},
    )
    return manifest_of(engine, filter_, facts)


@pytest.fixture
def make_manifest() -> MakeManifest:
    """Makes the manifest of a figure: engine, filter (2024), template."""
    return _manifest


@pytest.fixture
def own(store: CaseStore, tmp_path: Path) -> Iterator[CaseStore]:
    """The reported record as a case of one's own."""
    path = tmp_path / "own.gpkg"
    with store.whole() as source:
        save_as_case(source, path, title="Own", who="kim", now=datetime(2026, 1, 1, tzinfo=UTC))
    opened = CaseStore.open(path)
    yield opened
    opened.close()

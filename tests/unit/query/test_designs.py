"""Templates by name: a case's own before the built-in ones."""

from dataclasses import replace

import pytest

from desktop_app.domain.figure_templates import TEMPLATES
from desktop_app.query.designs import design_named, design_text, designs_of, read_design_row
from desktop_app.runtime.errors import InputError
from desktop_app.storage.case_store import CaseStore


def test_built_in_templates_are_found_by_name(store: CaseStore) -> None:
    assert design_named(store, " A4-Portrait ") == TEMPLATES[2]
    assert designs_of(store) == {}
    with pytest.raises(InputError, match="“poster”; there are slide-16x9, slide-4x3"):
        design_named(store, "poster")


def test_a_row_is_read_back_or_left_out() -> None:
    design = replace(TEMPLATES[0], author="A. Kim")
    assert read_design_row("a", design_text(design)) == design
    later = design_text(design).replace('"version": 1', '"version": 2')
    for text in ("{", "[]", '{"kind": "filter", "version": 2}', later):
        assert read_design_row("a", text) is None
    assert read_design_row("a", design_text(design).replace("338.67", '"wide"')) is None

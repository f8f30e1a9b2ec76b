"""`tumen open`: what its options mean."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop_app.cli.parser import build_parser
from desktop_app.cli.window import choice_of
from desktop_app.importers.case_choice import CaseChoice
from desktop_app.runtime.errors import UsageError


def choice(*words: str) -> CaseChoice:
    return choice_of(build_parser().parse_args(["open", *words]))


def test_a_day_means_its_end_and_a_path_is_whole() -> None:
    path = Path("дело.gpkg").absolute()
    assert choice("дело.gpkg") == CaseChoice(path)
    assert choice("дело.gpkg", "--read-only", "--as-of", "2026-02") == CaseChoice(
        path, read_only=True, as_of=datetime(2026, 2, 28, 23, 59, 59, tzinfo=UTC)
    )


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="2026-02-30"):
        choice("a.gpkg", "--as-of", "2026-02-30")


def test_only_a_file_has_a_past() -> None:
    with pytest.raises(UsageError, match="needs a case file"):
        choice("--training", "--as-of", "2026")

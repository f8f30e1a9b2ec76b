"""Names from elsewhere, made fit for every system."""

import os
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.storage.file_names import safe_file_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("report.pdf", "report.pdf"),
        ("Отчёт за март.pdf", "Отчёт за март.pdf"),
        ("석유 보고서.pdf", "석유 보고서.pdf"),
        (unicodedata.normalize("NFD", "석유.pdf"), "석유.pdf"),
        ("../../.ssh/id", "id"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("...", "file"),
        ("", "file"),
        ("a/", "file"),
        (".hidden", "hidden"),
        ('a<b>:"c|?*.txt', "a_b___c___.txt"),
        ("nul", "_nul"),
        ("Com1.tar.gz", "_Com1.tar.gz"),
        ("lpt² .txt", "_lpt².txt"),
        ("console.txt", "console.txt"),
        ("trailing. . ", "trailing"),
        ("\ud800x.txt", "x.txt"),
    ],
)
def test_names(name: str, safe: str) -> None:
    assert safe_file_name(name) == safe


def test_an_ending_that_does_not_fit_gets_one_that_does() -> None:
    assert safe_file_name("scan.JPEG", (".jpg", ".jpeg")) == "scan.JPEG"
    assert safe_file_name("scan.exe", (".jpg", ".jpeg")) == "scan.exe.jpg"
    assert safe_file_name("scan", (".jpg",), 3) == "scan (3).jpg"


@settings(max_examples=60)
@given(st.text(max_size=140), st.sampled_from([(), (".pdf",)]), st.integers(1, 1000))
def test_any_text_makes_a_name_that_can_be_written(name: str, endings: tuple[str, ...], copy: int) -> None:
    safe = safe_file_name(name, endings, copy)
    assert os.path.basename(safe) == safe  # noqa: PTH119 - on the text, as the system splits it
    assert 0 < len(safe) <= 120
    assert len(os.fsencode(safe)) <= 255
    assert safe[0] != "."
    assert safe[-1] not in " ."
    assert all(unicodedata.category(character) not in {"Cc", "Cf", "Cs"} for character in safe)
    assert not endings or safe.lower().endswith(".pdf")
    assert safe_file_name(safe) == safe

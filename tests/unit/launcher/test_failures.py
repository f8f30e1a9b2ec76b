"""An installer's output becomes the one reason that helps."""

from pathlib import Path

import pytest

from desktop_app.launcher.failures import explain


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        (
            "WARNING: Retrying (Retry(total=4))\nERROR: No matching distribution found for apsw==3.54.1.0",
            "cannot be reached",
        ),
        ("npm error code EAI_AGAIN", "cannot be reached"),
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            "disk is full",
        ),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "names by its hash"),
        ("npm error code EINTEGRITY", "names by its hash"),
        ("ERROR: No matching distribution found for pyside6==6.12.0", "no build of pyside6==6.12.0"),
        ("[Errno 30] Read-only file system: '/x/.venv'", "/x cannot be written"),
        ("one\ntwo", "last words were\n  one\n  two"),
        ("only this", "failed: only this"),
    ],
)
def test_the_reason_is_named(output: str, reason: str) -> None:
    text = str(explain("Installing the packages", output, Path("/x")))
    assert text.startswith("Installing the packages failed: ")
    assert reason in text


def test_a_long_output_is_cut_to_its_end() -> None:
    text = str(explain("Building", "\n".join(f"line {number}" for number in range(99)), Path("/x")))
    assert "line 98" in text
    assert "line 50" not in text

"""A file that is there is asked about on a terminal, else it takes --force; else a sentence at once."""

import io
import sys
from pathlib import Path

import pytest

from desktop_app.cli.target import may_write
from desktop_app.runtime.errors import InputError


class Terminal(io.StringIO):
    """A stream with a person at it."""

    def isatty(self) -> bool:
        """It has."""
        return True


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """A file that is there already."""
    path = tmp_path / "figure.pdf"
    path.write_text("old")
    return path


def sit_down(monkeypatch: pytest.MonkeyPatch, answer: str) -> Terminal:
    """A person who answers; what is said to them."""
    said = Terminal()
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    monkeypatch.setattr(sys, "stderr", said)
    return said


def test_without_a_terminal_force_is_asked_for(there: Path) -> None:
    with pytest.raises(InputError, match="--force"):
        may_write(there, force=False)
    may_write(there, force=True)
    may_write(there.with_name("new.pdf"), force=False)


@pytest.mark.parametrize("answer", ["", "\n", "n\n", "yesterday\n"])
def test_a_person_who_does_not_say_yes_keeps_the_file(
    there: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    said = sit_down(monkeypatch, answer)
    with pytest.raises(InputError, match="left as it was"):
        may_write(there, force=False)
    assert said.getvalue().endswith("replace it? [y/N] ")


def test_a_person_who_says_yes_is_asked_once(there: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sit_down(monkeypatch, " Y\n")
    may_write(there, force=False)
    said = sit_down(monkeypatch, "")
    may_write(there.with_name("new.pdf"), force=False)
    assert said.getvalue() == ""


def test_a_folder_is_never_asked_about(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sit_down(monkeypatch, "y\n")
    with pytest.raises(InputError, match="is a folder"):
        may_write(tmp_path, force=False)
    with pytest.raises(InputError, match="there is no folder"):
        may_write(tmp_path / "none" / "a.pdf", force=False)

"""The record, inside .venv, of what is completely installed there.

It is deleted before anything touches the environment and written when that is done, so that an
environment without a stamp is one whose set-up was interrupted, and is made anew.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

_NAME = "tumen-stamp.json"


@dataclass(frozen=True)
class Stamp:
    """State of a finished environment.

    Attributes:
        location: absolute path of .venv, which its scripts and interpreter links contain.
        interpreter: the file that .venv/bin/python leads to.
        groups: hash of each installed group of the lock file, by name.
        packaging: `packaging_digest` of the installed project; empty before.
        web: `web_digest` of the web bundle in assets/build; empty before.
        libraries: whether every system library that Qt needs was found.
    """

    location: str
    interpreter: str
    groups: Mapping[str, str] = field(default_factory=dict)
    packaging: str = ""
    web: str = ""
    libraries: bool = False

    @classmethod
    def read(cls, venv: Path) -> Self | None:
        """Stamp of the environment at `venv`; None when there is none or it is not readable as one."""
        try:
            return cls(**json.loads((venv / _NAME).read_bytes()))
        except (OSError, ValueError, TypeError):
            return None

    def write(self, venv: Path) -> None:
        """Put the stamp into `venv` in one step, so that no half of it is ever read."""
        part = venv / (_NAME + ".part")
        part.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")
        part.replace(venv / _NAME)

    def describes(self, venv: Path, locked: Mapping[str, str]) -> bool:
        """Whether `venv` is still the environment that was stamped.

        False after the checkout moved, the system's Python was replaced, or the lock file changed in a
        group that is installed.
        """
        python = venv / "bin" / "python"
        return (
            self.location == str(venv)
            and python.exists()
            and self.interpreter == os.path.realpath(python)
            and all(locked.get(name) == installed for name, installed in self.groups.items())
        )


def remove_stamp(venv: Path) -> None:
    """Declare the environment unfinished."""
    (venv / _NAME).unlink(missing_ok=True)

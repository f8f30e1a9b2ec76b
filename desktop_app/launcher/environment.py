"""Brings .venv to the state that a command needs, doing only what is not done yet."""

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from desktop_app.launcher import system_libraries, virtualenv
from desktop_app.launcher.console import say
from desktop_app.launcher.digests import packaging_digest, web_digest
from desktop_app.launcher.errors import SetupError
from desktop_app.launcher.exclusive import exclusive
from desktop_app.launcher.lock_groups import LOCK_NAME, digest, read_groups, requirements
from desktop_app.launcher.quick_start import NOTE, PAGE, note, watched
from desktop_app.launcher.stamp import Stamp, remove_stamp


class Environment:
    """The virtual environment of one checkout.

    Attributes:
        root: the checkout.
        python: the environment's interpreter.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._venv = root / ".venv"
        self.python = virtualenv.interpreter(self._venv)
        self._seen = watched(str(root))
        self._groups = read_groups(root / LOCK_NAME)
        self._locked = {name: digest(text) for name, text in self._groups.items()}
        self._packaging = packaging_digest(root)
        self._web = web_digest(root)

    def is_ready(self, groups: Sequence[str]) -> bool:
        """Whether nothing is left to do before a command that needs these groups of the lock file."""
        stamp = self._stamp()
        return (
            stamp is not None
            and all(group in stamp.groups for group in groups)
            and stamp.packaging == self._packaging
            and self._is_web_built(stamp)
            and stamp.libraries
        )

    def prepare(self, groups: Sequence[str]) -> None:
        """Do whatever is left to do, showing progress.

        Raises:
            SetupError: something is lacking that only the user can provide.
        """
        if self.is_ready(groups):
            with suppress(OSError):  # on a read-only disk every start compares exactly
                self._note_unchanged()
            return
        if not os.access(self.root, os.W_OK):
            raise SetupError(
                f"{self.root} cannot be written, and Tumen installs itself into {self._venv}: "
                "copy the checkout to a folder of your own."
            )
        with exclusive(self.root) as lock:
            if not self.is_ready(groups):
                self._complete(groups, lock)
            self._note_unchanged()

    def _complete(self, groups: Sequence[str], lock: int) -> None:
        (self.root / NOTE).unlink(missing_ok=True)
        stamp = self._stamp() or self._create(lock)
        for group in groups:
            if group not in stamp.groups:
                stamp = self._install(stamp, group, lock)
        if stamp.packaging != self._packaging:
            virtualenv.install_project(self._venv, self.root, lock)
            stamp = self._record(replace(stamp, packaging=self._packaging))
        if not self._is_web_built(stamp):
            say("Building the map page ...")
            stamp = self._record(replace(stamp, web=""))
            virtualenv.build_web(self._venv, self.root, lock)
            stamp = self._record(replace(stamp, web=self._web))
        if not stamp.libraries:
            system_libraries.provide(self._venv)
            self._record(replace(stamp, libraries=True))
        say("Ready.")

    def _create(self, lock: int) -> Stamp:
        if self._venv.exists():
            say("A set-up was interrupted, or the lock file, the checkout's place or Python changed.")
        say(f"Setting up Tumen in {self._venv}; this happens once and needs a network.")
        remove_stamp(self._venv)
        virtualenv.create(self._venv, lock)
        return Stamp(location=str(self._venv), interpreter=os.path.realpath(self.python))

    def _install(self, stamp: Stamp, group: str, lock: int) -> Stamp:
        names = {entry.partition("==")[0] for entry in requirements(self._groups[group])}
        say(f"Installing {len(names)} package{'s' * (len(names) > 1)} ({group}) ...")
        remove_stamp(self._venv)
        virtualenv.install_locked(self._venv, self._groups[group], lock)
        return self._record(replace(stamp, groups={**stamp.groups, group: self._locked[group]}))

    def _stamp(self) -> Stamp | None:
        stamp = Stamp.read(self._venv)
        return stamp if stamp is not None and stamp.describes(self._venv, self._locked) else None

    def _is_web_built(self, stamp: Stamp) -> bool:
        return stamp.web == self._web and (self.root / PAGE).is_file()

    def _record(self, stamp: Stamp) -> Stamp:
        stamp.write(self._venv)
        return stamp

    def _note_unchanged(self) -> None:
        text = note(str(self.root), self._seen)
        (self.root / NOTE).write_text(text, encoding="utf-8")

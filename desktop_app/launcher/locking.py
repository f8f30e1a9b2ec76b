"""Makes the lock file from pyproject.toml with uv."""

import subprocess
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop_app.launcher import virtualenv
from desktop_app.launcher.console import say
from desktop_app.launcher.failures import explain
from desktop_app.launcher.lock_groups import (
    BASEMAP,
    BENCH,
    LOCK_NAME,
    READERS,
    RUN,
    SOURCES,
    TEST,
    join_groups,
    read_groups,
    requirements,
)

_HEADING = """\
# Every package Tumen installs, with its version and hashes: made by "./tumen lock" from pyproject.toml.
# The group "run" starts Tumen and builds its map page; "test" adds what "./tumen test" needs, after
# "sources", which builds what is published without a wheel; "readers", after those, reads what Tumen writes
# and needs a compiler; "bench", after "test", has what "./tumen bench" compares Tumen with. "basemap" is for
# `python -m geodata.build`, after "sources" and in an environment of its own, so it repeats what others have.
"""
# The groups that are installed before a group, in the same environment.
BEFORE = {
    RUN: (),
    SOURCES: (RUN,),
    TEST: (RUN, SOURCES),
    READERS: (RUN, SOURCES, TEST),
    BASEMAP: (SOURCES,),
    BENCH: (RUN, SOURCES, TEST),
}


def lock_packages(root: Path, arguments: Sequence[str]) -> None:
    """Write the lock file anew; versions stay as they are where pyproject.toml still allows them.

    Args:
        root: the checkout.
        arguments: passed to `uv pip compile`, such as `--upgrade`.

    Raises:
        SetupError: uv cannot be installed or finds no set of versions.
    """
    with (root / "pyproject.toml").open("rb") as file:
        settings = tomllib.load(file)
    path = root / LOCK_NAME
    earlier = read_groups(path) if path.exists() else {}
    with tempfile.TemporaryDirectory(prefix="tumen-lock-") as name:
        folder = Path(name)
        say("Installing uv for this once ...")
        venv = folder / "uv"
        virtualenv.create(venv)
        virtualenv.install_tool(venv, settings["dependency-groups"]["lock"])
        say("Resolving ...")
        locked: dict[str, str] = {}
        for group, names in needed(settings).items():
            known = [word for other in locked for word in ("--constraint", f"{other}.txt")]
            text = _compile(folder, group, names, earlier.get(group, ""), [*known, *arguments])
            locked[group] = without(text, "\n".join(locked[other] for other in BEFORE[group]))
    path.write_text(join_groups(_HEADING, locked), encoding="utf-8")
    say(f"Wrote {path}.")


def needed(settings: dict[str, Any]) -> dict[str, list[str]]:
    """What each group has to hold, from the content of pyproject.toml, each group after those of `BEFORE`.

    What builds the project is needed to run it, since both happen in one environment.
    """
    own = settings["dependency-groups"]
    run = [*settings["project"]["dependencies"], *settings["build-system"]["requires"]]
    return {RUN: run, **{group: own[group] for group in BEFORE if group != RUN}}


def without(group: str, base: str) -> str:
    """The requirements of `group` that are not in `base` already."""
    present = requirements(base)
    return "\n".join(entry for name, entry in requirements(group).items() if name not in present)


def _compile(folder: Path, group: str, names: Sequence[str], earlier: str, arguments: Sequence[str]) -> str:
    (folder / f"{group}.in").write_text("\n".join(names) + "\n", encoding="utf-8")
    (folder / f"{group}.txt").write_text(earlier, encoding="utf-8")
    options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate"]
    options += ["--no-config", "--quiet", "--output-file", f"{group}.txt", *arguments]
    done = subprocess.run(
        [str(folder / "uv" / "bin" / "uv"), "pip", "compile", f"{group}.in", *options],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
        text=True,
    )
    if done.returncode != 0:
        raise explain(f'Resolving the group "{group}"', done.stderr, folder)
    return (folder / f"{group}.txt").read_text(encoding="utf-8")

"""The lock file's groups: split, joined again, and whole."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.launcher.errors import SetupError
from desktop_app.launcher.lock_groups import (
    BASEMAP,
    LOCK_NAME,
    RUN,
    TEST,
    join_groups,
    read_groups,
    requirements,
)
from desktop_app.launcher.locking import BEFORE, needed, without

ROOT = Path(__file__).parents[3]
LOCK = ROOT / LOCK_NAME
ENTRY = "numpy==2.4.6 ; python_full_version < '3.12' \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb"


def test_a_requirement_keeps_its_hashes() -> None:
    entries = requirements(f"apsw==1.0 \\\n    --hash=sha256:cc\n{ENTRY}\n")
    assert entries == {
        "apsw==1.0": "apsw==1.0 \\\n    --hash=sha256:cc",
        "numpy==2.4.6 ; python_full_version < '3.12'": ENTRY,
    }


names = st.from_regex(r"[a-z][a-z0-9-]{0,8}==[0-9]\.[0-9]", fullmatch=True)
groups = st.dictionaries(st.sampled_from([RUN, TEST]), st.lists(names, min_size=1, unique=True), min_size=1)


@given(groups)
def test_joined_groups_split_into_the_same(
    tmp_path_factory: pytest.TempPathFactory, parts: dict[str, list[str]]
) -> None:
    path = tmp_path_factory.mktemp("lock") / LOCK_NAME
    texts = {name: "\n".join(lines) + "\n" for name, lines in parts.items()}
    path.write_text(join_groups("# what this is", texts), encoding="utf-8")
    assert read_groups(path) == texts


def test_a_requirement_outside_every_group_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / LOCK_NAME
    path.write_text("# heading\napsw==1.0\n# group: run\n", encoding="utf-8")
    with pytest.raises(SetupError, match="line 2"):
        read_groups(path)


def test_a_missing_lock_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=LOCK_NAME):
        read_groups(tmp_path / LOCK_NAME)


def test_what_the_run_group_has_is_not_locked_twice() -> None:
    assert (
        without(f"{ENTRY}\npytest==9.2.0\n    --hash=sha256:dd", ENTRY)
        == "pytest==9.2.0\n    --hash=sha256:dd"
    )


def test_the_lock_file_pins_every_package_by_hash_and_names_no_index() -> None:
    for group, text in read_groups(LOCK).items():
        entries = requirements(text)
        assert entries, group
        for name, entry in entries.items():
            assert "==" in name, name
            assert "--hash=sha256:" in entry, name
    assert "://" not in LOCK.read_text(encoding="utf-8")
    assert "tumen==" not in LOCK.read_text(encoding="utf-8")


def test_the_lock_file_holds_what_pyproject_asks_for() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    locked = read_groups(LOCK)
    pinned = {
        group: {name.partition(" ")[0] for name in requirements(text)} for group, text in locked.items()
    }
    assert set(pinned) == set(BEFORE)
    for group, names in needed(settings).items():
        before = set().union(*(pinned[other] for other in BEFORE[group]))
        assert not pinned[group] & before
        # What stands behind a semicolon says for which Python; the lock file is made for all of them.
        assert {name.partition(";")[0].strip() for name in names} <= pinned[group] | before


def test_the_base_map_is_built_with_the_versions_that_the_tests_use() -> None:
    locked = {group: set(requirements(text)) for group, text in read_groups(LOCK).items()}
    others = set().union(*(entries for group, entries in locked.items() if group != BASEMAP))
    names = {entry.partition("==")[0] for entry in others}
    shared = {entry for entry in locked[BASEMAP] if entry.partition("==")[0] in names}
    assert shared <= others
    assert any(entry.startswith("shapely==") for entry in shared)

"""The corpus once more, altered at random, and for a short while by a fuzzer that follows the code."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.run import environment, fuzz
from tests.fuzz.targets import CORPUS, ROOT, Fuzzing, alarm, seeds

# What text formats are made of, and what breaks them.
TOKENS = (
    b"",
    b"\n",
    b"\r",
    b'"',
    b",",
    b";",
    b"\t",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"=1+1",
    b"<b>",
    b"NaN",
    b"-0",
    b"1e309",
    b"99999999999999999999",
    b"2024-02-30",
    b"\xf0\x9f\x9a\xa2",
    b"{}",
    b"[",
    b"*",
    b"!AIVDM",
)


@pytest.fixture(scope="module")
def fuzzing() -> Iterator[Fuzzing]:
    with ExitStack() as opened:
        made = Fuzzing(opened)
        made.warm_up()
        yield made


@pytest.mark.parametrize(
    ("target", "path"), seeds(), ids=lambda one: one if isinstance(one, str) else one.name
)
def test_every_file_of_the_corpus_is_taken_or_refused(fuzzing: Fuzzing, target: str, path: Path) -> None:
    with alarm():
        fuzzing.targets()[target](path.read_bytes())


@st.composite
def altered(draw: st.DrawFn, target: str) -> bytes:
    """A file of the corpus with pieces left out, doubled, taken from another file, or put in."""
    files = st.sampled_from(sorted((CORPUS / target).iterdir()))
    data = draw(files).read_bytes()
    for _ in range(draw(st.integers(1, 6))):
        first, last = sorted(draw(st.tuples(*[st.integers(0, len(data))] * 2)))
        other = draw(files).read_bytes()
        start = draw(st.integers(0, len(other)))
        put = draw(
            st.one_of(
                st.sampled_from(TOKENS),
                st.binary(max_size=8),
                st.just(data[first:last] * 2),
                st.just(other[start : start + 200]),
            )
        )
        data = data[:first] + put + data[last:]
    return data


@pytest.mark.parametrize("target", sorted({name for name, _ in seeds()}))
def test_what_is_altered_is_taken_or_refused(fuzzing: Fuzzing, target: str) -> None:
    take = fuzzing.targets()[target]

    @settings(
        max_examples=8,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(altered(target))
    def check(data: bytes) -> None:
        with alarm():
            take(data)

    check()


def test_a_fuzzer_that_follows_the_code_finds_nothing_in_a_short_while(tmp_path: Path) -> None:
    pytest.importorskip("atheris", reason="atheris is not published for this Python")
    inputs = tmp_path / "inputs"
    inputs.mkdir()
    found = {target: fuzz(target, inputs, ["-seed=1", "-atheris_runs=60"]) for target in ("opening", "nmea")}
    assert found == {"opening": 0, "nmea": 0}
    assert list(inputs.iterdir()) == []


def test_the_fuzzer_tells_of_what_it_finds(tmp_path: Path) -> None:
    """Without this a fuzzer that looks at nothing would pass."""
    pytest.importorskip("atheris", reason="atheris is not published for this Python")
    code = (
        "import sys; from tests.fuzz import targets\n"
        "def fail(data): assert len(data) < 40\n"
        "targets.Fuzzing.targets = lambda self: {'opening': fail}\n"
        "targets.Fuzzing.warm_up = lambda self: None\n"
        "from tests.fuzz import coverage_guided; coverage_guided.main()\n"
    )
    done = subprocess.run(  # noqa: S603 - fixed words
        [
            sys.executable,
            "-c",
            code,
            "opening",
            f"-artifact_prefix={tmp_path}/",
            "-atheris_runs=50",
            str(CORPUS / "opening"),
        ],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert done.returncode != 0
    assert b"AssertionError" in done.stderr + done.stdout
    assert [path.name.partition("-")[0] for path in tmp_path.iterdir()] == ["crash"]

"""Fuzzes the importers with a fuzzer that follows the code, target by target.

    .venv/bin/python tests/fuzz/run.py --seconds 600          # all targets, ten minutes each
    .venv/bin/python tests/fuzz/run.py nmea --runs 100000

What is found lies in the folder that is told, together with the sentence of the failure; minimise it with
`--minimise FILE` and put it into tests/data/fuzz/<target> once it is mended: it is a test from then on.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).resolve().parents[2]
_CORPUS: Final = _ROOT / "tests" / "data" / "fuzz"
# Longer inputs find little more and run slower.
_LONGEST_BYTES: Final = 8_192
_PATIENCE_S: Final = 60


def fuzz(target: str, finds: Path, limits: list[str]) -> int:
    """Run one target; the exit code of the fuzzer, 0 where nothing was found."""
    with tempfile.TemporaryDirectory(prefix="tumen-fuzz-new-") as new:
        words = [
            sys.executable,
            "-m",
            "tests.fuzz.coverage_guided",
            target,
            *limits,
            f"-artifact_prefix={finds}/{target}-",
            f"-max_len={_LONGEST_BYTES}",
            f"-timeout={_PATIENCE_S}",
            "-print_final_stats=1",
            "-verbosity=0",
            new,
            str(_CORPUS / target),
        ]
        return subprocess.run(words, cwd=_ROOT, env=environment(), check=False).returncode  # noqa: S603 - fixed words


def environment() -> dict[str, str]:
    """For the fuzzer's process: the checkout's code, and a home of its own for settings and caches."""
    return {**os.environ, "PYTHONPATH": str(_ROOT)}


def minimise(target: str, find: Path) -> int:
    """Make a find shorter, as long as it still fails."""
    words = [
        sys.executable,
        "-m",
        "tests.fuzz.coverage_guided",
        target,
        "-minimize_crash=1",
        "-max_total_time=60",
        f"-exact_artifact_path={find}.small",
        str(find),
    ]
    return subprocess.run(words, cwd=_ROOT, env=environment(), check=False).returncode  # noqa: S603 - as above


def main() -> int:
    """Fuzz; 1 where anything was found."""
    parser = argparse.ArgumentParser(
        prog="tests/fuzz/run.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    known = sorted(path.name for path in _CORPUS.iterdir())
    parser.add_argument("targets", nargs="*", help=f"of {', '.join(known)} (default: all)")
    parser.add_argument("--seconds", type=int, help="for each target (default: 60)")
    parser.add_argument("--runs", type=int, help="inputs for each target")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other inputs (default 1)")
    parser.add_argument("--finds", type=Path, help="where finds go (default: a temporary folder)")
    parser.add_argument("--minimise", type=Path, metavar="FILE", help="make this find of one target shorter")
    arguments = parser.parse_args()
    targets = arguments.targets or known
    if unknown := set(targets) - set(known):
        parser.error(f"there is no target {', '.join(sorted(unknown))}")
    if arguments.minimise is not None:
        return minimise(targets[0], arguments.minimise)
    limits = [f"-seed={arguments.seed}"]
    if arguments.seconds is not None or arguments.runs is None:
        limits.append(f"-max_total_time={arguments.seconds or 60}")
    if arguments.runs is not None:
        limits.append(f"-atheris_runs={arguments.runs}")
    finds = arguments.finds or Path(tempfile.mkdtemp(prefix="tumen-finds-"))
    bad = [target for target in targets if fuzz(target, finds, limits) != 0]
    print(f"{len(targets)} targets, failures in {', '.join(bad) or 'none'}; finds in {finds}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

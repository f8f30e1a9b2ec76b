"""`./tumen stress`: ends a process at random moments while it works on a case, and looks at what is left.

A round begins with a sound case. A child of this process edits it, reads rows in, few or many, saves copies,
merges or migrates, and tells after each step what is on the disk. It ends in one of three ways: killed from
outside after a random time (`kill -9`); killed in the middle of a write; or by a power cut, where also what
was written and not yet synced is lost in part. After that the case must open, be sound, hold all that was
told and nothing by halves: its rows must be those that its log tells. At the end the disk is full at one
write after another.
"""

import argparse
import os
import random
import select
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Final

import apsw
from deeds import DEEDS, UNMIGRATED, change_other_copy, make_case
from disk_full import fill_disk
from faulty_disk import FailingPower, FaultyDisk, die
from judge import faults

ROUNDS: Final = 1_000
# Seconds within which a kill from outside comes, and accesses to the disk within which one from inside does:
# each about three times what the deed takes.
_SPAN_S: Final = {"edit": 0.2, "bulk": 0.6, "import": 0.6, "save": 0.25, "merge": 0.6, "migrate": 0.2}
_ACCESSES: Final = {"edit": 400, "bulk": 1_200, "import": 1_200, "save": 400, "merge": 800, "migrate": 500}
_TOLD_EVERY: Final = 100
_PATIENCE_S: Final = 20
_ENDS: Final = ("kill", "write", "power")


class Round:
    """One life of a child, repeatable by its seed and number as far as clocks allow."""

    def __init__(self, seed: int, number: int) -> None:
        self.chance = random.Random(f"{seed}-{number}")  # noqa: S311 - not for secrets
        self.number = number
        self.deed = sorted(DEEDS)[number % len(DEEDS)]
        self.end = _ENDS[number // len(DEEDS) % len(_ENDS)]
        self.span_s = self.chance.uniform(0, _SPAN_S[self.deed])
        self.access = self.chance.randrange(1, _ACCESSES[self.deed])

    def __str__(self) -> str:
        return f"round {self.number} ({self.deed}, {self.end})"

    def live(self, folder: Path) -> list[str]:
        """Let a child work until it ends; what it told."""
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            self._work(folder, writing)
        os.close(writing)
        told = self._listen(child, reading)
        os.close(reading)
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
            told.append("failed: the child ended by itself")
        return told

    def _work(self, folder: Path, writing: int) -> None:
        """The child's life; it does not return."""
        try:
            disk: FaultyDisk | None = None  # in use for as long as it has a name
            if self.end == "write":
                disk = FaultyDisk(die, self.access)
            elif self.end == "power":
                disk = FailingPower(self.chance, self.access)

            def tell(line: str) -> None:
                os.write(writing, f"{line}\n".encode())

            tell("begun")
            DEEDS[self.deed](folder, self.chance, tell)
            # The deed is done; the end may still be to come.
            time.sleep(_PATIENCE_S if self.end == "kill" else 0)
            del disk
            die()
        except BaseException as error:  # noqa: BLE001 - told to the parent, which fails the round
            os.write(writing, f"failed: {type(error).__name__}: {error}\n".encode())
        os._exit(1)

    def _listen(self, child: int, reading: int) -> list[str]:
        """Gather what the child tells; kill it when its time has come."""
        heard = bytearray()
        deadline = time.monotonic() + _PATIENCE_S
        killed = False
        while True:
            wait_s = max(0.0, deadline - time.monotonic())
            if select.select([reading], [], [], None if killed else wait_s)[0]:
                piece = os.read(reading, 65_536)
                if not piece:
                    break
                if not heard and self.end == "kill":
                    deadline = time.monotonic() + self.span_s
                heard += piece
            else:
                os.kill(child, signal.SIGKILL)
                killed = True
        # A line without its end was not told.
        return heard.decode().split("\n")[:-1]


def prepare(folder: Path) -> tuple[Path, Path]:
    """A case to begin with, and the same of an earlier version; beside it another person's copy."""
    base, older = folder / "base.gpkg", folder / "older.gpkg"
    make_case(base)
    shutil.copyfile(base, older)
    theirs = folder / "theirs.gpkg"
    shutil.copyfile(base, theirs)
    change_other_copy(theirs)
    connection = apsw.Connection(str(older))
    connection.execute(UNMIGRATED)
    connection.close()
    return base, older


def play(round_: Round, base: Path, folder: Path) -> tuple[list[str], list[str]]:
    """Carry a round out in an empty folder; what the child told, and what is wrong."""
    shutil.copyfile(base, folder / "case.gpkg")
    if round_.deed == "merge":
        shutil.copyfile(base.with_name("theirs.gpkg"), folder / "theirs.gpkg")
    told = round_.live(folder)
    wrong = [line for line in told if line.startswith("failed")]
    return told, [*wrong, *faults(folder, base, told)]


def main() -> int:
    """Play the rounds; 1 if anything was lost."""
    parser = argparse.ArgumentParser(
        prog="tumen stress", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how many (default {ROUNDS})")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other moments (default 1)")
    parser.add_argument("--only", type=int, metavar="N", help="only this round, to look at it again")
    parser.add_argument(
        "--every", type=int, default=1, metavar="N", help="fill the disk at every N-th write only (default 1)"
    )
    parser.add_argument(
        "--folder", type=Path, help="where to work (default: the system's for temporary files)"
    )
    arguments = parser.parse_args()
    numbers = range(arguments.rounds) if arguments.only is None else [arguments.only]
    lives: Counter[str] = Counter()
    kept, bad = 0, 0
    with tempfile.TemporaryDirectory(prefix="tumen-stress-", dir=arguments.folder) as name:
        base, older = prepare(Path(name))
        for number in numbers:
            round_ = Round(arguments.seed, number)
            with tempfile.TemporaryDirectory(dir=name) as place:
                told, wrong = play(round_, older if round_.deed == "migrate" else base, Path(place))
            lives[f"{round_.deed}, {round_.end}"] += 1
            kept += sum(line != "begun" for line in told)
            for line in wrong:
                bad += 1
                print(f"{round_}: {line}", flush=True)
            if (number + 1) % _TOLD_EVERY == 0:
                print(f"{number + 1} ends, {bad} faults", flush=True)
        full = fill_disk(base, Path(name), arguments.every)
    for what, count in sorted(lives.items()):
        print(f"{what:<20}{count:>7}")
    print(f"{len(numbers)} ends, {kept} acknowledged steps, {full} full disks, {bad} faults")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

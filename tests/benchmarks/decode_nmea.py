"""From a log of AIS sentences to columns, beside two decoders that make an object of each message.

    python tests/benchmarks/decode_nmea.py LOG [MEGABYTES]

The log is repeated until it has so many megabytes. Prints "name value" lines: sentences a second of Tumen, of
aiscat (the core of AIS-catcher, without finding times and lines) and of pyais (of a part, it is slow).
"""

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

import aiscat
import pyais
from pyais.exceptions import AISBaseException

from desktop_app.importers.nmea.reading import LogReader

MEGABYTES = 60
BLOCK = 1 << 16
PYAIS_SENTENCES = 20_000


class Log(io.BytesIO):
    """A log in memory."""

    @property
    def packed_done(self) -> int:
        """As far as it was read."""
        return self.tell()


def seconds(work: Callable[[], None]) -> float:
    """How long the quickest of three takes."""
    took = []
    for _ in range(3):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return min(took)


def main(path: str, megabytes: str = str(MEGABYTES)) -> None:
    """Measure."""
    log = Path(path).read_bytes()
    log *= int(megabytes) * 1_000_000 // len(log) + 1
    sentences = log.count(b"VDM,") + log.count(b"VDO,")
    fixes = 0

    def tumen() -> None:
        nonlocal fixes
        fixes = sum(len(chunk.fixes.line) for chunk in LogReader(Log(log)).chunks())

    def by_aiscat() -> None:
        for _ in aiscat.iter_decode(log[at : at + BLOCK] for at in range(0, len(log), BLOCK)):
            pass

    few = [line for line in log.splitlines() if line.startswith(b"!") and b",1,1," in line][:PYAIS_SENTENCES]

    def by_pyais() -> None:
        for line in few:
            try:
                pyais.decode(line)
            except AISBaseException:
                continue

    print(f"nmea.sentences {sentences}")
    print(f"nmea.tumen_per_s {sentences / seconds(tumen):.0f}")
    print(f"nmea.positions {fixes}")
    print(f"nmea.aiscat_per_s {sentences / seconds(by_aiscat):.0f}")
    print(f"nmea.pyais_per_s {len(few) / seconds(by_pyais):.0f}")


if __name__ == "__main__":
    main(*sys.argv[1:])

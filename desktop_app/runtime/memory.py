"""How much memory is free, so that work which cannot fit is refused before it starts."""

import re
from pathlib import Path
from typing import Final

_MEMINFO: Final = Path("/proc/meminfo")


def free_memory_bytes(told_in: Path = _MEMINFO) -> int | None:
    """What a new program can have without swapping (proc(5), MemAvailable); None where nothing tells it."""
    try:
        found = re.search(r"^MemAvailable:\s+(\d+) kB$", told_in.read_text("ascii"), re.MULTILINE)
    except (OSError, ValueError):
        return None
    return int(found[1]) * 1024 if found else None

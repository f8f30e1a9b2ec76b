"""Progress lines of the set-up, on standard error: standard output belongs to the command that follows."""

import sys


def say(line: str) -> None:
    """Print one progress line at once."""
    print(line, file=sys.stderr, flush=True)

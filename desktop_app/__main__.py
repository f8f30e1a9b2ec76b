"""`python -m desktop_app`: hands over to the command line."""

import sys

from desktop_app.cli.main import run


def main() -> int:
    """The console script's entry; the value is the exit code."""
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())

"""From the output of a failed installer to the one sentence that helps."""

import re
from pathlib import Path

from desktop_app.launcher.errors import SetupError

# Measured on Debian 12: 1.2 GB for .venv with the test tools, 0.12 for npm packages, 0.35 for downloads.
_DISK_NEED_GB = 2.0
_SHOWN_LINES = 15

_FULL = re.compile(r"No space left on device|\bENOSPC\b|Errno 28\b|Disk quota exceeded")
_READ_ONLY = re.compile(r"Read-only file system|\bEROFS\b|Errno 30\b|Permission denied|\bEACCES\b|Errno 13\b")
_ALTERED = re.compile(r"DO NOT MATCH THE HASHES|\bEINTEGRITY\b")
_UNREACHABLE = re.compile(
    r"Retrying \(Retry|NewConnectionError|ConnectTimeout|ReadTimeout|Temporary failure in name resolution"
    r"|Network is unreachable|ProxyError|SSLError"
    r"|\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH)\b"
)
_NOT_OFFERED = re.compile(r"No matching distribution found for (\S+)")


def explain(doing: str, output: str, folder: Path) -> SetupError:
    """The error to raise when an installer failed.

    Args:
        doing: what was attempted, as the start of a sentence ("Installing the packages").
        output: what the installer said.
        folder: where it was to write.
    """
    if _FULL.search(output):
        need = f"{_DISK_NEED_GB:g} GB must be free in {folder} and in the temporary folder"
        reason = f"the disk is full; about {need}."
    elif _ALTERED.search(output):
        reason = "a downloaded package is not the one that the lock file names by its hash."
    elif _UNREACHABLE.search(output):
        reason = (
            "the package index cannot be reached; only this set-up needs a network, Tumen itself does not."
        )
    elif offered := _NOT_OFFERED.search(output):
        reason = f"the package index has no build of {offered[1]} for this Python and this system."
    elif _READ_ONLY.search(output):
        reason = f"{folder} cannot be written."
    else:
        tail = output.strip().splitlines()[-_SHOWN_LINES:]
        reason = (
            tail[0] if len(tail) == 1 else "\n".join(["the last words were", *(f"  {line}" for line in tail)])
        )
    return SetupError(f"{doing} failed: {reason}")

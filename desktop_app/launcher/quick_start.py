"""Whether nothing has changed since the last complete set-up, told without reading or hashing a file.

Every start passes here, so it imports only what the interpreter has loaded already: the check takes
under 1 ms, while importing pathlib, contextlib, collections.abc and hashlib takes 20.
"""

import os

OWN_COMMANDS = {"bench", "lock", "stress", "test"}  # carried out by the launcher, not by the application
NOTE = ".venv/tumen-unchanged"
PAGE = "assets/build/index.html"  # what the build of the web bundle writes last
RECORD_CODE = ("domain", "importers", "storage")  # packages that make the record's case file at that build


def checkout() -> str:
    """Absolute path of the checkout that this file belongs to."""
    return __file__.rsplit("/", 3)[0]


def application_command(root: str, arguments: list[str]) -> list[str]:
    """The command line that runs the application of the checkout `root`."""
    # -P: a file named like a module in the folder the user stands in must not be imported.
    return [f"{root}/.venv/bin/python", "-P", "-m", "desktop_app", *arguments]


def is_unchanged(root: str) -> bool:
    """Whether the environment in `root` was complete when noted and nothing it is made from changed since."""
    try:
        with open(f"{root}/{NOTE}", encoding="utf-8") as file:  # noqa: PTH123  no pathlib here: see above
            same = file.read() == note(root, watched(root))
    except OSError:
        return False
    return same and os.access(f"{root}/{PAGE}", os.F_OK) and os.access(f"{root}/.venv/bin/python", os.X_OK)


def note(root: str, seen: str) -> str:
    """What a complete environment bears as `NOTE`.

    Its first two lines differ once the checkout moves or the system's Python is replaced.

    Args:
        root: the checkout.
        seen: what `watched` gave before the work began, so that a change during the work counts.
    """
    interpreter = os.path.realpath(f"{root}/.venv/bin/python")
    return f"{root}\n{interpreter}\n{seen}"


def watched(root: str) -> str:
    """Name, size and time of change of everything that a set-up is made from, one file a line.

    A difference means only that the exact comparison of `Environment` is due: a fresh clone of the same
    commit differs here and not there.
    """
    lines = [
        *_folder(root, "", {"pyproject.toml", "requirements.lock"}),
        *_folder(root, "desktop_app/mapview/", {"shell.py"}),
        *_folder(root, "assets/"),
        *_tree(root, "assets/web/"),
        *_folder(root, "geodata/record/"),
        *(line for package in RECORD_CODE for line in _tree(root, f"desktop_app/{package}/")),
    ]
    return "\n".join(sorted(lines)) + "\n"


def _folder(root: str, folder: str, only: set[str] | None = None) -> list[str]:
    lines = []
    for entry in os.scandir(f"{root}/{folder}"):
        if entry.is_file() and (only is None or entry.name in only):
            status = entry.stat()
            lines.append(f"{folder}{entry.name} {status.st_size} {status.st_mtime_ns}")
    return lines


def _tree(root: str, folder: str) -> list[str]:
    lines = _folder(root, folder)
    for entry in os.scandir(f"{root}/{folder}"):
        if entry.is_dir() and entry.name != "__pycache__":
            lines += _tree(root, f"{folder}{entry.name}/")
    return lines

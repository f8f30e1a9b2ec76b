"""The page as one HTML file: skeleton, scripts, styles, fonts and data, sealed by its own policy."""

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Final, NamedTuple

from desktop_app.runtime.resources import Resources

SKELETON: Final = "build/page.html"
_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_STYLE: Final = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_FONT: Final = re.compile(r"app://map/assets/fonts/([A-Za-z-]+)\.ttf")
# The browser makes semibold Korean of the regular one: the font's own would be 0.6 MB more.
_LEFT_OUT: Final = re.compile(r"@font-face\s*\{[^}]*TumenSansKR-SemiBold[^}]*\}")
_HEAD, _BODY_END = "<head>", "</body>"


class Words(NamedTuple):
    """What stands in the page's text before any script runs.

    Attributes:
        title: of the page; made-up data begin with SYNTHETIC.
        banner: the sentence of made-up data, which nothing takes away; empty for others.
        without_script: what a browser shows that runs no scripts.
    """

    title: str
    banner: str
    without_script: str


def page_html(
    resources: Resources, words: Words, values: Mapping[str, bytes], files: Mapping[str, bytes]
) -> bytes:
    """The page as UTF-8.

    Args:
        resources: hold skeleton, bundle and fonts.
        words: its text.
        values: JSON by the id of its element; nothing in it may end a script element.
        files: bytes by the id of their element.

    Raises:
        InputError: the page was not built.
    """
    html = resources.asset(SKELETON).read_text("utf-8")
    script = resources.asset("build/page.js").read_text("utf-8").replace("</script", "<\\/script")
    style = _with_fonts(resources.asset("build/page.css").read_text("utf-8"), resources)
    head = "\n".join(
        (
            _HEAD,
            '<meta charset="utf-8">',
            _policy(html, script, style),
            '<meta name="referrer" content="no-referrer">',
            '<meta name="color-scheme" content="light dark">',
            '<link rel="icon" href="data:,">',
            f"<title>{escape(words.title)}</title>",
            f"<style>{style}</style>",
            f"<script>{script}</script>",
        )
    )
    body = "\n".join((*_elements(words), *_blocks(values, files), _BODY_END))
    return html.replace(_HEAD, head, 1).replace(_BODY_END, body, 1).encode("utf-8", "replace")


def _elements(words: Words) -> Iterator[str]:
    if words.banner:
        yield f'<div id="synthetic" role="note">{escape(words.banner)}</div>'
    yield f"<noscript><p>{escape(words.without_script)}</p></noscript>"


def _blocks(values: Mapping[str, bytes], files: Mapping[str, bytes]) -> Iterator[str]:
    for name, value in values.items():
        yield f'<script type="application/json" id="{name}">{value.decode("utf-8")}</script>'
    for name, data in files.items():
        yield f'<script type="text/plain" id="{name}">{base64.b64encode(data).decode("ascii")}</script>'


def _with_fonts(style: str, resources: Resources) -> str:
    """The fonts' addresses made the fonts themselves."""

    def content(match: re.Match[str]) -> str:
        data = resources.asset(f"build/fonts/{match[1]}.ttf").read_bytes()
        return f"data:font/ttf;base64,{base64.b64encode(data).decode('ascii')}"

    return _FONT.sub(content, _LEFT_OUT.sub("", style))


def _policy(html: str, script: str, style: str) -> str:
    """Nothing is loaded from anywhere; what runs and how it looks is named by hash."""
    scripts = " ".join(map(_hash_of, (script, *_SCRIPT.findall(html))))
    styles = " ".join(map(_hash_of, (style, *_STYLE.findall(html))))
    rules = "; ".join(
        (
            "default-src 'none'",
            f"script-src {scripts}",
            f"style-src {styles}",
            "font-src data:",
            "img-src data: blob:",
            "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    return f'<meta http-equiv="Content-Security-Policy" content="{rules}">'


def _hash_of(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"

"""The map page: rendered by folium when the package is built, the same bytes every time.

It holds no data. Scripts and styles come from the application's own scheme; a content security policy,
first in the head, names the hashes of the inline scripts and styles that folium writes.
"""

import base64
import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import folium

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_HEAD = "<head>"
_SCRIPTS = '<script src="app://map/qwebchannel.js"></script>'
# Asked for while the scripts are still on their way: otherwise the style sheet waits for the scripts, and the
# fonts, without which no name is drawn, for the style sheet.
_PRELOADS = (
    ("script", "map.js"),
    ("style", "map.css"),
    *(("font", f"fonts/TumenSans-{style}.ttf") for style in ("Regular", "SemiBold", "Italic")),
)


class OfflineMap(folium.Map):
    """folium's map without its remote files, and with one name for ever."""

    default_js = [  # noqa: RUF012 - folium's own declaration
        ("channel_script", "app://map/qwebchannel.js"),
        ("map_script", "app://map/assets/map.js"),
    ]
    default_css = [("map_style", "app://map/assets/map.css")]  # noqa: RUF012 - same

    def get_name(self) -> str:
        """The element's id and the script's variable; folium's own is random."""
        return "case_map"


def new_map(kind: type[OfflineMap]) -> OfflineMap:
    """The map as every page has it: the theatre, quarter steps of zoom, no controls of Leaflet's own."""
    return kind(
        location=(42.0, 132.0),
        zoom_start=5,
        tiles=None,
        min_zoom=3,
        max_zoom=14,
        max_bounds=True,
        min_lat=15,
        max_lat=72,
        min_lon=95,
        max_lon=180,
        zoom_control=False,
        attribution_control=False,
        zoom_snap=0.25,
        zoom_delta=0.5,
        wheel_px_per_zoom_level=120,
        bounce_at_zoom_limits=False,
    )


def render_page() -> str:
    """The page's HTML."""
    page = new_map(OfflineMap)
    html = page.get_root().render()
    head = "\n    ".join((_HEAD, _policy(html), "<title>Tumen</title>"))
    html = html.replace(_SCRIPTS, "\n    ".join((_SCRIPTS, *_preloads())), 1)
    return html.replace(_HEAD, head, 1)


def _preloads() -> Iterator[str]:
    for kind, file in _PRELOADS:
        # A font is always fetched as from another origin.
        origin = " crossorigin" if kind == "font" else ""
        yield f'<link rel="preload" as="{kind}" href="app://map/assets/{file}"{origin}/>'


def _policy(html: str) -> str:
    scripts = " ".join(_hash_of(text) for text in _SCRIPT.findall(html))
    styles = " ".join(_hash_of(text) for text in _STYLE.findall(html))
    rules = "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {scripts}",
            f"style-src 'self' {styles}",
            "font-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    return f'<meta http-equiv="Content-Security-Policy" content="{rules}">'


def _hash_of(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(render_page(), "utf-8")

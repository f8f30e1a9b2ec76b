"""The page that stands alone, without scripts, styles and data: rendered by folium when the package is built.

python -m desktop_app.mapview.web_page.skeleton TARGET
"""

import re
import sys
from pathlib import Path
from typing import Final

from desktop_app.mapview.shell import OfflineMap, new_map

# folium's own forbids to enlarge the page, which people with weak eyes need.
_VIEWPORT: Final = re.compile(r'<meta name="viewport".*?/>', re.DOTALL)
_OUR_VIEWPORT: Final = '<meta name="viewport" content="width=device-width, initial-scale=1">'


class LonelyMap(OfflineMap):
    """The window's map, whose scripts and styles are put into the page later."""

    default_js = []  # noqa: RUF012 - folium's own declaration
    default_css = []  # noqa: RUF012 - same


def render_skeleton() -> str:
    """The page's HTML."""
    html: str = new_map(LonelyMap).get_root().render()
    html = _VIEWPORT.sub(_OUR_VIEWPORT, html, count=1)
    return html.replace("<html>", '<html lang="en">', 1)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(render_skeleton(), "utf-8")

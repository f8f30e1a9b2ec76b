"""Text for XML 1.0: escaped, and without characters that no XML may hold."""

import re
from html import escape
from typing import Final

# XML 1.0, 2.2: what is no Char.
_NO_CHAR: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT: Final = "\ufffd"


def xml_text(text: str) -> str:
    """For element content and for attributes in double quotes."""
    return escape(_NO_CHAR.sub(_REPLACEMENT, text))


def html_in_xml(text: str) -> str:
    """Text that a program shows as HTML after it has read the XML: escaped for both."""
    return xml_text(escape(text))

"""File names that came from elsewhere, made fit for this machine and for others."""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Final

LONGEST_CHARACTERS: Final = 120
# File systems allow 255 bytes; a Hangul syllable takes three.
LONGEST_BYTES: Final = 240
LONGEST_ENDING: Final = 16
NAMELESS: Final = "file"

# Microsoft, "Naming Files, Paths, and Namespaces": characters and names that Windows keeps for itself, the
# names also before any ending.
_FORBIDDEN: Final = re.compile(r'[<>:"|?*]')
_RESERVED: Final = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])[ ]*(?:\.|$)", re.IGNORECASE
)
# Control, format (they turn the direction of text, or are not seen), half a pair, line and paragraph marks.
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def safe_file_name(name: str, endings: Sequence[str] = (), copy: int = 1) -> str:
    """A name without folders, hidden or unseen characters, that no system keeps for itself.

    Args:
        name: any text, such as a file name from a stranger's case.
        endings: the endings allowed, with their dot; the first is added where the name has none of them.
            Empty allows any.
        copy: from 2 on the number stands in brackets before the ending.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(character for character in last if unicodedata.category(character) not in _UNSEEN)
    plain = _FORBIDDEN.sub("_", seen).strip(" .") or NAMELESS
    ending = PurePosixPath(plain).suffix
    if not 1 < len(ending) <= LONGEST_ENDING:
        ending = ""
    stem = plain.removesuffix(ending)
    if endings and ending.lower() not in endings:
        stem, ending = stem + ending, endings[0]
    tail = (f" ({copy})" if copy > 1 else "") + ending
    stem = _cut(stem, tail) or NAMELESS
    return ("_" if _RESERVED.match(stem + tail) else "") + stem + tail


def _cut(stem: str, tail: str) -> str:
    """As much of the stem as leaves room for the tail and one more character."""
    room = LONGEST_CHARACTERS - len(tail) - 1
    room_bytes = LONGEST_BYTES - len(tail.encode()) - 1
    return stem[:room].encode()[:room_bytes].decode(errors="ignore").rstrip(" .")

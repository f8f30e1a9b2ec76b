"""Finds words in texts that are to be removed, however they are written, and puts others in their place."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from desktop_app.exporters.wording import MONTHS

REMOVED: Final = "[removed]"
# Runs of letters and runs of digits: "IMO8660313" is two, "CHON MA-SAN" three.
_TOKEN: Final = re.compile(r"[^\W\d_]+|\d+")
# Signs between two tokens of one name or number; more of them part two things.
_WIDEST_GAP: Final = 3
# Longer texts are removed where they are the whole of a cell.
LONGEST_WORDS: Final = 120
# Shorter ones would be found everywhere.
_SHORTEST: Final = 3
_SHORTEST_NUMBER: Final = 4
_FULL_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_NUMBER: Final = r"[-+−]?\d{1,3}[.,]\d"
# Positions as people write them: degrees with signs, pairs of decimals, grid references, Plus Codes, links.
_POSITIONS: Final = re.compile(
    rf"geo:\S+|\d{{1,3}}\s*[°º˚][\d\s.,°º˚′'’″\"]*[NSEWnsew]?|{_NUMBER}{{3,}}|{_NUMBER}+[,;/\s]+{_NUMBER}+"
    r"|\b\d{1,2}[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?\d{2,5}\s?\d{2,5}\b|\b[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}\b"
)


def folded(text: str) -> str:
    """What is compared of a text: its letters and digits in lower case, nothing between them."""
    return "".join(_TOKEN.findall(text.casefold()))


def day_forms(day: date, *, month: bool) -> tuple[str, ...]:
    """A day as people write it, and its month alone where that may not be told either."""
    names = (MONTHS[day.month - 1], _FULL_MONTHS[day.month - 1])
    return (
        day.isoformat(),
        f"{day:%d.%m.%Y}",
        *(f"{day.day} {name} {day.year}" for name in names),
        *(f"{name} {day.day} {day.year}" for name in names),
        *(f"{name} {day.year}" for name in names if month),
    )


class Scrubber:
    """Replaces secrets.

    Args:
        secrets: words → what stands in their place. Upper and lower case, and what stands between letters,
            make no difference; of several that fit the longest counts.
        positions: whether coordinates in texts are removed.
    """

    def __init__(self, secrets: Mapping[str, str], *, positions: bool = False) -> None:
        self._positions = positions
        self._whole: dict[str, str] = {}
        self._words: dict[str, str] = {}
        for text, other in secrets.items():
            key = folded(text)
            if len(key) > LONGEST_WORDS:
                self._whole[key] = other
            elif len(key) >= (_SHORTEST_NUMBER if key.isdigit() else _SHORTEST):
                self._words[key] = other
        self._beginnings = {key[:end] for key in self._words for end in range(1, len(key))}

    def scrubbed(self, text: str) -> str:
        """The text without secrets; the same object where it has none."""
        if not text:
            return text
        if self._whole and len(text) > LONGEST_WORDS and folded(text) in self._whole:
            return self._whole[folded(text)]
        found = self._without_words(text) if self._words else text
        return _POSITIONS.sub(REMOVED, found) if self._positions else found

    def _without_words(self, text: str) -> str:
        tokens = [(match.start(), match.end(), match[0].casefold()) for match in _TOKEN.finditer(text)]
        parts: list[str] = []
        at = place = 0
        while place < len(tokens):
            found = self._longest(tokens, place)
            if found is None:
                place += 1
                continue
            end, after, other = found
            parts += (text[at : tokens[place][0]], other)
            at, place = end, after
        if not parts:
            return text
        return "".join((*parts, text[at:]))

    def _longest(self, tokens: list[tuple[int, int, str]], first: int) -> tuple[int, int, str] | None:
        """Where the longest secret that begins with a token ends, the token after it, what replaces it."""
        found: tuple[int, int, str] | None = None
        joined = ""
        for place in range(first, len(tokens)):
            start, end, token = tokens[place]
            if place > first and start - tokens[place - 1][1] > _WIDEST_GAP:
                break
            joined += token
            if joined in self._words:
                found = (end, place + 1, self._words[joined])
            if joined not in self._beginnings:
                break
        return found or self._with_ending(tokens, first)

    def _with_ending(self, tokens: list[tuple[int, int, str]], place: int) -> tuple[int, int, str] | None:
        """A word with an ending that its language joins to it, as Korean and Russian do."""
        start, end, token = tokens[place]
        if token.isascii():
            return None
        for length in range(end - start - 1, _SHORTEST - 1, -1):
            other = self._words.get(token[:length])
            if other is not None:
                return end, place + 1, other
        return None

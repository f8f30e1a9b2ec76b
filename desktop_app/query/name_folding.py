"""Names as the search compares them: one form for every way of writing the same name."""

import re
import unicodedata
from typing import Final

_HANGUL_FIRST, _HANGUL_LAST = 0xAC00, 0xD7A3
_VOWELS, _FINALS = 21, 28
# Parts of a syllable as a keyboard gives them; doubled finals and vowels in their parts.
_INITIAL: Final = tuple("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")
_VOWEL: Final = (
    *("ㅏ", "ㅐ", "ㅑ", "ㅒ", "ㅓ", "ㅔ", "ㅕ", "ㅖ", "ㅗ", "ㅗㅏ", "ㅗㅐ"),
    *("ㅗㅣ", "ㅛ", "ㅜ", "ㅜㅓ", "ㅜㅔ", "ㅜㅣ", "ㅠ", "ㅡ", "ㅡㅣ", "ㅣ"),
)
_FINAL: Final = (
    *("", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ"),
    *("ㄹㅍ", "ㄹㅎ", "ㅁ", "ㅂ", "ㅂㅅ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ"),
)
# The same for letters typed alone: U+3133 is ㄱㅅ in one key.
_COMPOUND: Final = dict(
    zip(
        map(ord, "ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄㅘㅙㅚㅝㅞㅟㅢ"),
        "ㄱㅅ ㄴㅈ ㄴㅎ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅂㅅ ㅗㅏ ㅗㅐ ㅗㅣ ㅜㅓ ㅜㅔ ㅜㅣ ㅡㅣ".split(),  # noqa: SIM905 - a list of eighteen quoted pairs cannot be read against the line above
        strict=True,
    )
)
_SILENT: Final = re.compile("['\u2018\u2019\u02b9\u02bb\u02bc\u02be\u02bf`\u00b4\u2032\u0384.]")
# GeoNames writes the Russian ending -ый as -yy, most people as -y.
_ENDING: Final = re.compile(r"yy\b")
_GAPS: Final = re.compile(r"[\s\-\u2010-\u2015_/,()]+")
# Latin letters that carry no separable accent.
_LATIN: Final = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})


def fold(text: str) -> str:
    """Lower case without accents, the dots of ё among them, apostrophes and hyphens; Hangul in typed letters.

    "Ch’ŏngjin", "Ch'ongjin" and "Chongjin" fold to one text, and "처" is the beginning of "청진".
    """
    typed = unicodedata.normalize("NFC", text)
    if typed.isascii():
        return _tidy(typed.lower())
    if any(_HANGUL_FIRST <= ord(char) <= _HANGUL_LAST for char in typed):
        typed = "".join(map(_letters, typed))
    # Compatibility forms are taken apart letter by letter, but not the Hangul letters themselves.
    bare = unicodedata.normalize("NFD", typed.translate(_COMPOUND).casefold()).translate(_LATIN)
    kept = "".join(char for char in bare if unicodedata.category(char) != "Mn")
    return _tidy(kept)


def _tidy(text: str) -> str:
    return " ".join(_ENDING.sub("y", _GAPS.sub(" ", _SILENT.sub("", text))).split())


def _letters(char: str) -> str:
    code = ord(char) - _HANGUL_FIRST
    if not 0 <= code <= _HANGUL_LAST - _HANGUL_FIRST:
        return char
    block, final = divmod(code, _FINALS)
    initial, vowel = divmod(block, _VOWELS)
    return _INITIAL[initial] + _VOWEL[vowel] + _FINAL[final]


def is_one_typo_away(typed: str, key: str) -> bool:
    """Whether `key` or a beginning of it comes from `typed` by one letter changed, added, lost, swapped."""
    size = len(typed)
    start = next((place for place in range(min(size, len(key))) if typed[place] != key[place]), None)
    if start is None:
        return True  # one is the beginning of the other
    rest, other = typed[start:], key[start:]
    return (
        other[1:].startswith(rest[1:])  # changed
        or other.startswith(rest[1:])  # one too many
        or other[1:].startswith(rest)  # one missing
        or (len(rest) > 1 and other[:2] == rest[1::-1] and other[2:].startswith(rest[2:]))  # swapped
    )

"""Which encoding a text is in."""

import codecs
import re
from typing import Final, NamedTuple

UTF_8: Final = "utf-8"
# Codec → title, as offered to people.
ENCODINGS: Final = {
    UTF_8: "UTF-8",
    "utf-16-le": "UTF-16, little-endian",
    "utf-16-be": "UTF-16, big-endian",
    "cp1251": "Cyrillic (Windows-1251)",
    "koi8-r": "Cyrillic (KOI8-R)",
    "cp866": "Cyrillic (DOS, 866)",
    "cp949": "Korean (CP949, EUC-KR)",
    "johab": "Korean (Johab)",
    "gb18030": "Chinese (GB 18030)",
    "cp932": "Japanese (Shift-JIS)",
    "cp1252": "Western European (Windows-1252)",
    "cp1250": "Central European (Windows-1250)",
}
# What stands for a byte that is no character of the encoding; no encoding yields a lone surrogate.
NO_CHARACTER: Final = "\udcff"
MARK: Final = "tumen-no-character"
_MARKS: Final = (
    (codecs.BOM_UTF8, UTF_8),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OLD: Final = ("cp1251", "cp949", "koi8-r", "cp866", "gb18030", "cp932", "cp1252", "cp1250")
# Share of zero bytes at every second place from which a text is UTF-16: digits, blanks and line ends of a
# table in Korean make up more, and no text in bytes holds so many.
_ZEROS: Final = 0.1
# Letters of other scripts that one word mixes where an encoding is guessed wrong.
_WORD: Final = re.compile(r"[^\W\d_]+")
# Bytes of the lines with foreign letters that are enough to tell.
_ENOUGH: Final = 20_000


class TextEncoding(NamedTuple):
    """What a text is written in.

    Attributes:
        codec: a key of `ENCODINGS`.
        mark: bytes of the byte order mark at the start.
        guessed: nothing but the look of the words says so.
    """

    codec: str
    mark: int
    guessed: bool


def encoding_of(head: bytes, chosen: str = "") -> TextEncoding:
    """Of the text that begins with `head`.

    Args:
        head: the first bytes; it may end within a character.
        chosen: a key of `ENCODINGS` that a person named, empty for none. A byte order mark outweighs it.
    """
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return TextEncoding(codec, len(mark), guessed=False)
    if chosen:
        return TextEncoding(chosen, 0, guessed=False)
    if codec := _wide(head):
        return TextEncoding(codec, 0, guessed=True)
    if _is_utf_8(head):
        return TextEncoding(UTF_8, 0, guessed=False)
    return TextEncoding(_old(head), 0, guessed=True)


def _wide(head: bytes) -> str:
    if len(head) < 4:  # noqa: PLR2004 - two letters say too little
        return ""
    even = head[0::2].count(0) / len(head[0::2])
    odd = head[1::2].count(0) / len(head[1::2])
    codec = "utf-16-le" if odd > even else "utf-16-be"
    if max(odd, even) < _ZEROS or max(odd, even) < 10 * min(odd, even):
        return ""
    text = head.decode(codec, "replace")
    return codec if any(sign in text for sign in "\n\t,;|") else ""


def _is_utf_8(head: bytes) -> bool:
    if head.isascii():
        return True
    try:
        codecs.getincrementaldecoder(UTF_8)().decode(head)  # unfinished at the end is no error
    except UnicodeDecodeError:
        return False
    return True


def _old(head: bytes) -> str:
    """The codec of one of the old encodings whose words look most like words."""
    lines = head.splitlines()[:-1] or [head]
    foreign = b"\n".join(line for line in lines if not line.isascii())[:_ENOUGH]
    cut = foreign.rfind(b"\n")
    sample = foreign[:cut] if cut > 0 else foreign
    best = max(_OLD, key=lambda codec: (_likeness(sample, codec), -_OLD.index(codec)))
    if _likeness(sample, best) > 0:
        return best
    from charset_normalizer import from_bytes  # noqa: PLC0415 - 50 ms, for texts that nothing else tells

    match = from_bytes(sample, cp_isolation=[codec.replace("-", "_") for codec in _OLD]).best()
    return next((codec for codec in _OLD if match and codec.replace("-", "_") == match.encoding), "cp1252")


def _likeness(sample: bytes, codec: str) -> float:
    """How much the foreign letters of a text look like words of the codec's languages; at most 1."""
    try:
        text = sample.decode(codec)
    except UnicodeDecodeError:
        return -1.0
    foreign = sum(not char.isascii() for char in text)
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    good = sum(_good_letters(word, codec) for word in words)
    return (good - (foreign - good)) / (foreign or 1)


def _good_letters(word: str, codec: str) -> float:
    """Letters of a word that stand where its language puts them."""
    foreign = sum(not char.isascii() for char in word)
    if codec in {"cp1251", "koi8-r", "cp866"}:
        # Upper-case letters come first or everywhere: other tables turn the case round or mix the two.
        cyrillic = all("\u0400" <= char <= "\u0451" or char == "Ё" for char in word)
        usual = word.islower() or word.isupper() or word.istitle()
        return foreign if cyrillic and usual and _speakable(word) else 0
    if codec == "cp949":
        return foreign if all("가" <= char <= "힣" for char in word if not char.isascii()) else 0
    if codec == "cp932":
        return foreign if any("ぁ" <= char <= "ヿ" for char in word) else 0.55 * foreign * _common_han(word)
    if codec == "gb18030":
        return 0.6 * foreign * _common_han(word)
    # Latin: an accent here and there within plain letters.
    return 0.8 * foreign if foreign * 2 <= len(word) and all(char < "\u0180" for char in word) else 0


_VOWELS: Final = frozenset("аеёиоуыэюяАЕЁИОУЫЭЮЯ")
# Words without a vowel are this short: the abbreviations of a year and of an oil refinery.
_SHORT: Final = 3


def _speakable(word: str) -> bool:
    return len(word) <= _SHORT or any(char in _VOWELS for char in word)


def _common_han(word: str) -> bool:
    return all("一" <= char <= "鿿" for char in word if not char.isascii())


def mark_bad(error: UnicodeError) -> tuple[str, int]:
    """Error handler for decoding that puts `NO_CHARACTER` where bytes are no character."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return NO_CHARACTER, error.end


codecs.register_error(MARK, mark_bad)
